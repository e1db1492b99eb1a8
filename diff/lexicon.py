"""What the words of a page weigh: rare words tell sections apart, common ones do not."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from diff.outline import Outline

# Dotted, dashed and slashed runs stay whole: a phone, a date, an address of the mail is one word.
_WORD = re.compile(r"\w+(?:[-.@/']\w+)*")
_AREA_CODE = re.compile(r"\(([0-9]{3})\) ?(?=[0-9]{3}[-. ][0-9]{4})")
_DATE = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}|(?:19|20)[0-9]{2}")

# Most pages have few sections to compare: a sparse matrix takes longer to make than so many products.
_FEW_PAIRS = 64

_RARE_SHARE = 0.05
"""A word in at most this share of the sections (or in two) is rare."""


class Lexicon:
    """The words of two outlines: by section and side (0 old, 1 new), and what each of them weighs."""

    def __init__(self, old: Outline, new: Outline) -> None:
        sides = (old, new)
        words_by_text = {text: words_of(text) for text in dict.fromkeys((*old.texts, *new.texts))}
        self.words = tuple([words_by_text[text] for text in side.texts] for side in sides)
        entries = dict.fromkeys(entry for side in sides for entry in zip(side.heads, side.texts, strict=True))
        marks = {entry: dict.fromkeys(words_of(entry[0]) + words_by_text[entry[1]]) for entry in entries}
        self.marks = tuple([marks[entry] for entry in zip(side.heads, side.texts, strict=True)] for side in sides)
        self.size = max(len(old), len(new))
        frequency = [Counter(word for marks in side for word in marks) for side in self.marks]
        self._spread = {word: max(count, frequency[1][word]) for word, count in frequency[0].items()}
        self._spread |= {word: count for word, count in frequency[1].items() if word not in frequency[0]}
        by_spread = {spread: math.log((self.size + 1) / spread) for spread in {*self._spread.values()}}
        self._weights = {word: by_spread[spread] for word, spread in self._spread.items()}
        self._identifiers = frozenset(filter(_is_identifier, self._spread))
        self._numbers = {word: number for number, word in enumerate(self._spread)}
        self._text_masses: dict[tuple[int, int], float] = {}
        self.heaviest = math.log(self.size + 1)

    def weight(self, word: str) -> float:
        """How much a word tells: the logarithm of how few sections hold it."""
        return self._weights[word]

    def mass(self, words: Iterable[str]) -> float:
        """The weight of distinct words together."""
        return math.fsum(map(self._weights.__getitem__, dict.fromkeys(words)))

    def text_mass(self, side: int, place: int) -> float:
        """The weight of a section's text."""
        mass = self._text_masses.get((side, place))
        if mass is None:
            mass = self._text_masses[side, place] = self.mass(self.words[side][place])
        return mass

    def rare(self, side: int, place: int) -> list[str]:
        """The words of heading and text that at most two sections, or one in twenty, hold."""
        limit = max(2, _RARE_SHARE * self.size)
        return [word for word in self.marks[side][place] if self._spread[word] <= limit]

    def identifiers(self, side: int, place: int) -> list[str]:
        """The words of a section that name one thing in the world: phones, addresses, house numbers, not dates."""
        return [word for word in self.words[side][place] if word in self._identifiers]

    def cosines(self, old: list[int], new: list[int]) -> np.ndarray:
        """How near the texts of old sections are to those of new ones, a row for each old one."""
        left, right = self._units(0, old), self._units(1, new)
        if len(old) * len(new) > _FEW_PAIRS:
            cosines: np.ndarray = (self._matrix(left) @ self._matrix(right).T).toarray()
            return cosines
        return np.array([[_product(one, two) for two in right] for one in left]).reshape(len(old), len(new))

    def _matrix(self, units: Sequence[Mapping[str, float]]) -> csr_matrix:
        rows = np.repeat(np.arange(len(units)), [len(unit) for unit in units])
        columns = np.array([self._numbers[word] for unit in units for word in unit], int)
        values = np.array([value for unit in units for value in unit.values()])
        return csr_matrix((values, (rows, columns)), shape=(len(units), len(self._numbers)))

    def presence(self, side: int, places: list[int], *, weighted: bool = False) -> csr_matrix:
        """One row a section: 1 for every word of its text, or what the word weighs."""
        return self._matrix(
            [{word: self.weight(word) if weighted else 1.0 for word in self.words[side][place]} for place in places]
        )

    def _units(self, side: int, places: list[int]) -> list[dict[str, float]]:
        return [self._unit(Counter(self.words[side][place])) for place in places]

    def _unit(self, counts: Mapping[str, int]) -> dict[str, float]:
        weights = {word: (1 + math.log(count)) * self.weight(word) for word, count in counts.items()}
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def _product(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    if len(left) > len(right):
        left, right = right, left
    return math.fsum(value * right[word] for word, value in left.items() if word in right)


def words_of(text: str) -> list[str]:
    """The words of a folded text."""
    return _WORD.findall(_AREA_CODE.sub(r"\1-", text))


def is_contact(word: str) -> bool:
    """Whether such a word alone reaches somebody: an e-mail address or a number of seven digits or more."""
    return "@" in word or sum(character.isdigit() for character in word) >= 7


def _is_identifier(word: str) -> bool:
    if word.isalpha():
        return False
    if _DATE.fullmatch(word):
        return False
    return "@" in word or sum(map(str.isdigit, word)) >= 3
