"""What kin say of each other: a bare heading is known by its children, a short section by its parent."""

from collections import defaultdict

from diff.lexicon import Lexicon
from diff.outline import TOP, Outline
from diff.pairing import Pairing

# A heading has been renamed when this part of what stands under it, by weight, went along, on both sides.
_FAMILY_PART = 0.6
_FAMILY_MASS = 8.0

# A section that weighs less does not outlive its parent: the hours of a closed office are not those of a new one.
_INDEPENDENT_MASS = 30.0


def pair_bare_headings(pairing: Pairing, lexicon: Lexicon) -> None:
    """Pair loose headings without text whose children are paired with each other, the deepest first."""
    old_children, new_children = _children(pairing.old), _children(pairing.new)
    for i in sorted(pairing.loose_old(), key=lambda place: (-len(pairing.old.paths[place]), place)):
        votes: dict[int, float] = defaultdict(float)
        for child in old_children[i]:
            parent = pairing.new.parents[pairing.to_new[child]] if child in pairing.to_new else TOP
            votes[parent] += _weight(lexicon, 0, child)
        j = max(votes, key=lambda place: (votes[place], -place), default=TOP)
        if j == TOP or j in pairing.to_old or pairing.old.texts[i] or pairing.new.texts[j]:
            continue
        families = (
            sum(_weight(lexicon, 0, child) for child in old_children[i]),
            sum(_weight(lexicon, 1, child) for child in new_children[j]),
        )
        if votes[j] >= max(_FAMILY_MASS, _FAMILY_PART * max(families)):
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


def _weight(lexicon: Lexicon, side: int, place: int) -> float:
    return lexicon.mass(lexicon.marks[side][place])
