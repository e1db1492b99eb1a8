"""A page's sections made ready for alignment: keys that fold spelling, and each section's parent."""

from collections.abc import Sequence
from dataclasses import dataclass

from diff.folding import likeness
from extract.values import Section

TOP = -1
"""The parent of a section that stands under no other."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in order with, for each, its folded path, heading and text, and the place of its parent."""

    sections: tuple[Section, ...]
    paths: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...]
    texts: tuple[str, ...]
    parents: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.sections)


def outline_of(sections: Sequence[Section], folds: dict[str, str] | None = None) -> Outline:
    """The outline of sections in document order; `folds` keeps what two versions have in common from being redone."""
    folds = {} if folds is None else folds
    paths = tuple(tuple(_fold(heading, folds) for heading in section.path) for section in sections)
    return Outline(
        sections=tuple(sections),
        paths=paths,
        heads=tuple(path[-1] if path else "" for path in paths),
        texts=tuple(_fold(section.text, folds) for section in sections),
        parents=parents_of(sections),
    )


def with_headings(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections with an empty one for every heading of a path that has none of its own before it.

    A heading without text under it can then be renamed or moved like any other.
    """
    seen: set[tuple[str, ...]] = set()
    complete: list[Section] = []
    for section in sections:
        for depth in range(1, len(section.path)):
            ancestor = section.path[:depth]
            if ancestor not in seen:
                seen.add(ancestor)
                complete.append(Section(ancestor, ""))
        seen.add(section.path)
        complete.append(section)
    return tuple(complete)


def parents_of(sections: Sequence[Section]) -> tuple[int, ...]:
    """For each section the nearest one before it whose path is a true beginning of its own, or `TOP`."""
    latest: dict[tuple[str, ...], int] = {}
    parents: list[int] = []
    for place, path in enumerate(section.path for section in sections):
        above = (latest[path[:depth]] for depth in range(len(path) - 1, 0, -1) if path[:depth] in latest)
        parents.append(next(above, TOP))
        latest[path] = place
    return tuple(parents)


def _fold(text: str, folds: dict[str, str]) -> str:
    """The folded heading or text, computed once however often it stands there."""
    if text not in folds:
        folds[text] = likeness(text)
    return folds[text]
