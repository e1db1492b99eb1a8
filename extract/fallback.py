"""Pages without a landmark or a template: trafilatura points at the content, the walk reads what it points at."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from extract.outline import Outline
from extract.parsing import parse_for_trafilatura
from extract.pruning import keep_of_page
from extract.region import Region, heading_before, mark_furniture
from extract.running import added_up, running_words_of_each
from extract.tuning import MAX_ELEMENTS_TO_PRUNE, MIN_POINTED, MIN_POINTED_CHARS, MIN_POINTED_SHARE
from extract.visible import Line, Walked

_FLOWING = frozenset({"a", "b", "i", "em", "strong", "span", "p", "li", "ul", "ol", "tr", "td", "tbody", "h1", "h2"})


def pointed_at(body: etree._Element, text: str) -> Region:
    """The smallest element that holds most of what trafilatura keeps of a page; the whole body where it keeps nothing.

    What ids call navigation counts as such from then on.
    """
    mark_furniture(body)
    is_large = sum(1 for _ in body.iter()) > MAX_ELEMENTS_TO_PRUNE
    element = body if is_large else _smallest(body, _kept_of_page(text))
    if element is body:
        return Region(body, None, "no landmark: the whole page but its menus")
    name = "".join([str(element.tag), *(f"#{each}" for each in [element.get("id")] if each)])
    return Region(element, heading_before(element), f"no landmark: <{name}>, where trafilatura found the content")


def _kept_of_page(text: str) -> Sequence[str]:
    root = parse_for_trafilatura(text)
    if root is None:
        return ()
    for element in mark_furniture(root):
        del element[:]
        element.text = None
    return keep_of_page(root)


def with_lines_chosen(walked: Walked, chosen: Sequence[bool]) -> Walked:
    """The walk with these of its lines as the content, under the chosen headings."""
    lines = _placed(walked.lines, chosen)
    anchors = [
        replace(anchor, inside=anchor.line < len(lines) and lines[anchor.line].inside) for anchor in walked.anchors
    ]
    return replace(walked, lines=lines, anchors=anchors)


def _placed(lines: Sequence[Line], chosen: Sequence[bool]) -> list[Line]:
    """Lines inside where chosen, under the chosen headings only."""
    outline = Outline()
    placed = []
    for line, is_chosen in zip(lines, chosen, strict=True):
        if is_chosen and line.level:
            outline.open(line.level, line.flat)
        placed.append(replace(line, inside=is_chosen, path=outline.path if is_chosen else ()))
    return placed


def _smallest(body: etree._Element, kept: Sequence[str]) -> etree._Element:
    held = _characters_held(body, _squeezed(" ".join(kept)))
    everything, element = held[body], body
    if not everything:
        return body
    while True:
        inner = next((each for each in element if held[each] >= MIN_POINTED * everything), None)
        if inner is None:
            break
        element = inner
    running = running_words_of_each(body)
    enough = MIN_POINTED_SHARE * running[body]
    while element is not body and (element.tag in _FLOWING or running[element] < enough):
        above = element.getparent()
        element = body if above is None else above
    return element


def _characters_held(body: etree._Element, kept: str) -> Counter[etree._Element]:
    """For each element how many characters in it trafilatura kept."""
    own: Counter[etree._Element] = Counter()
    for element in body.iter(etree.Element):
        own[element] += _kept_of(element.text, kept)
        parent = element.getparent()
        if parent is not None and element is not body:
            own[parent] += _kept_of(element.tail, kept)
    return added_up(body, own)


def _kept_of(text: str | None, kept: str) -> int:
    squeezed = _squeezed(text) if text else ""
    return len(squeezed) if len(squeezed) >= MIN_POINTED_CHARS and squeezed in kept else 0


def _squeezed(text: str) -> str:
    return "".join(text.replace("|", "").split())
