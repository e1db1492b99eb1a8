"""What two versions state differently, as edits: facts and links added, removed, and changed under one owner."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from diff.reckoning import Reckoning
from diff.statements import Path, Statement, lost_and_gained, statements_of
from diff.values import Edit
from extract.values import Fact, FactKind
from store.kinds import Operation

AROUND_THE_PAGE: Path = ("around the page",)
"""The path under which facts outside the content are reported."""

_Place = tuple[int, int, int]


def fact_edits(old: Sequence[Fact], new: Sequence[Fact], owners: Mapping[Path, Path]) -> list[Edit]:
    """Edits of facts as the new version is read, then those of links; a mere change of order or spelling is none.

    `owners` says under which heading path of the new version a path of the old one continues.
    """
    before, after = statements_of(old, owners), statements_of(new, {})
    lost, gained = lost_and_gained(before, after)
    reckoning = Reckoning(_told(lost, owners.values()), _told(gained, owners.values()))
    reckoning.settle(before, after)
    placed = [*_changes(reckoning, old, new, before, after), *_additions(reckoning, new, after)]
    placed += _removals(reckoning, old, before, after)
    placed.sort(key=lambda each: (each[1].fact_kind is FactKind.LINK, each[0]))
    return [edit for _, edit in placed]


def _told(statements: Iterable[Statement], paired: Collection[Path]) -> list[Statement]:
    """Without the obligations of sections that came or went whole: their text says it all."""
    kept = set(paired)
    return [each for each in statements if each.kind is not FactKind.OBLIGATION or each.owner in kept]


def _changes(
    reckoning: Reckoning,
    old: Sequence[Fact],
    new: Sequence[Fact],
    before: Mapping[Statement, int],
    after: Mapping[Statement, int],
) -> Iterator[tuple[_Place, Edit]]:
    """A value for another; a label for another says nothing that the text does not say."""
    for lost, gained in reckoning.changed.items():
        if lost.value == gained.value:
            continue
        place = after[gained]
        was, now = old[before[lost]], new[place]
        edit = Edit(
            Operation.FACT_CHANGED,
            path=_shown_path(now),
            old_path=_shown_path(was),
            old=was.value,
            new=now.value,
            fact_kind=now.kind,
            label=now.label or was.label,
        )
        yield (place, 0, 0), edit


def _additions(
    reckoning: Reckoning, new: Sequence[Fact], after: Mapping[Statement, int]
) -> Iterator[tuple[_Place, Edit]]:
    for gained in reckoning.gained:
        fact = new[after[gained]]
        kind = Operation.LINK_ADDED if fact.kind is FactKind.LINK else Operation.FACT_ADDED
        edit = Edit(kind, path=_shown_path(fact), new=fact.value, fact_kind=fact.kind, label=fact.label)
        yield (after[gained], 0, 0), edit


def _removals(
    reckoning: Reckoning, old: Sequence[Fact], before: Mapping[Statement, int], after: Mapping[Statement, int]
) -> Iterator[tuple[_Place, Edit]]:
    """What is gone, at its old place: behind the last fact before it that the new version still states."""
    anchor = -1
    for statement, place in before.items():
        anchor = after.get(reckoning.changed.get(statement, statement), anchor)
        if statement in reckoning.lost:
            fact = old[place]
            kind = Operation.LINK_REMOVED if fact.kind is FactKind.LINK else Operation.FACT_REMOVED
            edit = Edit(kind, old_path=_shown_path(fact), old=fact.value, fact_kind=fact.kind, label=fact.label)
            yield (anchor, 1, place), edit


def _shown_path(fact: Fact) -> Path:
    return fact.path if fact.inside else AROUND_THE_PAGE
