"""What a comparison gives: typed edits with their redlines, kinds and priority, as frozen values."""

from dataclasses import dataclass
from typing import NamedTuple

from extract.values import FactKind, Scope
from store.kinds import Aspect, Kind, Operation

Path = tuple[str, ...]


class Hunk(NamedTuple):
    """A run of text that was removed (-1), kept (0) or added (1); `moved` where the same text stands elsewhere, too."""

    op: int
    text: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind that an edit or a change is of, how it shows, and the words or dates that say so."""

    kind: Kind
    aspect: Aspect
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One typed difference between two versions.

    `path` is the heading path after the edit, `old_path` before it (equal unless renamed or moved under another
    heading; for an addition `old_path` is empty, for a removal `path` is); `others` are the further paths of a section
    that was split (after) or merged (before). `old` and `new` are the whole texts or fact values; `label` is a fact's
    label or a link's text, `owner` whose contact it is, `scope` what a date is about; `hunks` is the word-level redline
    of an edited section. `findings` say of what kinds it is, `priority` (0 to 1) how much it matters.
    """

    operation: Operation
    path: Path = ()
    old_path: Path = ()
    old: str | None = None
    new: str | None = None
    fact_kind: FactKind | None = None
    label: str = ""
    hunks: tuple[Hunk, ...] = ()
    owner: str = ""
    scope: Scope | None = None
    others: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
    priority: float = 0.0

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds it is of."""
        return frozenset(finding.kind for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What leads from one version to the next.

    `edits` in reading order, `findings` of the change as a whole (a silent edit, a flip-flop), `priority` (0 to 1);
    `given_up` says in plain words what a bound kept from being compared more finely.
    """

    edits: tuple[Edit, ...] = ()
    findings: tuple[Finding, ...] = ()
    priority: float = 0.0
    given_up: tuple[str, ...] = ()
