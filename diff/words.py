"""The redline of two texts: lines, cells and sentences are matched first, then the words of those rewritten."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diff.blocks import Block, blocks_of
from diff.cutting import cells_of, lines_of, sentences_of
from diff.marks import Redline, Step
from diff.phrases import phrase_steps
from diff.reading import Reading
from diff.tokens import Token, letters_of, says_the_same
from diff.values import Hunk

# A page of data that was replaced is better said in one hunk than in thousands.
_MOST_HUNKS = 5_000

_BAR = "|"


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
    before, _ = lines_of(old)
    after, tail = lines_of(new)
    blocks = list(blocks_of(before, after, reading))
    if _could_be_the_same(blocks) and says_the_same(old, new):
        return Redlined((Hunk(0, new),) if new else ())
    hunks = _written(_line_steps(blocks, reading), tail)
    if hunks is None:
        reading.give_up(f"more than {_MOST_HUNKS:,} changes of words: lines are shown whole")
        hunks = _written(map(_whole, blocks), tail)
    if hunks is None:
        reading.give_up(f"more than {_MOST_HUNKS:,} changed lines: the data between the first and the last is replaced")
        hunks = _written(map(_whole, _ends_only(blocks)), tail) or ()
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


def _whole(block: Block) -> Step:
    """A block in one step, its words not compared."""
    return Step(block.old, block.new, block.is_same, block.moved)


def _ends_only(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with all between the first and the last that stayed as one."""
    start = 1 if blocks[0].is_same else 0
    stop = len(blocks) - 1 if blocks[-1].is_same else len(blocks)
    middle = blocks[start:stop]
    old = [piece for block in middle for piece in block.old]
    new = [piece for block in middle for piece in block.new]
    return [*blocks[:start], Block(old, new), *blocks[stop:]]


def _line_steps(blocks: Iterable[Block], reading: Reading) -> Iterator[Step]:
    """The steps through lines: rows cell by cell, paragraphs sentence by sentence."""
    for block in blocks:
        if block.is_same or not block.old or not block.new:
            yield _whole(block)
            continue
        lead, rewritten = _without_lead(block)
        yield from lead
        old, new = _cells(rewritten.old), _cells(rewritten.new)
        if len(old) > 1 and len(new) > 1:
            yield from _row_steps(old, new, reading)
        else:
            old, new = _sentences(rewritten.old), _sentences(rewritten.new)
            blocks_within = [Block(old, new)] if len(old) == len(new) == 1 else blocks_of(old, new, reading)
            yield from _piece_steps(blocks_within, reading)


def _cells(lines: Sequence[Token]) -> list[Token]:
    """The cells of one row; none where there are several lines."""
    if len(lines) > 1:
        return []
    first, *rest = cells_of(lines[0].text)
    return [first._replace(lead=lines[0].lead), *rest]


def _without_lead(block: Block) -> tuple[list[Step], Block]:
    """The space before a rewritten line or sentence, which both sides have, as a step; and the block without it."""
    (old, *old_rest), (new, *new_rest) = block.old, block.new
    if not (old.lead and new.lead):
        return [], block
    lead = Step([Token(old.lead, "", "")], [Token(new.lead, "", "")], is_kept=True)
    return [lead], Block([old._replace(lead=""), *old_rest], [new._replace(lead=""), *new_rest])


def _row_steps(old: Sequence[Token], new: Sequence[Token], reading: Reading) -> Iterator[Step]:
    """The steps through a row of a table: cell against cell, or the most alike where there are more or fewer."""
    if len(old) != len(new):
        yield from _piece_steps(blocks_of(old, new, reading), reading)
        return
    for one, two in zip(old, new, strict=True):
        yield from _cell_steps(one, two, reading)


def _cell_steps(old: Token, new: Token, reading: Reading) -> Iterator[Step]:
    """The steps through one cell; the bar before it is no part of what it says."""
    before, after = (_tokens_of([cell], reading) for cell in (old, new))
    if before[0].key == after[0].key == _BAR:
        yield Step(before[:1], after[:1], is_kept=True)
        before, after = before[1:], after[1:]
    yield from phrase_steps(before, after)


def _sentences(lines: Sequence[Token]) -> list[Token]:
    """The sentences of a paragraph, or of lines that became one."""
    first, *rest = lines
    sentences = sentences_of(first.text + "".join(line.lead + line.text for line in rest))
    return [sentences[0]._replace(lead=first.lead), *sentences[1:]]


def _piece_steps(blocks: Iterable[Block], reading: Reading) -> Iterator[Step]:
    """The steps through cells or sentences: word by word in those that were rewritten."""
    for block in blocks:
        if block.is_same or not block.old or not block.new:
            yield _whole(block)
        else:
            lead, rewritten = _without_lead(block)
            yield from lead
            yield from phrase_steps(_tokens_of(rewritten.old, reading), _tokens_of(rewritten.new, reading))


def _tokens_of(pieces: Sequence[Token], reading: Reading) -> list[Token]:
    """The tokens of some pieces, the first of each led by what led the piece."""
    found: list[Token] = []
    for piece in pieces:
        first, *rest = reading.tokens(piece.text)
        found += [first._replace(lead=piece.lead + first.lead), *rest]
    return found
