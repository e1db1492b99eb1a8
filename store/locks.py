"""What only one process may do at a time: crawl one site, or derive versions. Freed when its holder dies."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import select, text

from store.archive import Archive
from store.errors import Busy
from store.kinds import CrawlState
from store.models import Crawl, Site


@contextmanager
def site_lock(archive: Archive, site: str) -> Iterator[None]:
    """Hold the right to crawl a site; raises Busy, naming the crawl that has it."""
    with _hold(archive, f"crawl-{site}", f"the crawl of {site}", lambda: _who_crawls(archive, site)):
        yield


@contextmanager
def derive_lock(archive: Archive) -> Iterator[None]:
    """Hold the right to turn captures into versions and changes; raises Busy."""
    with _hold(archive, "derive", "processing", lambda: "another process extracts or compares; wait for it"):
        yield


def _who_crawls(archive: Archive, site: str) -> str:
    running = select(Crawl).join(Site).where(Site.name == site, Crawl.state == CrawlState.RUNNING)
    with archive.reading() as session:
        crawl = session.scalar(running.order_by(Crawl.id.desc()).limit(1))
        if crawl is None:
            return "it is just starting; try again when it has ended"
        return f"crawl {crawl.id}, process {crawl.pid}, since {crawl.started_at:%Y-%m-%d %H:%M:%S} UTC; wait for it"


@contextmanager
def _hold(archive: Archive, name: str, what: str, who: Callable[[], str]) -> Iterator[None]:
    hold = _hold_advisory if archive.url.get_backend_name() == "postgresql" else _hold_file
    with hold(archive, name) as held:
        if not held:
            raise Busy(what, who())
        yield


@contextmanager
def _hold_file(archive: Archive, name: str) -> Iterator[bool]:
    """Lock a file beside the SQLite archive; the kernel lets go of it when the process ends, however it ends."""
    lock = FileLock(Path(f"{archive.url.database}.{name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


@contextmanager
def _hold_advisory(archive: Archive, name: str) -> Iterator[bool]:
    """Take a PostgreSQL advisory lock on a connection of its own; the server lets go of it when that closes."""
    key = int.from_bytes(hashlib.sha256(f"variorum:{name}".encode()).digest()[:8], "big", signed=True)
    with archive.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        held = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}))
        try:
            yield held
        finally:
            if held:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})
