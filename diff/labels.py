"""Review labels against content: which way a label of a page or a section moved, and which edits moved content."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from diff.facts import AROUND_THE_PAGE
from diff.folding import likeness
from diff.values import Edit, Path
from extract.values import Fact, FactKind, Scope, Source
from store.kinds import Aspect, Kind, Operation

_SHOWN = frozenset({Source.TEXT, Source.TIME})
_LOOKS = frozenset(
    {Aspect.TYPO, Aspect.PUNCTUATION, Aspect.CASE, Aspect.FORMATTING, Aspect.REFORMATTED, Aspect.RENUMBERED}
)
_NO_CONTENT = frozenset({Kind.REVIEW_DATE, Kind.STRUCTURE, Kind.FLIP_FLOP, Kind.WORDING, Kind.PAGE, Kind.VOLATILE})
# Their words stand in a section's text, whose edit says of what kinds it is.
_TOLD_BY_THE_TEXT = frozenset({FactKind.REVIEW_DATE, FactKind.OBLIGATION})
_MOST_SECTIONS = 50
_LONGEST_SAID = 100
_TITLE = 1  # the depth of a page's title: what stands directly under it speaks for nothing below


class Movement(StrEnum):
    """What became of a review label from one version to the next."""

    FORWARD = "forward"
    STAYED = "stayed"
    BACKWARDS = "backwards"
    REMOVED = "removed"
    ADDED = "added"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Label:
    """A review label of a page (`path` is empty) or of one section, with its date before and after, as ISO dates."""

    movement: Movement
    text: str = ""
    old: str = ""
    new: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label, the edits that moved content it speaks for, and all edits there."""

    label: Label
    moved: tuple[Edit, ...]
    edits: tuple[Edit, ...]

    @property
    def is_silent(self) -> bool:
        """Whether the content moved and the label did not."""
        return self.label.movement is Movement.STAYED and bool(self.moved)

    @property
    def is_bump(self) -> bool:
        """Whether the label moved forward and nothing else did."""
        return self.label.movement is Movement.FORWARD and all(map(is_only_a_stamp, self.edits))


def verdicts(old: Sequence[Fact], new: Sequence[Fact], edits: Sequence[Edit]) -> Iterator[Verdict]:
    """The page's label against its content, then that of each section with a label of its own; `edits` are judged.

    Content of a section whose own label moved forward is no content the page's label owes a move.
    """
    sections = list(islice(section_labels(old, new, edits), _MOST_SECTIONS))
    dated = [label.path for label in sections if label.movement is Movement.FORWARD and label.path is not None]
    moved = [edit for edit in edits if moves_content(edit)]
    owed = (edit for edit in moved if not any(is_under(edit, path) for path in dated))
    yield Verdict(page_label(old, new, edits), tuple(owed), tuple(edits))
    for label in sections:
        here = tuple(edit for edit in edits if label.path is not None and is_under(edit, label.path))
        yield Verdict(label, tuple(filter(moves_content, here)), here)


def said_of(edit: Edit) -> str:
    """What an edit comes to, in a few words."""
    evidence = next((each.evidence for each in edit.findings if each.evidence), "")
    path = edit.path or edit.old_path
    said = evidence or f"{edit.operation} {path[-1] if path else ''}".strip()
    return said if len(said) <= _LONGEST_SAID else f"{said[: _LONGEST_SAID - 1]}…"


def page_label(old: Iterable[Fact], new: Iterable[Fact], edits: Iterable[Edit]) -> Label:
    """What became of the page's own label; of several the one that moved, else the newest."""
    for edit in _ordered(each for each in edits if _is_date_edit(each, Scope.PAGE)):
        way = direction(edit.old or "", edit.new or "")
        if edit.operation is Operation.FACT_CHANGED and way is not Movement.STAYED:
            return Label(way, edit.label, edit.old or "", edit.new or "")
    before, after = _newest(old), _newest(new)
    if before is None or after is None:
        fact = before or after
        if fact is None:
            return Label(Movement.NONE)
        if before is None:
            return Label(Movement.ADDED, fact.label, "", fact.value)
        return Label(Movement.REMOVED, fact.label, fact.value, "")
    return Label(direction(before.value, after.value), after.label, before.value, after.value)


def section_labels(old: Iterable[Fact], new: Sequence[Fact], edits: Sequence[Edit]) -> Iterator[Label]:
    """What became of the label of each section that has one of its own; a list with a date an item has none.

    Nor has the section that shows the page's: a second date in it stands in the list of the page's updates.
    """
    alone = (_alone(old) | _alone(new)) - {fact.path for fact in new if _is_shown(fact, Scope.PAGE)}
    told = set()
    for edit in edits:
        path = edit.path or edit.old_path
        if _is_date_edit(edit, Scope.SECTION) and path in alone:
            told.add(path)
            yield Label(_movement(edit), edit.label, edit.old or "", edit.new or "", path)
    for fact in new:
        if _is_shown(fact, Scope.SECTION) and fact.path in alone and fact.path not in told:
            told.add(fact.path)
            yield Label(Movement.STAYED, fact.label, fact.value, fact.value, fact.path)


def direction(old: str, new: str) -> Movement:
    """Which way one ISO date lies from another, compared as precisely as both are given."""
    length = min(len(old), len(new))
    if old[:length] == new[:length]:
        return Movement.STAYED
    return Movement.FORWARD if new > old else Movement.BACKWARDS


def moves_content(edit: Edit) -> bool:
    """Whether an edit, judged, says something else than before: not how it looks, where it stands or when it was read.

    A section's edit that no rule gives a kind shows facts that edits of their own tell; what always moves says nothing.
    """
    if AROUND_THE_PAGE in {edit.path, edit.old_path} or edit.fact_kind is FactKind.REVIEW_DATE:
        return False
    if not edit.findings:
        return edit.operation is not Operation.SECTION_EDITED and edit.fact_kind not in _TOLD_BY_THE_TEXT
    if Kind.VOLATILE in edit.kinds:
        return False
    return any(each.kind not in _NO_CONTENT and each.aspect not in _LOOKS for each in edit.findings)


def is_only_a_stamp(edit: Edit) -> bool:
    """Whether an edit, judged, is that of a review date, or of a text in which nothing but told facts differ."""
    if edit.fact_kind is FactKind.REVIEW_DATE:
        return True
    return edit.operation is Operation.SECTION_EDITED and not edit.kinds - {Kind.REVIEW_DATE}


def is_under(edit: Edit, path: Path) -> bool:
    """Whether an edit is one of a section or of what stands below its heading."""
    for place in (edit.path, edit.old_path):
        if place == path or (len(path) > _TITLE and place[: len(path)] == path):
            return True
    return False


def _movement(edit: Edit) -> Movement:
    if edit.old is None or edit.new is None:
        return Movement.ADDED if edit.old is None else Movement.REMOVED
    return direction(edit.old, edit.new)


def _ordered(edits: Iterable[Edit]) -> list[Edit]:
    """Those with the newest date first; forward is told before backwards."""
    return sorted(edits, key=lambda edit: (edit.new or "") < (edit.old or ""))


def _is_date_edit(edit: Edit, scope: Scope) -> bool:
    return edit.fact_kind is FactKind.REVIEW_DATE and edit.scope is scope


def _is_shown(fact: Fact, scope: Scope) -> bool:
    return fact.kind is FactKind.REVIEW_DATE and fact.scope is scope and fact.source in _SHOWN


def _newest(facts: Iterable[Fact]) -> Fact | None:
    return max((fact for fact in facts if _is_shown(fact, Scope.PAGE)), key=lambda fact: fact.value, default=None)


def _alone(facts: Iterable[Fact]) -> set[Path]:
    """The sections with one date of their own and no second."""
    counts: defaultdict[Path, Counter[str]] = defaultdict(Counter)
    for fact in facts:
        if _is_shown(fact, Scope.SECTION) and fact.inside:
            counts[fact.path][likeness(fact.label)] += 1
    return {path for path, found in counts.items() if found.total() == 1}
