"""A number that changed, over all pages of its site: where it was changed, and which pages still show the old one.

Pure: `contacts.py` beside it asks the archive.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from extract.values import FactKind
from store.contact_past import ContactHistory, ContactStep


@dataclass(frozen=True, slots=True)
class Sighting:
    """A page that shows a value, for whom (empty: the page itself, or what stands around it), and when it was seen."""

    url: str
    name: str
    is_inside: bool
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A value of a contact that a site put for another: `changed` pages no longer show the old one, `stale` still do.

    `label` and `name` are those of the page that changed first, between `before` and `after`; `last_after` is when the
    latest of them was seen changed.
    """

    site: str
    kind: FactKind
    label: str
    name: str
    old: str
    new: str
    before: datetime
    after: datetime
    last_after: datetime
    changed: tuple[str, ...]
    stale: tuple[Sighting, ...]

    @property
    def pages(self) -> int:
        """How many pages showed the old value and changed it, or show it still."""
        return len(self.changed) + len({sighting.url for sighting in self.stale})


_Value = tuple[str, FactKind, str]


@dataclass(slots=True)
class _Spread:
    """The steps of pages on which one value became another, each with the name of the contact, by URL."""

    steps: dict[str, tuple[ContactStep, str]] = field(default_factory=dict)

    def take(self, url: str, step: ContactStep, name: str) -> None:
        """Take in a page's step; of several the earliest counts."""
        known = self.steps.get(url)
        if known is None or step.after < known[0].after:
            self.steps[url] = (step, name)


def changed_values(histories: Iterable[tuple[str, str, ContactHistory]]) -> list[ChangedValue]:
    """Every value that became another on some page, given site, URL and contacts; by site and the moment of it.

    A page that took the old value back shows it: where all did, nothing changed.
    """
    spreads: dict[tuple[_Value, str], _Spread] = {}
    shown: defaultdict[_Value, list[Sighting]] = defaultdict(list)
    for site, url, history in histories:
        for held in history.current:
            sighting = Sighting(url, history.name, history.is_inside, held.last_seen)
            shown[site, held.kind, held.value].append(sighting)
        for step in history.steps:
            if step.kind is None or step.old is None or step.new is None:
                continue
            spread = spreads.setdefault(((site, step.kind, step.old), step.new), _Spread())
            spread.take(url, step, history.name)
    told = (_told(value, new, spread, shown[value]) for (value, new), spread in spreads.items())
    return sorted((each for each in told if each.changed), key=lambda each: (each.site, each.after, each.old, each.new))


def _told(value: _Value, new: str, spread: _Spread, shown: list[Sighting]) -> ChangedValue:
    site, kind, old = value
    stale = {sighting.url for sighting in shown}
    first, name = min(spread.steps.values(), key=lambda each: each[0].after)
    last_after = max(step.after for step, _ in spread.steps.values())
    return ChangedValue(
        *(site, kind, first.label, name, old, new, first.before, first.after, last_after),
        changed=tuple(url for url in spread.steps if url not in stale),
        stale=tuple(shown),
    )
