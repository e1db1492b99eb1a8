"""Which paired sections moved: out of order among their siblings, or to another parent that stayed what it is."""

from collections import defaultdict
from collections.abc import Iterable

from diff.matching import longest_increasing
from diff.outline import TOP
from diff.pairing import Pairing

Pair = tuple[int, int]


def moved_pairs(pairing: Pairing) -> tuple[Pair, ...]:
    """The pairs that moved of themselves; what only went along with its parent did not."""
    families: dict[Pair, list[Pair]] = defaultdict(list)
    elsewhere: list[Pair] = []
    for i, j in pairing.pairs():
        if pairing.same_parent(i, j):
            families[pairing.old.parents[i], pairing.new.parents[j]].append((i, j))
        else:
            elsewhere.append((i, j))
    moved = [pair for family in families.values() for pair in _out_of_order(family)]
    moved += _out_of_place(pairing, elsewhere)
    return tuple(sorted(moved))


def _out_of_place(pairing: Pairing, elsewhere: list[Pair]) -> list[Pair]:
    """Of pairs under different parents, those not explained by a heading put in or taken out above them."""
    jumped = set(_out_of_order(pairing.pairs()))
    return [pair for pair in elsewhere if pair in jumped or not _has_new_heading_above(pairing, pair)]


def _has_new_heading_above(pairing: Pairing, pair: Pair) -> bool:
    """Whether the old parent is gone or the new one was not there."""
    above, below = pairing.old.parents[pair[0]], pairing.new.parents[pair[1]]
    return (above != TOP and above not in pairing.to_new) or (below != TOP and below not in pairing.to_old)


def _out_of_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs, ascending by old place, outside a longest run that ascends by new place too."""
    ordered = list(pairs)
    stayed = set(longest_increasing([j for _, j in ordered]))
    return [pair for position, pair in enumerate(ordered) if position not in stayed]
