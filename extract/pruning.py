"""What trafilatura keeps: of a region rebuilt as plain headings and paragraphs, or of a whole page."""

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.core import determine_returnstring
from trafilatura.settings import Document, Extractor

from extract.text import normalise
from extract.visible import Line

Block = tuple[int, str]
"""A heading level (0 for text) and the text."""

# What `trafilatura.extract` does, without the fingerprint it would put into the XML: a third of its time.
_FAST, _FULL = (
    Extractor(output_format="xml", fast=fast, comments=False, tables=True, dedup=False) for fast in (True, False)
)
_LEVELS = {f"h{number}": number for number in range(1, 7)}


def keep_of_lines(lines: list[Line]) -> list[Block]:
    """What trafilatura keeps of a region's lines, as (heading level or 0, text), in order.

    It sees headings and paragraphs only, so that its choice cannot depend on the template around them.
    """
    root = html.Element("html")
    article = etree.SubElement(etree.SubElement(root, "body"), "article")
    for line in lines:
        tag = f"h{min(6, len(line.path))}" if line.level else "p"
        etree.SubElement(article, tag).text = line.flat
    return _kept(root, fast=True)


def keep_of_page(root: etree._Element) -> list[Block]:
    """What trafilatura takes for the content of a whole page without landmarks; the tree is changed for it."""
    _keep_headings(root)
    return _kept(root, fast=False)


def _keep_headings(root: etree._Element) -> None:
    """Markup whose text trafilatura would drop, turned into plain markup."""
    for button in [each for heading in root.iter(*_LEVELS) for each in heading.iter("button")]:
        button.tag = "span"
    for moment in root.iter("time"):
        moment.tag = "span"
    for summary in root.iter("summary"):
        if next(summary.iter(*_LEVELS), None) is None:
            summary.tag = "h4"


def _kept(root: etree._Element, *, fast: bool) -> list[Block]:
    options = _FAST if fast else _FULL
    document = bare_extraction(root, options=options)
    found = determine_returnstring(document, options) if isinstance(document, Document) else None
    return _blocks(found) if found else []


def _blocks(document: str) -> list[Block]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    blocks: list[Block] = []
    main = etree.fromstring(document.encode("utf-8"), parser=parser).find("main")
    if main is not None:
        _collect(main, blocks)
    return [(level, text) for level, text in blocks if any(map(str.isalnum, text))]


def _collect(main: etree._Element, blocks: list[Block]) -> None:
    """One block for each head, paragraph, item and row, in document order, without recursion."""
    pending = [""]
    level = 0
    for event, element in etree.iterwalk(main, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS:
                _flush(pending, level, blocks)
                level = _LEVELS.get(str(element.get("rend")), 2) if tag == "head" else level
            pending.append(" " if tag == "lb" else element.text or "")
        else:
            if tag == "cell" and element.getnext() is not None:
                pending.append(" | ")
            if tag in _BLOCKS:
                _flush(pending, level, blocks)
                level = 0 if tag == "head" else level
            pending.append(element.tail or "")


def _flush(pending: list[str], level: int, blocks: list[Block]) -> None:
    blocks.append((level, normalise("".join(pending))))
    pending.clear()


_BLOCKS = frozenset({"head", "p", "item", "row", "list", "table", "quote", "code", "main", "div"})
