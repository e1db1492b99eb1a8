"""The one walk through a page: its visible lines, headings and links, whatever markup wraps them.

What a script may still reveal counts as visible: folded panels and tabs (`hidden`, `display: none`) are content. Not
read are controls, ornaments (`aria-hidden` inside a line), metadata, and text for screen readers alone unless it is a
heading, part of a link, or a label that ends in a colon.
"""

from collections.abc import Callable

from lxml import etree

from extract.apart import Apart
from extract.panels import Panels
from extract.protection import revealed, unprotected
from extract.region import Region
from extract.tuning import BLOCK_TAGS, ITEM_TAGS, MAX_ELEMENTS, MAX_ORNAMENT_WORDS, UNSEEN_CLASSES
from extract.values import ExtractionError
from extract.visible import Walked
from extract.volatile import Mask
from extract.writing import Writer

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_CELLS = frozenset({"td", "th"})


def walk(body: etree._Element, region: Region | None, mask: Mask) -> Walked:
    """All visible lines and links of a page, masked; raises ExtractionError at the limits of size."""
    walker = _Walker(Region(body) if region is None else region, mask)
    if region is None:
        walker.begins = frozenset()
    walker.run(body)
    return walker.written


class _Walker:
    def __init__(self, region: Region, mask: Mask) -> None:
        self.begins = frozenset({region.element, region.heading})
        self._panels = Panels(region.element)
        self._apart = Apart(region.element)
        self._writer = Writer(mask)
        self._scopes: list[tuple[etree._Element, Callable[[], None]]] = []
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

    @property
    def written(self) -> Walked:
        """What was seen."""
        return self._writer.walked

    def run(self, body: etree._Element) -> None:
        """Walk through all elements of a body."""
        events = etree.iterwalk(body, events=("start", "end"))
        left = MAX_ELEMENTS
        for event, element in events:
            if event == "end":
                self._leave(element, element.tag)
                text = None if element is body else element.tail
            else:
                left -= 1
                if left < 0:
                    raise ExtractionError(f"more than {MAX_ELEMENTS:,} elements")
                if not self._enter(element, element.tag):
                    events.skip_subtree()
                    continue
                text = element.text
            if text:
                self._writer.say(text)
        self._writer.end_line()

    # -- entering elements --------------------------------------------------------------------------------------

    def _enter(self, element: etree._Element, tag: str) -> bool:
        """Begin an element; False where its content is not to be read."""
        writer = self._writer
        if element in self.begins:
            self._begin_region(element)
        if writer.inside and (reason := self._apart.reason(element)):
            self._suspend(element, reason)
        is_block = tag in BLOCK_TAGS
        if reason := self._reason_unread(element, tag, is_block=is_block):
            self._leave_out(reason, element)
            return False
        if is_block:
            writer.end_block()
        protected = element.get("data-cfemail")
        if protected is not None:
            writer.say(f" {unprotected(protected)} ")
            return False
        self._open(element, tag)
        return True

    def _open(self, element: etree._Element, tag: str) -> None:
        if element in self._panels.labels:
            self._begin_panel(element)
        opening = self._openings.get(tag)
        if opening is not None:
            opening(element)
        elif element.get("role") == "heading":
            self._begin_heading(element)

    def _leave(self, element: etree._Element, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._writer.end_block()
        scopes = self._scopes
        while scopes and scopes[-1][0] is element:
            scopes.pop()[1]()

    def _reason_unread(self, element: etree._Element, tag: str, *, is_block: bool) -> str:
        """Why an element is not read; nothing where it is."""
        if element in self._panels.tabs:
            return "switch of a panel, whose heading it is"
        if element.get("vocab") is not None and "none" in element.get("style", ""):
            return "metadata that no reader sees"
        if not is_block and element.get("aria-hidden") == "true" and _is_ornament(element):
            return "ornament (aria-hidden)"
        return self._reason_unread_inside(element, tag, is_block=is_block) if self._writer.inside else ""

    def _reason_unread_inside(self, element: etree._Element, tag: str, *, is_block: bool) -> str:
        if tag == "button":
            return "" if self._writer.heading or element.find(".//h1") is not None else "control (button)"
        names = element.get("class")
        if names is not None and not UNSEEN_CLASSES.isdisjoint(names.split()) and self._is_for_no_reader(element, tag):
            return "for screen readers alone"
        is_data = is_block and len(element) == 0 and (element.text or "").startswith(('{"', '[{"'))
        return "data for a script" if is_data else ""

    def _is_for_no_reader(self, element: etree._Element, tag: str) -> bool:
        if self._writer.heading or self._writer.is_in_link or tag in _HEADINGS or element.find(".//*") is not None:
            return False
        return not (element.text or "").rstrip().endswith(":")

    def _leave_out(self, reason: str, element: etree._Element) -> None:
        if self._writer.inside:
            walked = self._writer.walked
            is_shown = reason.startswith(("control", "ornament"))
            walked.unread += len("".join(str(text) for text in element.itertext()).split()) * is_shown
            walked.leave_out(reason, element)

    def _scope(self, element: etree._Element, undo: Callable[[], None]) -> None:
        self._scopes.append((element, undo))

    def _begin_region(self, element: etree._Element) -> None:
        self._writer.end_line()
        self._writer.inside = True
        self._scope(element, self._end_region)

    def _end_region(self) -> None:
        self._writer.end_line()
        self._writer.inside = False

    def _suspend(self, element: etree._Element, reason: str) -> None:
        self._writer.end_line()
        self._writer.inside = False
        self._writer.walked.leave_out(reason, element)
        self._scope(element, self._resume)

    def _resume(self) -> None:
        self._writer.end_line()
        self._writer.inside = True

    # -- what single elements mean ------------------------------------------------------------------------------

    def _begin_heading(self, element: etree._Element) -> None:
        if self._writer.heading:
            return
        number = _HEADINGS.get(str(element.tag)) or _aria_level(element)
        self._head(element, self._writer.outline.levelled(number))

    def _begin_summary(self, element: etree._Element) -> None:
        if self._writer.heading or any(element.find(f".//{tag}") is not None for tag in _HEADINGS):
            return
        level = self._writer.outline.unlevelled()
        self._head(element, level)
        self._writer.outline.prefix = level

    def _head(self, element: etree._Element, level: tuple[int, ...]) -> None:
        self._writer.end_line()
        self._writer.heading = level
        self._scope(element, self._end_heading)

    def _end_heading(self) -> None:
        self._writer.end_line()
        self._writer.heading = ()

    def _begin_item(self, element: etree._Element) -> None:
        outline = self._writer.outline
        mark, prefix = outline.count, outline.prefix

        def end() -> None:
            if outline.count > mark:
                outline.end_since(mark)
            outline.prefix = prefix

        self._scopes.append((element, end))

    def _begin_panel(self, element: etree._Element) -> None:
        self._begin_item(element)
        level = self._writer.outline.unlevelled()
        self._writer.emit(self._panels.labels[element], level)
        self._writer.outline.prefix = level

    def _begin_row(self, element: etree._Element) -> None:
        if self._writer.cells is None and self._panels.is_data_row(element):
            self._writer.end_line()
            self._writer.cells = []
            self._scope(element, self._writer.end_row)

    def _begin_cell(self, element: etree._Element) -> None:
        if self._writer.cells is not None:
            self._scope(element, self._writer.end_cell)

    def _begin_anchor(self, element: etree._Element) -> None:
        href = element.get("href")
        if href is None:
            return
        href = revealed(href)
        if href.startswith(("mailto:", "tel:")):
            self._writer.joint = "before"
            self._scope(element, self._after_contact)
        self._writer.begin_link(href)
        self._scope(element, self._writer.end_link)

    def _after_contact(self) -> None:
        self._writer.joint = "after"

    def _begin_break(self, _element: etree._Element) -> None:
        self._writer.say_break()

    def _begin_time(self, element: etree._Element) -> None:
        self._writer.datetime = self._writer.datetime or element.get("datetime", "")
        self._writer.joint = "before"
        self._scope(element, self._after_contact)

    def _begin_image(self, element: etree._Element) -> None:
        self._writer.say_in_link(f" {element.get('alt', '')} ")


def _is_ornament(element: etree._Element) -> bool:
    """Whether a piece of a line that is hidden from screen readers is an icon or a repetition, and no sentence."""
    return len(" ".join(map(str, element.itertext())).split()) <= MAX_ORNAMENT_WORDS


def _aria_level(element: etree._Element) -> int:
    level = element.get("aria-level", "2")
    return int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2
