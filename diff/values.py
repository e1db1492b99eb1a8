"""What a comparison gives: typed edits with their redlines, as frozen values."""

from dataclasses import dataclass
from typing import NamedTuple

from extract.values import FactKind
from store.kinds import EditKind


class Hunk(NamedTuple):
    """A run of text that was removed (-1), kept (0) or added (1)."""

    op: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One typed difference between two versions.

    `path` is the heading path after the edit, `old_path` before it (equal unless renamed or moved under another
    heading; for an addition `old_path` is empty, for a removal `path` is). `old` and `new` are the whole texts or
    fact values; `label` is a fact's label or a link's text; `hunks` is the word-level redline of an edited section.
    """

    kind: EditKind
    path: tuple[str, ...] = ()
    old_path: tuple[str, ...] = ()
    old: str | None = None
    new: str | None = None
    fact_kind: FactKind | None = None
    label: str = ""
    hunks: tuple[Hunk, ...] = ()
