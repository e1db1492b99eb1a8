"""Where the content of a page lies: its landmark, the page heading left outside, what stands apart in it."""

import re
from dataclasses import dataclass

from lxml import etree

from extract.tuning import APART_ROLES, FURNITURE_IDS, LANDMARKS, MAX_BREADCRUMB_WORDS, MIN_REGION_WORDS

_FURNITURE = re.compile(FURNITURE_IDS)
_MARGINS = frozenset({"header", "footer"})
_SKIP = re.compile(r"\s*(?:skip (?:to|over)|saltar al?|passer au|aller au)\b", re.IGNORECASE)
_CONTAINERS = frozenset({"nav", "ol", "ul", "div", "p", "section"})


@dataclass(frozen=True, slots=True)
class Region:
    """The element that holds the content, and the page's heading where that stands before it."""

    element: etree._Element
    heading: etree._Element | None = None

    def holds(self, element: etree._Element) -> bool:
        """Whether content begins with this very element."""
        return element is self.element or element is self.heading


def find_landmark(root: etree._Element) -> Region | None:
    """The best landmark with enough words in it, with the page heading re-attached; None where there is none."""
    for expression in LANDMARKS:
        for candidate in _elements(root, expression):
            if len(" ".join(_texts(candidate)).split()) >= MIN_REGION_WORDS:
                return Region(candidate, _heading_before(candidate))
    return None


def mark_furniture(root: etree._Element) -> list[etree._Element]:
    """Let elements that their id calls navigation, header or footer count as such; gives the outermost of them.

    For pages without a landmark: there such ids are all that tells a menu from the content.
    """
    found = [each for each in root.iter() if _is_furniture(each)]
    for each in found:
        each.set("role", "navigation")
    held = set(found)
    return [each for each in found if not any(above in held for above in each.iterancestors())]


def _is_furniture(element: etree._Element) -> bool:
    identity = element.get("id") if isinstance(element.tag, str) and element.tag in _CONTAINERS else None
    if identity is None or element.find(".//h1") is not None:
        return False
    return _FURNITURE.fullmatch(identity.lower()) is not None


def stands_apart(element: etree._Element) -> bool:
    """Whether an element inside the region is navigation and the like, not content."""
    if element.tag == "nav" or element.get("role") in APART_ROLES:
        return True
    if element.tag in _MARGINS:
        return _is_site_margin(element)
    if element.tag == "a":
        return _SKIP.match("".join(_texts(element))) is not None and element.get("href", "").startswith("#")
    return element.tag in _CONTAINERS and _is_breadcrumb(element)


def _is_site_margin(element: etree._Element) -> bool:
    """Whether a header or footer is the site's, caught in a landmark that wraps the whole page."""
    if element.find(".//h1") is not None:
        return False
    return any(each.tag == "nav" or each.get("role") in APART_ROLES for each in element.iterdescendants())


def _is_breadcrumb(element: etree._Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('aria-label', '')}".lower()
    if "breadcrumb" not in names:
        return False
    return len(" ".join(_texts(element)).split()) <= MAX_BREADCRUMB_WORDS and element.find(".//h1") is None


def _heading_before(region: etree._Element) -> etree._Element | None:
    """The last h1 before a region that has none; a logo (a link to the front page) is not the page's heading."""
    if region.find(".//h1") is not None:
        return None
    before = [h1 for h1 in _elements(region, "preceding::h1") if _is_page_heading(h1)]
    return before[-1] if before else None


def _is_page_heading(h1: etree._Element) -> bool:
    if not "".join(_texts(h1)).strip() or any(stands_apart(each) for each in h1.iterancestors()):
        return False
    links = [link.get("href", "").rstrip("/") for link in h1.iter("a")]
    return not any(link.count("/") <= 2 and (not link or "://" in link) for link in links)


def _texts(element: etree._Element) -> list[str]:
    return [str(text) for text in element.itertext()]


def _elements(element: etree._Element, expression: str) -> list[etree._Element]:
    found = element.xpath(expression)
    return [each for each in found if etree.iselement(each)] if isinstance(found, list) else []
