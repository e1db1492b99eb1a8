"""What the rules know of a step besides the edit at hand, as frozen values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from diff.values import Edit, Finding, Path
from extract.values import Extraction


@dataclass(frozen=True, slots=True)
class Past:
    """What a page said before the older of the two versions.

    `texts` gives for each text a section had then (heading path, text) the number of the version that said it last;
    `changed` counts how often the text under a path changed within the last `versions` versions.
    """

    versions: int = 0
    texts: Mapping[tuple[Path, str], int] = field(default_factory=dict)
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
