"""Characters to a bounded element tree: no network, no entities, no scripts in it."""

from lxml import etree, html

from extract.claims import keep_json_ld
from extract.tuning import INVISIBLE_TAGS, MAX_DEPTH
from extract.values import ExtractionError

_EXCESSIVE = "Excessive depth"


def parse(text: str) -> etree._Element | None:
    """The root element of a page without its invisible parts, or None where it holds no element.

    Raises ExtractionError where elements nest deeper than the limit.
    """
    return _read(text, etree.HTMLParser)


def parse_for_trafilatura(text: str) -> etree._Element | None:
    """The same of the kind of elements that trafilatura takes, which are slower to walk."""
    return _read(text, html.HTMLParser)


def _read(text: str, kind: type[etree.HTMLParser]) -> etree._Element | None:
    source = text.replace("\0", "").encode("utf-8", "replace")
    root, too_deep = _parsed(source, kind, huge=False)
    if too_deep:
        # the parser's ordinary limit is 256, which unclosed <font> tags of old pages do reach
        root, too_deep = _parsed(source, kind, huge=True)
    if too_deep:
        raise ExtractionError(f"elements nest deeper than {MAX_DEPTH:,}")
    if root is not None:
        keep_json_ld(root)
        etree.strip_elements(root, *INVISIBLE_TAGS, with_tail=False)
    return root


def _parsed(source: bytes, kind: type[etree.HTMLParser], *, huge: bool) -> tuple[etree._Element | None, bool]:
    parser = kind(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=huge)
    try:
        root = etree.fromstring(source, parser=parser)
    except etree.XMLSyntaxError:
        root = None
    too_deep = any(_EXCESSIVE in entry.message for entry in parser.error_log)
    return root, too_deep
