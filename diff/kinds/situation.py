"""What the rules know of a step besides the edit at hand, as frozen values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from diff.values import Edit, Finding, Path
from extract.values import Extraction, FactKind


class Earlier(NamedTuple):
    """A version before the older of the two: when it was seen last, and how many versions that is ago."""

    until: datetime
    ago: int


Said = tuple[FactKind, str, str]
"""A fact as a version states it: its kind, label and value."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a page said before the older of the two versions, that the older did not say and the newer says again.

    `whole` is the version that was just as the newer is, `texts` and `facts` give the last that had a section (heading
    path, text) or a fact. `changed` counts how often the text under a path changed in the last `versions` versions,
    the newer of the two included.
    """

    versions: int = 0
    whole: Earlier | None = None
    texts: Mapping[tuple[Path, str], Earlier] = field(default_factory=dict)
    facts: Mapping[Said, Earlier] = field(default_factory=dict)
    changed: Mapping[Path, int] = field(default_factory=dict)


NOTHING_BEFORE = Past()


@dataclass(frozen=True, slots=True)
class Situation:
    """Two versions, the edits between them, and what else is known: the moment of the newer, the address, the past."""

    old: Extraction
    new: Extraction
    edits: tuple[Edit, ...] = ()
    url: str = ""
    at: datetime | None = None
    past: Past = NOTHING_BEFORE


Rule = Callable[[Edit, Situation], Iterable[Finding]]
"""Gives the findings of one topic for one edit; the same for the same edit and situation."""

PageRule = Callable[[Situation], Iterable[Finding]]
"""Gives the findings of one topic for the change as a whole; `situation.edits` have their findings already."""
