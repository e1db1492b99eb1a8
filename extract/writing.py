"""Running text to lines: what is written between the ends of blocks becomes one line, masked and under its headings."""

from dataclasses import dataclass, field

from extract.outline import Level, Outline
from extract.text import LINE_BREAK, normalise, split_lines
from extract.tuning import MAX_TEXT_CHARS
from extract.values import ExtractionError
from extract.visible import Anchor, Line, Walked
from extract.volatile import Mask

_GLUES_TO = "([{\"'\u201c\u2018\u00ab/@#$-"  # after these a contact link continues the word before it


@dataclass(slots=True)
class _OpenAnchor:
    href: str
    line: int = -1
    pieces: list[str] = field(default_factory=list)


class Writer:
    """Writes one page: `walked` is what was written, `inside` whether content is written now.

    `heading` is the level of the heading being written, `cells` the cells of the table row, `joint` on which side of a
    contact link the text stands that is written next.
    """

    def __init__(self, mask: Mask) -> None:
        self.walked = Walked()
        self.outline = Outline()
        self.inside = False
        self.heading: Level = ()
        self.cells: list[str] | None = None
        self.joint = ""
        self.datetime = ""
        self._mask = mask
        self._buffer: list[str] = []
        self._anchors: list[_OpenAnchor] = []
        self._chars = 0

    @property
    def is_in_link(self) -> bool:
        """Whether a link is open."""
        return bool(self._anchors)

    def say(self, text: str) -> None:
        """Write a run of text; raises ExtractionError beyond the limit."""
        if not self._buffer and text.isspace():
            return
        if self.joint:
            text = self._apart_from_contact(text)
        self._chars += len(text)
        if self._chars > MAX_TEXT_CHARS:
            raise ExtractionError(f"more than {MAX_TEXT_CHARS:,} characters of text")
        self._buffer.append(text)
        if self._anchors:
            self._say_in_links(text)

    def say_break(self) -> None:
        """Write a `<br>`."""
        text = " " if self.heading else LINE_BREAK
        self._buffer.append(text)
        for anchor in self._anchors:
            anchor.pieces.append(text)

    def say_in_link(self, text: str) -> None:
        """Write into the open links what stands in no line (an image's description)."""
        for anchor in self._anchors:
            anchor.pieces.append(text)

    def end_block(self) -> None:
        """End a line, or part words where a heading or a cell holds several blocks."""
        if not self._buffer:
            return
        if not self.heading and self.cells is None:
            self.end_line()
        elif self._buffer[-1] != " ":
            self._buffer.append(" ")
            for anchor in self._anchors:
                anchor.pieces.append(" ")

    def end_line(self) -> None:
        """Write what was said as a line, a line for each paragraph, or as the heading."""
        if not self._buffer:
            return
        text = "".join(self._buffer)
        self._buffer.clear()
        if self.heading:
            self.emit(normalise(text.replace(LINE_BREAK, " ")), self.heading)
        else:
            for paragraph in split_lines(text):
                self.emit(paragraph, ())

    def end_cell(self) -> None:
        """Keep what was said as a cell of the row."""
        if self.cells is not None:
            self.cells.append(normalise("".join(self._buffer).replace(LINE_BREAK, " ")))
            self._buffer.clear()

    def end_row(self) -> None:
        """Write the cells as one line."""
        cells, self.cells = self.cells or [], None
        self._buffer.clear()
        if any(cells):
            self.emit(normalise(" | ".join(cells)), ())

    def emit(self, text: str, level: Level) -> None:
        """Write a line as it is."""
        if not text:
            return
        text = self._mask(text)
        if level and self.inside:
            self.outline.open(level, text)
        path = self.outline.path if self.inside else ()
        self.walked.lines.append(Line(text, path, self.inside, level, self.datetime))
        self.datetime = ""

    def begin_link(self, href: str) -> None:
        """From here on text is a link's as well."""
        self._anchors.append(_OpenAnchor(href))

    def end_link(self) -> None:
        """The link begun last ends."""
        anchor = self._anchors.pop()
        line = anchor.line if anchor.line >= 0 else len(self.walked.lines)
        text = self._mask(normalise("".join(anchor.pieces).replace(LINE_BREAK, " ")))
        self.walked.anchors.append(Anchor(anchor.href, text, line, self.inside, self.outline.path))

    def _say_in_links(self, text: str) -> None:
        says_something = not text.isspace()
        for anchor in self._anchors:
            if anchor.line < 0 and says_something:
                anchor.line = len(self.walked.lines)
            anchor.pieces.append(text)

    def _apart_from_contact(self, text: str) -> str:
        """The text, spaced from the contact link beside it where both would read as one word."""
        side, self.joint = self.joint, ""
        last = self._buffer[-1][-1:] if self._buffer else " "
        glued = not last.isspace() and last not in _GLUES_TO if side == "before" else text[0].isalnum()
        return f" {text}" if glued else text
