"""Opening an archive and holding transactions on it, on SQLite and PostgreSQL alike."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, IntegrityError, NoSuchModuleError, ProgrammingError
from sqlalchemy.orm import Session

from store.errors import ArchiveMissing, BadAddress, NotMigrated, Unreachable

# The newest migration in alembic/versions; a test holds the two together. Asking Alembic at every start costs 0.2 s.
SCHEMA = "0003"

# A writer waits this long for another one before it gives up; one transaction takes milliseconds.
BUSY_SECONDS = 60

_ONE_STATE = {"isolation_level": "REPEATABLE READ"}


class Archive:
    """One opened database. Sessions from `reading` see one consistent state; `writing` commits at its end."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(writing=True)
        # SQLite reads one state in a transaction by itself; PostgreSQL has to be asked.
        self._reader = engine if engine.dialect.name == "sqlite" else engine.execution_options(**_ONE_STATE)

    @property
    def url(self) -> URL:
        """Where the archive is; prints without its password."""
        return self.engine.url

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads."""
        with _plain_errors(self.url), Session(self._reader) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that commits when the block ends and rolls back when it raises."""
        with _plain_errors(self.url), Session(self._writer) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def open_archive(url: str) -> Archive:
    """Open a migrated archive; raises BadAddress, ArchiveMissing, NotMigrated or Unreachable."""
    address = parse_address(url)
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).is_file():
        raise ArchiveMissing(f"there is no archive at {address.database}: run `variorum upgrade` to make one")
    archive = Archive(make_engine(address))
    try:
        with _plain_errors(address), archive.engine.connect() as connection:
            _require_schema(connection)
    except Exception:
        archive.close()
        raise
    return archive


def parse_address(url: str) -> URL:
    """Read a database URL; raises BadAddress for anything but SQLite files and PostgreSQL."""
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise BadAddress(_address_advice("the archive's url is not a database address")) from error
    if backend not in {"sqlite", "postgresql"}:
        raise BadAddress(_address_advice(f"{backend} is not a database Variorum keeps archives in"))
    if backend == "sqlite" and address.database in {None, "", ":memory:"}:
        raise BadAddress(_address_advice("an SQLite archive needs a file"))
    return address


def _address_advice(what: str) -> str:
    return f"{what}: write sqlite:///variorum.db or postgresql://user@host/name"


def make_engine(address: URL, *, foreign_keys: bool = True) -> Engine:
    """Make an engine whose transactions mean the same on both databases."""
    try:
        if address.get_backend_name() != "sqlite":
            return create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    except (ArgumentError, NoSuchModuleError) as error:
        raise BadAddress(_address_advice(f"no driver for {address.drivername}")) from error
    _prepare_sqlite(engine, foreign_keys)
    return engine


def _prepare_sqlite(engine: Engine, foreign_keys: bool) -> None:
    """Begin transactions ourselves: the driver's own deferred ones lose updates without a word."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"foreign_keys={'ON' if foreign_keys else 'OFF'}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _require_schema(connection: Connection) -> None:
    found = None
    if inspect(connection).has_table("alembic_version"):
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found == SCHEMA:
        return
    if found is not None and found > SCHEMA:
        raise NotMigrated(f"the archive has schema {found}, this program knows {SCHEMA}: install a newer Variorum")
    state = f"has schema {found}, {SCHEMA} is needed" if found else "has no tables yet"
    raise NotMigrated(f"the archive {state}: run `variorum upgrade`")


@contextmanager
def _plain_errors(address: URL) -> Iterator[None]:
    """Turn a database that fails into Unreachable; broken statements and constraints stay bugs."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except DBAPIError as error:
        if isinstance(error, DatabaseError) or error.connection_invalidated:
            where = address.render_as_string(hide_password=True)
            reason = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
            raise Unreachable(f"the archive {where} failed: {reason}: see that it is there and has room") from error
        raise
