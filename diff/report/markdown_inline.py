"""Pieces of Markdown in which page text stays text: escaped words, links, quotes and redlines."""

import re
from collections.abc import Iterable

from diff.report.harmless import visible, web_address
from diff.report.redline import Mark, pieces_of
from diff.values import Edit

_SPECIAL = re.compile(r"[\\`*_\[\]<>&#|~$]|(?<=\w):(?=//)|(?<=www)\.|!(?=\[)", re.IGNORECASE)
_OPENING = re.compile(r"^([-+=]|\d+(?=[.)]))")
_UNSAFE_IN_URL = re.compile(r"[<>\\|]")
_WRAPS = {Mark.OLD: "~~", Mark.NEW: "**", Mark.AWAY: "~~*", Mark.HERE: "***"}
_CLOSING = re.compile(r"(?<=(?:\*\*|~~)) (?=[.,;:?!)\u2019\u201d])")
_BREAK = "\\\n> "  # a hard line break inside a quote


def plain(text: str) -> str:
    """Escape a text so that Markdown shows it as it stands, on one line."""
    line = _SPECIAL.sub(r"\\\g<0>", " ".join(visible(text).split()))
    return _OPENING.sub(lambda found: _opening(found.group()), line)


def _opening(mark: str) -> str:
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def link(url: str, text: str = "") -> str:
    """Link a web address; show any other address as text."""
    if not web_address(url):
        return f"{plain(text)} {plain(url)}".strip()
    target = _UNSAFE_IN_URL.sub(lambda found: f"%{ord(found.group()):02X}", url).replace("&", "&amp;")
    return f"[{plain(text or url)}](<{target}>)"


def code(text: str) -> str:
    """Show a text as code, whatever backticks it holds."""
    line = " ".join(visible(text).split())
    fence = "`" * (max((len(run) for run in re.findall(r"`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def wrap(mark: str, text: str) -> str:
    """Put marks around a text; nothing where there is no text to mark."""
    line = plain(text)
    return f"{mark}{line}{mark[::-1]}" if line else ""


def quote(text: str, rest: str, mark: str) -> str:
    """Quote a text of several lines, each marked as added (`**`) or removed (`~~`); `rest` says what was left out."""
    lines = [wrap(mark, line) for line in text.split("\n") if line.strip()]
    lines += [plain(rest)] if rest else []
    return "> " + (_BREAK.join(lines) or "(no text)")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Lay out cells, escaped already, as a table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def redline(edit: Edit) -> str:
    """Quote an edited section: `~~old~~ **new**`, moved text in italics too, with spaces outside as Markdown needs."""
    lines: list[list[str]] = [[]]
    for piece in pieces_of(edit):
        for place, text in enumerate(piece.text.split("\n")):
            if place:
                lines.append([])
            lines[-1].append(wrap(_WRAPS.get(piece.mark, ""), text))
    return "> " + _BREAK.join(line for line in map(_joined, lines) if line)


def _joined(runs: list[str]) -> str:
    """Put a space between runs, save where punctuation closes up: marks must not touch other words."""
    return _CLOSING.sub("", " ".join(run for run in runs if run))
