"""The headings open at a place, and the path they make: nesting counts, absolute levels do not."""

from dataclasses import dataclass

Level = tuple[int, ...]
"""(3,) for an h3; a heading without a level, and all inside its panel, sorts below the headings around it."""

_UNLEVELLED: Level = (4,)  # where accordions usually sit, so <details> nests as <h4><button> does


@dataclass(slots=True)
class _Heading:
    number: int
    level: Level
    text: str
    ended: bool = False


class Outline:
    """Heading by heading through a page; `count` headings were opened so far, a mark for `end_since`."""

    def __init__(self) -> None:
        self._open: list[_Heading] = []
        self._path: tuple[str, ...] = ()
        self.count = 0
        self.prefix: Level = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The texts of the headings open now, outermost first."""
        return self._path

    def open(self, level: Level, text: str) -> None:
        """A heading begins; it closes those of its own level and deeper ones."""
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        self.count += 1
        self._open.append(_Heading(self.count, level, text))
        self._path = tuple(each.text for each in self._open)

    def end_since(self, mark: int) -> None:
        """The element that held the headings opened since `mark` has ended: no panel belongs under them."""
        for heading in self._open:
            heading.ended = heading.ended or heading.number > mark

    def levelled(self, number: int) -> Level:
        """The level of an `<hN>` here."""
        return (*self.prefix, number)

    def unlevelled(self) -> Level:
        """The level of a summary or tab label here: beside ended headings, below those still open."""
        ended = self._first_ended()
        if ended is not None:
            return ended.level
        usual = (*self.prefix, *_UNLEVELLED)
        top = self._open[-1].level if self._open else ()
        return usual if top < usual else (*top, 1)

    def _first_ended(self) -> _Heading | None:
        """The outermost of the headings at the end of the path whose element has ended."""
        first = None
        for heading in reversed(self._open):
            if not heading.ended or heading.level <= self.prefix:
                break
            first = heading
        return first
