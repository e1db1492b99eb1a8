"""What became of a review date: moved, backwards, in the future, removed, contradicted."""

from collections.abc import Iterator

from diff.kinds.situation import Situation
from diff.values import Edit, Finding


def stamp_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """What became of a review date: moved, backwards, in the future, removed, contradicted."""
    yield from ()
