"""Boxes that say word for word what another box of the region says: for another width of screen, or in a carousel."""

from collections import Counter, defaultdict

from lxml import etree

from extract.tuning import MIN_COPIED_CHARS, MIN_COPIED_ELEMENTS

_BOXES = frozenset({"div", "section", "aside", "ul", "ol", "figure"})
_MOST_COMPARED = 8  # times the region's text: beyond it boxes stand in boxes to make the comparison long


def repeated_boxes(region: etree._Element) -> dict[etree._Element, str]:
    """The boxes of a region whose text stands in it more than once, with that text; words alone count.

    A box of few elements is a sentence, which may well be true twice; so may an example of code.
    """
    chars, elements = _sizes(region)
    alike: defaultdict[int, list[etree._Element]] = defaultdict(list)
    for element, count in chars.items():
        above = element.getparent()
        if above is not None and element is not region and chars[above] == count:
            continue  # the only thing in a wrapper, which stands for it
        if count >= MIN_COPIED_CHARS and elements[element] >= MIN_COPIED_ELEMENTS and element.tag in _BOXES:
            alike[count].append(element)
    boxes = [box for like in alike.values() if len(like) > 1 for box in like if next(box.iter("pre"), None) is None]
    if sum(chars[box] for box in boxes) > _MOST_COMPARED * chars[region]:
        return {}
    texts = {box: " ".join(_words(box)) for box in boxes}
    times = Counter(texts.values())
    return {box: text for box, text in texts.items() if times[text] > 1}


def _sizes(region: etree._Element) -> tuple[Counter[etree._Element], Counter[etree._Element]]:
    """For each element its characters that are no space, and how many elements stand in it."""
    chars: Counter[etree._Element] = Counter()
    elements: Counter[etree._Element] = Counter()
    for element in reversed(list(region.iter(etree.Element))):
        chars[element] += _length(element.text)
        above = element.getparent()
        if above is not None and element is not region:
            chars[above] += chars[element] + _length(element.tail)
            elements[above] += elements[element] + 1
    return chars, elements


def _length(text: str | None) -> int:
    return sum(map(len, text.split())) if text else 0


def _words(element: etree._Element) -> list[str]:
    return " ".join(str(text) for text in element.itertext()).split()
