"""The extract stage: every capture that feeds versions gets its reading, in the order it was made."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from extract import Extraction, ExtractionError, ExtractorIdentity
from extract.pool import Reading, Task
from store.archive import Archive
from store.bodies import read_body
from store.versions import (
    Owed,
    captures_to_upgrade,
    extractor_row,
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

Read = Callable[[Sequence[Task]], Iterator[Reading]]


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
    archive: Archive, read: Read, identity: ExtractorIdentity, progress: Callable[[Extracted], None] = lambda _: None
) -> Extracted:
    """Give every owed capture its reading, after upgrading pages that another extractor read; safe to kill and rerun.

    The caller holds the derive lock; `read` is ExtractionPool.read. Raises CorruptBody at the first damaged body, which
    stays owed until the archive is repaired.
    """
    with archive.writing() as session:
        extractor_id = extractor_row(session, identity)
        forget_overtaken(session)
    done = _upgrade(archive, read, extractor_id)
    with archive.reading() as session:
        owed = owed_ids(session)  # asked once: finding them takes a walk through all captures
    for start in range(0, len(owed), BATCH):
        with archive.reading() as session:
            batch = load_owed(session, owed[start : start + BATCH])
        done = done.plus(_extract_batch(archive, read, extractor_id, batch))
        progress(done)
    return done


def _extract_batch(archive: Archive, read: Read, extractor_id: int, batch: Sequence[Owed]) -> Extracted:
    with archive.reading() as session:
        fresh = [owed for owed, same in _same_as_before(session, extractor_id, batch) if not same]
    results = _read_all(archive, read, fresh)
    done = Extracted()
    with archive.writing() as session:
        failed: dict[int, str] = {}  # page → why its last capture failed: the same body fails the same way
        for owed in batch:
            result = results.get(owed.capture_id)
            if isinstance(result, Extraction):
                keep_reading(session, owed, result, extractor_id)
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


def _same_as_before(session: Session, extractor_id: int, batch: Sequence[Owed]) -> Iterator[tuple[Owed, bool]]:
    """Say of each capture whether its page's capture before it had the same body at the same address."""
    before: dict[int, tuple[int | None, str]] = {}
    for owed in batch:
        known = before.get(owed.page_id) or _body_before(session, extractor_id, owed)
        same = owed.body_id is None or known == (owed.body_id, owed.url)
        before[owed.page_id] = (owed.body_id, owed.url) if owed.body_id is not None else known or (None, "")
        yield owed, same


def _body_before(session: Session, extractor_id: int, owed: Owed) -> tuple[int | None, str] | None:
    previous = previous_reading(session, owed)
    version = newest_version(session, owed.page_id)
    if previous is None or version is None or version.extractor_id != extractor_id:
        return None
    return previous[0].body_id, previous[0].url


def _read_all(archive: Archive, read: Read, batch: Sequence[Owed]) -> dict[int, Extraction | ExtractionError]:
    with archive.reading() as session:
        tasks = [
            Task(
                owed.capture_id, read_body(session, owed.body_id) if owed.body_id else b"", owed.url, owed.content_type
            )
            for owed in batch
        ]
    return {done.id: done.result for done in read(tasks)}


def _upgrade(archive: Archive, read: Read, extractor_id: int) -> Extracted:
    """Read the newest capture of every page again that another extractor read, so that its next capture compares."""
    after, upgraded = 0, 0
    while True:
        with archive.reading() as session:
            batch = captures_to_upgrade(session, extractor_id, after=after, limit=BATCH)
        if not batch:
            return Extracted(upgraded=upgraded)
        after = batch[-1][0]
        results = _read_all(archive, read, [owed for _, owed in batch])
        with archive.writing() as session:
            for _, owed in batch:
                result = results[owed.capture_id]
                if isinstance(result, Extraction):
                    keep_upgrade(session, owed, result, extractor_id)
                    upgraded += 1
