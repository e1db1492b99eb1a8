"""What one redline knows while it is made: the words of its pieces, the work it has left, what it gave up."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from diff.folding import lookalike
from diff.tokens import Token, keys_of, tokens_of

_FUNCTION_WORDS = frozenset(
    keys_of(
        "a an and are as at be by for from had has have if in is it its of on or that the their this to was were"
        " which will with you your al con de del el en es la las lo los o para por que se su sus un una y"
    )
)

# 250,000 pairs of pieces in one gap, eight such gaps in a text: a second of comparing at most.
_PAIRS_IN_GAP = 250_000
_PAIRS_IN_ALL = 2_000_000

# Each pair costs its words times its words; a bit vector takes 64 of those at a time.
_CELLS_IN_ALL = 4_000_000_000

_LAST_SIGN = 0x10FFFF

# Words are told apart more roughly than for marking them, and many times as quickly.
_WORD = re.compile(r"[^\W_]+(?:[-./:,@'][^\W_]+)*")


@lru_cache(maxsize=50_000)
def is_content(key: str) -> bool:
    """Whether a token carries meaning of its own."""
    return key.casefold() not in _FUNCTION_WORDS and any(character.isalnum() for character in key)


class _Alphabet(dict[str, str]):
    """A sign for each word of content, in the order they are met; none for the others."""

    def __missing__(self, word: str) -> str:
        # A text of a million distinct words compares the rest as one.
        sign = chr(min(len(self), _LAST_SIGN)) if is_content(word) else ""
        self[word] = sign
        return sign


@dataclass(slots=True)
class Reading:
    """Words are read once and kept as signs, one character for each distinct word; work is counted, never timed."""

    given_up: dict[str, None] = field(default_factory=dict)
    _tokens: dict[str, list[Token]] = field(default_factory=dict)
    _signs: dict[str, str] = field(default_factory=dict)
    _alphabet: _Alphabet = field(default_factory=_Alphabet)
    _pairs: int = _PAIRS_IN_ALL
    _cells: int = _CELLS_IN_ALL

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a piece of text, at least one; what follows the last stays with it."""
        found = self._tokens.get(text)
        if found is None:
            found, tail = tokens_of(text)
            if not found:
                found.append(Token("", tail, ""))
            elif tail:
                found[-1] = found[-1]._replace(text=found[-1].text + tail)
            self._tokens[text] = found
        return found

    def signs(self, text: str) -> str:
        """What a piece says, a character for each word of content; the piece itself where no word has any."""
        found = self._signs.get(text)
        if found is None:
            words = _WORD.findall(lookalike(text))
            found = self._signs[text] = "".join(map(self._alphabet.__getitem__, words)) or text
        return found

    def common(self, old: str, new: str) -> float:
        """The share of the shorter piece's words that the other has in the same order; all where that is too much."""
        left, right = self.signs(old), self.signs(new)
        if not self.may_compare(len(left), len(right)):
            return 1.0
        return LCSseq.similarity(left, right) / min(len(left), len(right))

    def may_pair(self, old: int, new: int) -> bool:
        """Whether each of so many pieces may be compared with each of so many; where it may, it is counted as done."""
        pairs = old * new
        if pairs > min(_PAIRS_IN_GAP, self._pairs):
            return False
        self._pairs -= pairs
        return True

    def may_compare(self, old: int, new: int) -> bool:
        """Whether so many words may be compared with so many; where they may, it is counted as done."""
        cells = old * new
        if cells > self._cells:
            return False
        self._cells -= cells
        return True

    def give_up(self, what: str) -> None:
        """Say in plain words what was not looked at more closely."""
        self.given_up[what] = None
