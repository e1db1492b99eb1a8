"""Plain text: paragraphs parted by blank lines, and only such headings as are certain to be headings."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.media import decode
from extract.papers.paper import Paper, Writer
from extract.text import LINE_BREAK, normalise
from extract.tuning import MAX_TEXT_CHARS
from extract.values import ExtractionError

_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_MARKED = re.compile(r"(#{1,6})[ \t]+(\S.*?)[ \t]*#*")
_ITEM = re.compile(r"\s*(?:[-*+•]|\(?\w{1,3}[.)])\s")
_ENDS_SENTENCE = re.compile(r"[.!?,;]$")
_LINE_END = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_LONGEST_HEADING = 120
_MOST_CAPITAL_WORDS = 12
_FEWEST_CAPITALS = 4
_WIDEST_WRAP = 100  # characters; a text with longer lines was not wrapped, and each of its lines is one paragraph
_UNDERLINED = {"=": (1,), "-": (2,)}
_CAPITALS = (7,)  # below anything else that is a heading


def read_plain(body: bytes, content_type: str) -> Paper | None:
    """A text's paragraphs under its headings; None where it holds nothing but space."""
    text = decode(body, content_type)
    if len(text) > MAX_TEXT_CHARS:
        raise ExtractionError(f"more than {MAX_TEXT_CHARS:,} characters of text")
    lines = [line.rstrip() for line in _LINE_END.split(text.replace("\0", ""))]
    width = max((len(line) for line in lines), default=0)
    writer = Writer()
    for paragraph in _paragraphs(lines):
        _write(paragraph, width, writer)
    walked = writer.walked
    if not walked.lines:
        return None
    first = walked.lines[0]
    return Paper(first.text if first.level else "", walked, f"{len(walked.lines):,} lines")


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    paragraph: list[str] = []
    for line in lines:
        if line.strip():
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _write(paragraph: Sequence[str], width: int, writer: Writer) -> None:
    """One run of lines without a blank one: its headings, and what stands between them."""
    text: list[str] = []
    number = 0
    while number < len(paragraph):
        level, heading, taken = _heading_at(paragraph, number)
        if level:
            _write_text(text, width, writer)
            text = []
            writer.heading(level, heading)
        else:
            text.append(paragraph[number])
        number += taken
    _write_text(text, width, writer)


def _heading_at(paragraph: Sequence[str], number: int) -> tuple[tuple[int, ...], str, int]:
    """The level and text of the heading that begins at a line, and how many lines it takes."""
    line = paragraph[number]
    marked = _MARKED.fullmatch(line) if line[0] == "#" and len(line) <= _LONGEST_HEADING else None
    if marked:
        return (len(marked.group(1)),), marked.group(2), 1
    behind = paragraph[number + 1] if number + 1 < len(paragraph) else ""
    is_short = len(line) <= _LONGEST_HEADING and not _UNDERLINE.fullmatch(line)
    if number == 0 and is_short and _UNDERLINE.fullmatch(behind):
        return _UNDERLINED[behind.strip()[0]], line, 2
    if number == 0 and _is_in_capitals(line) and not _is_in_capitals(behind):
        return _CAPITALS, line, 1
    return (), "", 1


def _is_in_capitals(line: str) -> bool:
    if len(line) > _LONGEST_HEADING or len(line.split()) > _MOST_CAPITAL_WORDS or _ENDS_SENTENCE.search(line):
        return False
    letters = [character for character in line if character.isalpha()]
    return len(letters) >= _FEWEST_CAPITALS and line.upper() == line and any(letter.isupper() for letter in letters)


def _write_text(lines: Sequence[str], width: int, writer: Writer) -> None:
    """Lines as they are; where the text was wrapped at a width, as the paragraphs they were before."""
    if width > _WIDEST_WRAP:
        for line in lines:
            writer.text(line)
        return
    block = lines[0] if lines else ""
    for above, below in pairwise(lines):
        if _ITEM.match(below):
            writer.text(block)
            block = below
        else:
            block += (" " if _is_full(above, below, width) else LINE_BREAK) + below
    writer.text(block)


def _is_full(above: str, below: str, width: int) -> bool:
    """Whether the next word would not have fitted behind a line."""
    words = normalise(below).split(" ", 1)
    return len(above) + 1 + len(words[0]) > width
