"""Signposts of a region: a list of its own headings, folded navigation, and what is only a title of either."""

from collections.abc import Iterator, Mapping

from lxml import etree

from extract.tuning import MAX_TITLE_WORDS, MIN_CONTENTS

_LISTS = ("ul", "ol")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "summary")
_TITLES = frozenset({*_HEADINGS[1:], "div", "p", "span", "strong", "b", "label"})


def signposts_of(region: etree._Element) -> Mapping[etree._Element, str]:
    """What in a region only leads through it or names what does, and why it is no content.

    Nothing is lost by it: a list of contents says what the headings say, word for word, and folded navigation has no
    other text.
    """
    found = dict.fromkeys(_tables_of_contents(region), "table of contents")
    navigation = [each for each in region.iter(etree.Element) if _is_navigation(each)]
    found |= dict.fromkeys(_folded(navigation), "folded navigation")
    named = {name for each in (*found, *navigation) for name in each.get("aria-labelledby", "").split()}
    if named:
        titles = (each for each in region.iter(*_TITLES) if each.get("id") in named)
        found |= {each: "title of navigation" for each in titles if _is_title(each)}
    return found


def _tables_of_contents(region: etree._Element) -> Iterator[etree._Element]:
    """The outermost lists of nothing but links within the page, each in the words of a heading."""
    headings: set[str] = set()
    for each in region.iter(*_LISTS):
        first = next(each.iter("a"), None)
        if first is None or not _is_inner(first) or next(each.iterancestors(*_LISTS), None) is not None:
            continue
        headings = headings or {_said(heading) for heading in region.iter(*_HEADINGS)}
        links = list(each.iter("a"))
        said = [_said(link) for link in links]
        is_whole = "".join(said) == _said(each)
        if len(links) >= MIN_CONTENTS and is_whole and all(map(_is_inner, links)) and headings.issuperset(said):
            yield each


def _folded(navigation: list[etree._Element]) -> Iterator[etree._Element]:
    """Every `<details>` with navigation in it and no other text than its summary."""
    boxes = dict.fromkeys(box for each in navigation for box in each.iterancestors("details"))
    return (box for box in boxes if not _says_more(box))


def _says_more(box: etree._Element) -> bool:
    events = etree.iterwalk(box, events=("start", "end"))
    for event, element in events:
        if event == "end":
            text = None if element is box else element.tail
        elif element.tag == "summary" or _is_navigation(element):
            events.skip_subtree()
            continue
        else:
            text = element.text
        if text and not text.isspace():
            return True
    return False


def _is_navigation(element: etree._Element) -> bool:
    return element.tag == "nav" or element.get("role") == "navigation"


def _is_title(element: etree._Element) -> bool:
    """Whether it is short and plain: what names the navigation, and not a box with more in it."""
    words = " ".join(map(str, element.itertext())).split()
    return len(words) <= MAX_TITLE_WORDS and not any(map(_is_navigation, element.iter(etree.Element)))


def _is_inner(link: etree._Element) -> bool:
    return link.get("href", "").startswith("#")


def _said(element: etree._Element) -> str:
    """The letters and digits of an element, in lower case."""
    return "".join(filter(str.isalnum, "".join(map(str, element.itertext())).casefold()))
