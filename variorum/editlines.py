"""An edit as lines for a terminal: what happened, where, and the redline."""

import re
from collections.abc import Iterator

from rich.text import Text

from diff.report.redline import Mark, pieces_of
from diff.values import Edit
from variorum.terminal import plain

_STYLES = {
    Mark.OLD: "red strike",
    Mark.NEW: "green underline",
    Mark.AWAY: "dim strike",
    Mark.HERE: "dim underline",
    Mark.GAP: "dim",
}
# Not by colour alone: these marks survive a pipe, and colour blindness. Moved text has its own.
_MARKS = {Mark.OLD: ("[-", "-]"), Mark.NEW: ("{+", "+}"), Mark.AWAY: ("[~", "~]"), Mark.HERE: ("{~", "~}")}
_FORGED = re.compile(r"(?<=[\[{])(?=[-+~])|(?<=[-+~])(?=[\]}])")


def edit_lines(edit: Edit) -> Iterator[Text]:
    """Give the lines that tell one edit."""
    what = f"{edit.operation} {edit.fact_kind}" if edit.fact_kind else str(edit.operation)
    yield Text.assemble((what, "bold"), "  ", (plain(_where(edit)), "cyan"))
    if edit.hunks:
        if any(hunk.op for hunk in edit.hunks):  # a section may be split and keep every word
            yield _redline(edit)
        return
    if edit.label:
        yield Text(plain(edit.label), style="dim")
    for mark, style, text in (("- ", "red", edit.old), ("+ ", "green", edit.new)):
        if text:
            yield Text(mark + plain(text), style=style)


def _where(edit: Edit) -> str:
    old, new = " › ".join(edit.old_path), " › ".join(edit.path)
    return f"{old} → {new}" if old and new and old != new else new or old


def _redline(edit: Edit) -> Text:
    """The redline with its marks; what looks like a mark in the text of the page is spaced so that it is none."""
    line = Text()
    for piece in pieces_of(edit):
        before, after = _MARKS.get(piece.mark, ("", ""))
        line.append(f"{before}{_FORGED.sub(' ', plain(piece.text))}{after}", style=_STYLES.get(piece.mark, ""))
    return line
