"""Asking the archive for contacts: who is reached how, since when, and who ever had a number."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from extract.facts.contacts import CONTACT_KINDS
from extract.values import Fact as FactValue
from extract.values import FactKind
from store.contact_past import ContactHistory, Interval, State, histories_of
from store.contact_spread import ChangedValue, changed_values
from store.contents import fact_value
from store.kinds import Cause
from store.models import Fact, Page, Site, Version
from store.rows import AT_ONCE

# Rows of the archive's versions held at a time: only their contacts are kept.
_STREAMED = 1_000
_FEWEST_DIGITS = 4  # of a number that is looked for; fewer stand in every number
_DIALED = re.compile(r"[\d\s().+/A-Z-]*\d[\d\s().+/A-Z-]*")
_EXTENSION = re.compile(r"[\s,;]*(?:extension|ext|x)[.=\s]*(\d{1,6})$", re.IGNORECASE)
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as a page states it: `values` with the moments since when each is as it is.

    What stands around the content of many pages of a site (`is_inside` is false), as in their footer, is one row: `url`
    is the first of `pages` pages.
    """

    site: str
    url: str
    name: str
    path: tuple[str, ...]
    is_inside: bool
    values: tuple[Interval, ...]
    last_seen: datetime
    pages: int


@dataclass(frozen=True, slots=True)
class Holder:
    """A contact that had a value, and when; `pages` counts the pages around whose content it stood alike."""

    site: str
    url: str
    name: str
    is_inside: bool
    held: Interval
    pages: int


@dataclass(frozen=True, slots=True)
class _Sight:
    """A version of a page, of which only the ids of the facts about contacts are kept."""

    cause: Cause
    first_seen: datetime
    last_seen: datetime
    fact_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Past:
    """A page and its versions, oldest first."""

    site: str
    url: str
    sights: tuple[_Sight, ...]

    @property
    def fact_ids(self) -> set[int]:
        """Every fact about a contact that the page ever stated."""
        return {fact_id for sight in self.sights for fact_id in sight.fact_ids}


def list_contacts(
    session: Session, sites: Sequence[str] = (), at: datetime | None = None, like: str = "", page: Page | None = None
) -> list[ContactRow]:
    """Give every contact of the pages as they are, or were at a moment, by site and URL in document order.

    `like` keeps contacts that have a number, an address or a name with this text in it.
    """
    pasts = _pasts(session, sites, page, at)
    found = _found(session, pasts, _ids_like(session, like) if like else None)
    stands = ((past, history, history.current) for past, history, named in found if {*named} & {*history.current})
    return _once_around(stands)


def contact_history(session: Session, page: Page) -> list[ContactHistory]:
    """Give each contact of a page through all its versions, in the order in which they came up."""
    return [history for _, history, _ in _found(session, _pasts(session, (), page, None), None)]


def list_changed_values(session: Session, sites: Sequence[str] = ()) -> list[ChangedValue]:
    """Give every number, address or the like that a site put for another, with the pages that still show the old."""
    found = _found(session, _pasts(session, sites, None, None), None)
    return changed_values((past.site, past.url, history) for past, history, _ in found)


def find_contact(session: Session, value: str, sites: Sequence[str] = (), page: Page | None = None) -> list[Holder]:
    """Give who ever had a number, a mail address, another value or a name with this text in it, on any page, ever.

    Numbers are found however they are written: `202-555-0100`, `(202) 555-0100`, `1-866-DHS-2-ICE`, or their end.
    """
    wanted = _ids_like(session, value)
    pasts = [past for past in _pasts(session, sites, page, None) if wanted & past.fact_ids]
    found = _found(session, pasts, wanted)
    rows = _once_around([(past, history, named) for past, history, named in found if named])
    return [Holder(row.site, row.url, row.name, row.is_inside, held, row.pages) for row in rows for held in row.values]


def _pasts(session: Session, sites: Sequence[str], page: Page | None, at: datetime | None) -> list[_Past]:
    """The pages and their versions.

    Every list of facts is read: ten thousand take a quarter of a second, and a table of which version states which
    fact would have a million rows for them.
    """
    of_contacts = frozenset(session.scalars(select(Fact.id).where(Fact.kind.in_(CONTACT_KINDS))))
    wanted = (
        select(Site.name, Page.url, Version.cause, Version.first_seen, Version.last_seen, Version.fact_ids)
        .join(Page, Page.id == Version.page_id)
        .join(Site, Site.id == Page.site_id)
        .order_by(Site.name, Page.urlkey, Version.id)
        .execution_options(yield_per=_STREAMED)
    )
    if sites:
        wanted = wanted.where(Site.name.in_(sites))
    if page is not None:
        wanted = wanted.where(Version.page_id == page.id)
    if at is not None:
        wanted = wanted.where(Version.first_seen <= at)
    sights: dict[tuple[str, str], list[_Sight]] = {}
    for site, url, cause, first_seen, last_seen, fact_ids in session.execute(wanted):
        of_page = tuple(fact_id for fact_id in fact_ids if fact_id in of_contacts)
        sights.setdefault((site, url), []).append(_Sight(cause, first_seen, last_seen, of_page))
    return [_Past(site, url, tuple(seen)) for (site, url), seen in sights.items()]


def _found(
    session: Session, pasts: Sequence[_Past], wanted: set[int] | None
) -> Iterator[tuple[_Past, ContactHistory, tuple[Interval, ...]]]:
    """Each contact of the pages, with those of its values that are stated by a wanted fact (none named: all)."""
    facts = _facts(session, {fact_id for past in pasts for fact_id in past.fact_ids})
    for past in pasts:
        named = past.fact_ids if wanted is None else past.fact_ids & wanted
        channels = {(facts[fact_id].kind, facts[fact_id].value) for fact_id in named}
        for inside in (True, False):
            for history in histories_of([_state(sight, facts, inside) for sight in past.sights]):
                yield past, history, tuple(each for each in history.intervals if (each.kind, each.value) in channels)


def _state(sight: _Sight, facts: Mapping[int, FactValue], inside: bool) -> State:
    """What a version stated in its content, or around it: a footer's switchboard is no contact of every page."""
    said = (facts[fact_id] for fact_id in sight.fact_ids)
    return State(sight.cause, sight.first_seen, sight.last_seen, tuple(fact for fact in said if fact.inside is inside))


def _facts(session: Session, fact_ids: set[int]) -> dict[int, FactValue]:
    columns = (Fact.id, Fact.kind, Fact.value, Fact.label, Fact.raw, Fact.path, Fact.inside, Fact.scope, Fact.source)
    wanted = sorted(fact_ids)
    found: dict[int, FactValue] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = select(*columns, Fact.owner, Fact.parts).where(Fact.id.in_(wanted[start : start + AT_ONCE]))
        found |= {row.id: fact_value(row) for row in session.execute(some)}
    return found


def _once_around(found: Iterable[tuple[_Past, ContactHistory, tuple[Interval, ...]]]) -> list[ContactRow]:
    """A row a contact; those that stand alike around the content of several pages of a site are one."""
    rows: dict[Hashable, ContactRow] = {}
    for past, history, values in found:
        alike = (past.site, history.name, frozenset((each.kind, each.value, each.label) for each in values))
        key: Hashable = len(rows) if history.is_inside else alike
        row = ContactRow(
            past.site, past.url, history.name, history.path, history.is_inside, values, history.last_seen, 1
        )
        rows[key] = _together(rows[key], row) if key in rows else row
    return list(rows.values())


def _together(row: ContactRow, other: ContactRow) -> ContactRow:
    """Two pages' sights of the same contact: first seen on either, last seen on either."""
    seen = {(each.kind, each.value): each for each in other.values}
    values = []
    for each in row.values:
        twin = seen[each.kind, each.value]
        first, last = min(each.first_seen, twin.first_seen), max(each.last_seen, twin.last_seen)
        values.append(replace(each, first_seen=first, last_seen=last))
    last_seen = max(row.last_seen, other.last_seen)
    return replace(row, values=tuple(values), last_seen=last_seen, pages=row.pages + other.pages)


def _ids_like(session: Session, text: str) -> set[int]:
    """The facts about contacts whose value, spelling or owner has this text in it."""
    text = " ".join(text.split())
    fits: list[ColumnElement[bool]] = [
        column.icontains(text, autoescape=True) for column in (Fact.value, Fact.raw, Fact.owner)
    ]
    number = _dialed(text)
    if number:
        fits.append((Fact.kind == FactKind.PHONE) & Fact.value.contains(number))
    return set(session.scalars(select(Fact.id).where(Fact.kind.in_(CONTACT_KINDS), or_(*fits))))


def _dialed(text: str) -> str:
    """The number a text dials, as facts have it, or nothing where it is no number."""
    extension = _EXTENSION.search(text)
    written = text[: extension.start()] if extension else text
    if not _DIALED.fullmatch(written):
        return ""
    digits = re.sub(r"\D", "", written.translate(_KEYPAD))
    if len(digits) < _FEWEST_DIGITS:
        return ""
    return f"{digits};ext={extension.group(1)}" if extension else digits
