"""Sections that together are one passage of the other version: put in its order, and joined."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median_low

from diff.tokens import keys_of
from extract.values import Section

BETWEEN = "\n\n"
"""Stands between the texts of portions: a section has no blank line of its own."""


def in_order_of(text: str, portions: Sequence[Section]) -> list[Section]:
    """The portions in the order in which the text holds most of what each says; as they come where it holds none."""
    keys = keys_of(text)
    counts = Counter(keys)
    positions = {key: position for position, key in enumerate(keys) if counts[key] == 1}
    return sorted(portions, key=lambda portion: _place(portion, positions, end=len(keys)))


def joined(portions: Iterable[Section]) -> str:
    """Their texts as one, a blank line between two; bare headings have none."""
    return BETWEEN.join(portion.text for portion in portions if portion.text)


def _place(portion: Section, positions: Mapping[str, int], *, end: int) -> int:
    """Where the words of a portion stand that occur once."""
    return median_low([positions[key] for key in keys_of(portion.text) if key in positions] or [end])
