"""What kin say of each other: a section is known by its children, a short one by its parent, the title by all."""

from collections import defaultdict

from diff.lexicon import Lexicon
from diff.outline import TOP, Outline
from diff.pairing import Pairing

# A section is the same when this part of it and what stands under it, by weight, went along: of the smaller family,
# because others may have come or gone, and at least a little of the larger.
_FAMILY_PART = 0.6
_LEAST_PART = 0.2
_FAMILY_MASS = 8.0

# A section that weighs less does not outlive its parent: the hours of a closed office are not those of a new one.
_INDEPENDENT_MASS = 30.0


def pair_titles(pairing: Pairing) -> None:
    """Pair the headings above everything else: a page keeps its address, so what is its title now was it before."""
    old, new = _title(pairing.old), _title(pairing.new)
    if old is not None and new is not None and old not in pairing.to_new and new not in pairing.to_old:
        pairing.link(old, new)


def pair_by_children(pairing: Pairing, lexicon: Lexicon) -> None:
    """Pair loose sections most of whose children are paired with each other, the deepest first."""
    old_children, new_children = _children(pairing.old), _children(pairing.new)
    for i in sorted(pairing.loose_old(), key=lambda place: (-len(pairing.old.paths[place]), place)):
        j, votes = _elected(pairing, lexicon, old_children[i])
        if j == TOP or j in pairing.to_old:
            continue
        families = (_family_mass(lexicon, 0, i, old_children[i]), _family_mass(lexicon, 1, j, new_children[j]))
        if votes >= max(_FAMILY_MASS, _FAMILY_PART * min(families), _LEAST_PART * max(families)):
            pairing.link(i, j)


def part_orphans(pairing: Pairing, lexicon: Lexicon) -> None:
    """Part short sections whose parents are strangers: one removed, the other added."""
    for i, j in pairing.pairs():
        above, below = pairing.old.parents[i], pairing.new.parents[j]
        if TOP in (above, below) or above in pairing.to_new or below in pairing.to_old:
            continue
        if lexicon.text_mass(0, i) < _INDEPENDENT_MASS:
            pairing.unlink(i)


def _children(outline: Outline) -> dict[int, list[int]]:
    children: dict[int, list[int]] = defaultdict(list)
    for place, parent in enumerate(outline.parents):
        children[parent].append(place)
    return children


def _title(outline: Outline) -> int | None:
    """The place of the one heading under which all others stand, or of a bare one before all others."""
    tops = [place for place, parent in enumerate(outline.parents) if parent == TOP and outline.paths[place]]
    if not tops:
        return None
    is_above_all = len(tops) == 1 and tops[0] in outline.parents
    return tops[0] if is_above_all or not outline.texts[tops[0]] else None


def _elected(pairing: Pairing, lexicon: Lexicon, children: list[int]) -> tuple[int, float]:
    """The new parent to which most of the children went, by weight, and that weight."""
    votes: dict[int, float] = defaultdict(float)
    for child in children:
        if child in pairing.to_new:
            votes[pairing.new.parents[pairing.to_new[child]]] += _weight(lexicon, 0, child)
    return max(votes.items(), key=lambda vote: (vote[1], -vote[0]), default=(TOP, 0.0))


def _family_mass(lexicon: Lexicon, side: int, parent: int, children: list[int]) -> float:
    """The weight of a parent's text and of its children."""
    return lexicon.text_mass(side, parent) + sum(_weight(lexicon, side, child) for child in children)


def _weight(lexicon: Lexicon, side: int, place: int) -> float:
    return lexicon.mass(lexicon.marks[side][place])
