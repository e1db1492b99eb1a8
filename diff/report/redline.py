"""Redlines for reading: changed words with some kept ones around them, and no wording told twice."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from diff.values import Edit, Hunk
from store.kinds import Operation

CONTEXT = 12  # words kept beside a change: about a line of print, enough to recognise the sentence
_ROW = 60  # words of a table row kept beside a changed cell: without its first cell a number says nothing
_WORD = re.compile(r"\S+")


class Mark(StrEnum):
    """What a piece of a redline is; a gap stands for kept text that was left out.

    Text that moved within its section is marked twice: `away` where it stood, `here` where it stands.
    """

    KEPT = "kept"
    OLD = "old"
    NEW = "new"
    AWAY = "away"
    HERE = "here"
    GAP = "gap"


class Piece(NamedTuple):
    """A run of a redline as it is shown."""

    mark: Mark
    text: str


_MARKS = {-1: Mark.OLD, 0: Mark.KEPT, 1: Mark.NEW}
_MOVED = {-1: Mark.AWAY, 1: Mark.HERE}


def pieces_of(edit: Edit, context: int | None = CONTEXT) -> tuple[Piece, ...]:
    """Give the redline of an edited section, kept text cut to `context` words of the line beside each change.

    Beside a changed cell its row is kept, beside whole lines the line next to them. Without `context` all is given:
    pieces kept, new and here are then the new text.
    """
    hunks = edit.hunks or (Hunk(-1, edit.old or ""), Hunk(1, edit.new or ""))
    pieces: list[Piece] = []
    for place, hunk in enumerate(hunks):
        if not hunk.text:
            continue
        if hunk.op:
            pieces.append(Piece((_MOVED if hunk.moved else _MARKS)[hunk.op], hunk.text))
        elif context is None:
            pieces.append(Piece(Mark.KEPT, hunk.text))
        else:
            pieces += _kept(hunk.text, context, first=place == 0, last=place == len(hunks) - 1)
    return tuple(pieces)


def _kept(text: str, context: int, *, first: bool, last: bool) -> list[Piece]:
    """The beginning and the end of kept text, where a change stands beside it, and a gap for the rest."""
    head = 0 if first else _head_end(text, context)
    tail = len(text) if last else _tail_start(text, context)
    if head >= tail or len(text[head:tail].split()) <= 2:  # a gap for two words would be longer than they are
        return [Piece(Mark.KEPT, text)]
    before, after = text[:head], text[tail:]
    shown = [Piece(Mark.KEPT, before), Piece(Mark.GAP, _gap(before, text[head:tail], after)), Piece(Mark.KEPT, after)]
    return [piece for piece in shown if piece.text]


def _gap(before: str, left_out: str, after: str) -> str:
    """What stands for text left out: on a line of its own where whole lines were."""
    space = left_out[: len(left_out) - len(left_out.lstrip())], left_out[len(left_out.rstrip()) :]
    starts, ends = ("\n" if "\n" in side else " " for side in space)
    sign = " …\n… " if starts == ends == " " and "\n" in left_out else f"{starts}…{ends}"
    return (sign if before else sign.lstrip()) if after else sign.rstrip()


def _head_end(text: str, context: int) -> int:
    """Where the context behind a change ends: in its line, or in the next where the change ended its own."""
    line = text.partition("\n")[0]
    start = 0 if line.strip() else len(text) - len(text.lstrip())
    line = text[start:].partition("\n")[0]
    words = list(_WORD.finditer(line))
    most = _words_beside(line, context)
    return start + (words[most - 1].end() if len(words) > most else len(line.rstrip()))


def _tail_start(text: str, context: int) -> int:
    """Where the context before a change begins: in its line, or in the one before where the change began its own."""
    line = text.rpartition("\n")[2]
    end = len(text) if line.strip() else len(text.rstrip())
    line = text[:end].rpartition("\n")[2]
    words = list(_WORD.finditer(line))
    start = end - len(line)
    return start + words[-min(len(words), _words_beside(line, context))].start() if words else end


def _words_beside(line: str, context: int) -> int:
    return max(_ROW, context) if f" {line} ".count(" | ") else context


def signature(edit: Edit) -> tuple[object, ...]:
    """Name what makes two edits the same on different pages: the changed words, wherever they stand."""
    changed: Sequence[object] = [(hunk.op, hunk.text.strip()) for hunk in edit.hunks if hunk.op]
    if changed:
        return (edit.operation, edit.fact_kind, edit.label, *changed)
    heading = () if edit.fact_kind else (edit.old_path[-1:], edit.path[-1:])
    return (edit.operation, edit.fact_kind, edit.label, edit.old, edit.new, heading)


def wording(edit: Edit) -> tuple[object, ...]:
    """Name what a reader would see of an edit, so that one event shows each of its wordings once."""
    if edit.operation is Operation.SECTION_EDITED:
        return tuple((piece.mark, " ".join(piece.text.split())) for piece in pieces_of(edit))
    return signature(edit)
