"""The one walk through a page: its visible lines, headings and links, whatever markup wraps them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from extract.outline import Level, Outline
from extract.panels import Panels
from extract.protection import unprotected
from extract.region import Region, stands_apart
from extract.text import LINE_BREAK, normalise, split_lines
from extract.tuning import BLOCK_TAGS, ITEM_TAGS, MAX_ELEMENTS, MAX_TEXT_CHARS
from extract.values import ExtractionError
from extract.visible import Anchor, Line, Walked

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_CELLS = frozenset({"td", "th"})
_GLUES_TO = "([{\"'\u201c\u2018\u00ab/@#$-"  # after these a contact link continues the word before it


@dataclass(slots=True)
class _OpenAnchor:
    href: str
    line: int = -1
    pieces: list[str] = field(default_factory=list)


def walk(body: etree._Element, region: Region | None) -> Walked:
    """All visible lines and links of a page; raises ExtractionError at the limits of size."""
    walker = _Walker(region, Panels(body if region is None else region.element))
    walker.run(body)
    return walker.walked


class _Walker:
    def __init__(self, region: Region | None, panels: Panels) -> None:
        self.walked = Walked()
        self._region = region
        self._panels = panels
        self._outline = Outline()
        self._scopes: list[tuple[etree._Element, Callable[[], None]]] = []
        self._inside = False
        self._datetime = ""
        self._heading: Level = ()
        self._cells: list[str] | None = None
        self._buffer: list[str] = []
        self._anchors: list[_OpenAnchor] = []
        self._joint = ""
        self._chars = 0
        self._openings: dict[str, Callable[[etree._Element], None]] = {
            **dict.fromkeys(_HEADINGS, self._begin_heading),
            **dict.fromkeys(ITEM_TAGS, self._begin_item),
            **dict.fromkeys(_CELLS, self._begin_cell),
            "summary": self._begin_summary,
            "tr": self._begin_row,
            "a": self._begin_anchor,
            "br": self._begin_break,
            "time": self._begin_time,
            "img": self._begin_image,
        }

    def run(self, body: etree._Element) -> None:
        events = etree.iterwalk(body, events=("start", "end"))
        for count, (event, element) in enumerate(events):
            if event == "start":
                if self._enter(element):
                    self._say(element.text)
                else:
                    events.skip_subtree()
            else:
                self._leave(element)
                if element is not body:
                    self._say(element.tail)
            if count > 2 * MAX_ELEMENTS:
                raise ExtractionError(f"more than {MAX_ELEMENTS:,} elements")
        self._end_line()

    # -- entering and leaving elements --------------------------------------------------------------------------

    def _enter(self, element: etree._Element) -> bool:
        """Begin an element; False where its content is not to be read."""
        self._begin_region(element)
        if self._inside and stands_apart(element):
            self._suspend(element)
        if not self._is_read(element):
            return False
        tag = str(element.tag)
        if tag in BLOCK_TAGS:
            self._break()
        if element.get("data-cfemail") is not None:
            self._say(f" {unprotected(element.get('data-cfemail', ''))} ")
            return False
        if element in self._panels.labels:
            self._begin_panel(element)
        opening = self._openings.get(tag)
        if opening is not None:
            opening(element)
        elif element.get("role") == "heading":
            self._begin_heading(element)
        return True

    def _leave(self, element: etree._Element) -> None:
        if element.tag in BLOCK_TAGS:
            self._break()
        while self._scopes and self._scopes[-1][0] is element:
            self._scopes.pop()[1]()

    def _scope(self, element: etree._Element, undo: Callable[[], None]) -> None:
        self._scopes.append((element, undo))

    def _is_read(self, element: etree._Element) -> bool:
        if element in self._panels.tabs:
            return False
        is_metadata = element.get("vocab") is not None and "none" in element.get("style", "")
        is_control = self._inside and element.tag == "button" and not self._heading and element.find(".//h1") is None
        is_ornament = element.get("aria-hidden") == "true" and element.tag not in BLOCK_TAGS
        if not (is_control or is_ornament):
            return not is_metadata
        self.walked.unread += len("".join(str(text) for text in element.itertext()).split()) * self._inside
        return False

    def _begin_region(self, element: etree._Element) -> None:
        if self._region is not None and self._region.holds(element):
            self._end_line()
            self._inside = True
            self._scope(element, self._end_region)

    def _end_region(self) -> None:
        self._end_line()
        self._inside = False

    def _suspend(self, element: etree._Element) -> None:
        self._end_line()
        self._inside = False
        self._scope(element, self._resume)

    def _resume(self) -> None:
        self._end_line()
        self._inside = True

    # -- what single elements mean ------------------------------------------------------------------------------

    def _begin_heading(self, element: etree._Element) -> None:
        if self._heading:
            return
        number = _HEADINGS.get(str(element.tag)) or _aria_level(element)
        self._head(element, self._outline.levelled(number))

    def _begin_summary(self, element: etree._Element) -> None:
        if self._heading or any(element.find(f".//{tag}") is not None for tag in _HEADINGS):
            return
        level = self._outline.unlevelled()
        self._head(element, level)
        self._outline.prefix = level

    def _head(self, element: etree._Element, level: Level) -> None:
        self._end_line()
        self._heading = level
        self._scope(element, self._end_heading)

    def _end_heading(self) -> None:
        self._end_line()
        self._heading = ()

    def _begin_item(self, element: etree._Element) -> None:
        mark, prefix = self._outline.count, self._outline.prefix

        def end() -> None:
            self._outline.end_since(mark)
            self._outline.prefix = prefix

        self._scope(element, end)

    def _begin_panel(self, element: etree._Element) -> None:
        self._begin_item(element)
        level = self._outline.unlevelled()
        self._emit(self._panels.labels[element], level)
        self._outline.prefix = level

    def _begin_row(self, element: etree._Element) -> None:
        if self._cells is None and self._panels.is_data_row(element):
            self._end_line()
            self._cells = []
            self._scope(element, self._end_row)

    def _end_row(self) -> None:
        cells, self._cells = self._cells or [], None
        self._buffer.clear()
        if any(cells):
            self._emit(normalise(" | ".join(cells)), ())

    def _begin_cell(self, element: etree._Element) -> None:
        if self._cells is not None:
            self._scope(element, self._end_cell)

    def _end_cell(self) -> None:
        if self._cells is not None:
            self._cells.append(normalise("".join(self._buffer).replace(LINE_BREAK, " ")))
            self._buffer.clear()

    def _begin_anchor(self, element: etree._Element) -> None:
        href = element.get("href")
        if href is None:
            return
        if href.startswith(("mailto:", "tel:")):
            self._joint = "before"
            self._scope(element, self._after_contact)
        self._anchors.append(_OpenAnchor(href))
        self._scope(element, self._end_anchor)

    def _after_contact(self) -> None:
        self._joint = "after"

    def _end_anchor(self) -> None:
        anchor = self._anchors.pop()
        line = anchor.line if anchor.line >= 0 else len(self.walked.lines)
        text = normalise("".join(anchor.pieces).replace(LINE_BREAK, " "))
        self.walked.anchors.append(Anchor(anchor.href, text, line, self._inside, self._outline.path))

    def _begin_break(self, _element: etree._Element) -> None:
        self._say_raw(LINE_BREAK if not self._heading else " ")

    def _begin_time(self, element: etree._Element) -> None:
        self._datetime = self._datetime or element.get("datetime", "")
        self._joint = "before"
        self._scope(element, self._after_contact)

    def _begin_image(self, element: etree._Element) -> None:
        for anchor in self._anchors:
            anchor.pieces.append(f" {element.get('alt', '')} ")

    # -- text ---------------------------------------------------------------------------------------------------

    def _say(self, text: str | None) -> None:
        if not text or (text.isspace() and not self._buffer):
            return
        if self._joint:
            text = self._apart_from_contact(text)
        self._chars += len(text)
        if self._chars > MAX_TEXT_CHARS:
            raise ExtractionError(f"more than {MAX_TEXT_CHARS:,} characters of text")
        self._say_raw(text)

    def _say_raw(self, text: str) -> None:
        self._buffer.append(text)
        for anchor in self._anchors:
            if anchor.line < 0 and not text.isspace() and text != LINE_BREAK:
                anchor.line = len(self.walked.lines)
            anchor.pieces.append(text)

    def _apart_from_contact(self, text: str) -> str:
        """The text, spaced from the contact link beside it where both would read as one word."""
        side, self._joint = self._joint, ""
        last = self._buffer[-1][-1:] if self._buffer else " "
        glued = not last.isspace() and last not in _GLUES_TO if side == "before" else text[0].isalnum()
        return f" {text}" if glued else text

    def _break(self) -> None:
        if self._heading or self._cells is not None:
            self._say_raw(" ")
        else:
            self._end_line()

    def _end_line(self) -> None:
        if not self._buffer:
            return
        text = "".join(self._buffer)
        self._buffer.clear()
        if self._heading:
            self._emit(normalise(text.replace(LINE_BREAK, " ")), self._heading)
        else:
            for paragraph in split_lines(text):
                self._emit(paragraph, ())

    def _emit(self, text: str, level: Level) -> None:
        if not text:
            return
        if level and self._inside:
            self._outline.open(level, text)
        path = self._outline.path if self._inside else ()
        self.walked.lines.append(Line(text, path, self._inside, level, self._datetime))
        self._datetime = ""


def _aria_level(element: etree._Element) -> int:
    level = element.get("aria-level", "2")
    return int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2
