"""Which page an address leads to, through time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from store.kinds import Access
from store.models import Capture, Page, PageUrl
from store.urlkey import urlkey

# Built once: this is asked for every answer of a crawl.
_LEADING = (
    select(Page.id, Page.url, PageUrl.url)
    .join(PageUrl, PageUrl.page_id == Page.id)
    .where(Page.site_id == bindparam("site_id"), PageUrl.urlkey == bindparam("key"), PageUrl.seen_to.is_(None))
    .order_by(Page.id)
)
_NEW_PAGE = insert(Page.__table__).returning(Page.__table__.c.id)  # type: ignore[arg-type]  # it is a Table
_NEW_URL = insert(PageUrl.__table__)  # type: ignore[arg-type]  # it is a Table


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page's id, and the address it was last fetched at."""

    id: int
    url: str


def page_at(session: Session, site_id: int, url: str, at: datetime) -> PageRef:
    """Give the page of a site that `url` leads to, making it when the address is new."""
    connection, key = session.connection(), urlkey(url)
    leading = connection.execute(_LEADING, {"site_id": site_id, "key": key}).all()
    if leading:
        page, known = PageRef(leading[0][0], leading[0][1]), {row[2] for row in leading}
    else:
        row = {"site_id": site_id, "urlkey": key, "url": url, "first_seen": at}
        page, known = PageRef(connection.execute(_NEW_PAGE, row).scalar_one(), url), set()
    if url not in known:
        connection.execute(_NEW_URL, {"page_id": page.id, "urlkey": key, "url": url, "seen_from": at})
    return page


def merge_into(session: Session, page: PageRef, target: PageRef) -> None:
    """Let the addresses of a page that never had content lead to `target`; a page with content stays itself."""
    if page.id == target.id or _has_content(session, page):
        return
    for model in (PageUrl, Capture):
        session.execute(update(model).where(model.page_id == page.id).values(page_id=target.id))
    session.execute(delete(Page).where(Page.id == page.id))


def _has_content(session: Session, page: PageRef) -> bool:
    return bool(session.scalar(select(exists().where(Capture.page_id == page.id, Capture.access == Access.OK))))
