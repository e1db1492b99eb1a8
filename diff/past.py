"""What a page said before a version, as the rules for flip-flops and restless places want it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from diff.kinds.situation import NOTHING_BEFORE, Earlier, Past, Said
from diff.values import Path
from store.kinds import Cause
from store.models import Fact, Section, Version
from store.rows import AT_ONCE

# How far back a text is known again: three weeks of a page that changes every night.
_VERSIONS = 20

# Within how many of them a place must change often to be called restless.
_RECENT = 8

# A page that brings back, or changes, more than this at once is a table of data, not a text that goes to and fro.
_MOST_RETURNING = 200
_MOST_TOUCHED = 4_000


@dataclass(frozen=True, slots=True)
class _Layout:
    """A version by the ids of what it holds."""

    cause: Cause
    digest: bytes
    last_seen: datetime
    sections: Sequence[int]
    facts: Sequence[int]


@dataclass(frozen=True, slots=True)
class _State:
    """What a page said for a while: as it was read first, and as the newest extractor reads it."""

    first: _Layout
    newest: _Layout


def past_of(session: Session, old: Version, new: Version) -> Past:
    """What the page said in the versions before the older of two; nothing where that is its first."""
    states = _states(session, old)
    if len(states) == 1:
        return NOTHING_BEFORE
    now, last, before = _layout(new), states[0].newest, states[1:]
    sections = _returning(now.sections, last.sections, [one.newest.sections for one in before])
    facts = _returning(now.facts, last.facts, [one.newest.facts for one in before])
    whens = [Earlier(one.newest.last_seen, ago) for ago, one in enumerate(before, start=2)]
    is_back = [one.newest.digest == now.digest != last.digest for one in before]
    recent = [_State(now, now), *states[: _RECENT - 1]]
    return Past(
        versions=len(recent),
        whole=whens[is_back.index(True)] if any(is_back) else None,
        texts={key: whens[place] for key, place in _texts(session, sections).items()},
        facts={key: whens[place] for key, place in _facts(session, facts).items()},
        changed=_changed(session, recent),
    )


def _states(session: Session, upto: Version) -> list[_State]:
    """What the page said in its last versions up to one, the newest first: a technical upgrade says nothing new."""
    columns = select(Version.cause, Version.digest, Version.last_seen, Version.section_ids, Version.fact_ids)
    known = columns.where(Version.page_id == upto.page_id, Version.id <= upto.id)
    found: list[_State] = []
    newest: _Layout | None = None
    for row in session.execute(known.order_by(Version.id.desc()).limit(_VERSIONS)):
        layout = _Layout(*row)
        newest = newest or layout
        if layout.cause is Cause.PAGE:
            found.append(_State(layout, newest))
            newest = None
    return found if newest is None else [*found, _State(newest, newest)]


def _layout(version: Version) -> _Layout:
    return _Layout(version.cause, version.digest, version.last_seen, version.section_ids, version.fact_ids)


def _returning(now: Sequence[int], last: Sequence[int], before: Sequence[Sequence[int]]) -> dict[int, int]:
    """The ids that are back: which of the versions before, the newest first, had each of them last."""
    missed = dict.fromkeys(now)
    for row_id in last:
        missed.pop(row_id, None)
    found: dict[int, int] = {}
    for place, ids in enumerate(before):
        for row_id in ids:
            if row_id in missed:
                found.setdefault(row_id, place)
    return dict(islice(((row_id, found[row_id]) for row_id in missed if row_id in found), _MOST_RETURNING))


def _texts(session: Session, places: Mapping[int, int]) -> dict[tuple[Path, str], int]:
    rows = session.execute(select(Section.id, Section.path, Section.text).where(Section.id.in_(places)))
    return {(tuple(path), text): places[row_id] for row_id, path, text in rows}


def _facts(session: Session, places: Mapping[int, int]) -> dict[Said, int]:
    rows = session.execute(select(Fact.id, Fact.kind, Fact.label, Fact.value).where(Fact.id.in_(places)))
    found: dict[Said, int] = {}
    for row_id, kind, label, value in rows:
        place = places[row_id]
        found[kind, label, value] = min(place, found.get((kind, label, value), place))
    return found


def _changed(session: Session, states: Sequence[_State]) -> dict[Path, int]:
    """How often the text under each path changed from one state to the next; `states` begin with the newest."""
    touched = [set(newer.first.sections) ^ set(older.newest.sections) for newer, older in pairwise(states)]
    paths = _paths(session, set[int]().union(*touched))
    return dict(Counter(path for ids in touched for path in {paths[row_id] for row_id in ids if row_id in paths}))


def _paths(session: Session, ids: Collection[int]) -> dict[int, Path]:
    """The heading paths of sections; of none where they are too many for a text."""
    if len(ids) > _MOST_TOUCHED:
        return {}
    wanted, found = sorted(ids), dict[int, Path]()
    for start in range(0, len(wanted), AT_ONCE):
        some = select(Section.id, Section.path).where(Section.id.in_(wanted[start : start + AT_ONCE]))
        found |= {row_id: tuple(path) for row_id, path in session.execute(some)}
    return found
