"""The extract stage over stored captures, with a reader that is handed in: its sections are the words of the body."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from diff.pending import compare_owed
from diff.routes import Alike
from extract import Extraction, ExtractionError, ExtractorIdentity, Fact, FactKind, Route, Section, Source
from extract.pool import Done
from extract.pool import Reading as Read
from store.crawls import begin_crawl, finish_crawl, next_entries
from store.derive import Extracted, extract_owed
from store.kinds import Access, Cause, CrawlState, Operation, Outcome
from store.models import Capture, Change, Edit, Page, Reading, Surroundings, Version
from store.recording import Answer, record
from store.versions import load_extraction

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
ALIKE = Alike(lambda tasks: iter(()))  # every version here has one route


def plain(steering):
    """An extractor whose identity is its steering, as the real one's is."""
    return ExtractorIdentity("plain", "1", steering.digest)


def better(steering):
    return ExtractorIdentity("plain", "2", steering.digest)


def night(archive, day, body, *, access=Access.OK, status=200, url="https://agency.gov/", site="agency"):
    """Capture one page once, some days after the first night."""
    crawl = begin_crawl(archive, site, [url], max_pages=99)
    for entry in next_entries(archive, crawl.id, limit=99):
        kept = body if entry.url == url else b"one"
        answer = Answer(
            entry.url, START + timedelta(days=day), status, (), access, "", 5, kept if access is Access.OK else None
        )
        record(archive, crawl.id, entry, answer, max_pages=99)
    finish_crawl(archive, crawl.id, CrawlState.FINISHED, "done")


class Reader:
    """Stands for the pool; reads a body as one section of its words, and capitals where `louder`, as a better one may.

    What stands before a tilde is the body's fingerprint.
    """

    def __init__(self, *, louder=False, breaks_at=None, empty_at=None):
        self.louder = louder
        self.empty_at = empty_at
        self.breaks_at = breaks_at
        self.read_bodies = []
        self.tasks = []

    def read(self, tasks):
        for task in tasks:
            self.tasks.append(task)
            mark = task.body.split(b"~")[0] if b"~" in task.body else b""
            if mark and mark == task.known:
                yield Read(task.id, None, mark)
                continue
            self.read_bodies.append(task.body)
            yield Read(task.id, self._result(task), mark)

    def run(self, jobs):
        return iter(Done(job.id, job.do()) for job in jobs)

    def _result(self, task):
        text = task.body.decode()
        if text == "broken" or (self.breaks_at is not None and self.breaks_at in task.body):
            return ExtractionError("cannot be read")
        if self.empty_at is not None and self.empty_at in task.body:
            return Extraction("Page", "en", Route.FALLBACK, (), (), ())
        section = Section(("Page",), text.upper() if self.louder else text.split("#")[0])
        fact = Fact(FactKind.PHONE, "+12025550100", raw="202-555-0100", path=("Page",))
        claim = Fact(FactKind.REVIEW_DATE, "2026-01-02", "modified", "2 Jan 2026", source=Source.META)
        return Extraction("Page", "en", Route.LANDMARK, (section,), (fact,), ("footer",), claims=(claim,))


def versions(archive):
    with archive.reading() as session:
        return [
            (
                version.cause,
                load_extraction(session, version).sections[0].text,
                version.first_seen.day,
                version.last_seen.day,
            )
            for version in session.scalars(select(Version).order_by(Version.id))
        ]


def count(archive, model):
    with archive.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_equal_content_is_one_version_seen_many_times(archive):
    for day, body in enumerate([b"one#a", b"one#b", b"two#a", b"one#c"]):
        night(archive, day, body)
    assert extract_owed(archive, Reader(), plain) == Extracted(read=4)
    assert versions(archive) == [(Cause.PAGE, "one", 1, 2), (Cause.PAGE, "two", 3, 3), (Cause.PAGE, "one", 4, 4)]
    assert count(archive, Surroundings) == 1


def test_what_is_read_is_not_read_again(archive):
    night(archive, 0, b"one")
    extract_owed(archive, Reader(), plain)
    again = Reader()
    assert extract_owed(archive, again, plain) == Extracted()
    assert again.read_bodies == []


def test_an_unchanged_body_is_not_extracted_again_in_the_same_batch_or_later(archive):
    night(archive, 0, b"one")
    night(archive, 1, b"one")
    reader = Reader()
    assert extract_owed(archive, reader, plain) == Extracted(read=1, unchanged=1)
    night(archive, 2, b"one")
    assert extract_owed(archive, reader, plain) == Extracted(unchanged=1)
    assert reader.read_bodies == [b"one"]
    assert versions(archive) == [(Cause.PAGE, "one", 1, 3)]


def test_a_304_points_at_the_version_the_page_had(archive):
    night(archive, 0, b"one")
    night(archive, 1, b"", access=Access.NOT_MODIFIED, status=304)
    extract_owed(archive, Reader(), plain)
    assert versions(archive) == [(Cause.PAGE, "one", 1, 2)]


def test_a_304_without_a_past_is_a_recorded_failure(archive):
    night(archive, 0, b"", access=Access.NOT_MODIFIED, status=304)
    extract_owed(archive, Reader(), plain)
    with archive.reading() as session:
        assert "no earlier capture" in session.scalars(select(Reading.detail)).one()


def test_a_body_that_cannot_be_read_is_recorded_and_the_rest_goes_on(archive):
    for day, body in enumerate([b"one", b"broken", b"broken", b"two"]):
        night(archive, day, body)
    assert extract_owed(archive, Reader(), plain) == Extracted(read=2, failed=2)
    with archive.reading() as session:
        assert list(session.scalars(select(Reading.detail).order_by(Reading.capture_id))) == [
            "",
            "cannot be read",
            "cannot be read",
            "",
        ]
    compare_owed(archive, ALIKE)
    assert count(archive, Change) == 1


@pytest.mark.parametrize("access", [Access.BLOCKED, Access.ERROR, Access.GONE, Access.REDIRECTED, Access.EMPTY])
def test_only_answers_with_content_feed_versions(archive, access):
    night(archive, 0, b"one")
    night(archive, 1, b"a wall", access=access, status=403)
    extract_owed(archive, Reader(), plain)
    assert versions(archive) == [(Cause.PAGE, "one", 1, 1)]


def test_a_better_extractor_makes_a_technical_upgrade_and_never_a_change(archive):
    night(archive, 0, b"one")
    night(archive, 1, b"two")
    extract_owed(archive, Reader(), plain)
    compare_owed(archive, ALIKE)
    assert extract_owed(archive, Reader(louder=True), better) == Extracted(upgraded=1)
    assert versions(archive)[-1] == (Cause.TECHNICAL_UPGRADE, "TWO", 2, 2)
    night(archive, 2, b"two")
    extract_owed(archive, Reader(louder=True), better)
    compare_owed(archive, ALIKE)
    assert versions(archive)[-1] == (Cause.TECHNICAL_UPGRADE, "TWO", 2, 3)
    assert count(archive, Change) == 1


def test_a_change_after_an_upgrade_is_compared_by_one_extractor(archive):
    night(archive, 0, b"one")
    extract_owed(archive, Reader(), plain)
    extract_owed(archive, Reader(louder=True), better)
    night(archive, 1, b"one more")
    extract_owed(archive, Reader(louder=True), better)
    compare_owed(archive, ALIKE)
    with archive.reading() as session:
        edit = session.scalars(select(Edit)).one()
        assert (edit.operation, edit.old, edit.new) == (Operation.SECTION_EDITED, "ONE", "ONE MORE")


def test_a_page_that_cannot_be_upgraded_does_not_hold_up_the_others(archive):
    night(archive, 0, b"one")
    extract_owed(archive, Reader(), plain)

    class Failing(Reader):
        def _result(self, task):
            return ExtractionError("no")

    assert extract_owed(archive, Failing(), better) == Extracted()
    assert versions(archive) == [(Cause.PAGE, "one", 1, 1)]


def test_a_capture_that_arrives_late_mends_the_chain_and_the_changes_beside_it(archive):
    night(archive, 0, b"one")
    night(archive, 4, b"three")
    night(archive, 5, b"three")
    extract_owed(archive, Reader(), plain)
    compare_owed(archive, ALIKE)
    night(archive, 2, b"two")
    extract_owed(archive, Reader(), plain)
    compare_owed(archive, ALIKE)
    told = sorted((first, text, last) for _, text, first, last in versions(archive))
    assert told == [(1, "one", 1), (3, "two", 3), (5, "three", 6)]
    with archive.reading() as session:
        steps = session.execute(select(Change.before_at, Change.after_at).order_by(Change.after_at)).all()
    assert [(before.day, after.day) for before, after in steps] == [(1, 3), (3, 5)]


def test_going_and_coming_back_are_changes_once_they_have_lasted(archive):
    night(archive, 0, b"one")
    for day in (1, 2):
        night(archive, day, b"", access=Access.GONE, status=404)
        extract_owed(archive, Reader(), plain)
        compare_owed(archive, ALIKE)
    night(archive, 3, b"one")
    extract_owed(archive, Reader(), plain)
    compare_owed(archive, ALIKE)
    compare_owed(archive, ALIKE)
    with archive.reading() as session:
        kinds = list(session.scalars(select(Edit.operation).join(Change).order_by(Change.after_at)))
    assert kinds == [Operation.PAGE_GONE, Operation.PAGE_RETURNED]


def test_a_page_found_after_the_first_crawl_appeared(archive):
    night(archive, 0, b"one")
    night(archive, 1, b"new", url="https://agency.gov/new")
    extract_owed(archive, Reader(), plain)
    compare_owed(archive, ALIKE)
    with archive.reading() as session:
        appeared = session.scalars(select(Change)).one()
        assert (appeared.from_version_id, appeared.before_capture_id) == (None, None)
        assert session.scalars(select(Edit.operation)).all() == [Operation.PAGE_ADDED]
        assert (
            session.scalars(select(Capture.url).where(Capture.id == appeared.after_capture_id)).one().endswith("/new")
        )


def kept_readings(archive):
    """Outcome, fingerprint and claims of every reading, oldest first."""
    with archive.reading() as session:
        rows = select(Reading).join(Capture).order_by(Capture.at)
        return [(row.outcome, row.fingerprint, row.claims) for row in session.scalars(rows)]


def test_a_body_that_reads_as_before_is_not_extracted_and_keeps_what_was_known(archive):
    night(archive, 0, b"one~nonce 1")
    reader = Reader()
    assert extract_owed(archive, reader, plain) == Extracted(read=1)
    night(archive, 1, b"one~nonce 2")
    assert extract_owed(archive, reader, plain) == Extracted(unchanged=1)
    assert reader.read_bodies == [b"one~nonce 1"]
    assert versions(archive) == [(Cause.PAGE, "one~nonce 1", 1, 2)]
    first, second = kept_readings(archive)
    assert first == (Outcome.EXTRACTED, b"one", [["meta", "modified", "2026-01-02", "2 Jan 2026"]])
    assert second == (Outcome.UNCHANGED, *first[1:])
    with archive.reading() as session:
        assert len(set(session.scalars(select(Reading.surroundings_id)))) == 1


def test_a_text_that_returns_within_one_batch_is_a_version_again(archive):
    night(archive, 0, b"one~1")
    extract_owed(archive, Reader(), plain)
    for day, body in enumerate([b"two~1", b"one~1", b"two~1"], start=1):
        night(archive, day, body)
    extract_owed(archive, Reader(), plain)
    assert [text for _, text, _, _ in versions(archive)] == ["one~1", "two~1", "one~1", "two~1"]


def test_of_bodies_that_read_alike_within_one_batch_the_first_is_extracted(archive):
    bodies = [f"<!DOCTYPE html><p>{text}<!-- {number} -->".encode() for number, text in enumerate("aaabba")]
    for day, body in enumerate(bodies):
        night(archive, day, body)
    elsewhere = bodies[5].replace(b"5", b"6")
    night(archive, 6, elsewhere, url="https://agency.gov/other")
    reader = Reader()
    assert extract_owed(archive, reader, plain) == Extracted(read=5, unchanged=3)
    assert reader.read_bodies == [bodies[0], bodies[3], bodies[5], elsewhere, b"one"]
    assert [(first, last) for _, _, first, last in versions(archive)] == [(1, 3), (4, 5), (6, 6), (7, 7), (7, 7)]


def test_of_bodies_that_read_alike_all_fail_when_the_first_does(archive):
    for day in range(3):
        night(archive, day, f"<!DOCTYPE html><p>broken<!-- {day} -->".encode())
    assert extract_owed(archive, Reader(breaks_at=b"broken"), plain) == Extracted(failed=3)


def test_an_empty_shell_is_a_failed_reading_of_a_page_that_had_content_and_no_removal(archive):
    for day, body in enumerate([b"", b"one", b"", b"", b"one"]):
        night(archive, day, body or f"<!-- {day} -->".encode())
    reader = Reader(empty_at=b"<!--")
    assert extract_owed(archive, reader, plain) == Extracted(read=3, failed=2)
    with archive.reading() as session:
        assert [len(ids) for ids in session.scalars(select(Version.section_ids).order_by(Version.id))] == [0, 1]
        assert "an empty shell" in session.scalars(select(Reading.detail).where(Reading.capture_id == 3)).one()


def test_what_another_extractor_read_is_known_to_no_other(archive):
    night(archive, 0, b"one~1")
    extract_owed(archive, Reader(), plain)
    night(archive, 1, b"one~2")
    reader = Reader()
    assert extract_owed(archive, reader, better) == Extracted(read=1, upgraded=1)
    night(archive, 2, b"one~3")
    assert extract_owed(archive, reader, better) == Extracted(unchanged=1)


def test_a_page_last_seen_by_a_304_is_upgraded_from_the_body_it_had(archive):
    night(archive, 0, b"one")
    night(archive, 1, b"", access=Access.NOT_MODIFIED, status=304)
    extract_owed(archive, Reader(), plain)
    assert extract_owed(archive, Reader(louder=True), better) == Extracted(upgraded=1)
    assert versions(archive)[-1] == (Cause.TECHNICAL_UPGRADE, "ONE", 2, 2)
    night(archive, 2, b"", access=Access.NOT_MODIFIED, status=304)
    extract_owed(archive, Reader(louder=True), better)
    assert versions(archive)[-1] == (Cause.TECHNICAL_UPGRADE, "ONE", 2, 3)


def test_a_new_extractor_tries_again_what_the_old_one_could_not_read(archive):
    for day, body in enumerate([b"broken", b"one", b"broken", b"broken"]):
        night(archive, day, body)
    extract_owed(archive, Reader(), plain)

    class Mended(Reader):
        def _result(self, task):
            return super()._result(replace(task, body=task.body.replace(b"broken", b"mended")))

    assert extract_owed(archive, Mended(), plain) == Extracted()
    assert extract_owed(archive, Mended(), better) == Extracted(upgraded=1, read=1, unchanged=1)
    assert [text for _, text, _, _ in versions(archive)] == ["one", "one", "mended"]
    assert kept_readings(archive)[0][0] is Outcome.FAILED  # it is behind a good one: nobody asks for it any more


def test_every_site_is_read_by_its_own_extractor(archive):
    night(archive, 0, b"one")
    night(archive, 0, b"one", url="https://other.gov/", site="other")
    reader = Reader()
    extract_owed(archive, reader, plain)
    assert extract_owed(archive, reader, plain, {"other": ("[0-9]+ views",)}) == Extracted(upgraded=1)
    assert [task.steering.volatile for task in reader.tasks] == [(), (), ("[0-9]+ views",)]
    with archive.reading() as session:
        upgraded = select(Page.url).join(Version).where(Version.cause == Cause.TECHNICAL_UPGRADE)
        assert session.scalars(upgraded).all() == ["https://other.gov/"]
    compare_owed(archive, ALIKE)
    assert count(archive, Change) == 0


def test_patterns_taken_back_are_an_upgrade_too(archive):
    night(archive, 0, b"one")
    extract_owed(archive, Reader(), plain, {"agency": ("[0-9]+ views",)})
    assert extract_owed(archive, Reader(), plain) == Extracted(upgraded=1)
    assert extract_owed(archive, Reader(), plain) == Extracted()
