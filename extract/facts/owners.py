"""Whose contact a fact is: the office or person that a table's row, the lines above it or its headings name.

The first of these that answers, each independent of the numbers themselves:
1. in a row of a table, the first cell that is a name;
2. a label that is such a name ("Office of Public Affairs: (202) 555-0143");
3. the nearest line above in the same paragraph that names a person with a post, or, under a heading that names no
   office, an office, else its first line where it reads as a name ("Phone" stands under a name); of an address its own;
4. the nearest line above in the same section, over other contact lines and labels, that does so; of a line that holds
   nothing but contacts any line directly above that reads as a name;
5. under a heading like "Phone" the heading before it of the same level, if nothing but such headings follow it;
6. the innermost heading that is neither a mere channel ("Phone") nor a question nor an order; else that is no channel.
Outside the content it is the site's own, and has no owner.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.facts.contacts import CONTACT_KINDS
from extract.facts.names import (
    asks_or_orders,
    is_channel,
    is_facet,
    is_person_like,
    is_post,
    is_title,
    office_in,
    person_in,
)
from extract.values import Fact, FactKind
from extract.visible import Line

_CELL = " | "
_HOLDS_CONTACT = re.compile(r"@|\d{3}[ .)\u2013-]{1,3}\d{4}")
_MOST_LINES_ABOVE = 8
_WINDOW = 400  # characters of a line that are looked through for a name
_LONGEST_ROW = 2_000
_MOST_NAME_WORDS = 6  # of a name that neither "Office" nor a post tells from any other words
_MOST_LINES_OF_CARD = 60
_MOST_OTHER_WORDS = 3  # beside its contacts, in a line that is nothing but contacts

_Placed = tuple[int, int, Fact]


def with_owners(placed: Sequence[_Placed], lines: Sequence[Line]) -> list[_Placed]:
    """The facts (line number, position, fact), in order, with an owner where it is a contact's."""
    page = _Page(placed, lines)
    return [
        (number, at, replace(fact, owner=page.owner(number, at, fact)) if _is_inside(fact) else fact)
        for number, at, fact in placed
    ]


def _is_inside(fact: Fact) -> bool:
    return fact.kind in CONTACT_KINDS and fact.inside


class _Page:
    """The lines of a page and which of them are contact lines."""

    def __init__(self, placed: Sequence[_Placed], lines: Sequence[Line]) -> None:
        self._lines = lines
        self._facts: dict[int, list[Fact]] = {}
        for number, _, fact in placed:
            if _is_inside(fact):
                self._facts.setdefault(number, []).append(fact)
        self._contact_lines = self._facts.keys() | self._address_lines()
        self._above: dict[int, str] = {}

    def owner(self, number: int, at: int, fact: Fact) -> str:
        """The name of whose contact a fact is, empty where nothing names it."""
        heading, is_told = _heading(fact.path), _is_told(fact.path)
        if number >= len(self._lines):
            return heading
        line = self._lines[number]
        if fact.kind is FactKind.FORM:  # links come with their line alone
            at = max(0, line.text.find(fact.label, 0, _LONGEST_ROW))
        is_row = _CELL in line.text[:_LONGEST_ROW]
        own = _named_cell(line.text) if is_row else _in_paragraph(line.text, at, fact, is_told=is_told)
        return own or self._in_section(number) or self._beside(number) or heading

    def _beside(self, number: int) -> str:
        """The heading that stands over nothing but its following siblings, where they are "Phone" and "Website"."""
        path = self._lines[number].path
        if not path or not is_facet(path[-1]):
            return ""
        for other in range(number - 1, max(0, number - _MOST_LINES_OF_CARD), -1):
            above, below = self._lines[other], self._lines[other + 1]
            if above.path[:-1] != path[:-1] or not above.inside:
                return ""
            if above.level and not is_channel(above.text) and not above.text.endswith(":"):
                is_alone = below.level and below.path[:-1] == path[:-1]
                return above.text if is_alone and not asks_or_orders(above.text) else ""
        return ""

    def _in_section(self, number: int) -> str:
        if number not in self._above:
            self._above[number] = self._name_above(number)
        return self._above[number]

    def _name_above(self, number: int) -> str:
        """The nearest name on a line above in the same section; prose between them parts them."""
        line, is_bare = self._lines[number], self._is_bare(number)
        named = person_in if _is_told(line.path) else _named
        for other in range(number - 1, max(-1, number - 1 - _MOST_LINES_ABOVE), -1):
            above = self._lines[other]
            if above.level or above.path != line.path or not above.inside:
                return ""
            if other in self._contact_lines:
                is_row = _CELL in above.text[:_LONGEST_ROW]
                name = "" if is_row else _last_named(above.text[:_WINDOW].split("\n"), named)
            elif is_channel(above.text) or (is_post(above.text) and not person_in(above.text)):
                continue
            else:
                name = _standing_name(above.text, is_bare=is_bare)
                if not name:
                    return ""
            if name:
                return name
        return ""

    def _is_bare(self, number: int) -> bool:
        """Whether a line holds nothing but contacts and what labels them; a mere link to a form is none."""
        rest = self._lines[number].text
        if len(rest) > _WINDOW or all(fact.kind is FactKind.FORM for fact in self._facts[number]):
            return False
        for fact in self._facts[number]:
            for shown in (fact.raw, fact.label):
                rest = rest.replace(shown, " ") if shown else rest
        return len([word for word in rest.split() if any(map(str.isalpha, word))]) <= _MOST_OTHER_WORDS

    def _address_lines(self) -> set[int]:
        """The lines above that belong to an address found in the line that ends it."""
        found = set()
        for number, facts in self._facts.items():
            for fact in facts:
                for above in range(number - 1, max(-1, number - 4), -1):
                    if fact.kind is not FactKind.ADDRESS or self._lines[above].text not in fact.raw:
                        break
                    found.add(above)
        return found


def _is_told(path: Sequence[str]) -> bool:
    """Whether the headings say whose the contacts are, so that an office in a line is only whom a letter is for."""
    heading = _heading(path)
    return bool(office_in(heading) or is_post(heading) or (heading and is_facet(path[-1])))


def _heading(path: Sequence[str]) -> str:
    """The innermost heading that names something; one that holds a number itself would change with it."""
    names = [
        heading.rstrip(": ")
        for heading in reversed(path)
        if not is_channel(heading) and not _HOLDS_CONTACT.search(heading)
    ]
    return next((name for name in names if not asks_or_orders(name)), names[0] if names else "")


def _in_paragraph(text: str, at: int, fact: Fact, *, is_told: bool) -> str:
    """Who is named by the fact's label, by the address itself, or by the lines of its paragraph above it."""
    above = text[max(0, at - _WINDOW) : at].split("\n")[:-1]
    shown = fact.raw.split("\n")[:-1] if fact.kind is FactKind.ADDRESS else []
    said = [line.strip() for line in (*above, *shown)]
    name = _last_named((*said, fact.label), person_in if is_told else _named)
    if name or is_told:
        return name
    if at <= _WINDOW and said and _is_head(said[0]):
        return said[0]
    return fact.label if not _heading(fact.path) and _is_head(fact.label) else ""


def _last_named(texts: Sequence[str], named: Callable[[str], str]) -> str:
    """The last name among lines: a person's counts where the post is given beside it or on the line below."""
    below = ""
    for text in reversed(texts):
        name = named(text) or (text if is_post(below) and is_person_like(text) else "")
        if name:
            return name
        below = text
    return ""


def _named(text: str) -> str:
    return person_in(text) or office_in(text)


def _is_head(text: str) -> bool:
    """Whether a line directly above contacts says whose they are, though it gives no office and no post."""
    return len(text.split()) <= _MOST_NAME_WORDS and is_title(text) and not any(map(str.isdigit, text))


def _named_cell(row: str) -> str:
    """The first cell of a row that is a name."""
    for cell in row[:_WINDOW].split(_CELL):
        if is_title(cell.strip()):
            return person_in(cell) or cell.strip()
    return ""


def _standing_name(text: str, *, is_bare: bool) -> str:
    """The name a line of its own is, where it is one."""
    lines = text[:_WINDOW].split("\n")
    return _last_named(lines, _named) or (lines[-1].strip() if is_bare and _is_head(lines[-1].strip()) else "")
