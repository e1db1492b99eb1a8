"""How a reading is scored against a gold text: multisets of words, as the published benchmarks count them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extract import Extraction

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many words two texts share, and how many each has."""

    common: int
    found: int
    gold: int

    @property
    def recall(self) -> float:
        """The share of the gold that was found; all of it where there is none."""
        return self.common / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """The share of what was found that is gold; all of it where nothing was found."""
        return self.common / self.found if self.found else 1.0

    @property
    def f1(self) -> float:
        """Twice what is common over both sides; 1 where both are empty."""
        return 2 * self.common / (self.found + self.gold) if self.found + self.gold else 1.0


def words_of(text: str) -> Counter[str]:
    """The words of a text in NFC, without case or punctuation, each as often as it stands there."""
    return Counter(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def overlap(found: str, gold: str) -> Overlap:
    """Compare two texts as bags of words."""
    ours, theirs = words_of(found), words_of(gold)
    return Overlap((ours & theirs).total(), ours.total(), theirs.total())


def with_glued_apart(gold: str, found: str) -> str:
    """The gold with words that its maker ran together ("EmailINFO") parted as the found text has them."""
    theirs = words_of(found)
    extra = theirs - words_of(gold)

    def part(match: re.Match[str]) -> str:
        word = match.group()
        ends = () if word.lower() in theirs else range(1, len(word))
        apart = next((end for end in ends if extra[word[:end].lower()] and extra[word[end:].lower()]), 0)
        return f"{word[:apart]} {word[apart:]}" if apart else word

    return _WORD.sub(part, gold)


def text_of(extraction: Extraction) -> str:
    """The content as a reader has it: each heading once, with the text under it."""
    return "\n".join("\n".join([*section.path[-1:], section.text]) for section in extraction.sections)


def share_of(gold: Iterable[object], found: Iterable[object]) -> float:
    """The share of gold items that were found, each as often as it is labelled; 1 where there is no gold."""
    wanted = Counter(gold)
    return (wanted & Counter(found)).total() / wanted.total() if wanted else 1.0


def mean(values: Iterable[float]) -> float:
    """The arithmetic mean; 0 of nothing, so that a score nobody measured keeps no floor."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
