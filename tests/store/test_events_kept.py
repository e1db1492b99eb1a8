"""Occurrences join into events as they come, in any order, and leave them again."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import event as listening
from sqlalchemy import func, select

from store.events import ENOUGH, WINDOW, put_in, take_out
from store.kinds import Access, CrawlState, Operation
from store.models import Capture, Change, Crawl, Edit, Event, Occurrence, Page, Site

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


class Bench:
    """Pages of a site, and occurrences on them by page, hour and signature."""

    def __init__(self, session, pages=40):
        self.session = session
        site = self._add(Site(name="agency"))
        crawl = self._add(
            Crawl(site_id=site.id, state=CrawlState.FINISHED, started_at=START, pid=1, entries=0, summary={})
        )
        self.pages, self.edits = [], []
        for number in range(pages):
            where = {"urlkey": f"k{number}", "url": f"https://agency.gov/{number}"}
            page = self._add(Page(site_id=site.id, first_seen=START, **where))
            seen = {"headers": [], "access": Access.OK, "evidence": "200"}
            capture = self._add(Capture(page_id=page.id, crawl_id=crawl.id, url=page.url, at=START, **seen))
            dated = {"after_capture_id": capture.id, "after_at": START}
            change = self._add(Change(page_id=page.id, differ="1", priority=0.0, given_up=[], **dated))
            edit = Edit(change_id=change.id, position=0, operation=Operation.SECTION_EDITED, priority=0.0)
            edit.path, edit.old_path, edit.hunks, edit.others = [], [], [], []
            self.pages.append(page)
            self.edits.append(self._add(edit))
        self._place = 0

    def _add(self, row):
        self.session.add(row)
        self.session.flush()
        return row

    def put(self, page, hour, signature="a"):
        """Keep one occurrence on a page."""
        self._place += 1
        one = Occurrence(
            edit_id=self.edits[page].id,
            place=self._place,
            page_id=self.pages[page].id,
            signature=signature.encode(),
            at=START + timedelta(hours=hour),
        )
        put_in(self.session, [one])
        return one

    def told(self):
        """Each event as its signature, first and last hour, and the pages and hours of its occurrences."""
        self.session.flush()
        self.session.expire_all()
        within = defaultdict(list)
        for one in self.session.scalars(select(Occurrence).where(Occurrence.event_id.is_not(None))):
            within[one.event_id].append((one.page_id - self.pages[0].id, hours(one.at)))
        events = self.session.scalars(select(Event)).all()
        assert set(within) == {event.id for event in events}
        return sorted(
            (event.signature.decode(), hours(event.first_at), hours(event.last_at), sorted(within[event.id]))
            for event in events
        )


def hours(at):
    return int((at - START).total_seconds() // 3600)


def expected(kept):
    """Events found the plain way: sort by time, cut at gaps, keep runs on enough pages."""
    runs = []
    for signature in {signature for _, _, signature in kept}:
        run = []
        for hour, page, _ in sorted((hour, page, s) for page, hour, s in kept if s == signature):
            if run and hour - run[-1][1] > WINDOW.total_seconds() / 3600:
                runs.append((signature, run))
                run = []
            run.append((page, hour))
        runs.append((signature, run))
    return sorted(
        (signature, run[0][1], run[-1][1], sorted(run))
        for signature, run in runs
        if len({page for page, _ in run}) >= ENOUGH
    )


@pytest.fixture
def bench(archive):
    with archive.writing() as session:
        yield Bench(session)


def test_two_pages_are_no_event_and_three_are(bench):
    bench.put(0, 0)
    bench.put(1, 1)
    bench.put(1, 2)
    assert bench.told() == []
    bench.put(2, 3)
    assert bench.told() == [("a", 0, 3, [(0, 0), (1, 1), (1, 2), (2, 3)])]


def test_a_late_arrival_joins_two_events(bench):
    for page, hour in [(0, 0), (1, 0), (2, 0), (3, 100), (4, 100), (5, 100)]:
        bench.put(page, hour)
    assert [event[1:3] for event in bench.told()] == [(0, 0), (100, 100)]
    bench.put(6, 50)
    assert [event[1:3] for event in bench.told()] == [(0, 100)]


def test_what_is_taken_out_parts_an_event_or_ends_it(bench):
    ends = [bench.put(page, hour) for page, hour in [(0, 0), (1, 0), (2, 0), (3, 100), (4, 100), (5, 100)]]
    middle = bench.put(6, 50)
    take_out(bench.session, [middle])
    assert [event[1:3] for event in bench.told()] == [(0, 0), (100, 100)]
    take_out(bench.session, ends[:1])
    assert [event[1:3] for event in bench.told()] == [(100, 100)]


@pytest.mark.parametrize("seed", range(3))
def test_events_depend_on_what_is_there_and_not_on_the_order_it_came_in(bench, seed):
    random = Random(seed)
    kept = {}
    for _ in range(120):
        if kept and random.random() < 0.35:
            away = random.sample(sorted(kept), min(len(kept), random.randint(1, 4)))
            take_out(bench.session, [kept.pop(one)[0] for one in away])
        else:
            said = (random.randrange(8), random.randrange(0, 900, 20), random.choice("ab"))
            one = bench.put(*said)
            kept[one.id] = (one, said)
        if random.random() < 0.2:
            assert bench.told() == expected([said for _, said in kept.values()])
    assert bench.told() == expected([said for _, said in kept.values()])


def test_the_cost_of_one_does_not_grow_with_the_event_or_the_archive(bench):
    """Counted in statements: an event of thousands of pages is not walked for each of them."""
    asked = []
    engine = bench.session.get_bind()
    listening.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    for page in range(8):
        bench.put(page, page)
    asked.clear()
    bench.put(8, 9)
    few = len(asked)
    for page in range(9, 39):
        bench.put(page, page)
        bench.put(page, page, signature=f"s{page}")
    asked.clear()
    one = bench.put(39, 39)
    assert len(asked) == few
    asked.clear()
    take_out(bench.session, [one])
    assert len(asked) < 15
    assert bench.session.scalar(select(func.count()).select_from(Event)) == 1
