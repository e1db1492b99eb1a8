"""Where the content of a page lies: its landmark, and the page heading left outside."""

import re
from dataclasses import dataclass

from lxml import etree

from extract.apart import stands_apart
from extract.running import running_words
from extract.tuning import (
    FURNITURE_IDS,
    LANDMARKS,
    MAX_TEASER_WORDS,
    MIN_LANDMARK_SHARE,
    MIN_REGION_WORDS,
    MIN_WORDS_ELSEWHERE,
)

_FURNITURE = re.compile(FURNITURE_IDS)
_PARTS = ("article", "blockquote")
_CONTAINERS = frozenset({"nav", "ol", "ul", "div", "p", "section"})


@dataclass(frozen=True, slots=True)
class Region:
    """The element that holds the content, the page's heading where that stands before it, and how both were found."""

    element: etree._Element
    heading: etree._Element | None = None
    found: str = ""

    def holds(self, element: etree._Element) -> bool:
        """Whether content begins with this very element."""
        return element is self.element or element is self.heading


def find_landmark(root: etree._Element) -> Region | None:
    """The best landmark with enough words in it, with the page heading re-attached; None where there is none."""
    for expression in LANDMARKS:
        for candidate in _elements(root, expression):
            if _says_enough(candidate) and not _is_beside(candidate, root):
                return _region(candidate)
    return None


def _says_enough(landmark: etree._Element) -> bool:
    words = 0
    return any((words := words + len(str(text).split())) >= MIN_REGION_WORDS for text in landmark.itertext())


def _is_beside(landmark: etree._Element, root: etree._Element) -> bool:
    """Whether a landmark says so little beside the rest of its page that the content is elsewhere."""
    held = running_words(landmark, enough=MAX_TEASER_WORDS)
    if held > MAX_TEASER_WORDS:
        return False
    said = running_words(root)
    return said >= MIN_WORDS_ELSEWHERE and held < MIN_LANDMARK_SHARE * said


def _region(element: etree._Element) -> Region:
    heading = heading_before(element)
    name = _described(element)
    return Region(element, heading, f"{name}, with the h1 before it" if heading is not None else name)


def _described(element: etree._Element) -> str:
    role, identity = element.get("role"), element.get("id")
    if element.tag == "main":
        return "<main>"
    return f"role={role}" if role == "main" else f"#{identity}"


def mark_furniture(root: etree._Element) -> list[etree._Element]:
    """Let elements that their id calls navigation, header or footer count as such; gives the outermost of them.

    For pages without a landmark: there such ids are all that tells a menu from the content. A `<footer>` is the site's
    unless it ends an article or a quotation.
    """
    found = [each for each in root.iter(etree.Element) if _is_furniture(each)]
    for each in found:
        each.set("role", "navigation")
    held = set(found)
    return [each for each in found if not any(above in held for above in each.iterancestors())]


def _is_furniture(element: etree._Element) -> bool:
    if element.tag == "footer":
        return element.find(".//h1") is None and next(element.iterancestors(*_PARTS), None) is None
    identity = element.get("id") if element.tag in _CONTAINERS else None
    if identity is None or element.find(".//h1") is not None:
        return False
    return _FURNITURE.fullmatch(identity.lower()) is not None


def heading_before(region: etree._Element) -> etree._Element | None:
    """The last h1 before a region that has none; a logo (a link to the front page) is not the page's heading."""
    if region.find(".//h1") is not None:
        return None
    before = [h1 for h1 in _elements(region, "preceding::h1") if is_page_heading(h1)]
    return before[-1] if before else None


def is_page_heading(h1: etree._Element) -> bool:
    """Whether an h1 heads the page: it says something, is no logo, and stands in no navigation."""
    if not "".join(_texts(h1)).strip() or any(stands_apart(each) for each in h1.iterancestors()):
        return False
    links = [link.get("href", "").rstrip("/") for link in h1.iter("a")]
    return not any(link.count("/") <= 2 and (not link or "://" in link) for link in links)


def _texts(element: etree._Element) -> list[str]:
    return [str(text) for text in element.itertext()]


def _elements(element: etree._Element, expression: str) -> list[etree._Element]:
    found = element.xpath(expression)
    return [each for each in found if etree.iselement(each)] if isinstance(found, list) else []
