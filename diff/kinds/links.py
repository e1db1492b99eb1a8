"""Links and documents: another target under the same words, gained, lost."""

from collections.abc import Iterator

from diff.kinds.situation import Situation
from diff.values import Edit, Finding


def links_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Links and documents: another target under the same words, gained, lost."""
    yield from ()
