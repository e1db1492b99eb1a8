"""The steps from old to new lines: a row of a table cell by cell, a paragraph sentence by sentence, then the words."""

from collections.abc import Iterable, Iterator, Sequence

from diff.blocks import Block, blocks_of
from diff.cutting import cells_of, sentences_of
from diff.marks import Step
from diff.matching import ANCHORLESS_CELLS
from diff.phrases import phrase_steps
from diff.reading import Reading
from diff.tokens import Token

_BAR = "|"

# A row of which not even that share of the shorter is kept is another row: one cell in five stands for an owner.
_LEAST_OF_ROW = 0.2


def whole(block: Block) -> Step:
    """A block in one step, its words not compared."""
    return Step(block.old, block.new, block.is_same, block.moved)


def line_steps(blocks: Iterable[Block], reading: Reading) -> Iterator[Step]:
    """The steps through blocks of lines."""
    for block in blocks:
        if block.is_same or not block.old or not block.new:
            yield whole(block)
            continue
        lead, rewritten = _without_lead(block)
        yield from lead
        old, new = _cells(rewritten.old), _cells(rewritten.new)
        if len(old) > 1 and len(new) > 1:
            is_other = reading.common(block.old[0].text, block.new[0].text) < _LEAST_OF_ROW
            yield from [whole(rewritten)] if is_other else _row_steps(old, new, reading)
        else:
            yield from _sentence_steps(rewritten, reading)


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
    """The steps through a row: cell against cell, or the most alike where there are more or fewer."""
    if len(old) == len(new):
        for one, two in zip(old, new, strict=True):
            yield from _cell_steps(one, two, reading)
        return
    for block in blocks_of(old, new, reading):
        if len(block.old) == len(block.new) == 1:
            yield from _cell_steps(block.old[0], block.new[0], reading)
        else:
            yield whole(block)


def _cell_steps(old: Token, new: Token, reading: Reading) -> Iterator[Step]:
    """The steps through one cell; the bar before it is no part of what it says."""
    if old.text[:1] == new.text[:1] == _BAR:
        (old_bar, old), (new_bar, new) = _cut_at_bar(old), _cut_at_bar(new)
        yield Step([old_bar], [new_bar], is_kept=True)
    yield from _sentence_steps(Block([old] if old.text else [], [new] if new.text else []), reading)


def _cut_at_bar(cell: Token) -> tuple[Token, Token]:
    """The bar before a cell, and what the cell says; the space between them stays with the bar of an empty cell."""
    text = cell.text[len(_BAR) :].lstrip()
    space = cell.text[len(_BAR) : len(cell.text) - len(text)]
    bar = _BAR if text else _BAR + space
    return Token(cell.lead, bar, _BAR), Token(space, text, text)


def _sentence_steps(block: Block, reading: Reading) -> Iterator[Step]:
    """The steps through a paragraph, or through lines that became one: word by word in rewritten sentences."""
    old, new = _sentences(block.old), _sentences(block.new)
    within = [Block(old, new)] if len(old) == len(new) == 1 else blocks_of(old, new, reading)
    for part in within:
        if part.is_same or not part.old or not part.new:
            yield whole(part)
        else:
            lead, rewritten = _without_lead(part)
            yield from lead
            yield from _word_steps(rewritten, reading)


def _word_steps(block: Block, reading: Reading) -> Iterator[Step]:
    """The steps through the words of one sentence; a sentence as long as a book may have been too long."""
    before, after = _tokens_of(block.old, reading), _tokens_of(block.new, reading)
    steps = list(phrase_steps(before, after))
    if len(before) * len(after) > ANCHORLESS_CELLS and not any(step.is_kept and step.new for step in steps):
        reading.give_up(f"a passage of {len(after):,} words without a full stop is shown as replaced")
    yield from steps


def _sentences(lines: Sequence[Token]) -> list[Token]:
    """The sentences of a paragraph, or of lines that became one."""
    if not lines:
        return []
    first, *rest = lines
    sentences = sentences_of(first.text + "".join(line.lead + line.text for line in rest))
    return [sentences[0]._replace(lead=first.lead), *sentences[1:]]


def _tokens_of(pieces: Sequence[Token], reading: Reading) -> list[Token]:
    """The tokens of some pieces, the first of each led by what led the piece."""
    found: list[Token] = []
    for piece in pieces:
        first, *rest = reading.tokens(piece.text)
        found += [first._replace(lead=piece.lead + first.lead), *rest]
    return found
