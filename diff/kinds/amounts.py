"""Numbers, dates and deadlines that an edit puts for others."""

from collections.abc import Iterator

from diff.kinds.situation import Situation
from diff.values import Edit, Finding


def amounts_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Numbers, dates and deadlines that an edit puts for others."""
    yield from ()
