"""From scores to pairs: the best assignment within each group of sections that could go together."""

from collections import defaultdict
from collections.abc import Callable, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment

Pair = tuple[int, int]

# A larger group costs seconds to assign exactly; best score first is close to it.
_SIDE = 400

# Less than any difference in score that means something; prefers neighbours in order among equals.
_ORDER = 1e-6


def best_pairs(scores: Mapping[Pair, float], give_up: Callable[[str], None] = lambda _: None) -> list[Pair]:
    """Pairs of the scored ones with the highest total, every place in at most one; ascending.

    `give_up` is told of groups too large for that, which are paired by falling score.
    """
    chosen: list[Pair] = []
    for component in _components(scores):
        rows = sorted({i for i, _ in component})
        columns = sorted({j for _, j in component})
        if len(rows) <= _SIDE and len(columns) <= _SIDE:
            chosen += _assigned(scores, component, rows, columns)
        else:
            few, many = sorted((len(rows), len(columns)))
            give_up(f"{few:,} and {many:,} sections are alike: the most alike were paired first")
            chosen += _greedy(scores, component)
    return sorted(chosen)


def _components(scores: Mapping[Pair, float]) -> list[list[Pair]]:
    """The scored pairs by connected group, groups in order of their first pair."""
    roots: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while roots.setdefault(node, node) != node:
            roots[node] = roots[roots[node]]
            node = roots[node]
        return node

    for i, j in sorted(scores):
        roots[root((1, j))] = root((0, i))
    groups: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for i, j in sorted(scores):
        groups[root((0, i))].append((i, j))
    return list(groups.values())


def _assigned(scores: Mapping[Pair, float], pairs: list[Pair], rows: list[int], columns: list[int]) -> list[Pair]:
    """The assignment of the highest total score."""
    matrix = np.zeros((len(rows), len(columns)))
    row_of = {i: row for row, i in enumerate(rows)}
    column_of = {j: column for column, j in enumerate(columns)}
    for i, j in pairs:
        distance = (row_of[i] - column_of[j]) / (len(rows) + len(columns))
        matrix[row_of[i], column_of[j]] = scores[i, j] - _ORDER * distance * distance
    taken = zip(*linear_sum_assignment(matrix, maximize=True), strict=True)
    return [(rows[row], columns[column]) for row, column in taken if (rows[row], columns[column]) in scores]


def _greedy(scores: Mapping[Pair, float], pairs: list[Pair]) -> list[Pair]:
    """Pairs by falling score."""
    old: set[int] = set()
    new: set[int] = set()
    chosen: list[Pair] = []
    for i, j in sorted(pairs, key=lambda pair: (-scores[pair], pair)):
        if i not in old and j not in new:
            old.add(i)
            new.add(j)
            chosen.append((i, j))
    return chosen
