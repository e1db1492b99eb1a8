"""The calendar of a page: on which days it was observed, and on which it was seen to have changed."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from diff.report.access import ANSWERED
from diff.report.counting import days_of
from diff.report.figures import Calendar
from diff.report.rows import FoundChange, Scope
from store import models

ENOUGH = 2
"""A page with fewer changes in the window needs no calendar."""

MOST = 50
"""Beyond so many pages a report shows the calendars of those that changed most."""


def calendars_in(session: Session, scope: Scope, told: Sequence[FoundChange]) -> tuple[Calendar, ...]:
    """The calendars of the pages that changed most often."""
    changes: defaultdict[int, list[FoundChange]] = defaultdict(list)
    for change in told:
        changes[change.step.page.id].append(change)
    often = [page for page in changes if len(changes[page]) >= ENOUGH]
    often.sort(key=lambda page: -len(changes[page]))
    observed = _observed(session, scope, often[:MOST])
    return tuple(Calendar(changes[page][-1].step.page, observed[page], days_of(changes[page])) for page in often[:MOST])


def _observed(session: Session, scope: Scope, pages: Sequence[int]) -> dict[int, tuple[str, ...]]:
    capture = models.Capture
    seen = select(capture.page_id, capture.at).where(
        capture.page_id.in_(pages), capture.access.in_(ANSWERED), capture.at <= scope.window.until
    )
    if scope.window.since:
        seen = seen.where(capture.at >= scope.window.since)
    days: dict[int, dict[str, None]] = {page: {} for page in pages}
    for page, at in session.execute(seen.order_by(capture.at)):
        days[page][at.date().isoformat()] = None
    return {page: tuple(found) for page, found in days.items()}
