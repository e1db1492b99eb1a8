"""Events: the same edit on many pages of a site within the window becomes one entry with a list of pages."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from diff.report.redline import signature, wording
from diff.report.rows import FoundChange
from diff.report.values import Event, ListedChange, SharedEdit
from diff.values import Edit
from store.kinds import Operation

ENOUGH = 3  # pages: two may be a coincidence, three are a pattern
_NEVER = (Operation.PAGE_ADDED, Operation.PAGE_GONE, Operation.PAGE_RETURNED)  # each page's own fate


@dataclass(frozen=True, slots=True)
class _Occurrence:
    found: FoundChange
    place: int

    @property
    def edit(self) -> Edit:
        return self.found.edits[self.place]


_Groups = dict[tuple[object, ...], list[_Occurrence]]


def take_events(changes: Sequence[FoundChange]) -> tuple[tuple[Event, ...], tuple[ListedChange, ...]]:
    """Split changes into events, largest first, and what remains each page's own."""
    bundles = _bundled(_repeated(changes))
    bundles.sort(key=lambda bundle: (-_pages(bundle[0]), bundle[0][0].found.step.change))
    events = tuple(_event(number, bundle) for number, bundle in enumerate(bundles, start=1))
    told: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for number, bundle in enumerate(bundles, start=1):
        for one in (one for group in bundle for one in group):
            told[one.found.step.change][one.place] = number
    return events, tuple(_own(found, told[found.step.change]) for found in changes)


def _repeated(changes: Sequence[FoundChange]) -> list[list[_Occurrence]]:
    groups: _Groups = defaultdict(list)
    for found in changes:
        for place, edit in enumerate(found.edits):
            if edit.operation not in _NEVER:
                groups[(found.step.page.site, *signature(edit))].append(_Occurrence(found, place))
    return [group for group in groups.values() if _pages(group) >= ENOUGH]


def _bundled(groups: list[list[_Occurrence]]) -> list[list[list[_Occurrence]]]:
    """Put edits together that came in exactly the same changes: a number and the sentence it stands in."""
    bundles: defaultdict[frozenset[int], list[list[_Occurrence]]] = defaultdict(list)
    for group in groups:
        bundles[frozenset(one.found.step.change for one in group)].append(group)
    return list(bundles.values())


def _pages(group: list[_Occurrence]) -> int:
    return len({one.found.step.page.id for one in group})


def _event(number: int, bundle: list[list[_Occurrence]]) -> Event:
    steps = {one.found.step.change: one.found.step for one in bundle[0]}
    edits = tuple(shared for group in bundle for shared in _wordings(group))
    return Event(number, bundle[0][0].found.step.page.site, edits, tuple(steps.values()))


def _wordings(group: list[_Occurrence]) -> list[SharedEdit]:
    """Give each wording of one shared edit, the commonest first: nothing that differs is left out."""
    wordings: _Groups = defaultdict(list)
    for one in group:
        wordings[wording(one.edit)].append(one)
    shared = [SharedEdit(same[0].edit, _pages(same)) for same in wordings.values()]
    return sorted(shared, key=lambda item: -item.pages)


def _own(found: FoundChange, told: dict[int, int]) -> ListedChange:
    edits = tuple(edit for place, edit in enumerate(found.edits) if place not in told)
    return ListedChange(found.step, edits, tuple(sorted(set(told.values()))))
