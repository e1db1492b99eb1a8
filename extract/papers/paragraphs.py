"""Printed lines to paragraphs, so that a document set anew in other lines reads the same."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.papers.printed import PrintedLine
from extract.text import LINE_BREAK

_BULLET = re.compile(r"[•▪‣◦·●○■□▫➢➤❖✓*\u2013\u2014\uf0b7\uf0a7-]\s")
_NUMBERED = re.compile(r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?)\s")
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"')\]\u201d\u2019]*$")
_PART = re.compile(r"[^\W\d_]+$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+|[^\W\d_]+")
_WIDER = 1.25  # times the usual distance of lines: the space between paragraphs is half a line at least
_LEADING = 1.2
_WIDE_LEADING = 1.5  # letter heights; what is set wider may be paragraphs of one line each
_MANY = 10  # so often, it is a document with wide lines
_INDENT = 0.9  # letter heights


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line on its page, and the heading rank its style has (0 for running text)."""

    line: PrintedLine
    page: int
    at: int
    rank: int = 0


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one block of text."""

    lines: list[PlacedLine] = field(default_factory=list)
    rank: int = 0

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].page


@dataclass(slots=True)
class Typesetting:
    """What a document's lines have in common: their distance, how far they reach, which words they part or keep."""

    leading: dict[float, float]
    edges: dict[int, float]
    words: Counter[str]
    parts_words: bool

    @classmethod
    def of(cls, lines: Sequence[PlacedLine]) -> "Typesetting":
        """Measured over all lines of a document."""
        words = Counter(word.lower() for each in lines for word in _WORD.findall(each.line.text))
        hyphens = sum(each.line.joined for each in lines)
        edges: dict[int, float] = {}
        for each in lines:
            edges[_margin(each.line)] = max(each.line.right, edges.get(_margin(each.line), 0.0))
        return cls(_leading(lines), edges, words, hyphens >= max(1, 0.02 * len(lines)))


def _margin(line: PrintedLine) -> int:
    return round(line.left / 4)


def _leading(lines: Sequence[PlacedLine]) -> dict[float, float]:
    """For each size the usual distance of two lines, measured behind lines that were full."""
    distances: dict[float, Counter[float]] = {}
    for (above, below), right in zip(pairwise(lines), _right_edges(lines), strict=False):
        distance = above.line.baseline - below.line.baseline
        is_near = above.page == below.page and above.line.size == below.line.size and 0 < distance < 3 * above.line.size
        if is_near and _is_full(above.line, below.line, right):
            distances.setdefault(above.line.size, Counter())[round(distance, 1)] += 1
    usual = {size: max(found, key=lambda each: (found[each], -each)) for size, found in distances.items()}
    return {
        size: distance
        for size, distance in usual.items()
        if distance <= _WIDE_LEADING * size or distances[size][distance] >= _MANY
    }


def is_list_item(text: str) -> bool:
    """Whether a line begins with a bullet."""
    return _BULLET.match(text) is not None


def paragraphs_of(lines: Sequence[PlacedLine], typesetting: Typesetting) -> Iterator[Paragraph]:
    """The lines in order, grouped."""
    current = Paragraph()
    rights = _right_edges(lines)
    for number, each in enumerate(lines):
        if current.lines and not _continues(current, each, typesetting, rights[number - 1]):
            yield current
            current = Paragraph()
        current.rank = each.rank
        current.lines.append(each)
    if current.lines:
        yield current


def text_of(paragraph: Paragraph, typesetting: Typesetting) -> str:
    """The paragraph's text; where a line ends before the next word needed it, the break stays."""
    right = max(typesetting.edges[_margin(each.line)] for each in paragraph.lines)
    text = paragraph.lines[0].line.text
    for above, below in pairwise(each.line for each in paragraph.lines):
        if above.joined or text.endswith("-"):
            text = _rejoined(text, below.text, typesetting, is_marked=above.joined)
        else:
            text += (" " if paragraph.rank or _is_full(above, below, right) else LINE_BREAK) + below.text
    return text + "-" * paragraph.lines[-1].line.joined


def _right_edges(lines: Sequence[PlacedLine]) -> list[float]:
    """For each line how far the lines of its column reach: those that follow each other down the same page."""
    edges: list[float] = []
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or not _is_below(lines[number - 1], lines[number]):
            right = max(each.line.right for each in lines[start:number])
            edges += [right] * (number - start)
            start = number
    return edges


def _is_below(above: PlacedLine, below: PlacedLine) -> bool:
    return above.page == below.page and above.rank == below.rank and above.line.baseline > below.line.baseline


def _continues(current: Paragraph, each: PlacedLine, typesetting: Typesetting, right: float) -> bool:
    before, line = current.lines[-1].line, each.line
    if current.rank != each.rank or (before.size != line.size and abs(before.size - line.size) > 1):
        return False
    distance = before.baseline - line.baseline
    turns = current.lines[-1].page != each.page or distance <= 0
    if current.rank:
        return not turns and distance <= 1.6 * line.size and not is_list_item(line.text)
    if is_list_item(line.text):
        return False
    if before.joined:
        return True
    if turns:
        return _continues_over_page(before, line, right)
    usual = typesetting.leading.get(line.size, _LEADING * line.size)
    return distance <= max(_WIDER * usual, usual + 1) and not _begins_item(current, line, right)


def _continues_over_page(before: PrintedLine, line: PrintedLine, right: float) -> bool:
    if _NUMBERED.match(line.text):
        return False
    is_open = _ENDS_SENTENCE.search(before.text) is None
    return _is_full(before, line, right) or (is_open and line.text[0].islower())


def _begins_item(current: Paragraph, line: PrintedLine, right: float) -> bool:
    """Whether a line at the usual distance begins a new item or an indented paragraph."""
    before, first = current.lines[-1].line, current.lines[0].line
    step = _INDENT * line.size
    if _NUMBERED.match(line.text) and not _is_full(before, line, right):
        return True
    if is_list_item(first.text) or _NUMBERED.match(first.text):
        return line.left < first.left - step or (
            line.left < first.left + step and len(current.lines) > 1 and before.left > first.left + step
        )
    is_indented = line.left > before.left + step and _ENDS_SENTENCE.search(before.text) is not None
    return is_indented and not _is_full(before, line, right)


def _is_full(above: PrintedLine, below: PrintedLine, right: float) -> bool:
    """Whether the next word would not have fitted behind a line."""
    word = below.text.split(" ", 1)[0]
    width = (len(word) + 1) * (below.right - below.left) / max(1, len(below.text))
    return above.right + width > right


def _rejoined(text: str, below: str, typesetting: Typesetting, *, is_marked: bool) -> str:
    """Two lines with a hyphen between: it goes where it parts a word, and stays where it belongs to one."""
    text = text if is_marked else text[:-1]
    left, right = _PART.search(text), _WORD.match(below)
    if left is None or right is None:
        return f"{text}-{below}" if text and not text[-1].isspace() else f"{text}- {below}"
    first, second = left.group().lower(), right.group().split("-")[0].lower()
    kept, parted = typesetting.words[f"{first}-{second}"], typesetting.words[first + second]
    is_lower = right.group()[0].islower()
    if kept > parted or not is_lower or (kept == parted and not typesetting.parts_words):
        return f"{text}-{below}"
    return text + below
