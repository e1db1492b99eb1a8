"""Redlines for reading: changed words with some kept ones around them, and no wording told twice."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from diff.values import Edit, Hunk
from store.kinds import Operation

CONTEXT = 12  # words kept beside a change: about a line of print, enough to recognise the sentence
_WORD = re.compile(r"\s*\S+")


class Mark(StrEnum):
    """What a piece of a redline is; a gap stands for kept text that was left out."""

    KEPT = "kept"
    OLD = "old"
    NEW = "new"
    GAP = "gap"


class Piece(NamedTuple):
    """A run of a redline as it is shown."""

    mark: Mark
    text: str


_MARKS = {-1: Mark.OLD, 0: Mark.KEPT, 1: Mark.NEW}


def pieces_of(edit: Edit, context: int = CONTEXT) -> tuple[Piece, ...]:
    """Give the redline of an edited section, long kept runs cut to `context` words beside each change."""
    hunks = edit.hunks or (Hunk(-1, edit.old or ""), Hunk(1, edit.new or ""))
    pieces: list[Piece] = []
    for place, hunk in enumerate(hunks):
        if not hunk.text:
            continue
        if hunk.op:
            pieces.append(Piece(_MARKS[hunk.op], hunk.text))
        else:
            pieces += _kept(hunk.text, context, first=place == 0, last=place == len(hunks) - 1)
    return tuple(pieces)


def _kept(text: str, context: int, *, first: bool, last: bool) -> list[Piece]:
    words = _WORD.findall(text)
    head = 0 if first else context
    tail = 0 if last else context
    if len(words) <= head + tail + 2:  # a gap for two words would be longer than they are
        return [Piece(Mark.KEPT, text)]
    trailing = text[len(text.rstrip()) :]
    shown = [
        Piece(Mark.KEPT, "".join(words[:head])),
        Piece(Mark.GAP, " … "),
        Piece(Mark.KEPT, "".join(words[len(words) - tail :]).lstrip() + trailing if tail else ""),
    ]
    return [piece for piece in shown if piece.text]


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
