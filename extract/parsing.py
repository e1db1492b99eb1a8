"""Characters to a bounded element tree: no network, no entities, no scripts in it."""

import re
from typing import Any

from lxml import etree, html

from extract.facts.claims import keep_json_ld
from extract.streamed import put_in_place
from extract.tuning import INVISIBLE_TAGS, MAX_DEPTH, MAX_ELEMENTS
from extract.values import ExtractionError

_EXCESSIVE = "Excessive depth"
_NO_CHARACTERS = ("\0", "\ufffe", "\uffff")  # lxml takes none back
_NO_REFERENCE = re.compile(r"&#(?:[xX]0*[fF]{3}[eEfF]|0*6553[45])\b;?")  # nor what stands for them
_LONG_TAG = re.compile(rb"(?:^|>)[^>]{100000,}")
_TAG = re.compile(rb"<[A-Za-z]")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_TOO_MANY = etree.XPath(f"descendant-or-self::*[{MAX_ELEMENTS + 1}]")
_ELEMENTS_OF_TRAFILATURA = etree.ElementDefaultClassLookup(element=html.HtmlElement)
_MAX_ATTRIBUTES = 10_000  # the parser compares each with those before it: 200,000 take minutes


class TrafilaturaHtml(etree.HTMLParser):
    """Makes the one kind of elements that trafilatura asks for, whose class lxml need not look up by their tags."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (lxml's own)
        super().__init__(**options)
        self.set_element_class_lookup(_ELEMENTS_OF_TRAFILATURA)


def parse(text: str) -> etree._Element | None:
    """The root element of a page without its invisible parts, or None where it holds no element.

    Raises ExtractionError where elements nest deeper than the limit.
    """
    return _read(text, etree.HTMLParser)


def parse_for_trafilatura(text: str) -> etree._Element | None:
    """The same of the kind of elements that trafilatura takes, which are slower to walk."""
    return _read(text, TrafilaturaHtml)


def _read(text: str, kind: type[etree.HTMLParser]) -> etree._Element | None:
    source = _without_no_characters(text).encode("utf-8", "replace")
    if any(_is_crowded(match.group()) for match in _LONG_TAG.finditer(source)):
        raise ExtractionError(f"more than {_MAX_ATTRIBUTES:,} attributes on an element")
    root, too_deep = _parsed(source, kind, huge=False)
    if too_deep:
        # the parser's ordinary limit is 256, which unclosed <font> tags of old pages do reach
        root, too_deep = _parsed(source, kind, huge=True)
    if too_deep:
        raise ExtractionError(f"elements nest deeper than {MAX_DEPTH:,}")
    if root is not None:
        if _TOO_MANY(root):
            raise ExtractionError(f"more than {MAX_ELEMENTS:,} elements")
        keep_json_ld(root)
        put_in_place(root)
        etree.strip_elements(root, *INVISIBLE_TAGS, with_tail=False)
    return root


def _without_no_characters(text: str) -> str:
    text = _NO_REFERENCE.sub("", text)
    for character in _NO_CHARACTERS:
        text = text.replace(character, "")
    return text


def _is_crowded(piece: bytes) -> bool:
    tag = _TAG.search(piece)
    return tag is not None and len(_QUOTED.sub(b"", piece[tag.start() :]).split()) > _MAX_ATTRIBUTES


def _parsed(source: bytes, kind: type[etree.HTMLParser], *, huge: bool) -> tuple[etree._Element | None, bool]:
    parser = kind(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=huge)
    try:
        root = etree.fromstring(source, parser=parser)
    except etree.XMLSyntaxError:
        root = None
    too_deep = any(_EXCESSIVE in entry.message for entry in parser.error_log)
    return root, too_deep


def body_of(root: etree._Element) -> etree._Element:
    """The body of a parsed page, or all of it where it has none."""
    body = root.find("body")
    return root if body is None else body
