"""Government documentation as its sites show it: a page of Markdown made into the HTML that extraction reads."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import takewhile

# Possessive or bounded throughout: a page of 50 KB must not make a pattern backtrack.
_SETTING = re.compile(r"^(title|last_reviewed_on):[ \t]*+(.{1,200})$")
_HEADING = re.compile(r"^(#{1,6})[ \t]++(.*?)[ \t#]*$")
_ITEM = re.compile(r"^[ \t]*+(?:[*+-]|\d{1,3}[.)])[ \t]++(.*)$")
_REFERENCE = re.compile(r"^ {0,3}\[([^\]]{1,200})\]:[ \t]*+(\S{1,2000})")
_RULE = re.compile(r"^[ \t]*+\|?[ \t:|-]{3,}$")
_LINK = re.compile(r"!?\[([^\[\]]{1,500})\](?:\(([^()\s]{0,2000})[^()]{0,200}\)|\[([^\[\]]{0,200})\])?")
_TAG = re.compile(r"<[/!%]?[a-zA-Z%=-][^<>]{0,2000}>")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|`{1,2}")
_FENCE = ("```", "~~~")


def html_of_markdown(text: str) -> bytes:
    """A page with the text's headings, paragraphs, list items, table rows, code and links; other markup is dropped.

    Of the settings above the text the title and the review date are shown, as the sites do.
    """
    lines = text.splitlines()
    settings = _settings(lines)
    references = {found[1].casefold(): found[2] for line in lines if (found := _REFERENCE.match(line))}
    shown = "\n".join(_blocks(lines[_settings_end(lines) :], references))
    title = escape(settings.get("title", "").strip("\"' "))
    reviewed = settings.get("last_reviewed_on", "")
    stamp = f"<p>Last reviewed: {escape(reviewed)}</p>" if reviewed else ""
    page = f"<title>{title}</title></head><body><main><h1>{title}</h1>\n{shown}\n{stamp}</main></body></html>"
    return f"<!doctype html><html lang=en><head><meta charset=utf-8>{page}".encode()


def _settings_end(lines: list[str]) -> int:
    if not lines or lines[0].strip() != "---":
        return 0
    ends = [number for number, line in enumerate(lines[1:60], 1) if line.strip() == "---"]
    return ends[0] + 1 if ends else 0


def _settings(lines: list[str]) -> Mapping[str, str]:
    found = (_SETTING.match(line) for line in lines[: _settings_end(lines)])
    return {match[1]: match[2].strip() for match in found if match}


def _blocks(lines: list[str], references: Mapping[str, str]) -> Iterator[str]:
    """The HTML of each block; a paragraph or item goes on until a line that begins something else."""
    place = 0
    while place < len(lines):
        line = lines[place].removeprefix(">").strip() if lines[place].startswith(">") else lines[place]
        place += 1
        if line.lstrip().startswith(_FENCE):
            code = list(takewhile(lambda each: not each.lstrip().startswith(_FENCE), lines[place:]))
            place += len(code) + 1
            yield f"<pre>{escape(chr(10).join(code))}</pre>"
        elif heading := _HEADING.match(line):
            level = len(heading[1])
            yield f"<h{level}>{_inline(heading[2], references)}</h{level}>"
        elif line.strip() and not _REFERENCE.match(line) and not _RULE.match(line):
            rest = list(takewhile(_goes_on, lines[place:])) if "|" not in line[:1] else []
            place += len(rest)
            yield _block(line, rest, references)


def _goes_on(line: str) -> bool:
    begins = _HEADING.match(line) or _ITEM.match(line) or _REFERENCE.match(line)
    return bool(line.strip()) and not begins and not line.lstrip().startswith((*_FENCE, "|", ">"))


def _block(line: str, rest: list[str], references: Mapping[str, str]) -> str:
    if line.startswith("|"):
        cells = (f"<td>{_inline(cell.strip(), references)}</td>" for cell in line.strip().strip("|").split("|"))
        return f"<table><tr>{''.join(cells)}</tr></table>"
    item = _ITEM.match(line)
    text = _inline(" ".join(each.strip() for each in ((item[1] if item else line), *rest)), references)
    return f"<ul><li>{text}</li></ul>" if item else f"<p>{text}</p>"


def _inline(text: str, references: Mapping[str, str]) -> str:
    """Text with its links; what a word looks like is dropped."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        target = found[2] or references.get((found[3] or found[1]).casefold())
        linked = f'<a href="{escape(target)}">{_plain(found[1])}</a>' if target else _plain(found[0])
        parts += [_plain(text[end : found.start()]), linked]
        end = found.end()
    return "".join([*parts, _plain(text[end:])])


def _plain(text: str) -> str:
    return escape(_EMPHASIS.sub("", _TAG.sub("", text)), quote=False)
