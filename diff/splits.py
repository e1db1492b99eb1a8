"""Sections that were split or merged: left over, and for the most part gone over from or into one that is paired."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import LCSseq

from diff.assignment import Pair
from diff.lexicon import Lexicon
from diff.pairing import Pairing

# By weight of words: so much of the part stands in the whole, and so much of that is gone from the whole's partner.
_CONTAINED = 0.55
_GONE = 0.5

# So many of the part's words stand in the whole in the same order; words alone make a part of any boilerplate.
_IN_ORDER = 0.6

# Less ("Call us.") may stand in any section.
_LEAST_MASS = 8.0

# As in the similarity of pairs: beyond, two texts are too long to be compared word by word.
_ORDER_CELLS = 4_000_000
_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Parts:
    """(old, new) places: `split` where the old section is paired with another, `merged` where the new one is."""

    split: tuple[Pair, ...] = ()
    merged: tuple[Pair, ...] = ()


class _Claim(NamedTuple):
    """A loose section as part of a whole on the other side: the share and the weight that went over, and the places."""

    share: float
    flow: float
    part: int
    whole: int


def parts_of(pairing: Pairing, lexicon: Lexicon) -> Parts:
    """The parts among the sections without a partner; no pair is both split and merged, the heavier one counts."""
    changed = [(i, j) for i, j in pairing.pairs() if pairing.old.texts[i] != pairing.new.texts[j]]
    split = _Search(lexicon, 1, pairing.loose_new(), dict(changed)).claims()
    merged = _Search(lexicon, 0, pairing.loose_old(), {j: i for i, j in changed}).claims()
    gave, took = _flows(split), _flows(merged)
    return Parts(
        tuple(sorted((c.whole, c.part) for c in split if gave[c.whole] >= took[pairing.to_new[c.whole]])),
        tuple(sorted((c.part, c.whole) for c in merged if took[c.whole] > gave[pairing.to_old[c.whole]])),
    )


def _flows(claims: Iterable[_Claim]) -> Mapping[int, float]:
    """The weight that each whole gave or took."""
    flows: dict[int, float] = defaultdict(float)
    for claim in claims:
        flows[claim.whole] += claim.flow
    return flows


class _Search:
    """Looks for the wholes of loose sections: `side` is that of the parts, `partners` maps wholes to places there.

    What a whole has and its partner has not is its residue; every word of it goes over once.
    """

    def __init__(self, lexicon: Lexicon, side: int, loose: list[int], partners: Mapping[int, int]) -> None:
        self._lexicon = lexicon
        self._side = side
        self._parts = [place for place in loose if lexicon.text_mass(side, place) >= _LEAST_MASS]
        self._wholes = list(partners)
        self._words, self._other = lexicon.words[side], lexicon.words[1 - side]
        self._residues = (
            {whole: Counter(self._other[whole]) - Counter(self._words[partner]) for whole, partner in partners.items()}
            if self._parts
            else {}
        )

    def claims(self) -> list[_Claim]:
        """Each part with the whole it came from or went into, the heaviest first."""
        found = []
        taken: set[int] = set()
        for _, _, part, whole in sorted(self._candidates(), key=lambda claim: (-claim.share, claim.part, claim.whole)):
            claim = self._claim(part, whole)
            if claim is not None and part not in taken:
                taken.add(part)
                self._residues[whole] -= Counter(self._words[part])
                found.append(claim)
        return found

    def _candidates(self) -> Iterator[_Claim]:
        """For every part the few wholes that hold the most of it, and enough."""
        if not self._parts or not self._wholes:
            return
        weights = self._lexicon.presence(self._side, self._parts, weighted=True)
        held = (weights @ self._lexicon.presence(1 - self._side, self._wholes).T).toarray()
        for row, part in enumerate(self._parts):
            least = _CONTAINED * self._lexicon.text_mass(self._side, part)
            for column in np.argsort(-held[row], kind="stable")[:_CANDIDATES]:
                whole = self._wholes[column]
                claim = self._claim(part, whole) if held[row, column] >= least else None
                if claim is not None and self._is_in_order(part, whole):
                    yield claim

    def _claim(self, part: int, whole: int) -> _Claim | None:
        """The part with what of it the whole gave or took, if that is enough of what both share."""
        words = Counter(self._words[part])
        shared = self._weight(words & Counter(self._other[whole]))
        flow = self._weight(words & self._residues[whole])
        share = flow / self._weight(words) if flow > 0 else 0
        return _Claim(share, flow, part, whole) if flow > 0 and flow >= _GONE * shared else None

    def _weight(self, words: Mapping[str, int]) -> float:
        return sum(count * self._lexicon.weight(word) for word, count in words.items())

    def _is_in_order(self, part: int, whole: int) -> bool:
        left, right = self._words[part], self._other[whole]
        if len(left) * len(right) > _ORDER_CELLS:
            return True
        return bool(LCSseq.similarity(left, right) >= _IN_ORDER * len(left))
