"""Lines in order to sections with heading paths."""

from collections.abc import Iterable

from extract.values import Section
from extract.visible import Line


def sections_of(lines: Iterable[Line]) -> tuple[Section, ...]:
    """Each heading begins a section, and so does text before any heading."""
    found: list[tuple[tuple[str, ...], list[str]]] = []
    for line in lines:
        if line.level or not found:
            found.append((line.path, []))
        if not line.level:
            found[-1][1].append(line.flat)
    return tuple(Section(path, "\n".join(texts)) for path, texts in found)
