"""What an edit does to what must, may and must not be done."""

from collections.abc import Iterator

from diff.kinds.situation import Situation
from diff.values import Edit, Finding


def obligation_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """What an edit does to what must, may and must not be done."""
    yield from ()
