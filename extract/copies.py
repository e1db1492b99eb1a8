"""Boxes that say word for word what another box of the region says: for another width of screen, or in a carousel."""

from collections import Counter, defaultdict

from lxml import etree

from extract.tuning import MIN_COPIED_CHARS, MIN_COPIED_ELEMENTS

_BOXES = frozenset({"div", "section", "aside", "ul", "ol", "figure"})
_MOST_COMPARED = 8  # times the region's text: beyond it boxes stand in boxes to make the comparison long


def repeated_boxes(region: etree._Element) -> dict[etree._Element, str]:
    """The boxes of a region whose text stands in it more than once, with that text; words alone count.

    A box of few elements is a sentence, which may well be true twice; so may an example of code, or a table.
    """
    chars, elements = _sizes(region)
    alike: defaultdict[int, list[etree._Element]] = defaultdict(list)
    for element, count in chars.items():
        if count < MIN_COPIED_CHARS or elements[element] < MIN_COPIED_ELEMENTS or element.tag not in _BOXES:
            continue
        above = element.getparent()
        if above is None or element is region or chars[above] != count:  # else its wrapper stands for it
            alike[count].append(element)
    boxes = [
        box for like in alike.values() if len(like) > 1 for box in like if next(box.iter("pre", "table"), None) is None
    ]
    if sum(chars[box] for box in boxes) > _MOST_COMPARED * chars[region]:
        return {}
    texts = {box: " ".join(_words(box)) for box in boxes}
    times = Counter(texts.values())
    return {box: text for box, text in texts.items() if times[text] > 1}


def _sizes(region: etree._Element) -> tuple[dict[etree._Element, int], dict[etree._Element, int]]:
    """For each element its characters that are no space, and how many elements stand in it."""
    chars: dict[etree._Element, int] = {}
    elements: dict[etree._Element, int] = {}
    above: list[tuple[int, int]] = []
    held = inside = 0
    for event, element in etree.iterwalk(region, events=("start", "end")):
        if event == "start":
            above.append((held, inside))
            held, inside = _length(element.text), 0
        else:
            chars[element], elements[element] = held, inside
            held_above, inside_above = above.pop()
            held, inside = held_above + held + _length(element.tail), inside_above + inside + 1
    return chars, elements


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _words(element: etree._Element) -> list[str]:
    return " ".join(str(text) for text in element.itertext()).split()
