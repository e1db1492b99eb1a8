"""A page's own content container, read by nothing of ours: what a recall is measured against."""

from lxml import html
from lxml.html import HtmlElement

_UNREAD = ("script", "style", "noscript", "template", "svg", "iframe", "nav", "select", "textarea", "option")


def container_text(body: bytes, expression: str) -> str:
    """The words of the first element an XPath finds, without scripts, menus and the states of controls.

    A button counts where it is a heading's; an element that is `hidden` counts, as its reader may unfold it.
    """
    found = html.document_fromstring(body.decode("utf-8", "replace")).xpath(expression)
    if not isinstance(found, list) or not found or not isinstance(found[0], HtmlElement):
        return ""
    region = found[0]
    for element in [each for each in region.iter() if _is_unread(each)]:
        element.drop_tree() if element is not region else None
    return " ".join(str(text) for text in region.itertext() if str(text).strip())


def _is_unread(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):  # a comment
        return True
    if element.tag == "button":
        return not any(above.tag in {"h1", "h2", "h3", "h4", "h5", "h6"} for above in element.iterancestors())
    return element.tag in _UNREAD
