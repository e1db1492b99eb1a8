"""The words of one sentence against those of another: which phrases were changed, as an editor would mark them."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from diff.marks import Step
from diff.matching import Run, common_runs
from diff.reading import is_content
from diff.tokens import Token

# A short kept run between two changes reads worse than one longer change (findings: at most 4 tokens, 1 content word).
_SHORT_RUN = 4

# Between changes each so many times its length a kept run is a coincidence.
_LOST_BETWEEN = 4

# A sentence of which less is kept is another sentence; a label with its value is too short to say so.
_LEAST_KEPT, _LEAST_CONTENT = 0.35, 5

# How far a change may slide over equal words to where it reads better.
_FARTHEST = 100


def phrase_steps(before: Sequence[Token], after: Sequence[Token]) -> Iterator[Step]:
    """What was kept, removed and added between two sentences; all replaced where hardly anything was kept."""
    ends = Run(len(before), len(after), 0)
    runs = common_runs([token.key for token in before], [token.key for token in after])
    runs = _joined(_slid(runs, before, after), after, ends)
    if _is_another(runs, before, after):
        runs = []
    i = j = 0
    for run in chain(runs, [ends]):
        yield Step(before[i : run.old], after[j : run.new])
        i, j = run.old + run.size, run.new + run.size
        yield Step(before[run.old : i], after[run.new : j], is_kept=True)


def _is_another(runs: Sequence[Run], before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether so little of the shorter sentence was kept that the two are told whole."""
    if 2 * sum(run.size for run in runs) >= min(len(before), len(after)):
        return False
    least = min(_content(before), _content(after))
    kept = sum(_content(after[run.new : run.new + run.size]) for run in runs)
    return least >= _LEAST_CONTENT and kept < _LEAST_KEPT * least


def _content(tokens: Sequence[Token]) -> int:
    return sum(is_content(token.key) for token in tokens)


def _slid(runs: Sequence[Run], before: Sequence[Token], after: Sequence[Token]) -> list[Run]:
    """The runs with each insertion or removal between two slid to where a phrase begins and ends."""
    slid = list(runs)
    for place in range(len(runs) - 1):
        one, two = slid[place : place + 2]
        old_end, new_end = one.old + one.size, one.new + one.size
        if old_end == two.old:
            shift = _best_shift(after, (new_end, two.new), (one.size - 1, two.size - 1))
        elif new_end == two.new:
            shift = _best_shift(before, (old_end, two.old), (one.size - 1, two.size - 1))
        else:
            continue
        slid[place] = Run(one.old, one.new, one.size + shift)
        slid[place + 1] = Run(two.old + shift, two.new + shift, two.size - shift)
    return slid


def _best_shift(tokens: Sequence[Token], change: tuple[int, int], room: tuple[int, int]) -> int:
    """How far to slide a change, left (negative) or right, so that it begins and ends where a reader pauses."""
    start, end = change
    best, best_shift = _pause(tokens, start) + _pause(tokens, end), 0
    for direction, most in ((-1, room[0]), (1, room[1])):
        for distance in range(1, min(most, _FARTHEST) + 1):
            shift = direction * distance
            out, into = (start + shift, end + shift) if direction < 0 else (start + shift - 1, end + shift - 1)
            if tokens[out].key != tokens[into].key:
                break
            pause = _pause(tokens, start + shift) + _pause(tokens, end + shift)
            if pause > best:
                best, best_shift = pause, shift
    return best_shift


def _pause(tokens: Sequence[Token], place: int) -> int:
    """How clearly the text pauses before a token: at a line, a sentence, a clause, a word."""
    if place in (0, len(tokens)) or "\n" in tokens[place].lead:
        return 5
    last = tokens[place - 1].key
    if not tokens[place].lead:
        return 0
    if last in (".", "!", "?"):
        return 4
    if last in (";", ":"):
        return 3
    return 2 if last == "," or tokens[place].key == "(" else 1


def _joined(runs: Sequence[Run], after: Sequence[Token], ends: Run) -> list[Run]:
    """The runs without those that only interrupt the changes around them; a line break always interrupts."""
    kept: list[Run] = []
    followers = [*runs[1:], ends]
    for run, following in zip(runs, followers, strict=False):
        changes = _Change.between(kept[-1] if kept else Run(0, 0, 0), run), _Change.between(run, following)
        if not _is_interruption(run, changes, after):
            kept.append(run)
    return kept


class _Change(NamedTuple):
    """How many tokens were removed and added between two runs."""

    removed: int
    added: int

    @classmethod
    def between(cls, one: Run, two: Run) -> "_Change":
        """What happened after one run and before the next."""
        return cls(two.old - one.old - one.size, two.new - one.new - one.size)


def _is_interruption(run: Run, changes: tuple[_Change, _Change], after: Sequence[Token]) -> bool:
    """Whether a run is too little to be kept between these changes: few words of one line, or lost between many.

    Where the two make no replacement together nothing is gained: the run would be told twice.
    """
    removed, added = map(sum, zip(*changes, strict=True))
    if not (all(map(any, changes)) and removed and added):
        return False
    if run.size * _LOST_BETWEEN <= min(map(max, changes)):
        return True
    tokens = after[run.new : run.new + run.size + 1]
    if run.size > _SHORT_RUN or any("\n" in token.lead for token in tokens):
        return False
    return _content(tokens[: run.size]) <= any(map(all, changes))
