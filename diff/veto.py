"""When two alike sections are two things: one office closed and another opened is no office renamed."""

import re

from diff.lexicon import Lexicon, is_contact
from diff.pairing import Pairing

# Both sides must hold this many rare words' weight, and share less than this part of the smaller (findings, step 5).
_RARE_WORDS = 2.5
_SHARED_PART = 0.2

# One number may coincide; two that both disagree do not.
_ENOUGH_NUMBERS = 2

_NO_LETTERS = re.compile(r"[\W\d_]+")


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
        if all(contacts):
            # The house number and postcode may stay when a phone changes; a postcode alone is a neighbour's.
            numbers = left - contacts[0], right - contacts[1]
            return not contacts[0] & contacts[1] and 2 * len(numbers[0] & numbers[1]) <= min(map(len, numbers))
        return min(len(left), len(right)) >= _ENOUGH_NUMBERS and not left & right


def _letters(heading: str) -> str:
    """The heading without numbers and signs: "Fees 2023" is renamed, not replaced, by "Fees 2024"."""
    return _NO_LETTERS.sub(" ", heading).strip()
