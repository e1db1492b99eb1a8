"""Text that a page had before: flip-flops, and places that change all the time."""

from collections.abc import Iterator

from diff.kinds.situation import Situation
from diff.values import Edit, Finding


def returns_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Text that a page had before: flip-flops, and places that change all the time."""
    yield from ()
