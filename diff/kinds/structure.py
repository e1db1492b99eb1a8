"""Sections that moved, were renamed, split or merged; text that came or went."""

from collections.abc import Iterator

from diff.kinds.situation import Situation
from diff.values import Edit, Finding


def structure_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Sections that moved, were renamed, split or merged; text that came or went."""
    yield from ()
