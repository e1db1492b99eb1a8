"""Two runs of pieces (lines, cells, sentences) laid side by side: equal ones, moved ones, and the rewritten between."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from diff.counterparts import Gap, counterparts
from diff.folding import folded
from diff.matching import Run, common_runs, once_on_both
from diff.reading import Reading
from diff.tokens import Token

# "Yes" in another row has not moved: a piece must say something, and say it once, to be known again.
_LEAST_MOVED, _LEAST_WORDS = 12, 2


class Block(NamedTuple):
    """Pieces of both sides that belong together; with one side empty they were added or removed, or have moved."""

    old: Sequence[Token]
    new: Sequence[Token]
    is_same: bool = False
    moved: bool = False


class _Sides(NamedTuple):
    """All pieces of both sides, and the places of those that moved."""

    old: Sequence[Token]
    new: Sequence[Token]
    gone: Collection[int]
    come: Collection[int]

    def alone(self, old: range, new: range) -> Iterator[Block]:
        """Pieces that only their own side has, moved ones apart."""
        for moved, places in groupby(old, lambda place: place in self.gone):
            yield Block([self.old[place] for place in places], (), moved=moved)
        for moved, places in groupby(new, lambda place: place in self.come):
            yield Block((), [self.new[place] for place in places], moved=moved)


def blocks_of(old: Sequence[Token], new: Sequence[Token], reading: Reading) -> Iterator[Block]:
    """All pieces of both sides in their order: equal, counterparts of each other, or on one side alone."""
    keys = _keys(old, new)
    runs = common_runs(*keys)
    sides = _Sides(old, new, *_moved(keys, runs, old, reading))
    i = j = 0
    for run in chain(runs, [Run(len(old), len(new), 0)]):
        yield from _between(sides, range(i, run.old), range(j, run.new), reading)
        i, j = run.old + run.size, run.new + run.size
        if run.size:
            yield Block(old[run.old : i], new[run.new : j], is_same=True)


def _keys(old: Sequence[Token], new: Sequence[Token]) -> tuple[list[str], list[str]]:
    """What the pieces of both sides say; those written alike on both need no folding to be known as equal."""
    shared = {piece.text for piece in old} & {piece.text for piece in new}
    left, right = ([text if (text := piece.text) in shared else folded(text) for piece in side] for side in (old, new))
    return left, right


def _moved(
    keys: tuple[Sequence[str], Sequence[str]], runs: Sequence[Run], old: Sequence[Token], reading: Reading
) -> tuple[set[int], set[int]]:
    """The places, old and new, of pieces that both sides have once, but not in the same order."""
    kept = {place for run in runs for place in range(run.old, run.old + run.size)}
    moved = [(i, j) for i, j in once_on_both(*keys) if i not in kept and _is_telling(old[i], reading)]
    return {i for i, _ in moved}, {j for _, j in moved}


def _is_telling(piece: Token, reading: Reading) -> bool:
    return len(piece.text) >= _LEAST_MOVED and len(reading.signs(piece.text)) >= _LEAST_WORDS


def _between(sides: _Sides, old: range, new: range, reading: Reading) -> Iterator[Block]:
    """The blocks of a gap between equal pieces: counterparts, and around them what stands alone."""
    left = [place for place in old if place not in sides.gone]
    right = [place for place in new if place not in sides.come]
    gap = Gap([sides.old[place] for place in left], [sides.new[place] for place in right], reading)
    i, j = old.start, new.start
    for pair in counterparts(gap):
        start, end = left[pair.old], left[pair.old_end - 1] + 1
        new_start, new_end = right[pair.new], right[pair.new_end - 1] + 1
        yield from sides.alone(range(i, start), range(j, new_start))
        yield Block(sides.old[start:end], sides.new[new_start:new_end])
        i, j = end, new_end
    yield from sides.alone(range(i, old.stop), range(j, new.stop))
