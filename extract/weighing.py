"""Boxes that no name and no tag gives away: many small signs, weighed together, that they stand around the content."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from lxml import etree

from extract.tuning import (
    INVISIBLE_TAGS,
    MAX_BRIEF_WORDS,
    MAX_CONTROLS_OF_SEARCH,
    MAX_WORDS_A_CONTROL,
    MIN_ALIKE,
    MIN_CONTROLS_OF_FACETS,
    MIN_LINKED,
    MIN_LONG_WORDS,
    MIN_OUTWEIGHING,
    MIN_PICTURES,
    MIN_RUNS_OF_REGISTER,
    MIN_SAID_OFTEN,
    MIN_SENTENCE_WORDS,
    MIN_SHARE_OF_SENTENCES,
    MIN_TIMES_SAID,
    MIN_WEIGHTY_SHARE,
    SIGN_NAMES,
    SIGNS,
)

_BOXES = frozenset({"div", "section", "ul", "ol", "aside", "header", "footer", "form", "fieldset"})
_UNREAD = frozenset({*INVISIBLE_TAGS, "nav", "button"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LABELS = frozenset({"button", "label"})
_NAMED = [(sign, re.compile(rf"-(?:{pattern})-")) for sign, pattern in SIGN_NAMES]
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTERS = re.compile(r"[^a-z]+")
_BEHIND = 0.98  # of the sentences; a copyright line or two may follow


class Weighing:
    """Weighs the boxes of one region; all are measured in one walk, when the first is asked for."""

    def __init__(self, region: etree._Element) -> None:
        self._region = region
        self._spans: dict[etree._Element, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self._sums: list[list[int]] = []
        self._fields = 0

    def reason(self, box: etree._Element) -> str:
        """The signs that a box is no content, where they outweigh what speaks for it; nothing where they do not.

        Where a box stands or where it leads is never enough: what it holds or is called has to be a sign, too. A box
        with headings is only weighed where most of its words are links, and none that speaks in sentences.
        """
        signs = list(self._signs(box)) if box.tag in _BOXES else []
        if sum(SIGNS[sign] for sign in signs) < MIN_OUTWEIGHING:
            return ""
        return f"around the content: {', '.join(sign for sign in signs if SIGNS[sign] > 0)}"

    def _signs(self, box: etree._Element) -> Iterator[str]:
        if not self._sums:
            self._measure()
        start, end = self._spans.get(box, ((0,), (0,)))
        words, linked, sentences, often = (each[end[0]] - each[start[0]] for each in self._sums)
        if not words:
            return
        headings, fields, labels, pictures = (after - before for before, after in zip(start[1:], end[1:], strict=True))
        if (headings and linked < MIN_LINKED * words) or 2 * sentences > words or (fields and self._is_filled_in(box)):
            return
        if _is_register(end[0] - start[0], fields) and linked > MIN_LINKED * words:
            fields = labels = 0
        is_said_often = often > MIN_SAID_OFTEN * words
        of_markup = [*_signs_of_holding(words, fields, fields + labels, pictures), *_signs_of_names(box)]
        if not of_markup:
            return  # a label that is said often ("E-mail:") may be a control of a list, and may name what is content
        yield from of_markup
        yield from ["said often"] * is_said_often
        yield from self._signs_of_place(start[0], words, sentences, linked)
        yield from _signs_of_shape(box, words, end[0] - start[0])

    def _is_filled_in(self, box: etree._Element) -> bool:
        """Whether a box is a form or in one that readers fill in: one field is a search, dozens narrow a list."""
        if self._fields >= MIN_CONTROLS_OF_FACETS:
            return False
        spans = [self._spans[each] for each in (box, *box.iterancestors("form")) if each in self._spans]
        return any(end[2] - start[2] > MAX_CONTROLS_OF_SEARCH for start, end in spans)

    def _signs_of_place(self, start: int, words: int, sentences: int, linked: int) -> Iterator[str]:
        everything, all_sentences = self._sums[0][-1], self._sums[2][-1]
        if words > MIN_WEIGHTY_SHARE * everything:
            yield "much of the page"
        if not sentences:
            yield "no sentences"
        if all_sentences > MIN_SHARE_OF_SENTENCES * everything:
            yield "on a page of sentences"
            if linked > MIN_LINKED * words:
                yield "mostly links"
        if self._sums[2][start] + sentences >= _BEHIND * all_sentences:
            yield "behind the sentences"

    def _measure(self) -> None:
        runs: list[tuple[str, bool]] = []
        starts: dict[etree._Element, tuple[int, ...]] = {}
        links = headings = fields = labels = pictures = 0
        events = etree.iterwalk(self._region, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if event == "end":
                links -= tag == "a"
                if element in starts:
                    self._spans[element] = (starts[element], (len(runs), headings, fields, labels, pictures))
                text = element.tail if element is not self._region else None
            else:
                headings += tag in _HEADINGS
                fields += tag == "input" and element.get("type") != "hidden"
                labels += tag in _LABELS
                pictures += tag == "img"
                if tag in _UNREAD:
                    events.skip_subtree()
                    text = None
                else:
                    links += tag == "a"
                    text = element.text
                if tag in _BOXES:
                    starts[element] = (len(runs), headings, fields, labels, pictures)
            if text and not text.isspace():
                runs.append((text.strip(), links > 0))
        self._fields = fields
        self._sums = _sums_of(runs)


def _sums_of(runs: list[tuple[str, bool]]) -> list[list[int]]:
    """Before each run of text: how many words there were, words in links, in sentences, and in what is said often."""
    times = Counter(text for text, _ in runs)
    sums: list[list[int]] = [[], [], [], []]
    for text, is_linked in runs:
        words = text.count(" ") + 1 if len(text) < 60 else len(text.split())
        sums[0].append(words)
        sums[1].append(words if is_linked else 0)
        sums[2].append(words if words >= MIN_SENTENCE_WORDS and not is_linked else 0)
        sums[3].append(words if times[text] >= MIN_TIMES_SAID else 0)
    return [list(accumulate(each, initial=0)) for each in sums]


def _signs_of_holding(words: int, fields: int, controls: int, pictures: int) -> Iterator[str]:
    if fields:
        yield "fields"
    if controls > 1 and words <= MAX_WORDS_A_CONTROL * controls:
        yield "choices"
    if pictures >= MIN_PICTURES and words > MAX_BRIEF_WORDS:
        yield "pictures"


def _is_register(runs: int, fields: int) -> bool:
    return runs >= MIN_RUNS_OF_REGISTER and fields <= MAX_CONTROLS_OF_SEARCH


def _signs_of_shape(box: etree._Element, words: int, runs: int) -> Iterator[str]:
    if words >= MIN_LONG_WORDS * runs:
        yield "long lines"
    if _is_one_of_several(box):
        yield "one of several alike"


def _is_one_of_several(box: etree._Element) -> bool:
    """Whether boxes of the same make stand beside it: the cards of a list are content together or not at all."""
    names, alike = box.get("class"), 0
    for each in box.itersiblings(box.tag):
        alike += each.get("class") == names
    for each in box.itersiblings(box.tag, preceding=True):
        alike += each.get("class") == names
    return alike >= MIN_ALIKE


def _signs_of_names(box: etree._Element) -> list[str]:
    identity, names = box.get("id"), box.get("class")
    return _named(identity or "", names or "") if identity or names else []


@lru_cache(maxsize=8_192)
def _named(identity: str, names: str) -> list[str]:
    spelled = f"-{_NO_LETTERS.sub('-', _HUMP.sub('-', f'{identity} {names}').lower())}-"
    return [sign for sign, pattern in _NAMED if pattern.search(spelled)]
