"""Captures with content that nobody could read: an empty shell, a body beyond the limits."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from diff.report.rows import Scope
from diff.report.values import Unread
from store import models
from store.kinds import Outcome


def unread_in(session: Session, scope: Scope) -> tuple[Unread, ...]:
    """Read which captures of the window could not be read, by site and reason; the first of each is its example."""
    reading, capture, page, site = models.Reading, models.Capture, models.Page, models.Site
    pages = func.count(func.distinct(capture.page_id))
    query = (
        select(site.name, reading.detail, func.count(), pages, func.min(capture.id))
        .join(capture, capture.id == reading.capture_id)
        .join(page, page.id == capture.page_id)
        .join(site, site.id == page.site_id)
        .where(reading.outcome == Outcome.FAILED, scope.holds(capture.at))
        .group_by(site.name, reading.detail)
        .order_by(site.name, reading.detail)
    )
    return tuple(Unread(*row) for row in session.execute(query))
