"""Comparisons kept in an archive of their own, and what it costs to keep one more in a crowded one."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.gate.evaluation import Score
from bench.table import Bound
from diff.rows import keep_change
from diff.values import Comparison, Edit
from store import models, open_archive
from store.events import put_in, take_out
from store.kinds import Access, CrawlState, Operation
from store.migrate import upgrade
from store.timeline import Sight, Step

_START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)

_FEW, _MANY, _MORE = 2_000, 20_000, 400


class Keeper:
    """Pages of one site with a change each, in an archive of their own."""

    def __init__(self, session: Session) -> None:
        self.session, self.numbers = session, count()
        self.site = self._add(models.Site(name="site"))
        started = {"state": CrawlState.FINISHED, "started_at": _START, "pid": 1, "summary": {}}
        self.crawl = self._add(models.Crawl(site_id=self.site, **started))

    def _add(self, row: models.Base) -> int:
        self.session.add(row)
        self.session.flush()
        return int(row.id)  # type: ignore[attr-defined]  # every table here has one

    def keep(self, compared: Comparison, title: str = "") -> int:
        """The id of the change that a page's comparison is kept as."""
        number = next(self.numbers)
        at = _START + timedelta(seconds=7 * number)
        url = f"https://www.example.gov/{number}"
        page = models.Page(site_id=self.site, urlkey=url, url=url, first_seen=at)
        self._add(page)
        seen = {"headers": [], "access": Access.OK, "evidence": "200"}
        capture = self._add(models.Capture(page_id=page.id, crawl_id=self.crawl, url=url, at=at, **seen))
        step = Step(None, None, None, Sight(capture, at, None))
        return keep_change(self.session, page, step, compared, title).id


def cost() -> Score:
    """What it costs to put in and take out one occurrence, in an archive ten times as large."""
    few, many = (min(_spent(size) for _ in range(2)) for size in (_FEW, _MANY))
    note = f"CPU of {_MORE} more beside {_MANY:,} in one event and as many alone, and beside {_FEW:,}"
    return Score("one more change in an archive ten times as large", many / few, "×", Bound.AT_MOST, note, steady=False)


def _spent(size: int) -> float:
    """CPU seconds to put occurrences in and take them out where `size` are one event and as many are alone."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/archive.db"
        upgrade(url)
        archive = open_archive(url)
        with archive.writing() as session:
            occurrence = _crowded(session, size)
            more = [models.Occurrence(**occurrence(2 * size + place)) for place in range(_MORE)]
            before = time.process_time()
            for one in more:
                put_in(session, [one])
            for one in more:
                take_out(session, [one])
            spent = time.process_time() - before
        archive.close()
    return spent


def _crowded(session: Session, size: int) -> Callable[[int], dict[str, object]]:
    """Fill an archive; gives what the occurrence of a number is: of the event if even, else alone, a minute apart."""
    keeper = Keeper(session)
    change = keeper.keep(Comparison((Edit(Operation.PAGE_GONE),)))
    edit_id = session.scalars(select(models.Edit.id).where(models.Edit.change_id == change)).one()
    shared = b"shared by all...."
    event = models.Event(site_id=keeper.site, signature=shared, first_at=_START, last_at=_START)
    session.add(event)
    session.flush()
    pages = [{"site_id": keeper.site, "urlkey": f"k{n}", "url": f"u{n}", "first_seen": _START} for n in range(size)]
    session.execute(insert(models.Page), pages)
    page_ids = session.scalars(select(models.Page.id)).all()

    def occurrence(number: int) -> dict[str, object]:
        at = _START + timedelta(minutes=number)
        where = {"edit_id": edit_id, "place": number, "page_id": page_ids[number // 2 % len(page_ids)], "at": at}
        return {**where, "signature": b"alone %d" % number if number % 2 else shared}

    known = [{**occurrence(n), "event_id": None if n % 2 else event.id} for n in range(2 * size)]
    session.execute(insert(models.Occurrence), known)
    event.last_at = _START + timedelta(minutes=2 * size - 2)
    return occurrence
