"""Events: the same part of an edit on enough pages of a site within a window, joined as changes come and go.

Occurrences of one signature that follow each other within `WINDOW` are a run; a run on at least `ENOUGH` pages is an
event, and every occurrence of it bears the event's id. That depends on what is there and not on the order it came in:
a late arrival may join two runs, and a change that is taken back may part one.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from store.models import Event, Occurrence, Page
from store.rows import AT_ONCE

# Two pages may be a coincidence, three are a pattern.
ENOUGH = 3

# A template reaches all pages of a site within a night; a page that could not be fetched is seen a night or two later.
WINDOW = timedelta(hours=72)

# A run that is no event is seldom longer than its two pages.
_BATCH = 32


def put_in(session: Session, occurrences: Sequence[Occurrence]) -> None:
    """Keep occurrences and let each join the run it is in, which may be enough for an event now."""
    session.add_all(occurrences)
    session.flush()
    for occurrence in occurrences:
        if occurrence.event_id is None:
            _join(session, occurrence)
    session.flush()


def take_out(session: Session, occurrences: Sequence[Occurrence]) -> None:
    """Drop occurrences, and mend the events they were in."""
    left = sorted({(one.event_id, one.at) for one in occurrences if one.event_id is not None})
    ids = [one.id for one in occurrences]
    for start in range(0, len(ids), AT_ONCE):
        session.execute(delete(Occurrence).where(Occurrence.id.in_(ids[start : start + AT_ONCE])))
    signatures = {one.event_id: one.signature for one in occurrences}
    for event_id, at in left:
        _part(session, signatures[event_id], at)
        _settle(session, event_id)
    session.flush()


def _join(session: Session, new: Occurrence) -> None:
    """Put one occurrence to the runs around it: they are one run now."""
    loose, joined = [new], set[int]()
    for before in (True, False):
        for other in _beside(session, new, before=before):
            if other.event_id is not None:
                joined.add(other.event_id)
                break
            loose.append(other)
    if not joined and len({one.page_id for one in loose}) < ENOUGH:
        return
    events = [session.get_one(Event, event_id) for event_id in sorted(joined)] or [_new_event(session, new)]
    kept = events[0]
    for other_event in events[1:]:
        session.execute(update(Occurrence).where(Occurrence.event_id == other_event.id).values(event_id=kept.id))
        kept.first_at, kept.last_at = min(kept.first_at, other_event.first_at), max(kept.last_at, other_event.last_at)
        session.delete(other_event)
    _enter(kept, loose)


def _beside(session: Session, start: Occurrence, *, before: bool) -> Iterator[Occurrence]:
    """The occurrences before or after one, the nearest first, as far as no gap is longer than the window."""
    place = (Occurrence.at, Occurrence.id)
    last = start
    while True:
        same = select(Occurrence).where(Occurrence.signature == start.signature)
        if before:
            beyond = or_(place[0] < last.at, and_(place[0] == last.at, place[1] < last.id))
            near = same.where(place[0] >= last.at - WINDOW, beyond).order_by(place[0].desc(), place[1].desc())
        else:
            beyond = or_(place[0] > last.at, and_(place[0] == last.at, place[1] > last.id))
            near = same.where(place[0] <= last.at + WINDOW, beyond).order_by(*place)
        found = session.scalars(near.limit(_BATCH)).all()
        yield from found
        if not found:
            return
        last = found[-1]


def _new_event(session: Session, occurrence: Occurrence) -> Event:
    site_id = session.get_one(Page, occurrence.page_id).site_id
    at = occurrence.at
    event = Event(site_id=site_id, signature=occurrence.signature, first_at=at, last_at=at)
    session.add(event)
    session.flush()
    return event


def _enter(event: Event, occurrences: Sequence[Occurrence]) -> None:
    for one in occurrences:
        one.event_id = event.id
    event.first_at = min(event.first_at, *(one.at for one in occurrences))
    event.last_at = max(event.last_at, *(one.at for one in occurrences))


def _part(session: Session, signature: bytes, at: datetime) -> None:
    """Where nothing holds a run together any more at a moment, let the later part be an event of its own, or none."""
    same = select(Occurrence).where(Occurrence.signature == signature)
    before = session.scalar(same.where(Occurrence.at <= at).order_by(Occurrence.at.desc()).limit(1))
    after = session.scalar(same.where(Occurrence.at >= at).order_by(Occurrence.at).limit(1))
    if before is None or after is None or after.at - before.at <= WINDOW:
        return
    if before.event_id is None or before.event_id != after.event_id:
        return
    earlier = session.get_one(Event, before.event_id)
    later = select(Occurrence).where(Occurrence.event_id == earlier.id, Occurrence.at >= after.at)
    parted = _new_event(session, after)
    _enter(parted, session.scalars(later).all())
    earlier.last_at = before.at
    session.flush()
    _settle(session, parted.id)


def _settle(session: Session, event_id: int) -> None:
    """Let an event last from its first occurrence to its last, and let one that is on too few pages go."""
    event = session.get(Event, event_id)
    if event is None:
        return
    if not _has_enough(session, event_id):
        session.execute(update(Occurrence).where(Occurrence.event_id == event_id).values(event_id=None))
        session.delete(event)
        session.flush()
        return
    within = select(Occurrence.at).where(Occurrence.signature == event.signature, Occurrence.event_id == event_id)
    first = within.where(Occurrence.at >= event.first_at).order_by(Occurrence.at).limit(1)
    last = within.where(Occurrence.at <= event.last_at).order_by(Occurrence.at.desc()).limit(1)
    event.first_at, event.last_at = session.scalars(first).one(), session.scalars(last).one()


def _has_enough(session: Session, event_id: int) -> bool:
    """Whether an event is on enough pages; asked page by page of the index, because it may be on thousands."""
    page_id: int | None = 0
    for _ in range(ENOUGH):
        more = select(func.min(Occurrence.page_id)).where(Occurrence.event_id == event_id)
        page_id = session.scalar(more.where(Occurrence.page_id > page_id))
        if page_id is None:
            return False
    return True
