"""Bringing an archive to the schema of this program, from a checkout and from an installed wheel alike."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from store.archive import Archive, make_engine, parse_address
from store.errors import ArchiveMissing

# Any number, as long as every Variorum uses the same: it keeps two upgrades of one PostgreSQL archive apart.
UPGRADE_LOCK = 0x7661_7269


def upgrade(url: str) -> tuple[str | None, str]:
    """Migrate the archive at `url` to the newest schema, making it if need be; gives the schema before and after."""
    address = parse_address(url)
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).absolute().parent.is_dir():
        folder = Path(str(address.database)).absolute().parent
        raise ArchiveMissing(f"there is no folder {folder}: make it, or change [archive] url")
    # Foreign keys are off while tables are rebuilt: on SQLite a batch alteration would cascade into the children.
    archive = Archive(make_engine(address, foreign_keys=False))
    try:
        with archive.writing() as session:
            connection = session.connection()
            _lock(connection)
            before = _schema(connection)
            _run(connection)
            return before, str(_schema(connection))
    finally:
        archive.close()


def migrations_folder() -> Path:
    """Where the migrations are: inside the installed package, or beside it in a checkout."""
    installed = Path(__file__).parent / "migrations"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "alembic"


def _run(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _schema(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
