"""How much running text elements hold: words outside links, controls, navigation, headers, footers and asides."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from extract.tuning import APART_ROLES, DIALOG_ROLES, INVISIBLE_TAGS

_NO_TEXT = frozenset({*INVISIBLE_TAGS, "nav", "header", "footer", "aside", "a", "button", "head", "title"})
_NO_TEXT_ROLES = APART_ROLES | DIALOG_ROLES


def running_words(element: etree._Element, enough: int = 0) -> int:
    """The words of running text in an element; counting stops beyond `enough` where that is given."""
    words = 0
    for _, text in _running(element):
        words += len(text.split())
        if 0 < enough < words:
            break
    return words


def running_words_of_each(body: etree._Element) -> Counter[etree._Element]:
    """The words of running text in each element of a body."""
    own: Counter[etree._Element] = Counter()
    for holder, text in _running(body):
        own[holder] += len(text.split())
    return added_up(body, own)


def added_up(top: etree._Element, own: Counter[etree._Element]) -> Counter[etree._Element]:
    """What each element holds with all inside it, of what each holds by itself."""
    held = own.copy()
    for element in reversed(list(top.iter(etree.Element))):
        above = element.getparent()
        if above is not None and element is not top and held[element]:
            held[above] += held[element]
    return held


def _running(top: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every run of running text with the element it stands in."""
    events = etree.iterwalk(top, events=("start", "end"))
    for event, element in events:
        if event == "end":
            above = element.getparent()
            if element is not top and above is not None and element.tail:
                yield above, element.tail
        elif element is not top and (element.tag in _NO_TEXT or element.get("role") in _NO_TEXT_ROLES):
            events.skip_subtree()
        elif element.text:
            yield element, element.text
