"""Running headers, footers and page numbers: what most pages of a document repeat at their edges."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.papers.printed import PrintedLine, PrintedPage

_BAND = 0.14  # of a page's height, at its top and at its bottom: an inch and a half of a letter page
_MOST_LINES = 4  # in one band; more is text that begins high
_MOST_NUMBERS = 4
_SAME_PLACE = 4  # points by which a line may stand higher on another page
_APART = 1.5  # letter heights between a running line and the text
_SHARE = 0.5
_NUMBER = re.compile(r"\d{1,6}")
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|página|seite|p\.?)\s*)?[-\u2013\u2014|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-\u2013\u2014|]?"
    r"(?:\s*(?:of|de|sur|/)\s*\d{1,4})?",
    re.IGNORECASE,
)

_Key = tuple[int, float, str]


def running_lines(pages: Sequence[PrintedPage]) -> list[dict[int, str]]:
    """For each page the positions of its lines that run along the edge, each with what it has in common with others."""
    bands = [[list(_band(page, order)) for order in _from_the_edges(page)] for page in pages]
    counts: Counter[_Key] = Counter()
    for page, both in zip(pages, bands, strict=True):
        counts.update({key for band in both for at in band for key in _keys_of(page.lines[at], page)})
    needed = max(2, _SHARE * len(pages))
    return [
        {at: key for band in both for at, key in _running(page, band, counts, needed)}
        for page, both in zip(pages, bands, strict=True)
    ]


def _from_the_edges(page: PrintedPage) -> tuple[list[int], list[int]]:
    order = sorted(range(len(page.lines)), key=lambda at: (-page.lines[at].baseline, at))
    return order, order[::-1]


def _band(page: PrintedPage, order: Sequence[int]) -> Iterator[int]:
    """The lines near the edge that the order begins at."""
    for at in order[:_MOST_LINES]:
        if _from_edge(page.lines[at], page) < _BAND * page.height:
            yield at


def _running(page: PrintedPage, band: Sequence[int], counts: Counter[_Key], needed: float) -> Iterator[tuple[int, str]]:
    """From the edge inward the lines that other pages have too, as far as they stand apart from the text."""
    found: list[tuple[int, str]] = []
    for at in band:
        line = page.lines[at]
        best = max(_keys_of(line, page), key=lambda key: (counts[key], key))
        is_number = _PAGE_NUMBER.fullmatch(line.text) is not None
        if counts[best] < needed and not is_number:
            break
        found.append((at, "#" if is_number else best[2]))
    while found and _touches_text(page, found):
        found.pop()
    yield from found


def _touches_text(page: PrintedPage, found: Sequence[tuple[int, str]]) -> bool:
    at = found[-1][0]
    line, taken = page.lines[at], {each for each, _ in found}
    return any(
        other.size == line.size and abs(other.baseline - line.baseline) < _APART * line.size
        for number, other in enumerate(page.lines)
        if number not in taken
    )


def _from_edge(line: PrintedLine, page: PrintedPage) -> float:
    return min(abs(page.height - line.baseline), abs(line.baseline))


def _keys_of(line: PrintedLine, page: PrintedPage) -> Iterator[_Key]:
    """What the same line would read on every page: as it is, or with one number counting with the pages."""
    place = round(_from_edge(line, page) / _SAME_PLACE)
    yield place, line.size, line.text
    for match in list(_NUMBER.finditer(line.text))[:_MOST_NUMBERS]:
        step = int(match.group()) - page.number
        yield place, line.size, f"{line.text[: match.start()]}#{step:+d}{line.text[match.end() :]}"
