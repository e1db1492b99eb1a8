"""What two versions state differently, as edits: facts and links added, removed, and changed under one owner."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from diff.folding import likeness
from diff.offices import identities_of
from diff.reckoning import Reckoning, is_named
from diff.spelling import spelling_free
from diff.statements import Statement, lost_and_gained, statements_of, where
from diff.values import Edit, Path
from extract.facts.contacts import CONTACT_KINDS, name_key
from extract.values import Fact, FactKind, Scope
from store.kinds import Operation

AROUND_THE_PAGE: Path = ("around the page",)
"""The path under which facts outside the content are reported."""

_Place = tuple[int, int, int]
_Spot = tuple[FactKind, str, str, Path]


@dataclass(frozen=True, slots=True)
class _Side:
    """The facts of one version, and the place of the first that makes each statement."""

    facts: Sequence[Fact]
    places: Mapping[Statement, int]

    def fact(self, statement: Statement) -> Fact:
        """The fact that makes a statement."""
        return self.facts[self.places[statement]]


def fact_edits(old: Sequence[Fact], new: Sequence[Fact], owners: Mapping[Path, Path]) -> list[Edit]:
    """Edits of facts as the new version is read, then those of links; a mere change of order is none.

    `owners` says under which heading path of the new version a path of the old one continues.
    """
    was, now = identities_of(old, new, owners)
    before, after = _Side(old, statements_of(old, owners, was)), _Side(new, statements_of(new, {}, now))
    lost, gained = lost_and_gained(before.places, after.places)
    reckoning = Reckoning(_told(lost, owners.values()), _told(gained, owners.values()))
    paths = {each: where(before.fact(each), owners) for each in reckoning.lost}
    paths |= {each: where(after.fact(each), {}) for each in reckoning.gained}
    reckoning.settle(before.places, after.places, paths)
    _drop_regrouped(reckoning, _standing(old, owners), _standing(new, {}), paths)
    placed = [*_changes(reckoning, before, after, paths), *_additions(reckoning, after)]
    placed += _removals(reckoning, before, after)
    placed.sort(key=lambda each: (each[1].fact_kind is FactKind.LINK, each[0]))
    return [edit for _, edit in placed]


def _standing(facts: Iterable[Fact], owners: Mapping[Path, Path]) -> Counter[_Spot]:
    """How often each contact stands at each place of the new version."""
    contacts = (fact for fact in facts if fact.inside and fact.kind in CONTACT_KINDS)
    return Counter((fact.kind, likeness(fact.label), fact.value, where(fact, owners)) for fact in contacts)


def _drop_regrouped(
    reckoning: Reckoning, stood: Counter[_Spot], stands: Counter[_Spot], paths: Mapping[Statement, Path]
) -> None:
    """Drop contacts that came or went nowhere: they stand where they stood, read with others that have the same.

    A heading that moved a level may do that. What left one contact for another is settled before, and is kept, and what
    has a name of its own is not taken for another's.
    """

    def spots(statements: Iterable[Statement]) -> dict[Statement, _Spot]:
        unnamed = (each for each in statements if each.kind in CONTACT_KINDS and each.inside and not is_named(each))
        return {each: (each.kind, each.label, each.value, paths[each]) for each in unnamed}

    lost, gained = spots(reckoning.lost), spots(reckoning.gained)
    lost_from, gained_at = set(lost.values()), set(gained.values())
    for each, spot in lost.items():
        if stood[spot] == stands[spot] == 1 and spot not in gained_at:
            del reckoning.lost[each]
    for each, spot in gained.items():
        if stood[spot] == stands[spot] == 1 and spot not in lost_from:
            del reckoning.gained[each]


def _told(statements: Iterable[Statement], paired: Collection[Path]) -> list[Statement]:
    """Without the obligations of sections that came or went whole: their text says it all."""
    kept = set(paired)
    return [each for each in statements if each.kind is not FactKind.OBLIGATION or each.owner in kept]


def _changes(
    reckoning: Reckoning, before: _Side, after: _Side, paths: Mapping[Statement, Path]
) -> Iterator[tuple[_Place, Edit]]:
    """A value for another, or another's; a label for another says nothing that the text does not say."""
    for lost, gained in reckoning.changed.items():
        was, now = before.fact(lost), after.fact(gained)
        is_apart = paths[lost] != paths[gained] or (is_named(lost) and is_named(gained))
        is_moved = lost.owner != gained.owner and is_apart and _is_taken_over(was, now)
        operation = Operation.FACT_MOVED if is_moved else _operation(lost, gained)
        if operation is not None:
            edit = Edit(
                operation,
                path=_shown_path(now),
                old_path=_shown_path(was),
                old=was.value,
                new=now.value,
                fact_kind=now.kind,
                label=now.label or was.label,
                owner=now.owner or was.owner,
                scope=_shown_scope(now),
            )
            yield (after.places[gained], 0, 0), edit


def _is_taken_over(was: Fact, now: Fact) -> bool:
    """Whether a number, address or the like went from one contact to another."""
    if was.kind not in CONTACT_KINDS or spelling_free(was.kind, was.value) != spelling_free(now.kind, now.value):
        return False
    return not (was.owner and now.owner) or name_key(was.owner) != name_key(now.owner)


def _operation(lost: Statement, gained: Statement) -> Operation | None:
    """What a value for another is told as; nothing where the same value stands for the same thing."""
    if lost.value == gained.value:
        return None
    return Operation.LINK_CHANGED if lost.kind is FactKind.LINK else Operation.FACT_CHANGED


def _additions(reckoning: Reckoning, after: _Side) -> Iterator[tuple[_Place, Edit]]:
    for gained in reckoning.gained:
        fact = after.fact(gained)
        operation = Operation.LINK_ADDED if fact.kind is FactKind.LINK else Operation.FACT_ADDED
        edit = Edit(
            operation,
            path=_shown_path(fact),
            new=fact.value,
            fact_kind=fact.kind,
            label=fact.label,
            owner=fact.owner,
            scope=_shown_scope(fact),
        )
        yield (after.places[gained], 0, 0), edit


def _removals(reckoning: Reckoning, before: _Side, after: _Side) -> Iterator[tuple[_Place, Edit]]:
    """What is gone, at its old place: behind the last fact before it that the new version still states."""
    anchor = -1
    for statement, place in before.places.items():
        anchor = after.places.get(reckoning.changed.get(statement, statement), anchor)
        if statement in reckoning.lost:
            fact = before.facts[place]
            operation = Operation.LINK_REMOVED if fact.kind is FactKind.LINK else Operation.FACT_REMOVED
            edit = Edit(
                operation,
                old_path=_shown_path(fact),
                old=fact.value,
                fact_kind=fact.kind,
                label=fact.label,
                owner=fact.owner,
                scope=_shown_scope(fact),
            )
            yield (anchor, 1, place), edit


def _shown_path(fact: Fact) -> Path:
    return fact.path if fact.inside else AROUND_THE_PAGE


def _shown_scope(fact: Fact) -> Scope | None:
    return fact.scope if fact.kind is FactKind.REVIEW_DATE else None
