"""The runs two sequences have in common, in order: exact while that is cheap, anchored on unique tokens above."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein, Opcode

# The subsequence keeps a bit matrix of n·m: 5 MB at this bound, and memory gave out without one (rapidfuzz#351).
_EXACT_CELLS = 40_000_000

# Where nothing is unique (tables), Levenshtein in linear memory still answers in a fraction of a second up to here.
ANCHORLESS_CELLS = 400_000_000

# Hostile text can yield one anchor a level; what is left deeper down counts as replaced.
_DEEPEST = 12


class Run(NamedTuple):
    """`size` equal tokens, from position `old` of the one and `new` of the other sequence."""

    old: int
    new: int
    size: int


class _Gap(NamedTuple):
    """A stretch of both sequences still to be searched."""

    old: int
    old_end: int
    new: int
    new_end: int
    depth: int


def common_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """The common runs, ascending in both, none touching the next; time is bounded by sizes, never by a clock."""
    numbers: dict[Hashable, int] = {}
    a = [numbers.setdefault(item, len(numbers)) for item in old]
    b = [numbers.setdefault(item, len(numbers)) for item in new]
    found: list[Run] = []
    gaps = [_Gap(0, len(a), 0, len(b), 0)]
    while gaps:
        gap = _trimmed(a, b, gaps.pop(), found)
        if gap.old < gap.old_end and gap.new < gap.new_end:
            gaps += _searched(a, b, gap, found)
    return _merged(sorted(found))


def _trimmed(a: list[int], b: list[int], gap: _Gap, found: list[Run]) -> _Gap:
    """The gap without what both sides begin and end with."""
    i, i_end, j, j_end, depth = gap
    while i < i_end and j < j_end and a[i] == b[j]:
        i, j = i + 1, j + 1
    while i < i_end and j < j_end and a[i_end - 1] == b[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
    found.append(Run(gap.old, gap.new, i - gap.old))
    found.append(Run(i_end, j_end, gap.old_end - i_end))
    return _Gap(i, i_end, j, j_end, depth)


def _searched(a: list[int], b: list[int], gap: _Gap, found: list[Run]) -> list[_Gap]:
    """Search one gap; the smaller gaps that are left where it was too large to search at once."""
    left, right = a[gap.old : gap.old_end], b[gap.new : gap.new_end]
    cells = len(left) * len(right)
    if cells <= _EXACT_CELLS:
        found += _shifted(LCSseq.opcodes(left, right), gap)
        return []
    found_once = anchors(left, right) if gap.depth < _DEEPEST else []
    if not found_once:
        if cells <= ANCHORLESS_CELLS:
            found += _shifted(Levenshtein.opcodes(left, right), gap)
        return []
    return _between(found_once, gap)


def _shifted(opcodes: Iterable[Opcode], gap: _Gap) -> list[Run]:
    """The equal stretches among opcodes, at their place in the whole."""
    return [
        Run(gap.old + op.src_start, gap.new + op.dest_start, op.src_end - op.src_start)
        for op in opcodes
        if op.tag == "equal"
    ]


def anchors(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of the items that occur once on both sides, the longest choice of them in the same order."""
    shared = once_on_both(left, right)
    kept = longest_increasing([j for _, j in shared])
    return [shared[position] for position in kept]


def once_on_both(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of the items that occur once on both sides, ascending on the left."""
    once_left = _places_of_unique(left)
    once_right = _places_of_unique(right)
    return [(i, once_right[item]) for item, i in once_left.items() if item in once_right]


def _places_of_unique(items: Sequence[Hashable]) -> dict[Hashable, int]:
    counts = Counter(items)
    return {item: place for place, item in enumerate(items) if counts[item] == 1}


def _between(found_once: list[tuple[int, int]], gap: _Gap) -> list[_Gap]:
    """The gaps between anchors, each beginning with its anchor so that trimming finds the whole run."""
    starts = [(gap.old, gap.new), *((gap.old + i, gap.new + j) for i, j in found_once)]
    ends = [*starts[1:], (gap.old_end, gap.new_end)]
    return [_Gap(i, i_end, j, j_end, gap.depth + 1) for (i, j), (i_end, j_end) in zip(starts, ends, strict=True)]


def longest_increasing(values: Sequence[int]) -> list[int]:
    """Positions of a longest increasing subsequence of distinct values, ascending; the same for the same values."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [position]
    chain: list[int] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        chain.append(position)
        position = before[position]
    return chain[::-1]


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Runs that touch, made one; empty ones gone."""
    merged: list[Run] = []
    for run in runs:
        if not run.size:
            continue
        last = merged[-1] if merged else Run(0, 0, 0)
        if merged and (last.old + last.size, last.new + last.size) == (run.old, run.new):
            merged[-1] = Run(last.old, last.new, last.size + run.size)
        else:
            merged.append(run)
    return merged
