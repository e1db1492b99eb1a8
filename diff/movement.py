"""Which paired sections moved: out of order among their siblings, or past others to another parent."""

from bisect import bisect_left
from collections import defaultdict

from diff.matching import longest_increasing
from diff.pairing import Pairing

Pair = tuple[int, int]


def moved_pairs(pairing: Pairing) -> tuple[Pair, ...]:
    """The pairs that moved of themselves, ascending.

    What went along with its parent did not move, nor did what only came to hang higher or lower at its place: a
    heading put in or taken out above it, or a heading of another level.
    """
    families: dict[Pair, list[Pair]] = defaultdict(list)
    settled: list[Pair] = []
    fostered: list[Pair] = []
    for i, j in pairing.pairs():
        if pairing.same_parent(i, j):
            families[pairing.old.parents[i], pairing.new.parents[j]].append((i, j))
            settled.append((i, j))
        else:
            fostered.append((i, j))
    moved = {pair for family in families.values() for pair in set(family) - set(_in_order(family))}
    stayed = _in_order(settled)
    moved.update(pair for pair in fostered if not _fits(pair, stayed))
    return tuple(sorted(moved))


def _in_order(pairs: list[Pair]) -> list[Pair]:
    """Of pairs ascending by old place, a longest choice that ascends by new place too."""
    return [pairs[position] for position in longest_increasing([j for _, j in pairs])]


def _fits(pair: Pair, stayed: list[Pair]) -> bool:
    """Whether a pair lies between the same pairs that stayed, before and after."""
    place = bisect_left(stayed, pair)
    after_last = place == 0 or stayed[place - 1][1] < pair[1]
    before_next = place == len(stayed) or pair[1] < stayed[place][1]
    return after_last and before_next
