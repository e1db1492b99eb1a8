"""What every reader of papers gives, and how it writes down what it sees."""

from dataclasses import dataclass

from extract.outline import Level, Outline
from extract.text import LINE_BREAK, normalise, split_lines
from extract.tuning import MAX_ELEMENTS, MAX_TEXT_CHARS
from extract.values import ExtractionError
from extract.visible import Anchor, Line, Walked


@dataclass(frozen=True, slots=True)
class Paper:
    """A document read: its title, and its lines, those around its text outside; `extent` says how much there is."""

    title: str
    walked: Walked
    extent: str = ""
    language: str = ""


class Writer:
    """Lines and links in document order, each under the headings before it; raises ExtractionError at the limits."""

    def __init__(self) -> None:
        self.walked = Walked()
        self._outline = Outline()
        self._chars = 0

    @property
    def next_line(self) -> int:
        """The number the next line will have."""
        return len(self.walked.lines)

    def heading(self, level: Level, text: str) -> None:
        """A heading, on one line; it closes those of its own level and deeper ones."""
        line = normalise(text.replace(LINE_BREAK, " "))
        if line:
            self._outline.open(level, line)
            self._put(Line(line, self._outline.path, inside=True, level=level))

    def text(self, text: str) -> None:
        """Text under the headings open now; LINE_BREAK parts its lines as `<br>` does."""
        for line in split_lines(text):
            self._put(Line(line, self._outline.path, inside=True))

    def around(self, text: str) -> None:
        """Text that stands around the document's own."""
        for line in split_lines(text):
            self._put(Line(line, (), inside=False))

    def link(self, href: str, text: str, number: int, *, inside: bool = True) -> None:
        """A link whose text begins in the line of that number."""
        if len(self.walked.anchors) < MAX_ELEMENTS:
            self.walked.anchors.append(Anchor(href, text, number, inside, self._outline.path if inside else ()))

    def _put(self, line: Line) -> None:
        self._chars += len(line.text)
        if self._chars > MAX_TEXT_CHARS:
            raise ExtractionError(f"more than {MAX_TEXT_CHARS:,} characters of text")
        if len(self.walked.lines) >= MAX_ELEMENTS:
            raise ExtractionError(f"more than {MAX_ELEMENTS:,} lines")
        self.walked.lines.append(line)
