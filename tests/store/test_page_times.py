"""A page through time, from captures to changes: what became of it, what it said before, and another differ."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from diff.pending import compare_owed
from diff.routes import Alike
from extract import Extraction, ExtractorIdentity, Route, Section
from extract.pool import Done
from extract.pool import Reading as Read
from store.crawls import begin_crawl, finish_crawl, next_entries
from store.derive import extract_owed
from store.kinds import Access, Aspect, CrawlState, Kind, Operation
from store.models import Change, Edit, Event, Finding, Occurrence, Page
from store.recording import Answer, record
from store.versions import forget_after

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
ALIKE = Alike(lambda tasks: iter(()))  # every version here has one route
HOME = "https://agency.gov/"


def answers(archive, day, said):
    """One crawl that gets an answer for each URL of `said`: a body, or access, status and where it leads."""
    crawl = begin_crawl(archive, "agency", list(said), max_pages=99)
    at = START + timedelta(days=day)
    for entry in next_entries(archive, crawl.id, limit=99):
        how = said.get(entry.url)
        if isinstance(how, str):
            answer = Answer(entry.url, at, 200, (), Access.OK, "200", 5, how.encode())
        elif how is not None:
            access, status, leads = how
            headers = (("Location", leads),) if leads else ()
            answer = Answer(entry.url, at, status, headers, access, "", 5)
        else:
            continue
        record(archive, crawl.id, entry, answer, max_pages=99)
    finish_crawl(archive, crawl.id, CrawlState.FINISHED, "done")


class Reader:
    """Stands for the pool; each line of a body is a section: its heading, a colon, its text."""

    def read(self, tasks):
        for task in tasks:
            lines = [line.partition(": ") for line in task.body.decode().splitlines()]
            sections = tuple(Section((heading,), text) for heading, _, text in lines)
            yield Read(task.id, Extraction("Page", "en", Route.LANDMARK, sections, (), ()), b"")

    def run(self, jobs):
        return iter(Done(job.id, job.do()) for job in jobs)


def plain(steering):
    return ExtractorIdentity("plain", "1", steering.digest)


def process(archive):
    extract_owed(archive, Reader(), plain)
    return compare_owed(archive, ALIKE)


def nights(archive, *said):
    """One crawl a night; a string is the body of the home page."""
    for day, each in enumerate(said):
        answers(archive, day, {HOME: each} if not isinstance(each, dict) else each)
        process(archive)


def told(archive):
    """Each change as the operations of its edits, oldest first."""
    with archive.reading() as session:
        found = []
        for change in session.scalars(select(Change).order_by(Change.after_at)):
            edits = select(Edit.operation).where(Edit.change_id == change.id).order_by(Edit.position)
            found.append((change.after_at.day, list(session.scalars(edits))))
        return found


def findings(archive, kind):
    with archive.reading() as session:
        wanted = select(Change.after_at, Finding.edit_id, Finding.aspect, Finding.evidence)
        wanted = wanted.join(Change, Change.id == Finding.change_id).where(Finding.kind == kind)
        rows = session.execute(wanted.order_by(Change.after_at, Finding.id))
        return [(at.day, edit_id is None, aspect, evidence) for at, edit_id, aspect, evidence in rows]


GONE = (Access.GONE, 404, "")
BLOCKED = (Access.BLOCKED, 403, "")


def redirect(target):
    return (Access.REDIRECTED, 301, target)


def test_a_lasting_redirect_says_where_to_and_its_end_is_told(archive):
    away = redirect("/moved")
    nights(archive, "A: one", away, away, away, "A: one")
    assert told(archive) == [(2, [Operation.PAGE_REDIRECTED]), (5, [Operation.PAGE_RETURNED])]
    assert findings(archive, Kind.PAGE) == [
        (2, False, Aspect.REDIRECTED, "answered 301 on 2 Mar 2026, leads to https://agency.gov/moved"),
        (5, False, Aspect.RETURNED, "answered 200 on 5 Mar 2026"),
    ]


def test_a_lasting_block_is_told_and_its_pages_are_never_compared(archive):
    nights(archive, "A: one", BLOCKED, BLOCKED, "A: two")
    assert told(archive) == [
        (2, [Operation.PAGE_BLOCKED]),
        (4, [Operation.PAGE_RETURNED, Operation.SECTION_EDITED]),
    ]
    assert process(archive).changes == 0


@pytest.mark.parametrize("how", [BLOCKED, redirect("/moved"), GONE])
def test_one_night_is_no_fate(archive, how):
    nights(archive, "A: one", how, "A: one")
    assert told(archive) == []


def test_an_address_that_gains_an_s_is_not_redirected(archive):
    plain_home = "http://agency.gov/"
    nights(archive, {plain_home: "A: one"}, *[{plain_home: redirect("https://agency.gov/")}] * 3)
    assert told(archive) == []


def test_all_at_once_comes_to_the_same_as_night_by_night(archive):
    said = ["A: one", BLOCKED, BLOCKED, "A: two", GONE, GONE, redirect("/x"), redirect("/x"), "A: one"]
    nights(archive, *said)
    by_night = told(archive)
    with archive.writing() as session:
        forget_after(session, session.scalars(select(Page.id).where(Page.url == HOME)).one(), START - timedelta(days=1))
    process(archive)
    assert told(archive) == by_night
    assert [operations for _, operations in by_night] == [
        [Operation.PAGE_BLOCKED],
        [Operation.PAGE_RETURNED, Operation.SECTION_EDITED],
        [Operation.PAGE_GONE],
        [Operation.PAGE_REDIRECTED],
        [Operation.PAGE_RETURNED, Operation.SECTION_EDITED],
    ]


def test_what_comes_back_is_a_flip_flop_of_the_section_and_of_the_page(archive):
    nights(archive, "A: one\nB: stays", "A: two\nB: stays", "A: one\nB: stays", "A: one\nB: other")
    assert findings(archive, Kind.FLIP_FLOP) == [
        (3, True, Aspect.RETURNED, "the whole page is back as it was until 1 Mar 2026, 2 versions ago"),
        (3, False, Aspect.RETURNED, "back as it was until 1 Mar 2026, 2 versions ago"),
    ]


def test_a_place_that_changes_all_the_time_is_restless_and_others_are_not(archive):
    nights(archive, *(f"News: item {day}\nRules: {'old' if day < 6 else 'new'} rules" for day in range(7)))
    assert findings(archive, Kind.VOLATILE) == [
        (6, False, Aspect.REPEATED, "changed in 5 of the last 6 versions"),
        (7, False, Aspect.REPEATED, "changed in 6 of the last 7 versions"),
    ]


def pages(count, text):
    return {f"https://agency.gov/{number}": text.format(number) for number in range(count)}


BEFORE = "Top: Offices are closed on Friday this week.\nOwn: Page {0} asks a fee of ${0}0 a year."
AFTER = "Top: All of the offices are open again.\nOwn: Page {0} asks a fee of ${0}5 a year."


def shared(archive):
    with archive.reading() as session:
        pages_in = select(func.count(Occurrence.page_id.distinct())).where(Occurrence.event_id.is_not(None))
        return session.scalar(select(func.count()).select_from(Event)), session.scalar(pages_in)


def test_a_banner_on_all_pages_is_one_event_and_their_own_sentences_are_none(archive):
    nights(archive, pages(6, BEFORE), pages(6, AFTER))
    assert shared(archive) == (1, 6)
    with archive.reading() as session:
        within = select(Edit.path).join(Occurrence).where(Occurrence.event_id.is_not(None))
        assert {tuple(path) for path in session.scalars(within)} == {("Top",)}


def test_a_late_arrival_takes_a_page_out_of_an_event(archive):
    nights(archive, pages(3, BEFORE), pages(3, AFTER))
    assert shared(archive) == (1, 3)
    with archive.writing() as session:
        forget_after(session, session.scalars(select(Page.id).order_by(Page.id)).first(), START)
    assert shared(archive) == (0, 0)
    process(archive)
    assert shared(archive) == (1, 3)


def test_changes_of_another_differ_are_made_again_under_the_same_addresses(archive):
    nights(archive, pages(4, BEFORE), pages(4, AFTER), pages(4, BEFORE))

    def addresses():
        with archive.reading() as session:
            columns = (Change.page_id, Change.from_version_id, Change.to_version_id, Change.after_capture_id)
            counts = [session.scalar(select(func.count()).select_from(model)) for model in (Edit, Finding, Occurrence)]
            return session.execute(select(*columns).order_by(*columns)).all(), counts

    before, events = addresses(), shared(archive)
    with archive.writing() as session:
        session.execute(update(Change).values(differ="0"))
    with pytest.raises(KeyboardInterrupt):
        compare_owed(archive, ALIKE, Interrupted(after=3))
    assert process(archive).changes == 2
    assert process(archive).changes == 0
    assert (addresses(), shared(archive)) == (before, events)
    with archive.reading() as session:
        assert set(session.scalars(select(Change.differ))) != {"0"}


class Interrupted:
    """Progress that stops the run after some pages, as a kill between two transactions does."""

    def __init__(self, after):
        self.after = after

    def __call__(self, done):
        if done.pages == self.after:
            raise KeyboardInterrupt
