"""The extract stage: every capture that feeds versions gets its reading, site by site, in the order it was made."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from extract import Extraction, ExtractionError, ExtractorIdentity, Route
from extract.fingerprint import FingerprintTask
from extract.pool import Reading, Task
from extract.steering import Steering
from store.archive import Archive
from store.bodies import body_or_nothing
from store.models import Site
from store.templates import Run, refresh_template, steering_of
from store.versions import (
    Extractors,
    Owed,
    captures_to_upgrade,
    extractor_row,
    find_extractor,
    forget_last_failures,
    forget_overtaken,
    keep_failure,
    keep_reading,
    keep_same_reading,
    keep_upgrade,
    load_owed,
    newest_version,
    owed_ids,
    previous_reading,
)

# One transaction's worth: enough to keep a pool of workers busy, little enough to extract again after a crash.
BATCH = 64

Identify = Callable[[Steering], ExtractorIdentity]


class Pool(Protocol):
    """What ExtractionPool promises: work on hostile bytes, elsewhere."""

    @property
    def run(self) -> Run:
        """What each task gave, in the order of the tasks."""

    def read(self, tasks: Sequence[Task], /) -> Iterator[Reading]:
        """The reading of each task, in the order of the tasks."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the extract stage did so far, in captures; `upgraded` counts pages read again by a newer extractor."""

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    upgraded: int = 0

    def plus(self, other: "Extracted") -> "Extracted":
        """Add up two counts."""
        return Extracted(
            self.read + other.read,
            self.unchanged + other.unchanged,
            self.failed + other.failed,
            self.upgraded + other.upgraded,
        )


def extract_owed(
    archive: Archive,
    pool: Pool,
    identify: Identify,
    volatile: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    progress: Callable[[Extracted], None] = lambda _: None,
) -> Extracted:
    """Give every owed capture its reading, after upgrading pages that another extractor read; safe to kill and rerun.

    The caller holds the derive lock; `identify` is extract.identity.identity, `volatile` are patterns by site name.
    Raises CorruptBody at the first damaged body, which stays owed until the archive is repaired.
    """
    with archive.writing() as session:
        sites = [(site_id, name) for site_id, name in session.execute(select(Site.id, Site.name).order_by(Site.id))]
        _try_failures_again(session, {site_id: volatile.get(name, ()) for site_id, name in sites}, identify)
        forget_overtaken(session)
    done = Extracted()
    for site_id, name in sites:
        refresh_template(archive, pool.run, site_id)
        stage = _stage(archive, pool, identify, site_id, volatile.get(name, ()))
        done = done.plus(_upgrade(stage, site_id))
        with archive.reading() as session:
            owed = owed_ids(session, site_id)  # asked once: finding them takes a walk through all captures
        for start in range(0, len(owed), BATCH):
            done = done.plus(_extract_batch(stage, owed[start : start + BATCH]))
            progress(done)
    return done


@dataclass(frozen=True, slots=True)
class _Stage:
    """How one site's captures are read."""

    archive: Archive
    pool: Pool
    steering: Steering
    extractors: Extractors


@dataclass(frozen=True, slots=True)
class _Before:
    """What a page's capture before held; `fingerprint` only where the next one may rely on it."""

    body_id: int | None = None
    url: str = ""
    fingerprint: bytes = b""


def _try_failures_again(session: Session, volatile: Mapping[int, tuple[str, ...]], identify: Identify) -> None:
    """Let the last failures of sites be owed again whose extractor is a new one."""
    identities = {site_id: identify(Steering(None, patterns)) for site_id, patterns in volatile.items()}
    new = [site_id for site_id, identity in identities.items() if find_extractor(session, identity) is None]
    for site_id in new:
        forget_last_failures(session, site_id)
        extractor_row(session, identities[site_id])


def _stage(archive: Archive, pool: Pool, identify: Identify, site_id: int, volatile: tuple[str, ...]) -> _Stage:
    with archive.writing() as session:
        steering = steering_of(session, site_id, volatile)
        plain = extractor_row(session, identify(Steering(None, volatile)))
        return _Stage(archive, pool, steering, Extractors(plain, extractor_row(session, identify(steering))))


def _extract_batch(stage: _Stage, capture_ids: Sequence[int]) -> Extracted:
    with stage.archive.reading() as session:
        batch = load_owed(session, capture_ids)
        tasks = _tasks(session, stage, batch)
    tasks = _without_repeats(stage.pool, batch, tasks)
    readings = {reading.id: reading for reading in stage.pool.read(tasks)}
    done = Extracted()
    with stage.archive.writing() as session:
        failed: dict[int, str] = {}  # page → why its last capture failed: the same body fails the same way
        for owed in batch:
            reading = readings.get(owed.capture_id)
            result = _judged(session, owed, reading.result if reading else None)
            if isinstance(result, Extraction):
                mark = reading.fingerprint if reading else b""
                keep_reading(session, owed, result, stage.extractors.of(result.route), mark)
                failed.pop(owed.page_id, None)
                done = done.plus(Extracted(read=1))
            elif result is None and owed.page_id not in failed:
                keep_same_reading(session, owed)
                done = done.plus(Extracted(unchanged=1))
            else:
                failed[owed.page_id] = result.outcome if result else failed[owed.page_id]
                keep_failure(session, owed, failed[owed.page_id])
                done = done.plus(Extracted(failed=1))
    return done


def _judged(
    session: Session, owed: Owed, result: Extraction | ExtractionError | None
) -> Extraction | ExtractionError | None:
    """The result, or a failure where a page shows nothing that showed something before: what came is an empty shell.

    A server in trouble sends the frame of a page alone; it must not be told as everything removed.
    """
    if not isinstance(result, Extraction) or result.sections or result.route in (Route.OPAQUE, Route.PAPER):
        return result
    version = newest_version(session, owed.page_id)
    had_content = version is not None and bool(version.section_ids)
    return ExtractionError("shows no content where the page had some: an empty shell") if had_content else result


def _tasks(session: Session, stage: _Stage, batch: Sequence[Owed]) -> list[Task]:
    """The captures to read: those whose body or address is not that of the page's capture before."""
    tasks: list[Task] = []
    before: dict[int, _Before] = {}
    for owed in batch:
        known = before.get(owed.page_id) or _before(session, stage.extractors, owed)
        if owed.body_id is not None and (owed.body_id, owed.url) != (known.body_id, known.url):
            mark = known.fingerprint if known.url == owed.url else b""  # links are read against the address
            tasks.append(_task(session, stage, owed, mark))
            known = _Before(owed.body_id, owed.url)
        before[owed.page_id] = known
    return tasks


def _without_repeats(pool: Pool, batch: Sequence[Owed], tasks: Sequence[Task]) -> list[Task]:
    """The tasks without those whose fingerprint and address are that of the task of the same page before them."""
    page_of = {owed.capture_id: owed.page_id for owed in batch}
    times = Counter(page_of[task.id] for task in tasks)
    asked = [FingerprintTask(task.id, task.body, task.content_type) for task in tasks if times[page_of[task.id]] > 1]
    marks = {done.id: done.result for done in pool.run(asked) if isinstance(done.result, bytes) and done.result}
    kept: list[Task] = []
    before: dict[int, tuple[bytes | None, str]] = {}
    for task in tasks:
        mark, page_id = marks.get(task.id), page_of[task.id]
        if mark is None or before.get(page_id) != (mark, task.url):
            kept.append(task)
        before[page_id] = mark, task.url
    return kept


def _before(session: Session, extractors: Extractors, owed: Owed) -> _Before:
    previous = previous_reading(session, owed)
    version = newest_version(session, owed.page_id)
    if previous is None or version is None or version.extractor_id != extractors.of(version.route):
        return _Before()
    capture, reading = previous
    # Behind a technical upgrade no capture has said yet what surrounds the content as the new extractor sees it.
    is_whole = reading.version_id == version.id and reading.surroundings_id is not None
    return _Before(capture.body_id, capture.url, reading.fingerprint if is_whole else b"")


def _task(session: Session, stage: _Stage, owed: Owed, known: bytes = b"") -> Task:
    body = body_or_nothing(session, owed.body_id)
    return Task(owed.capture_id, body, owed.url, owed.content_type, stage.steering, known=known)


def _upgrade(stage: _Stage, site_id: int) -> Extracted:
    """Read the newest capture of every page again that another extractor read, so that its next capture compares."""
    after, upgraded = 0, 0
    while True:
        with stage.archive.reading() as session:
            batch = captures_to_upgrade(session, site_id, stage.extractors, after=after, limit=BATCH)
            tasks = [_task(session, stage, owed) for _, owed in batch]
        if not batch:
            return Extracted(upgraded=upgraded)
        after = batch[-1][0]
        results = {reading.id: reading.result for reading in stage.pool.read(tasks)}
        with stage.archive.writing() as session:
            for _, owed in batch:
                result = results[owed.capture_id]
                if isinstance(result, Extraction):
                    keep_upgrade(session, owed, result, stage.extractors.of(result.route))
                    upgraded += 1
