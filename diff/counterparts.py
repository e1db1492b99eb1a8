"""Which pieces of a gap between equal ones are the same piece rewritten: the most alike in order, then split ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from diff.matching import anchors
from diff.reading import Reading
from diff.tokens import Token

# Below this share of common words two pieces are two (findings: a sentence kept by less than 35 % is another one).
_LEAST_ALIKE = 0.35

# A piece that went into a longer one nearly whole, and is not too short to do so by chance, is a part of it.
_PART, _LEAST_PART = 0.8, 4

# A neighbour belongs to a pair when half of its words, two at least, are found there and nowhere else.
_SHARE_GAINED, _WORDS_GAINED = 0.5, 2
_JOINED_CELLS = 40_000_000

# So many characters name a piece where there are too many to compare each with each.
_OPENING = 40

TOO_MANY = "so many lines differ that their words were not compared"


class Pair(NamedTuple):
    """Pieces `old` to `old_end` that became pieces `new` to `new_end`."""

    old: int
    old_end: int
    new: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Two runs of pieces without an equal one in the same order."""

    old: Sequence[Token]
    new: Sequence[Token]
    reading: Reading


def counterparts(gap: Gap) -> list[Pair]:
    """The pieces of a gap that have a counterpart, ascending on both sides."""
    alike = _alike(gap) if gap.old and gap.new else []
    pairs = [Pair(i, i + 1, j, j + 1) for i, j in alike]
    return _one_where_rewrapped(_with_parts(pairs, gap), gap)


def _alike(gap: Gap) -> list[tuple[int, int]]:
    """The pairs of pieces that have most in common in all, none crossing another."""
    if len(gap.old) == len(gap.new) == 1:
        return [(0, 0)]
    compared = _compared(gap)
    return _by_opening(gap) if compared is None else compared


def _compared(gap: Gap) -> list[tuple[int, int]] | None:
    """The pairs by comparing each piece with each; None where that is too much."""
    if not gap.reading.may_pair(len(gap.old), len(gap.new)):
        return None
    left, right = ([gap.reading.signs(piece.text) for piece in side] for side in (gap.old, gap.new))
    if not gap.reading.may_compare(sum(map(len, left)), sum(map(len, right))):
        return None
    return _heaviest(_weights(left, right))


def _weights(left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
    """How much each pair of pieces counts: the square of the common share, so that one good pair beats two poor."""
    common = cdist(left, right, scorer=LCSseq.similarity, dtype=np.int32).astype(np.float64)
    sizes = np.array([len(signs) for signs in left], float)[:, None], np.array([len(signs) for signs in right], float)
    share = 2 * common / (sizes[0] + sizes[1])
    shorter = np.minimum(*sizes)
    is_part = (shorter >= _LEAST_PART) & (common >= _PART * shorter)
    weights: NDArray[np.float64] = np.where((share >= _LEAST_ALIKE) | is_part, share**2, 0.0)
    return weights


def _heaviest(weights: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The pairs of rows and columns, ascending in both, of the greatest weight in all."""
    rows, columns = weights.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        best[i + 1, 1:] = np.maximum(best[i, 1:], best[i, :-1] + weights[i])
        np.maximum.accumulate(best[i + 1], out=best[i + 1])
    pairs: list[tuple[int, int]] = []
    i, j = rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _by_opening(gap: Gap) -> list[tuple[int, int]]:
    """The pairs by what a piece begins with, where one on each side does; between them by words or in order."""
    sides = [[_opening(piece) for piece in side] for side in (gap.old, gap.new)]
    found = anchors(*sides)
    starts = [(-1, -1), *found]
    ends = [*found, (len(gap.old), len(gap.new))]
    pairs = list(found)
    for (i, j), (i_end, j_end) in zip(starts, ends, strict=True):
        inner = Gap(gap.old[i + 1 : i_end], gap.new[j + 1 : j_end], gap.reading)
        pairs += [(i + 1 + k, j + 1 + n) for k, n in _between(inner)]
    return sorted(pairs)


def _opening(piece: Token) -> str:
    """The first cell of a row, or the first words of a line."""
    return piece.text.partition(" | ")[0][:_OPENING]


def _between(gap: Gap) -> list[tuple[int, int]]:
    if not gap.old or not gap.new:
        return []
    compared = _compared(gap)
    if compared is not None:
        return compared
    if len(gap.old) == len(gap.new):
        return [(k, k) for k in range(len(gap.old))]
    gap.reading.give_up(TOO_MANY)
    return []


def _with_parts(pairs: Sequence[Pair], gap: Gap) -> list[Pair]:
    """The pairs with the neighbours that are a part of them: a paragraph split in three is one paragraph."""
    found: list[Pair] = []
    ends = [*pairs[1:], Pair(len(gap.old), 0, len(gap.new), 0)]
    before = Pair(0, 0, 0, 0)
    for pair, after in zip(pairs, ends, strict=False):
        before = _stretched(pair, before, after, gap)
        found.append(before)
    return found


def _stretched(pair: Pair, before: Pair, after: Pair, gap: Gap) -> Pair:
    """One pair with what of the loose pieces on either side belongs to it."""
    i, i_end, j, j_end = pair
    while j_end < after.new and _gains(gap, (i_end - 1, i_end), (j_end - 1, j_end + 1), added=j_end):
        j_end += 1
    while j > before.new_end and _gains(gap, (i, i + 1), (j - 1, j + 1), added=j - 1):
        j -= 1
    while i_end < after.old and _gains(gap, (i_end - 1, i_end + 1), (j_end - 1, j_end), removed=i_end):
        i_end += 1
    while i > before.old_end and _gains(gap, (i - 1, i + 1), (j, j + 1), removed=i - 1):
        i -= 1
    return Pair(i, i_end, j, j_end)


def _gains(gap: Gap, old: tuple[int, int], new: tuple[int, int], *, added: int = -1, removed: int = -1) -> bool:
    """Whether enough of a loose piece is found in its neighbour's counterpart, beside what the neighbour has there."""
    extra = gap.new[added] if added >= 0 else gap.old[removed]
    if " | " in extra.text:
        return False
    kept = [place for place in range(*(new if added >= 0 else old)) if place not in (added, removed)]
    whole = _common(gap, range(*old), range(*new))
    alone = _common(gap, range(*old), kept) if added >= 0 else _common(gap, kept, range(*new))
    least = max(_SHARE_GAINED * len(gap.reading.signs(extra.text)), _WORDS_GAINED)
    return whole - alone >= least


def _one_where_rewrapped(pairs: Sequence[Pair], gap: Gap) -> list[Pair]:
    """Neighbouring pairs made one where words went from one to the other: lines broken elsewhere."""
    found: list[Pair] = []
    for pair in pairs:
        last = found[-1] if found else None
        if last and (last.old_end, last.new_end) == (pair.old, pair.new) and _exchange_words(gap, last, pair):
            found[-1] = Pair(last.old, pair.old_end, last.new, pair.new_end)
        else:
            found.append(pair)
    return found


def _exchange_words(gap: Gap, one: Pair, two: Pair) -> bool:
    if " | " in gap.old[two.old].text or " | " in gap.new[two.new].text:
        return False
    old, new = range(one.old_end - 1, two.old + 1), range(one.new_end - 1, two.new + 1)
    apart = _common(gap, old[:1], new[:1]) + _common(gap, old[1:], new[1:])
    gained = _common(gap, old, new) - apart
    return gained >= _WORDS_GAINED or (gained > 0 and _over_the_edge(gap, old, new))


def _over_the_edge(gap: Gap, old: Sequence[int], new: Sequence[int]) -> bool:
    """Whether the last word of one line begins the next on the other side."""
    before = [gap.reading.signs(gap.old[place].text) for place in old]
    after = [gap.reading.signs(gap.new[place].text) for place in new]
    return before[0][-1] == after[1][0] or after[0][-1] == before[1][0]


def _common(gap: Gap, old: Sequence[int], new: Sequence[int]) -> int:
    """How many words some pieces of both sides have in common, in order; 0 where it is too much to say."""
    left = "".join(gap.reading.signs(gap.old[i].text) for i in old)
    right = "".join(gap.reading.signs(gap.new[j].text) for j in new)
    if len(left) * len(right) > _JOINED_CELLS or not gap.reading.may_compare(len(left), len(right)):
        return 0
    return LCSseq.similarity(left, right)
