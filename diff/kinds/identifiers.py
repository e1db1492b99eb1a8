"""Policy identifiers (directives, forms, citations) that came, went or changed."""

from collections.abc import Iterator

from diff.kinds.situation import Situation
from diff.values import Edit, Finding


def identifiers_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Policy identifiers (directives, forms, citations) that came, went or changed."""
    yield from ()
