"""Phones, e-mails, addresses, hours and forms of an office that changed, came, went or moved."""

from collections.abc import Iterator

from diff.kinds.situation import Situation
from diff.values import Edit, Finding


def contacts_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Phones, e-mails, addresses, hours and forms of an office that changed, came, went or moved."""
    yield from ()
