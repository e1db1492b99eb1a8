"""What text and review dates say together: silent edits and date bumps, of the page and of its sections."""

from collections.abc import Iterator

from diff.kinds.situation import Situation
from diff.values import Finding


def labels_of(situation: Situation) -> Iterator[Finding]:
    """Whether the content moved and its review label stayed, or the label moved and the content stayed."""
    yield from ()
