"""How alike two sections are, and when they must not be taken for one: the score behind a pair."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import Indel

from diff.lexicon import Lexicon
from diff.pairing import Pairing
from diff.veto import Veto

# Weights and thresholds were tuned on real pages and measured on held-out ones (findings: alignment, steps 3 to 6).
_TEXT, _HEADING, _NEIGHBOURS, _SAME_PATH = 0.66, 0.22, 0.12, 0.12
_FULL_MASS, _LEAST_WEIGHT = 30.0, 0.3
_CANDIDATES = 12
_SURE_COSINE = 0.75
_INDEL_CELLS = 4_000_000
_GROUP_CELLS = 10_000
_CROSSED_CELLS = 40_000
_FUZZY_HEADING = 0.7

# A path that both pages have once lifts even a rewritten section over the threshold, unless its text went elsewhere.
_ONLY_PATH = 0.18

# The same heading under another parent ("Hours" of another office) says half as much.
_OTHER_PARENT = 0.5

_MANY = "too many sections under equal headings: those whose texts are not near were compared only in order"

THRESHOLD = 0.40
"""A pair below this score is no pair."""


class Similarity:
    """Scores for pairs of loose sections; texts are compared once, what surrounds them each time."""

    def __init__(self, pairing: Pairing, lexicon: Lexicon) -> None:
        self._pairing = pairing
        self._old, self._new = pairing.old, pairing.new
        self._lexicon = lexicon
        self._veto = Veto(pairing, lexicon)
        self._only_paths = _only(self._old.paths) & _only(self._new.paths)
        self._rows = {place: row for row, place in enumerate(pairing.loose_old())}
        self._columns = {place: column for column, place in enumerate(pairing.loose_new())}
        self._cosines = lexicon.cosines(list(self._rows), list(self._columns))
        self._crossed_cells = 0
        self.text = lru_cache(maxsize=None)(self._text)

    def scores(self) -> dict[tuple[int, int], float]:
        """The score of every pair of loose sections worth a look, not vetoed and not below the threshold."""
        loose_old, loose_new = set(self._pairing.loose_old()), set(self._pairing.loose_new())
        pairs = {pair for pair in self._candidates() if pair[0] in loose_old and pair[1] in loose_new}
        scored = {pair: self._score(*pair) for pair in sorted(pairs)}
        return {
            (i, j): score
            for (i, j), score in scored.items()
            if score >= THRESHOLD and not (self._heading(i, j) < 1 and self._veto.forbids(i, j))
        }

    def _score(self, i: int, j: int) -> float:
        text, heading = self.text(i, j), self._heading(i, j)
        least = min(self._lexicon.text_mass(0, i), self._lexicon.text_mass(1, j))
        weight = min(max(least / _FULL_MASS, _LEAST_WEIGHT), 1.0)
        neighbours = (self._pairing.is_next_to(i, j, -1) + self._pairing.is_next_to(i, j, 1)) / 2
        score = _TEXT * (text * weight + heading * (1 - weight)) + _HEADING * heading + _NEIGHBOURS * neighbours
        if self._old.paths[i] == self._new.paths[j]:
            score += _SAME_PATH + (_ONLY_PATH if self._old.paths[i] in self._only_paths else 0)
        return score

    def _text(self, i: int, j: int) -> float:
        """Cosine of the texts, or the share of words in common order where that is higher and affordable."""
        cosine = float(self._cosines[self._rows[i], self._columns[j]])
        left, right = self._lexicon.words[0][i], self._lexicon.words[1][j]
        if cosine >= _SURE_COSINE or not left or not right or len(left) * len(right) > _INDEL_CELLS:
            return cosine
        return max(cosine, Indel.normalized_similarity(left, right))

    def _heading(self, i: int, j: int) -> float:
        """1 for the same heading under the same parent, half of that under another, the ratio when nearly equal."""
        old, new = self._old.heads[i], self._new.heads[j]
        at_home = self._old.paths[i] == self._new.paths[j] or self._pairing.same_parent(i, j)
        if old == new:
            return 1.0 if at_home else _OTHER_PARENT
        ratio = Indel.normalized_similarity(old, new)
        return 0.0 if ratio < _FUZZY_HEADING else ratio * (1.0 if at_home else _OTHER_PARENT)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        self._crossed_cells = 0
        yield from self._nearest()
        yield from self._same_heading()
        yield from self._beside_pairs()
        yield from self._empty()

    def _nearest(self) -> Iterator[tuple[int, int]]:
        """For each old section the new ones of the nearest text."""
        columns = list(self._columns)
        for place, row in self._rows.items():
            best = np.argsort(-self._cosines[row], kind="stable")[:_CANDIDATES]
            yield from ((place, columns[column]) for column in best if self._cosines[row, column] > 0)

    def _same_heading(self) -> Iterator[tuple[int, int]]:
        by_heading: dict[str, list[int]] = defaultdict(list)
        for j in self._columns:
            by_heading[self._new.heads[j]].append(j)
        groups: dict[str, list[int]] = defaultdict(list)
        for i in self._rows:
            groups[self._old.heads[i]].append(i)
        for head, places in groups.items():
            yield from self._crossed(places, by_heading.get(head, []))

    def _beside_pairs(self) -> Iterator[tuple[int, int]]:
        for i in self._rows:
            for step in (-1, 1):
                partner = self._pairing.to_new.get(i + step)
                if partner is not None:
                    yield i, partner - step

    def _empty(self) -> Iterator[tuple[int, int]]:
        """Headings without text, which have nothing but their heading to be known by."""
        old = [i for i in self._rows if not self._lexicon.words[0][i]]
        new = [j for j in self._columns if not self._lexicon.words[1][j]]
        yield from self._crossed(old, new)

    def _crossed(self, places: list[int], partners: list[int]) -> Iterator[tuple[int, int]]:
        """Every place with every partner, or only first with first where that would be too many."""
        cells = len(places) * len(partners)
        if cells > _GROUP_CELLS or self._crossed_cells + cells > _CROSSED_CELLS:
            self._pairing.give_up(_MANY)
            yield from zip(places, partners, strict=False)
        else:
            self._crossed_cells += cells
            yield from ((i, j) for i in places for j in partners)


def _only(paths: tuple[tuple[str, ...], ...]) -> set[tuple[str, ...]]:
    """Paths that occur once."""
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    for path in paths:
        counts[path] += 1
    return {path for path, count in counts.items() if count == 1}
