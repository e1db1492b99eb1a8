"""An edit as lines for a terminal: what happened, where, and the redline."""

from collections.abc import Iterator

from rich.text import Text

from diff.values import Edit
from variorum.terminal import plain

# Kept text around a change shows where it is; more of it hides the change.
CONTEXT = 60

_STYLES = {-1: "red strike", 0: "", 1: "green underline"}
# Not by colour alone: these marks survive a pipe, and colour blindness.
_MARKS = {-1: ("[-", "-]"), 0: ("", ""), 1: ("{+", "+}")}


def edit_lines(edit: Edit) -> Iterator[Text]:
    """Give the lines that tell one edit."""
    what = f"{edit.operation} {edit.fact_kind}" if edit.fact_kind else str(edit.operation)
    yield Text.assemble((what, "bold"), "  ", (plain(_where(edit)), "cyan"))
    if edit.hunks:
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
    line = Text()
    for hunk in edit.hunks:
        text = plain(hunk.text)
        if hunk.op == 0 and len(text) > 2 * CONTEXT:
            text = f"{text[:CONTEXT]} … {text[-CONTEXT:]}"
        before, after = _MARKS[hunk.op]
        line.append(f"{before}{text}{after}", style=_STYLES[hunk.op])
    return line
