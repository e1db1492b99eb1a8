"""Events: the same edit on many pages of a site within one window, found as changes come in."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from store.models import Change, Edit, Page


def settle_events(session: Session, page: Page, change: Change, edits: Sequence[Edit]) -> None:
    """Put the edits of a new change to the events they belong to."""
    del session, page, change, edits
