"""Postal addresses outside North America: kept whole, and only where their end leaves no doubt.

Such an address is a run of short lines in one paragraph that ends in the name of a country or in a British postcode.
Its one part is its country, or its postcode where it names none.
"""

import re
from collections.abc import Iterator

from extract.facts.places import COUNTRIES
from extract.facts.postal import is_postal_line, one_line
from extract.values import Fact, FactKind
from extract.visible import Line

_POSTCODE = re.compile(r"(?:^|[\s,])(?P<code>[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2})$")
_NUMBERED = re.compile(r"\d+[\w/-]*,? [^\W\d_]{2}|[^\W\d_]+ [^\W\d_]+,? (?:[Nn]o\.? ?)?\d|\d{4,6} [^\W\d_]")
_STREET = re.compile(r"\d{1,5}[\w/-]{0,3},? [^\W\d_][^@:?!|;]{2,50}")  # "24 rue du Louvre"
_MOST_LINES = 7
_LONGEST_PARAGRAPH = 2_000  # an address is a paragraph of its own, or stands in a short one


def abroad_in(line: Line) -> Iterator[tuple[int, Fact]]:
    """The addresses abroad in one line, each with its position in it."""
    if "\n" not in line.text or len(line.text) > _LONGEST_PARAGRAPH:
        return
    shown = line.text.split("\n")
    taken = 0
    for at, last in enumerate(shown):
        end = _end_of(last.strip(" ."))
        block = _block(shown[max(taken, at - _MOST_LINES) : at + 1]) if end is not None else []
        if end is not None and block:
            raw, taken = "\n".join(block), at + 1
            value = one_line(", ".join(block))
            path, inside = line.path, line.inside
            yield line.text.find(raw), Fact(FactKind.ADDRESS, value, "", raw, path, inside, parts=(end,))


def _end_of(last: str) -> tuple[str, str] | None:
    """The part that ends an address abroad: its country, or its postcode."""
    country = last.rpartition(",")[2].strip()
    if country.upper() in COUNTRIES:
        return "country", country
    code = _POSTCODE.search(last)
    return ("postcode", code.group("code")) if code else None


def _block(shown: list[str]) -> list[str]:
    """The lines of an address from below, none where they are too few or give no number."""
    block: list[str] = []
    for piece in reversed(shown):
        is_country = bool(block) and piece.strip().upper() in COUNTRIES
        if is_country or not (is_postal_line(piece) or _STREET.fullmatch(piece)):
            break
        block.insert(0, piece)
    is_bare_end = bool(block) and block[-1].strip(" .").upper() in COUNTRIES
    is_whole = len(block) >= 2 + is_bare_end and any(_NUMBERED.match(piece) for piece in block)
    return block if is_whole else []
