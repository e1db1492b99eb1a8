"""Taking changes back: with everything that hangs on them, and out of the events they took part in."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.events import take_out
from store.models import Change, Edit, Event, Finding, Occurrence
from store.rows import AT_ONCE

OF_CHANGES = (Occurrence, Event, Finding, Edit, Change)
"""The tables of what changed, each before those it leads to."""


def drop_changes(session: Session, change_ids: Sequence[int]) -> None:
    """Drop changes with their edits and findings; an event that fewer than enough pages are left of is dropped too."""
    for start in range(0, len(change_ids), AT_ONCE):
        some = change_ids[start : start + AT_ONCE]
        edits = select(Edit.id).where(Edit.change_id.in_(some))
        take_out(session, session.scalars(select(Occurrence).where(Occurrence.edit_id.in_(edits))).all())
        session.execute(delete(Finding).where(Finding.change_id.in_(some)))
        session.execute(delete(Edit).where(Edit.change_id.in_(some)))
        session.execute(delete(Change).where(Change.id.in_(some)))
