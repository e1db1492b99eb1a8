"""What stands apart from the content inside its own region: navigation, dialogs, filters, teasers of other pages."""

import re
from functools import lru_cache

from lxml import etree

from extract.copies import repeated_boxes
from extract.facts.emails import states_email
from extract.facts.phones import states_phone
from extract.protection import unprotected
from extract.signposts import signposts_of
from extract.tuning import (
    APART_NAMES,
    APART_ROLES,
    DIALOG_ROLES,
    MAX_APART,
    MAX_BREADCRUMB_WORDS,
    MAX_ELSEWHERE,
    MAX_FACETS,
    MAX_SHARE_WORDS,
    MAX_WORDS_A_CONTROL,
    MIN_FACET_CONTROLS,
    MIN_LINKED,
    MIN_MENU_LINKED,
    MIN_MENU_LINKS,
    MIN_TEASERS,
    TEASER_TITLES,
)
from extract.visible import Line

_CONTAINERS = frozenset({"nav", "ol", "ul", "div", "p", "section"})
_MARGINS = frozenset({"header", "footer"})
_BOXES = frozenset({"div", "section", "aside"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_CONTENT = frozenset({"body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "li", "span"})
_TELLING = _CONTAINERS - {"p"} | _MARGINS | _BOXES | {"figure"}  # any other tells nothing without an attribute
_SKIP = re.compile(r"\s*(?:skip (?:to|over)|saltar al?|passer au|aller au)\b", re.IGNORECASE)
_NAMED = [(reason, re.compile(rf"-(?:{pattern})-")) for reason, pattern in APART_NAMES]
_TEASERS, _SIDEBAR, _DIALOG = "teasers of other pages", "sidebar", "dialog"
_MENU, _FOOTER = "menu", "footer of the site"
_ELSEWHERE = frozenset({_TEASERS, _SIDEBAR})
# What leads elsewhere has so many links at least, and in them such a share of its words.
_LEADING = {
    _MENU: (MIN_MENU_LINKS, MIN_MENU_LINKED),
    _FOOTER: (MIN_MENU_LINKS, MIN_LINKED),
    _TEASERS: (MIN_TEASERS, MIN_LINKED),
    _SIDEBAR: (MIN_TEASERS, MIN_LINKED),
}
_TEASER_TITLE = re.compile(TEASER_TITLES)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTERS = re.compile(r"[^a-z]+")
_STAMP = re.compile(
    r"\b(?:last|date|page|content)\W+(?:\w+\W+)?(?:reviewed|updated|modified|revised)|current as of", re.IGNORECASE
)
_SHARES = re.compile(r"\b(?:share|follow|connect|social|spread)\b", re.IGNORECASE)
_DEPTH_OF_TITLE = 4  # a box's title stands in a header in a wrapper in it


class Apart:
    """Judges the elements of one region.

    What is called something else than content in markup is so only where an archive loses nothing by it: where it is a
    small part of the region, has no h1, states no contact and no review date.
    """

    def __init__(self, region: etree._Element) -> None:
        self._region = region
        self._words = 0
        self._is_hub: bool | None = None
        self._repeated = repeated_boxes(region)
        self._signposts = signposts_of(region)
        self._said: dict[str, etree._Element] = {}

    def reason(self, element: etree._Element) -> str:
        """Why an element is not content; nothing where it is content."""
        if element.tag not in _TELLING and not element.attrib:
            return self._signposts.get(element, "")
        reason = self._signposts.get(element) or stands_apart(element)
        if reason or element.tag in _CONTENT:
            return reason
        if element in self._repeated and self._is_copy(element):
            return "copy of what stands above"
        kind = _kind_of(element)
        if not kind or not self._is_sure(element, kind):
            return ""
        return "" if kind in _ELSEWHERE and self._leads_elsewhere() else kind

    def _leads_elsewhere(self) -> bool:
        """Whether most of the region is what leads elsewhere, as on a front page: there it is the content."""
        if self._is_hub is None:
            boxes: set[etree._Element] = set()
            words = 0
            for each in self._region.iterdescendants(etree.Element):
                if each.getparent() in boxes:
                    boxes.add(each)
                elif each.tag not in _CONTENT and (kind := _kind_of(each)) in _ELSEWHERE and self._is_sure(each, kind):
                    boxes.add(each)
                    words += len(_text(each).split())
            self._is_hub = words > MAX_ELSEWHERE * self._words
        return self._is_hub

    def _is_copy(self, box: etree._Element) -> bool:
        """Whether a box repeats one that was read before; asked in document order, of what is read alone."""
        first = self._said.setdefault(self._repeated[box], box)
        return first not in (box, *box.iterancestors()) and not _states_what_counts(box, _text(box))

    def _is_sure(self, element: etree._Element, kind: str) -> bool:
        text = _text(element)
        words = len(text.split())
        if not _is(kind, element, words) or not self._is_small(kind, words):
            return False
        return not _states_what_counts(element, text)

    def _is_small(self, kind: str, words: int) -> bool:
        if not self._words:
            self._words = len(_text(self._region).split())
        return words <= (MAX_FACETS if kind == "filters of a list" else MAX_APART) * self._words


def stands_apart(element: etree._Element) -> str:
    """Why an element is navigation and the like in any region, by its role; nothing where it is not."""
    tag, role = element.tag, element.get("role")
    if tag == "nav" or role in APART_ROLES:
        return f"stands apart ({role or 'nav'})"
    if tag == "a":
        return "skip link" if _is_skip_link(element) else ""
    if tag in _MARGINS:
        return f"{tag} of the site, with navigation in it" if _is_site_margin(element) else ""
    return "breadcrumb" if tag in _CONTAINERS and _is_breadcrumb(element) else ""


def _states_what_counts(element: etree._Element, text: str) -> bool:
    """Whether an archive would lose something by an element: the page's heading, a contact, a review date."""
    if element.find(".//h1") is not None:
        return True
    line = Line(text, (), inside=True)
    return states_phone(line) or states_email(line) or _STAMP.search(text) is not None or _hides_address(element)


def _hides_address(element: etree._Element) -> bool:
    """Whether an address stands in an element that its text does not show, for robots must not read it."""
    return any(unprotected(each.get("data-cfemail", "")) for each in element.iter("span", "a"))


def _kind_of(element: etree._Element) -> str:
    """What an element says it is, if not content."""
    tag, role = element.tag, element.get("role")
    if role in DIALOG_ROLES or element.get("aria-modal") == "true":
        return _DIALOG
    if tag in ("aside", "footer") or role == "complementary":
        return _SIDEBAR
    identity, names = element.get("id"), element.get("class")
    named = _kind_named(identity or "", names or "") if identity or names else ""
    if named or tag not in _BOXES:
        return named
    return _TEASERS if _TEASER_TITLE.fullmatch(_title_of(element)) else ""


@lru_cache(maxsize=8_192)
def _kind_named(identity: str, names: str) -> str:
    spelled = f"-{_NO_LETTERS.sub('-', _HUMP.sub('-', f'{identity} {names}').lower())}-"
    return next((reason for reason, pattern in _NAMED if pattern.search(spelled)), "")


def _is(kind: str, element: etree._Element, words: int) -> bool:
    """Whether an element with so many words has the shape of what it says it is."""
    if kind == "share links":
        return words <= MAX_SHARE_WORDS and _only_shares(element, words)
    if kind in _LEADING:
        links, share = _LEADING[kind]
        return sum(1 for _ in element.iter("a")) >= links and _linked(element) >= share * words
    if kind == "filters of a list":
        controls = _controls(element)
        return controls >= MIN_FACET_CONTROLS and words <= MAX_WORDS_A_CONTROL * controls
    return kind != "sign-up for mail" or _controls(element) > 0


def _only_shares(element: etree._Element, words: int) -> bool:
    titles = [_text(each) for each in element.iter(*_HEADINGS)]
    said = words - sum(len(title.split()) for title in titles)
    return _linked(element) >= 0.8 * said and all(map(_SHARES.search, titles))


def _title_of(box: etree._Element) -> str:
    """The heading a box begins with, in lower case."""
    element = box
    for _ in range(_DEPTH_OF_TITLE):
        if len(element) == 0 or (element.text and not element.text.isspace()):
            return ""
        element = element[0]
        if element.tag in _HEADINGS:
            return " ".join(_text(element).lower().split()).rstrip(":")
    return ""


def _linked(element: etree._Element) -> int:
    return sum(len(_text(link).split()) for link in element.iter("a", "button"))


def _controls(element: etree._Element) -> int:
    return sum(1 for each in element.iter("input", "button", "label") if each.get("type") != "hidden")


def _is_skip_link(element: etree._Element) -> bool:
    return element.get("href", "").startswith("#") and _SKIP.match("".join(map(str, element.itertext()))) is not None


def _is_site_margin(element: etree._Element) -> bool:
    """Whether a header or footer is the site's, caught in a landmark that wraps the whole page."""
    if element.find(".//h1") is not None:
        return False
    return any(each.tag == "nav" or each.get("role") in APART_ROLES for each in element.iterdescendants())


def _is_breadcrumb(element: etree._Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('aria-label', '')}"
    if "readcrumb" not in names:
        return False
    return len(_text(element).split()) <= MAX_BREADCRUMB_WORDS and element.find(".//h1") is None


def _text(element: etree._Element) -> str:
    return " ".join([str(text) for text in element.itertext()])
