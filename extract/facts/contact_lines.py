"""Postal addresses and hours: the contact facts that take more than a word of a line."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from extract.facts.hours import hours_in
from extract.facts.postal import postal_in
from extract.facts.postal_abroad import abroad_in
from extract.values import Fact
from extract.visible import Line

_DIGIT = re.compile(r"[0-9]")


def contact_lines_in(lines: Sequence[Line], number: int) -> Iterator[tuple[int, Fact]]:
    """Addresses and hours that begin in one line, each with its position in it."""
    if _DIGIT.search(lines[number].text) is None:
        return iter(())
    return chain(postal_in(lines, number), abroad_in(lines[number]), hours_in(lines, number))
