"""One crawl in the archive: its frontier, the captures it records, and what it came to.

Every answer is one transaction: body, capture, the frontier entry settled and the links it led to. A crawl that is
killed between two answers has lost nothing but the answers in flight, and the next `begin_crawl` takes it up again.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from os import getpid

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from store.archive import Archive
from store.bodies import keep_body
from store.errors import NotFound
from store.identity import merge_into, page_at
from store.kinds import Access, CrawlState, EntryState, Origin
from store.models import Body, Capture, Crawl, FrontierEntry, Page, Site
from store.rows import AT_ONCE, insert_new
from store.urlkey import urlkey


@dataclass(frozen=True, slots=True)
class CrawlTicket:
    """A crawl that was begun, or taken up again after an interruption."""

    id: int
    site: str
    resumed: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A frontier entry to visit: `depth` links from a seed, `hops` redirects from where it was found."""

    id: int
    url: str
    depth: int
    hops: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request: a response, or a failure without status and body.

    `at` is aware UTC, `headers` as received and in order, `evidence` says in words why `access` is what it is,
    `body` is what the content encoding held.
    """

    url: str
    at: datetime
    status: int | None
    headers: tuple[tuple[str, str], ...]
    access: Access
    evidence: str
    elapsed_ms: int | None = None
    body: bytes | None = None


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


def begin_crawl(archive: Archive, site: str, seeds: Sequence[str], *, max_pages: int) -> CrawlTicket:
    """Take up the site's unfinished crawl, or begin one with its seeds and every page it ever had in the frontier."""
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
        _add(session, crawl, seeds, Origin.SEED, depth=0, max_pages=max_pages)
        _add(session, crawl, _known_pages(session, site_id), Origin.KNOWN, depth=1, max_pages=max_pages)
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
        return _add(session, _crawl(session, crawl_id), urls, origin, depth=depth, max_pages=max_pages)


def record(
    archive: Archive,
    crawl_id: int,
    entry: Entry,
    answer: Answer,
    *,
    links: Sequence[str] = (),
    redirect: str | None = None,
    max_pages: int,
) -> None:
    """Keep one answer and settle its entry, in one transaction; `redirect` is where a 3xx leads, if in scope."""
    with archive.writing() as session:
        crawl = _crawl(session, crawl_id)
        page = page_at(session, crawl.site_id, answer.url, answer.at)
        _keep(session, crawl, page, answer)
        _settle(session, entry.id)
        _add(session, crawl, links, Origin.LINK, depth=entry.depth + 1, max_pages=max_pages)
        if redirect is not None:
            _follow(session, crawl, page, entry, answer, redirect, max_pages)


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


def _known_pages(session: Session, site_id: int) -> list[str]:
    """Every page of the site that ever answered: gone ones too, for some come back."""
    answered = select(Capture.id).where(Capture.page_id == Page.id, Capture.access == Access.OK).exists()
    return list(session.scalars(select(Page.url).where(Page.site_id == site_id, answered).order_by(Page.id)))


def _add(session: Session, crawl: Crawl, urls: Iterable[str], origin: Origin, *, depth: int, max_pages: int) -> int:
    keyed = {urlkey(url): url for url in reversed(list(urls))}  # the first spelling of a key is the one kept
    keys = list(reversed(keyed))
    known: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        in_frontier = select(FrontierEntry.urlkey).where(FrontierEntry.crawl_id == crawl.id)
        known.update(session.scalars(in_frontier.where(FrontierEntry.urlkey.in_(some))))
    room = max(0, max_pages - crawl.entries)
    fresh = [key for key in keys if key not in known][:room]
    row = {"crawl_id": crawl.id, "depth": depth, "hops": 0, "origin": origin, "state": EntryState.PENDING}
    insert_new(session, FrontierEntry, [{**row, "urlkey": key, "url": keyed[key]} for key in fresh])
    crawl.entries += len(fresh)
    return len(fresh)


def _keep(session: Session, crawl: Crawl, page: Page, answer: Answer) -> None:
    body_id = keep_body(session, answer.body, page.id) if answer.body else None
    session.add(
        Capture(
            page_id=page.id,
            crawl_id=crawl.id,
            url=answer.url,
            at=answer.at,
            status=answer.status,
            headers=[list(header) for header in answer.headers],
            access=answer.access,
            evidence=answer.evidence,
            elapsed_ms=answer.elapsed_ms,
            body_id=body_id,
        )
    )
    if answer.access is Access.OK:
        page.url = answer.url


def _settle(session: Session, entry_id: int) -> None:
    session.execute(update(FrontierEntry).where(FrontierEntry.id == entry_id).values(state=EntryState.DONE))


def _follow(
    session: Session, crawl: Crawl, page: Page, entry: Entry, answer: Answer, target: str, max_pages: int
) -> None:
    """Go on where a redirect leads, and let an address that never had content of its own lead to that page."""
    if urlkey(target) == urlkey(answer.url):
        again = {"state": EntryState.PENDING, "url": target, "hops": entry.hops + 1}
        session.execute(update(FrontierEntry).where(FrontierEntry.id == entry.id).values(again))
        return
    if _add(session, crawl, [target], Origin.REDIRECT, depth=entry.depth, max_pages=max_pages):
        arrived = update(FrontierEntry).where(
            FrontierEntry.crawl_id == crawl.id, FrontierEntry.urlkey == urlkey(target)
        )
        session.execute(arrived.values(hops=entry.hops + 1))
    merge_into(session, page, page_at(session, crawl.site_id, target, answer.at))


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
