"""PDF: printed lines to headings, paragraphs and what runs along the edges of the pages."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.papers.margins import running_lines
from extract.papers.paper import Paper, Writer
from extract.papers.paragraphs import Paragraph, PlacedLine, Typesetting, is_list_item, paragraphs_of, text_of
from extract.papers.printed import Printed, PrintedPage, printed
from extract.text import LINE_BREAK

_LARGER = 1.12
_LONGEST_HEADING = 200
_MOST_HEADING_LINES = 4
_MOST_HEADING_WORDS = 8  # of one that ends in a full stop ("1. Purpose.")
_FILE_NAME = re.compile(
    r"(?:untitled|[^\s]*\.(?:docx?|pdf|indd|wpd|pub|pptx?|xlsx?|pmd|fm|qxd|rtf|txt))", re.IGNORECASE
)
_MADE_BY = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|powerpoint presentation|slide 1)\b(?: - )?", re.IGNORECASE
)

_Style = tuple[float, bool]


def read_pdf(body: bytes) -> Paper | None:
    """A PDF's text under its headings, page by page where it has none; None where no page holds text (a scan).

    Raises ExtractionError where it is damaged, encrypted or beyond the limits.
    """
    document = printed(body)
    if not any(page.lines for page in document.pages):
        return None
    running = running_lines(document.pages)
    lines = _content_lines(document.pages, running)
    typesetting = Typesetting.of(lines)
    paragraphs = [_demoted(each) for each in paragraphs_of(_ranked(lines), typesetting)]
    writer = Writer()
    places = _write(paragraphs, typesetting, writer)
    _write_links(document.pages, places, writer)
    _write_running(document.pages, running, writer)
    title = _title(document, paragraphs, typesetting)
    return Paper(title, writer.walked, _extent(document), document.language)


def _content_lines(pages: Sequence[PrintedPage], running: Sequence[dict[int, str]]) -> list[PlacedLine]:
    return [
        PlacedLine(line, page.number, at)
        for page, edges in zip(pages, running, strict=True)
        for at, line in enumerate(page.lines)
        if at not in edges
    ]


# -- headings -----------------------------------------------------------------------------------------------------


def _ranked(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """The lines with the rank of their style: 1 for the largest heading style, 0 for running text."""
    weights: Counter[_Style] = Counter()
    for each in lines:
        weights[each.line.size, each.line.bold] += len(each.line.text)
    if not weights:
        return []
    body = max(weights, key=lambda style: (weights[style], style))
    styles = sorted({style for style in weights if _outranks(style, body)}, key=lambda style: (-style[0], not style[1]))
    ranks = {style: number for number, style in enumerate(styles, 1)}
    return [replace(each, rank=ranks.get((each.line.size, each.line.bold), 0)) for each in lines]


def _outranks(style: _Style, body: _Style) -> bool:
    (size, is_bold), (usual, is_usually_bold) = style, body
    return size >= max(_LARGER * usual, usual + 1) or (is_bold and not is_usually_bold and size >= usual)


def _demoted(paragraph: Paragraph) -> Paragraph:
    """What has the style of a heading and reads like text is text."""
    if paragraph.rank:
        text = " ".join(each.line.text for each in paragraph.lines)
        is_sentence = text[-1] in ",;" or (text[-1] == "." and len(text.split()) > _MOST_HEADING_WORDS)
        is_long = len(paragraph.lines) > _MOST_HEADING_LINES or len(text) > _LONGEST_HEADING
        is_other = is_list_item(text) or " | " in text or sum(character.isalpha() for character in text) < 2
        if is_sentence or is_long or is_other:
            paragraph.rank = 0
    return paragraph


# -- writing ------------------------------------------------------------------------------------------------------


def _write(paragraphs: Sequence[Paragraph], typesetting: Typesetting, writer: Writer) -> dict[tuple[int, int], int]:
    """Write the paragraphs; the number of the written line for each printed one."""
    by_page = not any(each.rank for each in paragraphs)
    page, places = 0, {}
    for each in paragraphs:
        if by_page and each.page != page:
            page = each.page
            writer.heading((1,), f"Page {page}")
        text = text_of(each, typesetting)
        places.update({(line.page, line.at): writer.next_line for line in each.lines})
        if each.rank:
            writer.heading((each.rank,), text)
        else:
            writer.text(text)
    return places


def _write_links(pages: Sequence[PrintedPage], places: dict[tuple[int, int], int], writer: Writer) -> None:
    """The links in the order of their lines; a link broken over two lines is one."""
    found: dict[tuple[int, str], list[str]] = {}
    for page in pages:
        middles = sorted(
            (line.baseline + line.size / 3, at) for at, line in enumerate(page.lines) if (page.number, at) in places
        )
        for link in page.links if middles else ():
            at = _nearest(middles, link.middle)
            found.setdefault((places[page.number, at], link.href), []).append(link.text)
    for (number, href), texts in sorted(found.items(), key=lambda each: each[0][0]):
        writer.link(href, " ".join(texts), number)


def _nearest(middles: Sequence[tuple[float, int]], middle: float) -> int:
    after = bisect_left(middles, (middle, -1))
    return min(middles[max(0, after - 1) : after + 1], key=lambda each: abs(each[0] - middle))[1]


def _write_running(pages: Sequence[PrintedPage], running: Sequence[dict[int, str]], writer: Writer) -> None:
    once: dict[str, str] = {}
    for page, edges in zip(pages, running, strict=True):
        for at in sorted(edges):
            once.setdefault(edges[at], page.lines[at].text)
    for text in once.values():
        writer.around(text)


def _title(document: Printed, paragraphs: Sequence[Paragraph], typesetting: Typesetting) -> str:
    """What the metadata call it, unless that is a file's name; else the highest heading of its first page."""
    given = _MADE_BY.sub("", document.title)
    if given and not _FILE_NAME.fullmatch(given):
        return given
    first = [each for each in paragraphs if each.page == paragraphs[0].page]
    best = min(first, key=lambda each: each.rank or _LONGEST_HEADING, default=None)
    return text_of(best, typesetting).replace(LINE_BREAK, " ")[:_LONGEST_HEADING] if best else ""


def _extent(document: Printed) -> str:
    missing = document.count - len(document.pages)
    pages = f"{document.count:,} page{'s' * (document.count != 1)}"
    return f"{pages}, {missing:,} unreadable" if missing else pages
