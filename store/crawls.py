"""One crawl in the archive: how it begins or is taken up again, its frontier, and what it came to."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from os import getpid

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from store.archive import Archive
from store.errors import NotFound
from store.kinds import Access, CrawlState, EntryState, Origin
from store.models import Body, Capture, Crawl, FrontierEntry, Page, Site
from store.recording import Entry, add_to_frontier, room_of
from store.rows import insert_new


@dataclass(frozen=True, slots=True)
class CrawlTicket:
    """A crawl that was begun, or taken up again after an interruption."""

    id: int
    site: str
    resumed: bool


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """What a crawl came to: captures by access, bytes of bodies, and the pages that answered last time."""

    captures: int
    pages: int
    bytes: int
    pending: int
    previous_ok: int | None
    access: dict[str, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """Captures that feed versions."""
        return self.access.get(Access.OK, 0) + self.access.get(Access.NOT_MODIFIED, 0)


def begin_crawl(
    archive: Archive,
    site: str,
    seeds: Sequence[str],
    *,
    max_pages: int,
    in_scope: Callable[[str], bool] = lambda _: True,
) -> CrawlTicket:
    """Take up the site's unfinished crawl, or begin one; either has the seeds of now in its frontier.

    A new one also has every page the site ever had that is in scope still, at the depth it had last time. The frontier
    of the crawl before, which nobody needs any more, is swept away.
    """
    with archive.writing() as session:
        site_id = _site_id(session, site)
        unfinished = select(Crawl).where(Crawl.site_id == site_id, Crawl.state == CrawlState.RUNNING)
        crawl = session.scalar(unfinished.order_by(Crawl.id.desc()).limit(1))
        resumed = crawl is not None
        if crawl is None:
            crawl = Crawl(site_id=site_id, state=CrawlState.RUNNING, started_at=_now(), entries=0)
            session.add(crawl)
        crawl.pid = getpid()
        session.flush()
        room = room_of(session, crawl.id, max_pages)
        add_to_frontier(session, room, dict.fromkeys(seeds, 0), Origin.SEED)
        if not resumed:
            known = {url: depth for url, depth in _known_pages(session, site_id).items() if in_scope(url)}
            add_to_frontier(session, room, known, Origin.KNOWN)
            _sweep(session, site_id, crawl.id)
        return CrawlTicket(crawl.id, site, resumed)


def next_entries(archive: Archive, crawl_id: int, *, limit: int, in_hand: Collection[int] = ()) -> list[Entry]:
    """Give up to `limit` entries still to visit, oldest first, leaving out those in hand."""
    wanted = (
        select(FrontierEntry.id, FrontierEntry.url, FrontierEntry.depth, FrontierEntry.hops)
        .where(FrontierEntry.crawl_id == crawl_id, FrontierEntry.state == EntryState.PENDING)
        .where(FrontierEntry.id.not_in(in_hand))
        .order_by(FrontierEntry.id)
        .limit(limit)
    )
    with archive.reading() as session:
        return [Entry(*row) for row in session.execute(wanted)]


def add_urls(
    archive: Archive, crawl_id: int, urls: Iterable[str], origin: Origin, depth: int, *, max_pages: int
) -> int:
    """Put URLs into the frontier unless their urlkey is there; gives how many were new and had room."""
    with archive.writing() as session:
        return add_to_frontier(session, room_of(session, crawl_id, max_pages), dict.fromkeys(urls, depth), origin)


def frontier_counts(archive: Archive, crawl_id: int) -> tuple[int, int]:
    """Count the crawl's entries: (pending, done)."""
    counts = select(FrontierEntry.state, func.count()).where(FrontierEntry.crawl_id == crawl_id)
    with archive.reading() as session:
        found: dict[EntryState, int] = dict(session.execute(counts.group_by(FrontierEntry.state)).all())
    return found.get(EntryState.PENDING, 0), found.get(EntryState.DONE, 0)


def summarise_crawl(archive: Archive, crawl_id: int) -> CrawlSummary:
    """Count what a crawl recorded so far."""
    with archive.reading() as session:
        return _summary(session, _crawl(session, crawl_id))


def finish_crawl(archive: Archive, crawl_id: int, state: CrawlState, reason: str) -> CrawlSummary:
    """Close a crawl with the state it came to and why."""
    with archive.writing() as session:
        crawl = _crawl(session, crawl_id)
        summary = _summary(session, crawl)
        crawl.state, crawl.reason, crawl.finished_at = state, reason, _now()
        crawl.summary = asdict(summary)
        return summary


def _now() -> datetime:
    return datetime.now(UTC)


def _site_id(session: Session, name: str) -> int:
    insert_new(session, Site, [{"name": name}])
    return session.scalars(select(Site.id).where(Site.name == name)).one()


def _crawl(session: Session, crawl_id: int) -> Crawl:
    crawl = session.get(Crawl, crawl_id)
    if crawl is None:
        raise NotFound(f"the archive has no crawl {crawl_id}")
    return crawl


def _known_pages(session: Session, site_id: int) -> dict[str, int]:
    """Every page of the site that ever answered (gone ones too: some come back), with its depth at the last crawl."""
    answered = select(Capture.id).where(Capture.page_id == Page.id, Capture.access == Access.OK).exists()
    pages = session.execute(select(Page.url, Page.urlkey).where(Page.site_id == site_id, answered).order_by(Page.id))
    depths = select(FrontierEntry.urlkey, FrontierEntry.depth).join(Crawl, Crawl.id == FrontierEntry.crawl_id)
    at_last: dict[str, int] = dict(session.execute(depths.where(Crawl.site_id == site_id)).all())
    return {url: at_last.get(key, 1) for url, key in pages}


def _sweep(session: Session, site_id: int, crawl_id: int) -> None:
    earlier = select(Crawl.id).where(Crawl.site_id == site_id, Crawl.id < crawl_id)
    session.execute(delete(FrontierEntry).where(FrontierEntry.crawl_id.in_(earlier)))


def _summary(session: Session, crawl: Crawl) -> CrawlSummary:
    mine = Capture.crawl_id == crawl.id
    access = Counter(
        dict(session.execute(select(Capture.access, func.count()).where(mine).group_by(Capture.access)).all())
    )
    size = select(func.coalesce(func.sum(Body.size), 0)).join(Capture, Capture.body_id == Body.id).where(mine)
    pending = select(func.count()).where(FrontierEntry.crawl_id == crawl.id, FrontierEntry.state == EntryState.PENDING)
    return CrawlSummary(
        captures=access.total(),
        pages=session.scalar(select(func.count(Capture.page_id.distinct())).where(mine)) or 0,
        bytes=session.scalar(size) or 0,
        pending=session.scalar(pending) or 0,
        previous_ok=_previous_ok(session, crawl),
        access={kind.value: count for kind, count in sorted(access.items())},
    )


def _previous_ok(session: Session, crawl: Crawl) -> int | None:
    """How many pages answered at the site's last crawl that ended well; none on the first."""
    before = select(Crawl.id).where(
        Crawl.site_id == crawl.site_id, Crawl.id < crawl.id, Crawl.state == CrawlState.FINISHED
    )
    previous = session.scalar(before.order_by(Crawl.id.desc()).limit(1))
    if previous is None:
        return None
    fed = Capture.access.in_([Access.OK, Access.NOT_MODIFIED])
    return session.scalar(select(func.count()).where(Capture.crawl_id == previous, fed))
