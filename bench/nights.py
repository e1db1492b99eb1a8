"""One night of the whole pipeline over the benchmarks' site, each stage measured by itself."""

import multiprocessing
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import func, select

from bench.crawls import Crawled, Kind, crawl
from bench.measure import Span, Stopwatch, await_rest, cpu_seconds, peak_memory
from crawler.values import CrawlPlan
from diff.pending import compare_owed
from diff.routes import Alike
from extract.identity import identity
from extract.pool import ExtractionPool, Task
from store.archive import Archive, open_archive
from store.derive import extract_owed
from store.locks import derive_lock
from store.models import Change, Page, Version

# What a pool is given so that it starts its workers.
_WARMING = Task(0, b"<main>" + b"<p>A page to warm the workers with, of no interest otherwise.</p>" * 20, "http://w/")


@dataclass(frozen=True, slots=True)
class Derived:
    """What extraction and comparison took; `extract` and `compare` count this process and the workers alike.

    `starting` is how long the workers took to start, which the spans leave out. `versions` and `changes` are the paths
    of the pages that got one.
    """

    starting: float
    extract: Span
    extract_workers: float
    compare: Span
    worker_peak: int
    versions: frozenset[str]
    changes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Night:
    """A night: the crawls of each kind, pair by pair, and what was derived of the last of ours; sizes in bytes."""

    crawls: Mapping[Kind, tuple[Crawled, ...]]
    crawl_growth: int
    derive_growth: int
    derived: Derived


def run_night(plan: CrawlPlan, file: Path, kinds: Sequence[Kind], *, pairs: int, workers: int) -> Night:
    """Crawl a site `pairs` times from the archive as it stands, each kind in its turn, and derive from our last."""
    before, size = file.with_suffix(".before"), file.stat().st_size
    shutil.copyfile(file, before)
    crawls: dict[Kind, list[Crawled]] = {kind: [] for kind in kinds}
    for pair in range(pairs):
        shutil.copyfile(before, file)
        for kind in kinds if pair % 2 == 0 else reversed(kinds):
            crawls[kind].append(crawl(kind, plan, file.parent))
        settle(file)
    crawled = file.stat().st_size
    derived = derive(plan.archive_url, workers)
    settle(file)
    done = {kind: tuple(several) for kind, several in crawls.items()}
    return Night(done, crawled - size, file.stat().st_size - crawled, derived)


def settle(file: Path) -> None:
    """Bring everything from an archive's write-ahead log into its file, and leave no log."""
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def derive(url: str, workers: int) -> Derived:
    """Extract and compare all that is owed, as `scheduler.process` does."""
    archive = open_archive(url)
    try:
        last = _last_ids(archive)
        with derive_lock(archive), ExtractionPool(workers) as pool:
            start = Stopwatch()
            pids = _warm(pool, workers)
            starting = start.read().seconds
            with _watched(pids) as took:
                extract_owed(archive, pool, identity)
            peak = max(peak_memory(pid) for pid in pids)
            compare = Stopwatch()
            compare_owed(archive, Alike(pool.run))
            compared = compare.read()
        versions, changes = _since(archive, *last)
    finally:
        archive.close()
    stage, worked = took[0]
    return Derived(starting, stage.plus_cpu(worked), worked, compared, peak, versions, changes)


def _warm(pool: ExtractionPool, workers: int) -> list[int]:
    """Start every worker and wait until all of them wait; gives their process ids."""
    for _ in pool.read([_WARMING] * workers):
        pass
    pids = [process.pid for process in multiprocessing.active_children() if process.pid is not None]
    await_rest(pids)
    return pids


@contextmanager
def _watched(pids: list[int]) -> Iterator[list[tuple[Span, float]]]:
    """Measure a block: gives, once it has ended, this process's span and the processor time of the workers."""
    took: list[tuple[Span, float]] = []
    before, stopwatch = cpu_seconds(pids), Stopwatch()
    yield took
    took.append((stopwatch.read(), cpu_seconds(pids) - before))


def _last_ids(archive: Archive) -> tuple[int, int]:
    with archive.reading() as session:
        return session.scalar(select(func.max(Version.id))) or 0, session.scalar(select(func.max(Change.id))) or 0


def _since(archive: Archive, version: int, change: int) -> tuple[frozenset[str], frozenset[str]]:
    """The paths of pages with versions and changes above two ids; two versions of one page are a failure."""
    with archive.reading() as session:
        versions = list(session.scalars(select(Page.url).join(Version).where(Version.id > version)))
        changes = list(session.scalars(select(Page.url).join(Change).where(Change.id > change)))
    for urls in (versions, changes):
        if len(urls) != len(set(urls)):
            raise RuntimeError("a page got two versions or two changes in one night")
    return frozenset(urlsplit(url).path for url in versions), frozenset(urlsplit(url).path for url in changes)
