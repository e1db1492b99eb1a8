"""What a reader sees of a page: lines and links, in document order."""

from dataclasses import dataclass, field

from extract.outline import Level


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


@dataclass(slots=True)
class Walked:
    """What the walk saw, in document order; `unread` counts visible words that are no content (controls)."""

    lines: list[Line] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    unread: int = 0
