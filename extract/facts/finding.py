"""The facts of a page, read from the whole walk."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

from extract.facts.contact_lines import contact_lines_in
from extract.facts.dates import language_at
from extract.facts.emails import emails_in, states_email
from extract.facts.forms import forms_in
from extract.facts.links import Addresses, links_of
from extract.facts.owners import with_owners
from extract.facts.phones import phones_in, states_phone
from extract.facts.policies import obligations_of, policies_in
from extract.facts.review_scopes import with_scopes
from extract.facts.reviews import reviews_in
from extract.values import Fact
from extract.visible import Anchor, Line, Walked

_CONTACTS = ("mailto:", "tel:")
_HINT = re.compile(r"[\d@(\[{]")  # a digit, an address, or brackets that may disguise one
_HINT_IN_WORDS = " AT "


def facts_of(walked: Walked, addresses: Addresses, language: str) -> tuple[Fact, ...]:
    """Every fact in document order, once per statement."""
    lines, language = walked.lines, language_at(addresses.host, language)
    links = links_of(walked, addresses)
    placed = [(line, len(lines), fact) for line, fact in (*links, *forms_in(links))]
    placed += [(number, -1, fact) for number, fact in obligations_of(lines)]
    anchors = _contact_anchors(walked)
    for number, line in enumerate(lines):
        if number in anchors or _may_state(line):
            placed += [(number, at, fact) for at, fact in _stated_in(lines, number, anchors.get(number, []), language)]
    placed.sort(key=itemgetter(0, 1))
    once: dict[object, Fact] = {}
    for _, _, fact in with_owners(with_scopes(placed, lines), lines):
        once.setdefault(fact.statement, fact)
    return tuple(once.values())


def _may_state(line: Line) -> bool:
    """Whether a line has a hint of anything that is found in lines: most have none."""
    return bool(line.datetime or _HINT.search(line.text) or _HINT_IN_WORDS in line.text)


def _stated_in(lines: Sequence[Line], number: int, anchors: list[Anchor], language: str) -> Iterator[tuple[int, Fact]]:
    """What one line and the contact links in it state, each with its position."""
    line = lines[number]
    yield from reviews_in(lines, number, language)
    yield from phones_in(line, lines[number - 1] if number else None, anchors)
    yield from emails_in(line, anchors)
    yield from contact_lines_in(lines, number)
    yield from policies_in(lines, number, language)


def states_something(lines: list[Line], number: int) -> bool:
    """Whether a line states a review date or a contact."""
    line = lines[number]
    if states_phone(line) or states_email(line):
        return True
    return any(next(found, None) for found in (reviews_in(lines, number, ""), contact_lines_in(lines, number)))


def _contact_anchors(walked: Walked) -> dict[int, list[Anchor]]:
    found: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in walked.anchors:
        if anchor.href.lower().startswith(_CONTACTS):
            found[anchor.line].append(anchor)
    return found
