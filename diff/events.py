"""Events of changes: each part of an edit is put where the same was done on other pages, and found there again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from diff.parts import parts_of
from diff.signature import signature_of
from diff.values import Edit
from store import models
from store.events import put_in
from store.rows import AT_ONCE


@dataclass(frozen=True, slots=True)
class Told:
    """A part of an edit that an event tells: which change, the edit's position in it, the part's place in the edit."""

    change: int
    position: int
    place: int


@dataclass(frozen=True, slots=True)
class Shared:
    """An event: the parts it tells within the changes asked for, and on how many pages it is in all."""

    id: int
    site: str
    signature: bytes
    first_at: datetime
    last_at: datetime
    pages: int
    parts: tuple[Told, ...]


def settle_events(
    session: Session, page: models.Page, change: models.Change, title: str, edits: Mapping[int, Edit]
) -> None:
    """Put the edits (id of the row → edit) of a new change to the events they belong to; `title` is the page's."""
    found: list[models.Occurrence] = []
    for edit_id, edit in edits.items():
        for place, part in enumerate(parts_of(edit)):
            signature = signature_of(edit, part, title, page.site_id)
            if signature is not None:
                found.append(
                    models.Occurrence(
                        edit_id=edit_id, place=place, page_id=page.id, signature=signature, at=change.after_at
                    )
                )
    put_in(session, found)


def events_in(session: Session, change_ids: Sequence[int]) -> tuple[Shared, ...]:
    """Give the events that changes take part in, those on most pages first, with what they tell of these changes."""
    told: defaultdict[int, list[Told]] = defaultdict(list)
    occurrence, edit = models.Occurrence, models.Edit
    for start in range(0, len(change_ids), AT_ONCE):
        some = change_ids[start : start + AT_ONCE]
        asked = (
            select(occurrence.event_id, edit.change_id, edit.position, occurrence.place)
            .join(edit, edit.id == occurrence.edit_id)
            .where(edit.change_id.in_(some), occurrence.event_id.is_not(None))
        )
        for event_id, change, position, place in session.execute(asked):
            told[event_id or 0].append(Told(change, position, place))
    found = [_shared(session, event_id, sorted(parts, key=_order)) for event_id, parts in sorted(told.items())]
    return tuple(sorted(found, key=lambda event: (-event.pages, event.first_at, _order(event.parts[0]))))


def _shared(session: Session, event_id: int, parts: Sequence[Told]) -> Shared:
    event = session.get_one(models.Event, event_id)
    site = session.get_one(models.Site, event.site_id).name
    pages = select(func.count(models.Occurrence.page_id.distinct())).where(models.Occurrence.event_id == event_id)
    count = session.scalars(pages).one()
    return Shared(event.id, site, event.signature, event.first_at, event.last_at, count, tuple(parts))


def _order(told: Told) -> tuple[int, int, int]:
    return told.change, told.position, told.place
