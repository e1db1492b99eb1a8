"""What a reader sees of a page: lines and links, in document order."""

from dataclasses import dataclass, field

from lxml import etree

from extract.outline import Level
from extract.text import normalise

_MOST_NOTES = 1_000  # a page has dozens of elements that are left out; one with more was made to have them
_NOTE_CHARS = 200  # enough to know an element by


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line: its text (`<br>` as a newline), a level where it is a heading, the path it stands under.

    `datetime` is the machine-readable value of the first `<time>` in it.
    """

    text: str
    path: tuple[str, ...]
    inside: bool
    level: Level = ()
    datetime: str = ""

    @property
    def flat(self) -> str:
        """The text with its breaks as spaces."""
        return self.text.replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: where it points as written, its text, and the line its text begins in."""

    href: str
    text: str
    line: int
    inside: bool
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something in or before the content that the walk did not read as content: why, and how its text begins."""

    reason: str
    text: str


@dataclass(slots=True)
class Walked:
    """What the walk saw, in document order; `unread` counts visible words that are no content (controls).

    `notes` say what was left out, the first thousand of them.
    """

    lines: list[Line] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    unread: int = 0
    notes: list[Note] = field(default_factory=list)

    def leave_out(self, reason: str, element: etree._Element) -> None:
        """Note that an element with text is no content."""
        text = normalise(beginning_of(element, 4 * _NOTE_CHARS))[:_NOTE_CHARS]
        if text and len(self.notes) < _MOST_NOTES:
            self.notes.append(Note(reason, text))


def beginning_of(element: etree._Element, chars: int) -> str:
    """The text of an element as far as its first `chars` characters or a little beyond."""
    pieces: list[str] = []
    for text in element.itertext():
        pieces.append(str(text))
        chars -= len(pieces[-1])
        if chars <= 0:
            break
    return " ".join(pieces)
