"""A PDF as it is printed: lines with their place, size and weight, page by page, and the links drawn over them."""

import ctypes
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2 import raw

from extract.text import normalise
from extract.tuning import MAX_PAGES, MAX_TEXT_CHARS
from extract.values import ExtractionError

HYPHENS = ("\x02", "\ufffe")
"""What pdfium writes for a hyphen at the end of a line, and nothing else."""

_LINE_END = re.compile(r"[\x02\ufffe]|[\r\n]+|$")
_IN_ONE_UNIT = re.compile(r"[^\0\ufffd]*")

_MAX_LINKS = 1_000  # on one page; a page of an index holds about 200
_MAX_HREF = 8_192
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_FORCED_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_CELL_GAP = 3.0  # letter heights between two words; justified text stays under 2
_LEVEL = 0.5  # letter heights
_LONGEST_ROW = 1_000  # characters
_MARKER_CHARS = 4  # what stands this far before a gap is a bullet or a number, no cell


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a page in points from its lower left corner; `joined` ends in a hyphen that parts a word."""

    text: str
    size: float
    bold: bool
    left: float
    right: float
    baseline: float
    joined: bool = False


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """A link over a rectangle of a page, at the height of the line it begins in."""

    href: str
    text: str
    left: float
    middle: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page: its lines in reading order, its links, and its height in points."""

    number: int
    height: float
    lines: tuple[PrintedLine, ...]
    links: tuple[PrintedLink, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A document's readable pages, how many it has in all, and what its metadata says of it."""

    pages: tuple[PrintedPage, ...]
    count: int
    title: str
    language: str


def printed(body: bytes) -> Printed:
    """A PDF page by page; raises ExtractionError where it is damaged, encrypted or beyond the limits."""
    document = _opened(body)
    try:
        count = len(document)
        if count == 0:
            raise ExtractionError("PDF without pages")
        if count > MAX_PAGES:
            raise ExtractionError(f"more than {MAX_PAGES:,} pages")
        pages = tuple(_pages(document, count))
        if not pages:
            raise ExtractionError("damaged PDF")
        return Printed(pages, count, _title(document), _language(document))
    finally:
        document.close()


def _opened(body: bytes) -> Any:  # noqa: ANN401 - pypdfium2 publishes no types
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise ExtractionError("encrypted PDF" if encrypted else "damaged PDF") from None


def _pages(document: Any, count: int) -> Iterator[PrintedPage]:  # noqa: ANN401 - pypdfium2 publishes no types
    chars = 0
    for index in range(count):
        try:
            page = document[index]
            glyphs = _Glyphs(page.get_textpage())
        except pypdfium2.PdfiumError:
            continue
        chars += glyphs.count
        if chars > MAX_TEXT_CHARS:
            raise ExtractionError(f"more than {MAX_TEXT_CHARS:,} characters of text")
        lines = _in_reading_order(_rows(glyphs.lines()))
        yield PrintedPage(index + 1, page.get_height(), tuple(lines), tuple(_links(page, glyphs, document)))
        glyphs.close()
        page.close()


class _Glyphs:
    """The characters of one page, asked for one by one."""

    def __init__(self, textpage: Any) -> None:  # noqa: ANN401 - pypdfium2 publishes no types
        self._textpage = textpage
        self._raw = textpage.raw
        self.count: int = textpage.count_chars()
        self._box = [ctypes.c_double() for _ in range(4)]
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def close(self) -> None:
        self._textpage.close()

    def bounded(self, left: float, bottom: float, right: float, top: float) -> str:
        text: str = self._textpage.get_text_bounded(left, bottom, right, top)
        return normalise(text)

    def lines(self) -> Iterator[PrintedLine]:
        text, start = self._text(), 0
        for match in _LINE_END.finditer(text):
            line = self._line(text, start, match.start(), joined=match.group() in HYPHENS)
            start = match.end()
            if line is not None:
                yield line

    def _text(self) -> str:
        """The page's characters, each at its own index."""
        buffer = (ctypes.c_ushort * (self.count + 1))()
        written = raw.FPDFText_GetText(self._raw, 0, self.count, buffer)
        text = bytes(buffer).decode("utf-16-le", "replace")[: self.count]
        if written == self.count + 1 and _IN_ONE_UNIT.fullmatch(text):
            return text
        codes = (raw.FPDFText_GetUnicode(self._raw, index) for index in range(self.count))
        return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)

    def _line(self, page: str, start: int, end: int, *, joined: bool) -> PrintedLine | None:
        text = page[start:end]
        first, last = start + len(text) - len(text.lstrip()), start + len(text.rstrip()) - 1
        if last < first:
            return None
        styles = [self._style(index) for index in (first, (first + last) // 2, last) if page[index] != " "]
        size = max(size for size, _ in styles)
        text = normalise(self._with_cells(page, first, last + 1, size))
        if not text:
            return None
        left, right, baseline = self._sides(first)[0], self._sides(last)[1], self._baseline(first)
        return PrintedLine(text, size, all(bold for _, bold in styles), left, right, baseline, joined)

    def _with_cells(self, page: str, start: int, end: int, size: float) -> str:
        pieces: list[str] = []
        space = page.find(" ", start + _MARKER_CHARS, end)
        while space > 0:
            if self._is_cell_gap(space, size):
                pieces.append(page[start:space])
                start = space
            space = page.find(" ", space + 1, end)
        return " | ".join([*pieces, page[start:end]])

    def _is_cell_gap(self, index: int, size: float) -> bool:
        if raw.FPDFText_IsGenerated(self._raw, index) != 1:
            return False
        return self._sides(index + 1)[0] - self._sides(index - 1)[1] > _CELL_GAP * size

    def _style(self, index: int) -> tuple[float, bool]:
        size = raw.FPDFText_GetFontSize(self._raw, index)
        if raw.FPDFText_GetMatrix(self._raw, index, self._matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d)
        size = round(2 * size) / 2 if math.isfinite(size) else 0.0
        length = raw.FPDFText_GetFontInfo(self._raw, index, self._name, len(self._name), self._flags)
        name = self._name.value.decode("latin-1") if 0 < length <= len(self._name) else ""
        is_bold = _BOLD.search(name) is not None or bool(length and self._flags.value & _FORCED_BOLD)
        return size, is_bold or raw.FPDFText_GetFontWeight(self._raw, index) >= _BOLD_WEIGHT

    def _sides(self, index: int) -> tuple[float, float]:
        left, right, bottom, top = self._box
        raw.FPDFText_GetCharBox(self._raw, index, left, right, bottom, top)
        return left.value, right.value

    def _baseline(self, index: int) -> float:
        left, bottom = self._box[0], self._box[2]
        raw.FPDFText_GetCharOrigin(self._raw, index, left, bottom)
        return bottom.value


def _rows(lines: Iterable[PrintedLine]) -> list[PrintedLine]:
    """The lines, those drawn one behind the other at one height as one."""
    rows: list[PrintedLine] = []
    for line in lines:
        before = rows[-1] if rows else line
        is_level = abs(before.baseline - line.baseline) < _LEVEL * line.size and before.size == line.size
        is_behind = line.left > before.right and len(before.text) < _LONGEST_ROW
        if rows and is_level and is_behind and not before.joined:
            mark = " | " if line.left - before.right > _CELL_GAP * line.size else " "
            text = f"{before.text}{mark}{line.text}"
            rows[-1] = replace(line, text=text, bold=before.bold and line.bold, left=before.left)
        else:
            rows.append(line)
    return rows


def _in_reading_order(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Lines from top to bottom; where some stand side by side, in the order the document draws them."""
    falling = sorted(lines, key=lambda line: (-line.baseline, line.left))
    for above, below in pairwise(falling):
        if above.baseline - below.baseline < _LEVEL * min(above.size, below.size):
            return lines
    return falling


def _links(page: Any, glyphs: _Glyphs, document: Any) -> Iterator[PrintedLink]:  # noqa: ANN401 - as above
    position, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    for _ in range(_MAX_LINKS):
        if not raw.FPDFLink_Enumerate(page.raw, position, link):
            return
        href = _address(document, raw.FPDFLink_GetAction(link))
        if href and raw.FPDFLink_GetAnnotRect(link, box):
            text = glyphs.bounded(box.left, box.bottom, box.right, box.top)
            yield PrintedLink(href, text, box.left, (box.bottom + box.top) / 2)


def _address(document: Any, action: Any) -> str:  # noqa: ANN401 - as above
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    length = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
    if not 1 < length <= _MAX_HREF:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(document.raw, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")


def _title(document: Any) -> str:  # noqa: ANN401 - as above
    return _wide(lambda buffer, length: raw.FPDF_GetMetaText(document.raw, b"Title", buffer, length))


def _language(document: Any) -> str:  # noqa: ANN401 - as above
    kind = ctypes.POINTER(raw.FPDF_WCHAR)
    return _wide(lambda buffer, length: raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, kind), length))


def _wide(ask: Callable[[Any, int], int]) -> str:
    """What pdfium writes into a buffer as UTF-16; it is asked for the length first."""
    length = ask(None, 0)
    if not 2 < length <= _MAX_HREF:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(buffer, length)
    return normalise(buffer.raw.decode("utf-16-le", "replace").rstrip("\0"))
