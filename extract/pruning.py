"""What trafilatura keeps: of a region rebuilt as plain headings and paragraphs, or of a whole page."""

from lxml import etree
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor
from trafilatura.utils import sanitize, sanitize_tree
from trafilatura.xml import remove_empty_elements, strip_double_tags

from extract.parsing import TrafilaturaHtml
from extract.text import normalise
from extract.visible import Line

# What `trafilatura.extract` does, without the XML it would write: a third of its time.
_FAST, _FULL = (
    Extractor(output_format="xml", fast=fast, comments=False, tables=True, dedup=False) for fast in (True, False)
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset({"body", "head", "p", "item", "row", "list", "table", "quote", "code", "main", "div"})

_FLAT = frozenset({"head", "p"})


def keep_of_lines(lines: list[Line]) -> list[str]:
    """The texts trafilatura keeps of a region's lines, in order.

    It sees headings and paragraphs only, so that its choice cannot depend on the template around them.
    """
    root = TrafilaturaHtml().makeelement("html")
    article = etree.SubElement(etree.SubElement(root, "body"), "article")
    for line in lines:
        tag = f"h{min(6, len(line.path))}" if line.level else "p"
        etree.SubElement(article, tag).text = line.flat
    return _kept(root, _FAST)


def keep_of_page(root: etree._Element) -> list[str]:
    """The texts trafilatura takes for the content of a whole page without landmarks; the tree is changed for it."""
    _keep_headings(root)
    return _kept(root, _FULL)


def _keep_headings(root: etree._Element) -> None:
    """Markup whose text trafilatura would drop, turned into plain markup."""
    for button in [each for heading in root.iter(*_HEADINGS) for each in heading.iter("button")]:
        button.tag = "span"
    for moment in root.iter("time"):
        moment.tag = "span"
    for summary in root.iter("summary"):
        if next(summary.iter(*_HEADINGS), None) is None:
            summary.tag = "h4"


def _kept(root: etree._Element, options: Extractor) -> list[str]:
    document = bare_extraction(root, options=options)
    if not isinstance(document, Document):
        return []
    body = document.body
    if body.text or any(len(each) or each.tag not in _FLAT for each in body):
        strip_double_tags(body)
        remove_empty_elements(body)
        texts = _blocks(sanitize_tree(body))
    else:
        said = [text for each in body for text in (each.text, each.tail) if text]
        texts = [normalise(sanitize(text, trailing_space=True) or "") for text in said]
    return [text for text in texts if any(map(str.isalnum, text))]


def _blocks(body: etree._Element) -> list[str]:
    """The text of each head, paragraph, item and row, in document order, without recursion."""
    blocks: list[str] = []
    pending: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS and pending:
            blocks.append(normalise("".join(pending)))
            pending.clear()
        if event == "end" and element.tag == "cell" and element.getnext() is not None:
            pending.append(" | ")
        text = element.tail if event == "end" else " " if element.tag == "lb" else element.text
        if text:
            pending.append(text)
    return blocks
