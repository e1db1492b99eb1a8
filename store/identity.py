"""Which page an address leads to, through time."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from store.kinds import Access
from store.models import Capture, Page, PageUrl
from store.urlkey import urlkey


def page_at(session: Session, site_id: int, url: str, at: datetime) -> Page:
    """Give the page of a site that `url` leads to, making it when the address is new."""
    key = urlkey(url)
    leads = select(Page).join(PageUrl, PageUrl.page_id == Page.id).where(Page.site_id == site_id)
    page = session.scalar(leads.where(PageUrl.urlkey == key, PageUrl.seen_to.is_(None)).limit(1))
    if page is None:
        page = Page(site_id=site_id, urlkey=key, url=url, first_seen=at)
        session.add(page)
        session.flush()
    _note_url(session, page, url, key, at)
    return page


def merge_into(session: Session, page: Page, target: Page) -> None:
    """Let the addresses of a page that never had content lead to `target`; a page with content stays itself."""
    if page.id == target.id or _has_content(session, page):
        return
    for model in (PageUrl, Capture):
        session.execute(update(model).where(model.page_id == page.id).values(page_id=target.id))
    session.flush()
    session.delete(page)


def _has_content(session: Session, page: Page) -> bool:
    return bool(session.scalar(select(exists().where(Capture.page_id == page.id, Capture.access == Access.OK))))


def _note_url(session: Session, page: Page, url: str, key: str, at: datetime) -> None:
    noted = exists().where(PageUrl.page_id == page.id, PageUrl.url == url, PageUrl.seen_to.is_(None))
    if not session.scalar(select(noted)):
        session.add(PageUrl(page_id=page.id, urlkey=key, url=url, seen_from=at))
        session.flush()
