"""Asking the archive: pages, their histories, and what a page said at a moment."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.errors import NotFound
from store.kinds import Access, Cause, Outcome
from store.models import Body, Capture, Page, PageUrl, Reading, Site, Version
from store.urlkey import urlkey


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page as a list shows it: where it is, how its last capture went, how many captures and versions it has."""

    site: str
    url: str
    title: str
    access: Access
    last_capture: datetime
    captures: int
    versions: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a page and when it was seen."""

    id: int
    digest: str
    cause: Cause
    first_seen: datetime
    last_seen: datetime
    title: str
    sections: int
    facts: int
    coverage: float


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """One capture, and what extraction made of it."""

    id: int
    at: datetime
    url: str
    status: int | None
    access: Access
    evidence: str
    elapsed_ms: int | None
    body_digest: str | None
    body_size: int | None
    outcome: Outcome | None
    detail: str
    version_id: int | None


def list_pages(session: Session, sites: tuple[str, ...] = ()) -> list[PageRow]:
    """Give every page with at least one capture, by site and URL."""
    # Its own address speaks for a page: an old one that redirects to it says nothing of how it is.
    own_then_newest = ((Capture.url == Page.url).desc(), Capture.at.desc(), Capture.id.desc())
    ranked = (
        select(
            Capture.page_id,
            Capture.at,
            Capture.access,
            func.count().over(partition_by=Capture.page_id).label("captures"),
            func.row_number().over(partition_by=Capture.page_id, order_by=own_then_newest).label("rank"),
        )
        .join(Page, Page.id == Capture.page_id)
        .subquery()
    )
    versions = (
        select(Version.page_id, func.count().label("versions"), func.max(Version.id).label("newest"))
        .group_by(Version.page_id)
        .subquery()
    )
    wanted = (
        select(
            Site.name,
            Page.url,
            func.coalesce(Version.title, ""),
            ranked.c.access,
            ranked.c.at,
            ranked.c.captures,
            func.coalesce(versions.c.versions, 0),
        )
        .join(Page, Page.site_id == Site.id)
        .join(ranked, (ranked.c.page_id == Page.id) & (ranked.c.rank == 1))
        .outerjoin(versions, versions.c.page_id == Page.id)
        .outerjoin(Version, Version.id == versions.c.newest)
        .order_by(Site.name, Page.urlkey)
    )
    if sites:
        wanted = wanted.where(Site.name.in_(sites))
    return [PageRow(*row) for row in session.execute(wanted)]


def require_sites(session: Session, names: tuple[str, ...]) -> None:
    """Raise NotFound for a site the archive has never crawled."""
    known = set(session.scalars(select(Site.name)))
    for name in names:
        if name not in known:
            raise NotFound(f"the archive has no site {name!r}: it has {', '.join(sorted(known)) or 'none yet'}")


def find_page(session: Session, url: str) -> Page:
    """Give the page an address leads to; raises NotFound for an address outside the archive."""
    try:
        key = urlkey(url)
    except ValueError as error:
        raise NotFound(f"{error}: write it in full, as https://agency.gov/contact") from error
    leads = select(Page).join(PageUrl, PageUrl.page_id == Page.id).where(PageUrl.urlkey == key)
    page = session.scalar(leads.order_by(PageUrl.seen_from.desc(), PageUrl.id.desc()).limit(1))
    if page is None:
        raise NotFound(f"the archive has no page at {url}: `variorum pages` lists what it has")
    return page


def version_at(session: Session, page: Page, at: datetime | None) -> Version:
    """Give the version a page had at a moment (none: now); raises NotFound where it had none yet."""
    seen = select(Version).where(Version.page_id == page.id)
    if at is not None:
        seen = seen.where(Version.first_seen <= at)
    version = session.scalar(seen.order_by(Version.id.desc()).limit(1))
    if version is not None:
        return version
    first = session.scalar(select(func.min(Version.first_seen)).where(Version.page_id == page.id))
    if first is None:
        raise NotFound(f"{page.url} was never read: `variorum history {page.url}` says how its captures went")
    raise NotFound(f"{page.url} was first seen {first:%Y-%m-%d %H:%M} UTC: ask for a later moment")


def version_of(session: Session, page: Page, version_id: int) -> Version:
    """Give a version of this page by its id; raises NotFound when it is not one of its own."""
    version = session.get(Version, version_id)
    if version is None or version.page_id != page.id:
        raise NotFound(f"{page.url} has no version {version_id}: `variorum history {page.url}` lists them")
    return version


def version_before(session: Session, version: Version) -> Version | None:
    """Give the version a page had before this one."""
    earlier = select(Version).where(Version.page_id == version.page_id, Version.id < version.id)
    return session.scalar(earlier.order_by(Version.id.desc()).limit(1))


def list_versions(session: Session, page: Page) -> list[VersionRow]:
    """Give a page's versions, oldest first."""
    versions = session.scalars(select(Version).where(Version.page_id == page.id).order_by(Version.id))
    return [
        VersionRow(
            version.id,
            version.digest.hex(),
            version.cause,
            version.first_seen,
            version.last_seen,
            version.title,
            len(version.section_ids),
            len(version.fact_ids),
            version.coverage,
        )
        for version in versions
    ]


def list_captures(session: Session, page: Page) -> list[CaptureRow]:
    """Give a page's captures, oldest first."""
    wanted = (
        select(Capture, Body.digest, Body.size, Reading)
        .outerjoin(Body, Body.id == Capture.body_id)
        .outerjoin(Reading, Reading.capture_id == Capture.id)
        .where(Capture.page_id == page.id)
        .order_by(Capture.at, Capture.id)
    )
    return [_capture_row(*row) for row in session.execute(wanted)]


def capture_at(session: Session, page: Page, at: datetime | None) -> Capture:
    """Give the page's last capture with a body up to a moment (none: now)."""
    kept = select(Capture).where(Capture.page_id == page.id, Capture.body_id.is_not(None))
    if at is not None:
        kept = kept.where(Capture.at <= at)
    capture = session.scalar(kept.order_by(Capture.at.desc(), Capture.id.desc()).limit(1))
    if capture is None:
        raise NotFound(f"{page.url} has no body from then: `variorum history {page.url}` lists its captures")
    return capture


def _capture_row(capture: Capture, digest: bytes | None, size: int | None, reading: Reading | None) -> CaptureRow:
    return CaptureRow(
        capture.id,
        capture.at,
        capture.url,
        capture.status,
        capture.access,
        capture.evidence,
        capture.elapsed_ms,
        digest.hex() if digest else None,
        size,
        reading.outcome if reading else None,
        reading.detail if reading else "",
        reading.version_id if reading else None,
    )
