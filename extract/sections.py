"""Blocks in order to sections with heading paths."""

from collections.abc import Iterable

from extract.outline import Outline
from extract.values import Section

Block = tuple[int, str]
"""A heading level (0 for text) and the text."""


def sections_of(blocks: Iterable[tuple[tuple[str, ...], bool, str]]) -> tuple[Section, ...]:
    """Sections of (path, is a heading, text): each heading begins one, so does text before any heading."""
    found: list[tuple[tuple[str, ...], list[str]]] = []
    for path, is_heading, text in blocks:
        if is_heading or not found:
            found.append((path, []))
        if not is_heading:
            found[-1][1].append(text)
    return tuple(Section(path, "\n".join(texts)) for path, texts in found)


def with_paths(blocks: Iterable[Block]) -> list[tuple[tuple[str, ...], bool, str]]:
    """Blocks with the heading path each stands under."""
    outline = Outline()
    placed = []
    for level, text in blocks:
        if level:
            outline.open(outline.levelled(level), text)
        placed.append((outline.path, level > 0, text))
    return placed
