"""The facts of a page, read from the whole walk."""

from collections import defaultdict

from extract.emails import emails_in, states_email
from extract.links import Addresses, links_of
from extract.phones import phones_in, states_phone
from extract.reviews import reviews_in
from extract.values import Fact
from extract.visible import Anchor, Line, Walked

_CONTACTS = ("mailto:", "tel:")


def facts_of(walked: Walked, addresses: Addresses, language: str) -> tuple[Fact, ...]:
    """Every fact in document order, once per statement."""
    placed = [(line, len(walked.lines), fact) for line, fact in links_of(walked, addresses)]
    anchors = _contact_anchors(walked)
    for number, line in enumerate(walked.lines):
        before = walked.lines[number - 1] if number else None
        placed += [(number, at, fact) for at, fact in reviews_in(walked.lines, number, language)]
        placed += [(number, at, fact) for at, fact in phones_in(line, before, anchors[number])]
        placed += [(number, at, fact) for at, fact in emails_in(line, anchors[number])]
    placed.sort(key=lambda each: each[:2])
    once: dict[object, Fact] = {}
    for _, _, fact in placed:
        once.setdefault(fact.statement, fact)
    return tuple(once.values())


def states_something(lines: list[Line], number: int) -> bool:
    """Whether a line states a review date, a phone number or an e-mail address."""
    line = lines[number]
    return states_phone(line) or states_email(line) or next(reviews_in(lines, number, ""), None) is not None


def _contact_anchors(walked: Walked) -> dict[int, list[Anchor]]:
    found: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in walked.anchors:
        if anchor.href.lower().startswith(_CONTACTS):
            found[anchor.line].append(anchor)
    return found
