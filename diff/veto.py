"""When two alike sections are two things: one office closed and another opened is no office renamed."""

import re

from diff.lexicon import Lexicon, is_contact
from diff.pairing import Pairing

# Both sides must hold this many rare words' weight, and share less than this part of the smaller (findings, step 5).
_RARE_WORDS = 2.5
_SHARED_PART = 0.2

# One number may differ by accident; two that both do not agree do not. Neighbours share a postcode.
_ENOUGH_NUMBERS = 2

_POSTCODE = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
# Years, parts and versions; longer numbers are names of somebody.
_NUMBERS_AND_SIGNS = re.compile(r"(?:[\W_]|(?<!\d)\d{1,4}(?!\d))+")


class Veto:
    """Refuses pairs whose rare words, or whose phones and addresses, have nothing in common."""

    def __init__(self, pairing: Pairing, lexicon: Lexicon) -> None:
        self._old, self._new = pairing.old, pairing.new
        self._lexicon = lexicon

    def forbids(self, i: int, j: int) -> bool:
        """Whether old section i and new section j are different things."""
        return self._rare_words_differ(i, j) or self._identifiers_differ(i, j)

    def _rare_words_differ(self, i: int, j: int) -> bool:
        left, right = self._lexicon.rare(0, i), self._lexicon.rare(1, j)
        common = set(right)
        masses = self._lexicon.mass(left), self._lexicon.mass(right)
        shared = self._lexicon.mass(word for word in left if word in common)
        least = _RARE_WORDS * self._lexicon.heaviest
        return min(masses) >= least and shared < _SHARED_PART * min(masses)

    def _identifiers_differ(self, i: int, j: int) -> bool:
        if _letters(self._old.heads[i]) == _letters(self._new.heads[j]):
            return False
        left, right = set(self._lexicon.identifiers(0, i)), set(self._lexicon.identifiers(1, j))
        contacts = {*filter(is_contact, left)}, {*filter(is_contact, right)}
        if not all(contacts):
            return min(len(left), len(right)) >= _ENOUGH_NUMBERS and all(map(_POSTCODE.fullmatch, left & right))
        if contacts[0] & contacts[1]:
            return False
        # House number and postcode may stay when a phone changes; a postcode alone is a neighbour's.
        numbers = left - contacts[0], right - contacts[1]
        houses = _without_postcodes(numbers[0]), _without_postcodes(numbers[1])
        return _hardly_agree(*numbers) or (any(houses) and _hardly_agree(*houses))


def _hardly_agree(left: set[str], right: set[str]) -> bool:
    return 2 * len(left & right) <= min(len(left), len(right))


def _without_postcodes(numbers: set[str]) -> set[str]:
    return {number for number in numbers if not _POSTCODE.fullmatch(number)}


def _letters(heading: str) -> str:
    """The heading without short numbers and signs: "Fees 2023" is renamed, not replaced, by "Fees 2024"."""
    return _NUMBERS_AND_SIGNS.sub(" ", heading).strip()
