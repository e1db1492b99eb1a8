"""The redline of two texts: lines, cells and sentences are matched first, then the words of those rewritten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diff.blocks import Block, blocks_of
from diff.cutting import lines_of
from diff.marks import Redline, Step
from diff.passages import line_steps, whole
from diff.reading import Reading
from diff.stretches import equal_stretches
from diff.tokens import letters_of, says_the_same
from diff.values import Hunk

# A page of data that was replaced is better said in one hunk than in thousands.
_MOST_HUNKS = 5_000


@dataclass(frozen=True, slots=True)
class Redlined:
    """A redline, and in plain words what a bound kept from being shown more finely."""

    hunks: tuple[Hunk, ...]
    given_up: tuple[str, ...] = ()


def redline(old: str, new: str) -> tuple[Hunk, ...]:
    """The hunks that lead from one text to the other, as `redlined` gives them."""
    return redlined(old, new).hunks


def redlined(old: str, new: str) -> Redlined:
    """The hunks that lead from one text to the other, and what was given up to come to an end.

    Kept and added hunks joined are the new text exactly; kept and removed hunks joined are the old text but for
    white space, quotes and dashes, which are never shown as a change. The same texts always give the same hunks.
    """
    reading = Reading()
    stretches = equal_stretches(old.split("\n"), new.split("\n"))
    before, _ = lines_of(old, [range(run.old, run.old + run.size) for run in stretches])
    after, tail = lines_of(new, [range(run.new, run.new + run.size) for run in stretches])
    blocks = list(blocks_of(before, after, reading))
    if _could_be_the_same(blocks) and says_the_same(old, new):
        return Redlined((Hunk(0, new),) if new else ())
    hunks = _written(line_steps(blocks, reading), tail)
    if hunks is None:
        reading.give_up(f"more than {_MOST_HUNKS:,} changes of words: lines are shown whole")
        hunks = _written(map(whole, blocks), tail)
    if hunks is None:
        reading.give_up(f"more than {_MOST_HUNKS:,} changed lines: the data between the first and the last is replaced")
        hunks = _written(map(whole, _ends_only(blocks)), tail) or ()
    return Redlined(hunks, tuple(reading.given_up))


def _could_be_the_same(blocks: Iterable[Block]) -> bool:
    """Whether what is not equal in the blocks could be the same text with its lines broken elsewhere."""
    changed = [block for block in blocks if not block.is_same]
    old = sum(len(letters_of(piece.text)) for block in changed for piece in block.old)
    return old == sum(len(letters_of(piece.text)) for block in changed for piece in block.new)


def _written(steps: Iterable[Step], tail: str) -> tuple[Hunk, ...] | None:
    """The hunks that steps amount to; None where they are too many to be read."""
    redline = Redline()
    for step in steps:
        redline.write(step)
        if len(redline) > _MOST_HUNKS:
            return None
    redline.keep(tail)
    return redline.hunks()


def _ends_only(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with all between the first and the last that stayed as one."""
    start = 1 if blocks[0].is_same else 0
    stop = len(blocks) - 1 if blocks[-1].is_same else len(blocks)
    middle = blocks[start:stop]
    old = [piece for block in middle for piece in block.old]
    new = [piece for block in middle for piece in block.new]
    return [*blocks[:start], Block(old, new), *blocks[stop:]]
