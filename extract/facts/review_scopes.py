"""What review dates are about once all of them are known: stamps of listed items are not the page's."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.facts.review_words import FIRM
from extract.values import Fact, FactKind, Scope
from extract.visible import Line

Placed = tuple[int, int, Fact]
"""A fact with the number of its line and its position in it."""

_DATED_ITEM = re.compile(r"(?:posted|published|created|issued|added)\b[^\n]{0,20}\d", re.IGNORECASE)
_BARE = re.compile(r"(?:reviewed|updated|modified|revised|changed)(?:\s+(?:date|on))?", re.IGNORECASE)
_NAMES_PAGE = re.compile(r"\bpage\b|\bpágina\b", re.IGNORECASE)
_MANY = 3  # the same label so often is a list's, even where all dates are equal; a page says it twice, top and bottom


def with_scopes(placed: Sequence[Placed], lines: Sequence[Line]) -> list[Placed]:
    """The facts, in order, with review dates of list items, table rows and inner headings given to their section."""
    stamps = [index for index, (_, _, fact) in enumerate(placed) if _is_of_page(fact)]
    if not stamps:
        return list(placed)
    listed = {
        *_repeated(placed, stamps),
        *_beside_the_own(placed, stamps, lines),
        *(index for index in stamps if _is_of_item(placed[index], lines)),
    }
    return [
        (number, at, replace(fact, scope=Scope.SECTION) if index in listed else fact)
        for index, (number, at, fact) in enumerate(placed)
    ]


def _is_of_page(fact: Fact) -> bool:
    return fact.kind is FactKind.REVIEW_DATE and fact.scope is Scope.PAGE


def _repeated(placed: Sequence[Placed], stamps: Sequence[int]) -> Iterator[int]:
    """Stamps whose label stands beside several dates, except one that alone stands directly under the title."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index in stamps:
        groups[placed[index][2].label.casefold()].append(index)
    for group in groups.values():
        if len({placed[index][2].value for index in group}) > 1 or len(group) >= _MANY:
            own = _own(placed, group)
            yield from (index for index in group if index != own)


def _beside_the_own(placed: Sequence[Placed], stamps: Sequence[int], lines: Sequence[Line]) -> Iterator[int]:
    """Stamps beside a better one with another date: within a line of other words beside "This page was last …", or
    a bare "updated" beside a "last updated"."""
    own = {placed[index][2].value for index in stamps if _NAMES_PAGE.search(placed[index][2].label)}
    firm = {placed[index][2].value for index in stamps if FIRM.search(placed[index][2].label)}
    for index in stamps:
        number, at, fact = placed[index]
        begins = lines[number].text[:at].casefold().lstrip(" (*").startswith(fact.label.casefold())
        is_within = at > 0 and not begins and own and fact.value not in own
        if is_within or (firm and fact.value not in firm and _BARE.fullmatch(fact.label)):
            yield index


def _own(placed: Sequence[Placed], group: Sequence[int]) -> int | None:
    """The one stamp of a group that stands under no heading but the title's, where all others stand deeper."""
    shallow = [index for index in group if placed[index][2].inside and len(placed[index][2].path) <= 1]
    deeper = [index for index in group if index not in shallow]
    return shallow[0] if len(shallow) == 1 and deeper and group[0] == shallow[0] else None


def _is_of_item(each: Placed, lines: Sequence[Line]) -> bool:
    number, at, fact = each
    line = lines[number]
    if " | " in line.text[:at]:
        return _is_table_row(lines, number)
    if _BARE.fullmatch(fact.label) is None:
        return False
    label_at = line.text[:at].casefold().rfind(fact.label.casefold())
    if line.level:
        return label_at > 0 and _has_prose_before(lines, number)
    return _is_named(line.text[: max(label_at, 0)]) or _stands_in_dated_list(lines, number)


def _is_table_row(lines: Sequence[Line], number: int) -> bool:
    """Whether a row of three cells or more has a neighbour with as many."""
    cells = lines[number].text.count(" | ")
    beside = [each.text.count(" | ") for each in (*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2])]
    return cells >= 2 and cells in beside


def _is_named(before: str) -> bool:
    """Whether the words before a bare label name an item ("Form A (revised 2016)") rather than a date or an author."""
    words = before.strip(" ([*\u2192\u2022\u00b7|,;-")
    return bool(words) and re.search(r"\d{4}|\d/\d|\b(?:by|posted|published|created)\b", words, re.IGNORECASE) is None


def _has_prose_before(lines: Sequence[Line], number: int) -> bool:
    return any(line.inside and not line.level for line in lines[:number])


def _stands_in_dated_list(lines: Sequence[Line], number: int) -> bool:
    """Whether the page dates its items ("Posted May 3") so often that an "Updated" among them is an item's."""
    inside = lines[number].inside
    dated = sum(1 for line in lines if line.inside == inside and _DATED_ITEM.match(line.text))
    return dated >= _MANY
