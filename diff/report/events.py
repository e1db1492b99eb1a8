"""Events as a report tells them: what many pages had alike stands once, and each page keeps what is its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from diff.events import Shared, Told, events_in
from diff.parts import parts_of, rest_of
from diff.report.redline import wording
from diff.report.rows import FoundChange
from diff.report.values import Event, ListedChange, SharedEdit
from diff.values import Edit

_Changes = Mapping[int, FoundChange]


def take_events(session: Session, changes: Sequence[FoundChange]) -> tuple[tuple[Event, ...], tuple[ListedChange, ...]]:
    """Split changes into events, the weightiest first, and what remains each page's own."""
    known = {found.step.change: found for found in changes}
    events = sorted(_events(known, events_in(session, list(known))), key=lambda event: -event.priority)
    events = [replace(event, number=number) for number, event in enumerate(events, start=1)]
    told: defaultdict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for event in events:
        for change, position, place in event.told:
            told[change][position, place] = event.number
    return tuple(events), tuple(_own(found, told[found.step.change]) for found in changes)


def _events(changes: _Changes, shared: Iterable[Shared]) -> Iterator[Event]:
    """Put together what came in exactly the same changes: a number and the sentence it stands in, a footer's links."""
    bundles: defaultdict[frozenset[int], list[Shared]] = defaultdict(list)
    for one in shared:
        bundles[frozenset(told.change for told in one.parts)].append(one)
    for ids, bundle in bundles.items():
        edits = tuple(edit for one in bundle for edit in _wordings(changes, one))
        steps = tuple(found.step for change, found in changes.items() if change in ids)
        yield Event(
            number=0,
            site=bundle[0].site,
            edits=edits,
            steps=steps,
            priority=max(edit.edit.priority for edit in edits),
            pages_in_all=max(one.pages for one in bundle),
            told=frozenset((told.change, told.position, told.place) for one in bundle for told in one.parts),
        )


def _wordings(changes: _Changes, shared: Shared) -> list[SharedEdit]:
    """Each wording of one shared part, the commonest first: nothing that differs is left out."""
    wordings: defaultdict[tuple[object, ...], list[tuple[Told, Edit]]] = defaultdict(list)
    for told in shared.parts:
        edit = _alone(changes[told.change].edits[told.position], told.place)
        wordings[wording(edit)].append((told, edit))
    found = []
    for same in wordings.values():
        pages = {changes[told.change].step.page.id for told, _ in same}
        # Where an edit holds nothing else, its kinds and its priority are those of the part.
        _, edit = min(same, key=lambda one: len(parts_of(changes[one[0].change].edits[one[0].position])))
        found.append(SharedEdit(edit, len(pages)))
    return sorted(found, key=lambda item: -item.pages)


def _alone(edit: Edit, place: int) -> Edit:
    """An edit without its other parts."""
    others = set(range(len(parts_of(edit)))) - {place}
    return rest_of(edit, others) or edit


def _own(found: FoundChange, told: Mapping[tuple[int, int], int]) -> ListedChange:
    """What is left of a change without the parts (position of the edit, place in it) that events tell."""
    places: defaultdict[int, set[int]] = defaultdict(set)
    for position, place in told:
        places[position].add(place)
    edits = (
        rest_of(edit, places[position]) if position in places else edit for position, edit in enumerate(found.edits)
    )
    return ListedChange(found.step, tuple(edit for edit in edits if edit), tuple(sorted(set(told.values()))))
