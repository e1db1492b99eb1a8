"""The text of WordprocessingML: what stands in paragraphs, tables, text boxes and notes, as Word shows it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.papers.word_parts import NO_LEVEL, WordParts, attribute, child, local
from extract.text import LINE_BREAK, normalise
from extract.tuning import MAX_NODES, MAX_TEXT_CHARS
from extract.values import ExtractionError

_UNREAD = frozenset(
    {"del", "moveFrom", "delText", "instrText", "Fallback", "sdtPr", "sdtEndPr", "tcPr", "trPr", "tblPr", "tblGrid"}
    | {"pPr", "rPr", "sectPr", "annotationRef", "footnoteRef", "endnoteRef", "smartTagPr", "customXmlPr", "proofErr"}
)
_MARKS = {"tab": " ", "ptab": " ", "cr": LINE_BREAK, "noBreakHyphen": "-"}
_MOVING_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|DATE|TIME|PRINTDATE|FILENAME)\b", re.IGNORECASE)
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]{1,8192})"', re.IGNORECASE)
_LONGEST_CODE = 10_000
_MOST_LINK_PIECES = 200
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class Block:
    """A paragraph, or the row of a table: its text, its links, and where it is a heading its level."""

    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    level: tuple[int, ...] = ()
    is_bold: bool = False
    is_index: bool = False


@dataclass(slots=True)
class _Field:
    """A field: its code, where its result begins, and whether what comes now is read."""

    start: int
    code: str = ""
    is_hidden: bool = True


@dataclass(slots=True)
class _Open:
    """The paragraph being read; `hidden` counts the open codes that keep what comes now from being read."""

    pieces: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    codes: list[_Field] = field(default_factory=list)
    aside: list[etree._Element] = field(default_factory=list)
    hidden: int = 0
    bold: int = 0
    plain: int = 0


class WordText:
    """Blocks in the order a reader meets them; raises ExtractionError at the limit of elements."""

    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        self._notes = dict(parts.notes)  # each is read once, where it is first referred to
        self._nodes = 0
        self._chars = 0
        self._inline: dict[str, Callable[[etree._Element, _Open], None]] = {
            "r": self._run,
            "t": self._text,
            "br": self._break,
            "hyperlink": self._hyperlink,
            "fldSimple": self._simple_field,
            "fldChar": self._field_mark,
            "footnoteReference": self._note,
            "endnoteReference": self._note,
            "txbxContent": self._box,
        }

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """Every block in an element, text boxes and notes behind the paragraph they belong to."""
        for element in container:
            self._count()
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name not in _UNREAD:
                yield from self.blocks(element)

    # -- paragraphs and tables ----------------------------------------------------------------------------------

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        opened = _Open()
        self._read(element, opened)
        text = "".join(opened.pieces)
        form = child(element, "pPr") if text else None
        style = "" if form is None else attribute(child(form, "pStyle"), "val")
        is_index = self._parts.names.get(style, "").startswith(("toc ", "table of figures"))
        level = () if form is None or is_index else self._level(form, style)
        yield Block(text, opened.links, level, bool(opened.bold and not opened.plain), is_index)
        for box in opened.aside:
            yield from self.blocks(box)

    def _level(self, form: etree._Element, style: str) -> tuple[int, ...]:
        outline = attribute(child(form, "outlineLvl"), "val")
        if outline.isdecimal():
            return (int(outline[:2]) + 1,) if int(outline[:2]) < NO_LEVEL else ()
        level = self._parts.levels.get(style)
        return () if level is None else (level,)

    def _table(self, element: etree._Element) -> Iterator[Block]:
        rows = [list(self._cells(row)) for row in self._within(element, "tr") if child(row, "trPr", "del") is None]
        if all(len(cells) <= 1 for cells in rows):  # a frame around text
            for cells in rows:
                for cell in cells:
                    yield from self.blocks(cell)
            return
        for cells in rows:
            yield self._row(cells)

    def _row(self, cells: list[etree._Element]) -> Block:
        row, texts = Block(), []
        for cell in cells:
            blocks = list(self.blocks(cell))
            texts.append(normalise(" ".join(block.text for block in blocks).replace(LINE_BREAK, " ")))
            row.links += [link for block in blocks for link in block.links]
        row.text = " | ".join(texts) if any(texts) else ""
        return row

    def _cells(self, row: etree._Element) -> Iterator[etree._Element]:
        return self._within(row, "tc")

    def _within(self, element: etree._Element, name: str) -> Iterator[etree._Element]:
        """Rows or cells, also those that content controls and revisions wrap."""
        for each in element:
            self._count()
            if local(each) == name:
                yield each
            elif local(each) not in _UNREAD:
                yield from self._within(each, name)

    # -- what stands in a paragraph -----------------------------------------------------------------------------

    def _read(self, element: etree._Element, opened: _Open) -> None:
        for each in element:
            self._count()
            name = local(each)
            read = self._inline.get(name)
            if read is not None:
                read(each, opened)
            elif name in _MARKS:
                self._say(_MARKS[name], opened)
            elif name == "instrText" and opened.codes and len(opened.codes[-1].code) < _LONGEST_CODE:
                opened.codes[-1].code += each.text or ""
            elif name and name not in _UNREAD:
                self._read(each, opened)

    def _run(self, element: etree._Element, opened: _Open) -> None:
        form = child(element, "rPr")
        if form is not None and _is_on(child(form, "vanish")):
            return
        before = len(opened.pieces)
        self._read(element, opened)
        letters = sum(len(piece.strip()) for piece in opened.pieces[before:])
        if form is not None and _is_on(child(form, "b")):
            opened.bold += letters
        else:
            opened.plain += letters

    def _text(self, element: etree._Element, opened: _Open) -> None:
        self._say(element.text or "", opened)

    def _break(self, element: etree._Element, opened: _Open) -> None:
        self._say(" " if attribute(element, "type") in ("page", "column") else LINE_BREAK, opened)

    def _say(self, text: str, opened: _Open) -> None:
        if opened.hidden:
            return
        self._chars += len(text)
        if self._chars > MAX_TEXT_CHARS:
            raise ExtractionError(f"more than {MAX_TEXT_CHARS:,} characters of text")
        opened.pieces.append(text)

    def _hyperlink(self, element: etree._Element, opened: _Open) -> None:
        href = self._parts.links.get(attribute(element, "id"), "")
        before = len(opened.pieces)
        self._read(element, opened)
        self._link(href, before, opened)

    def _simple_field(self, element: etree._Element, opened: _Open) -> None:
        self._begin_field(opened)
        opened.codes[-1].code = attribute(element, "instr")
        self._show_field(opened)
        self._read(element, opened)
        self._end_field(opened)

    def _field_mark(self, element: etree._Element, opened: _Open) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._begin_field(opened)
        elif kind == "separate" and opened.codes:
            self._show_field(opened)
        elif kind == "end" and opened.codes:
            self._end_field(opened)

    def _begin_field(self, opened: _Open) -> None:
        opened.codes.append(_Field(len(opened.pieces)))
        opened.hidden += 1

    def _show_field(self, opened: _Open) -> None:
        """The code is complete: its result follows, and is read unless it moves by itself."""
        current = opened.codes[-1]
        if current.is_hidden and not _MOVING_FIELD.match(current.code):
            current.is_hidden = False
            current.start = len(opened.pieces)
            opened.hidden -= 1

    def _end_field(self, opened: _Open) -> None:
        ended = opened.codes.pop()
        opened.hidden -= ended.is_hidden
        link = _LINK_FIELD.match(ended.code)
        if link:
            self._link(link.group(1), ended.start, opened)

    def _link(self, href: str, before: int, opened: _Open) -> None:
        if href:
            pieces = opened.pieces[before : before + _MOST_LINK_PIECES]
            opened.links.append((href, normalise("".join(pieces).replace(LINE_BREAK, " "))))

    def _note(self, element: etree._Element, opened: _Open) -> None:
        kind = local(element).removesuffix("Reference")
        note = self._notes.pop(f"{kind}:{attribute(element, 'id')}", None)
        if note is not None:
            opened.aside.append(note)

    def _box(self, element: etree._Element, opened: _Open) -> None:
        opened.aside.append(element)

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise ExtractionError(f"more than {MAX_NODES:,} elements")


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and attribute(switch, "val") not in _OFF
