"""How the server answered in the window: what was observed, and what gave nothing to compare."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import Session

from diff.report.rows import Scope
from diff.report.values import FailedCrawl, NotCompared, Unread
from store import models
from store.kinds import Access, CrawlState, Outcome

ANSWERED = (Access.OK, Access.NOT_MODIFIED, Access.REDIRECTED)
_EXAMPLES = 3


def observed_in(session: Session, scope: Scope) -> dict[str, tuple[int, int, int]]:
    """Count captures, pages and captures not compared of each site."""
    capture = models.Capture
    failed = func.count().filter(capture.access.not_in(ANSWERED))
    counts = select(models.Site.name, func.count(), func.count(distinct(capture.page_id)), failed)
    rows = session.execute(_captures(counts, scope).group_by(models.Site.name))
    return {site: (captures, pages, lost) for site, captures, pages, lost in rows}


def not_compared_in(session: Session, scope: Scope) -> tuple[NotCompared, ...]:
    """Read what crawls met instead of content, site by site, oldest first."""
    capture = models.Capture
    pages = func.count(distinct(capture.page_id))
    kinds = (models.Site.name, capture.crawl_id, capture.access, capture.status)
    groups = _captures(select(*kinds, func.min(capture.at), func.count(), pages), scope)
    rows = session.execute(groups.where(capture.access.not_in(ANSWERED)).group_by(*kinds)).all()
    crawls = _crawls(session, scope) if rows else {}
    examples = _examples(session, scope) if rows else {}
    found = [
        NotCompared(site, crawl, at, access, status, captures, met, crawls[crawl][0], examples[crawl, access, status])
        for site, crawl, access, status, at, captures, met in rows
    ]
    return tuple(sorted(found, key=lambda group: (group.site, *crawls[group.crawl][1:], -group.captures, group.access)))


def _crawls(session: Session, scope: Scope) -> dict[int, tuple[int, datetime, int]]:
    """Give of each crawl the number of its pages, its first moment in the window, and its id."""
    capture = models.Capture
    columns = select(capture.crawl_id, func.count(distinct(capture.page_id)), func.min(capture.at))
    rows = session.execute(_captures(columns, scope).group_by(capture.crawl_id))
    return {crawl: (pages, at, crawl) for crawl, pages, at in rows}


def _examples(session: Session, scope: Scope) -> dict[tuple[int, Access, int | None], tuple[int, ...]]:
    capture = models.Capture
    kind = (capture.crawl_id, capture.access, capture.status)
    place = func.row_number().over(partition_by=kind, order_by=(capture.at, capture.id))
    columns = select(*kind, capture.id, place.label("place"))
    some = _captures(columns, scope).where(capture.access.not_in(ANSWERED)).subquery()
    query = select(some.c.crawl_id, some.c.access, some.c.status, some.c.id)
    examples: defaultdict[tuple[int, Access, int | None], tuple[int, ...]] = defaultdict(tuple)
    for crawl, access, status, number in session.execute(query.where(some.c.place <= _EXAMPLES).order_by(some.c.place)):
        examples[crawl, access, status] += (number,)
    return examples


def unread_in(session: Session, scope: Scope) -> tuple[Unread, ...]:
    """Read which captures with content nobody could read (an empty shell, a body beyond the limits).

    By site and reason; the first of each is its example.
    """
    reading, capture = models.Reading, models.Capture
    kinds = (models.Site.name, reading.detail)
    counts = select(*kinds, func.count(), func.count(distinct(capture.page_id)), func.min(capture.id))
    failed = _captures(counts, scope).join(reading, reading.capture_id == capture.id)
    rows = session.execute(failed.where(reading.outcome == Outcome.FAILED).group_by(*kinds).order_by(*kinds))
    return tuple(Unread(*row) for row in rows)


def failed_crawls_in(session: Session, scope: Scope) -> tuple[FailedCrawl, ...]:
    """Read the crawls begun in the window that failed."""
    crawl = models.Crawl
    query = (
        select(models.Site.name, crawl.id, crawl.started_at, crawl.reason)
        .join(models.Site, models.Site.id == crawl.site_id)
        .where(crawl.state == CrawlState.FAILED, scope.holds(crawl.started_at))
        .order_by(models.Site.name, crawl.started_at)
    )
    rows = session.execute(query)
    return tuple(FailedCrawl(site, number, at, reason or "no reason was recorded") for site, number, at, reason in rows)


def _captures(columns: Select[*tuple[Any, ...]], scope: Scope) -> Select[*tuple[Any, ...]]:
    capture, page, site = models.Capture, models.Page, models.Site
    return (
        columns.select_from(capture)
        .join(page, page.id == capture.page_id)
        .join(site, site.id == page.site_id)
        .where(scope.holds(capture.at))
    )
