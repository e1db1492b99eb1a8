import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from store import open_archive
from store.archive import SCHEMA
from store.errors import ArchiveMissing, BadAddress, Busy, NotMigrated, Unreachable
from store.locks import derive_lock, site_lock
from store.migrate import migrations_folder, upgrade
from store.models import Base, Page, Site


def test_the_migrations_make_exactly_the_tables_of_the_models(archive):
    with archive.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_newest_migration_is_the_schema_this_program_asks_for():
    assert ScriptDirectory(str(migrations_folder())).get_current_head() == SCHEMA


def test_upgrading_twice_changes_nothing(archive_url):
    assert upgrade(archive_url) == (SCHEMA, SCHEMA)


def test_a_missing_archive_says_how_to_make_one(tmp_path):
    with pytest.raises(ArchiveMissing, match="run `variorum upgrade`"):
        open_archive(f"sqlite:///{tmp_path / 'none.db'}")


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(ArchiveMissing, match="there is no folder"):
        upgrade(f"sqlite:///{tmp_path / 'none' / 'archive.db'}")


def test_an_empty_database_is_not_migrated(tmp_path):
    sqlite3.connect(tmp_path / "empty.db").close()
    with pytest.raises(NotMigrated, match="no tables yet: run `variorum upgrade`"):
        open_archive(f"sqlite:///{tmp_path / 'empty.db'}")


@pytest.mark.parametrize(
    ("found", "advice"), [("0000", "run `variorum upgrade`"), ("9999", "install a newer Variorum")]
)
def test_another_schema_is_said(archive, archive_url, found, advice):
    with archive.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
    with pytest.raises(NotMigrated, match=advice):
        open_archive(archive_url)


def test_a_file_that_is_no_database_is_said(tmp_path):
    (tmp_path / "notes.db").write_bytes(b"these are notes, and many of them" * 100)
    with pytest.raises(Unreachable, match="file is not a database"):
        open_archive(f"sqlite:///{tmp_path / 'notes.db'}")


def test_a_database_server_that_is_not_there_is_said_without_its_password():
    with pytest.raises(Unreachable) as refused:
        open_archive("postgresql://user:secret@127.0.0.1:9/archive")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://host/name", "sqlite://", "sqlite:///:memory:", "postgresql+x://h/d"]
)
def test_an_address_of_no_archive_is_said(url):
    with pytest.raises(BadAddress):
        open_archive(url)


def test_naive_times_are_refused_and_aware_ones_come_back_in_utc(archive):
    at = datetime.fromisoformat("2026-03-01T03:00:00-05:00")
    with archive.writing() as session:
        site = Site(name="agency")
        session.add(site)
        session.flush()
        session.add(Page(site_id=site.id, urlkey="k", url="u", first_seen=at))
    with archive.reading() as session:
        found = session.scalars(select(Page)).one().first_seen
    assert (found, found.tzinfo) == (at, UTC)


def test_writers_wait_for_each_other_and_lose_nothing(archive_url):
    """Sixty read-modify-write turns in each of four processes: drivers' own transactions lose most of them."""
    archive = open_archive(archive_url)
    with archive.writing() as session:
        session.add(Site(name="0"))
    turns = (
        "import sys; from sqlalchemy import select; from store import open_archive; from store.models import Site\n"
        "archive = open_archive(sys.argv[1])\n"
        "for _ in range(60):\n"
        "    with archive.writing() as session:\n"
        "        site = session.scalars(select(Site).with_for_update()).one()\n"
        "        site.name = str(int(site.name) + 1)\n"
    )
    root = Path(__file__).parents[2]
    running = [subprocess.Popen([sys.executable, "-c", turns, archive_url], cwd=root) for _ in range(4)]
    assert [process.wait(timeout=120) for process in running] == [0] * 4
    with archive.reading() as session:
        assert session.scalars(select(Site.name)).one() == "240"
    archive.close()


def test_a_reader_sees_one_state_while_others_write(archive):
    with archive.writing() as session:
        session.add(Site(name="one"))
    with archive.reading() as reader:
        before = list(reader.scalars(select(Site.name)))
        with archive.writing() as session:
            session.add(Site(name="two"))
        assert list(reader.scalars(select(Site.name))) == before == ["one"]


def test_a_lock_is_held_by_one_and_freed_when_its_holder_dies(archive, archive_url):
    holding = (
        "import sys, time; from store import open_archive; from store.locks import site_lock\n"
        "with site_lock(open_archive(sys.argv[1]), 'agency'):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    holder = subprocess.Popen([sys.executable, "-c", holding, archive_url], cwd=root, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Busy, match="the crawl of agency is at work already"), site_lock(archive, "agency"):
        pass
    with site_lock(archive, "other"), derive_lock(archive):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    for _ in range(100):  # the server notices a dead client in its own time
        try:
            with site_lock(archive, "agency"):
                return
        except Busy:
            import time

            time.sleep(0.05)
    pytest.fail("the lock outlived its holder")


def test_every_table_has_named_constraints(archive):
    names = inspect(archive.engine)
    for table in Base.metadata.tables:
        assert all(key["name"] for key in names.get_foreign_keys(table))
