"""Lines that two texts have in one run, word for word: they are known as equal before anything is read closely."""

from collections.abc import Sequence

from diff.matching import Run, anchors

# A stretch is treated as one piece; for a few lines that saves nothing.
_LEAST_LINES = 4


def equal_stretches(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The runs of equal lines that both begin and end with a line that shows something, ascending on both sides.

    They grow from both ends of the texts and from lines that each side has once.
    """
    head = _reach(old, new, 0, 0, 1)
    tail = _reach(old, new, len(old) - 1, len(new) - 1, -1)
    tail = min(tail, len(old) - head, len(new) - head)
    middles = old[head : len(old) - tail], new[head : len(new) - tail]
    found = [Run(0, 0, head)]
    for i, j in anchors(*middles):
        _grow(old, new, Run(head + i, head + j, 1), found)
    found.append(Run(len(old) - tail, len(new) - tail, tail))
    trimmed = (_without_blank_ends(old, run) for run in found)
    return [run for run in trimmed if run.size >= _LEAST_LINES]


def _grow(old: Sequence[str], new: Sequence[str], seed: Run, found: list[Run]) -> None:
    """Add the run around a line that both have once, unless the run before has grown over it."""
    last = found[-1]
    if seed.old < last.old + last.size:
        return
    room = min(seed.old - last.old - last.size, seed.new - last.new - last.size)
    back = min(_reach(old, new, seed.old - 1, seed.new - 1, -1), room)
    found.append(Run(seed.old - back, seed.new - back, back + _reach(old, new, seed.old, seed.new, 1)))


def _reach(old: Sequence[str], new: Sequence[str], i: int, j: int, step: int) -> int:
    """How many lines in a row are equal from two places on, forwards or backwards."""
    start = i
    while 0 <= i < len(old) and 0 <= j < len(new) and old[i] == new[j]:
        i, j = i + step, j + step
    return abs(i - start)


def _without_blank_ends(old: Sequence[str], run: Run) -> Run:
    start, stop = run.old, run.old + run.size
    while start < stop and not old[start][:1].isalnum():
        start += 1
    while start < stop and not old[stop - 1][:1].isalnum():
        stop -= 1
    return Run(start, run.new + start - run.old, stop - start)
