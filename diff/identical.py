"""Pairing of sections that are equal: by what is unique, and among duplicates by their neighbours and order."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

import numpy as np
from scipy.optimize import linear_sum_assignment

from diff.outline import Outline
from diff.pairing import Pairing

Key = Callable[[Outline, int], Hashable]

# A matrix of this many cells is assigned in milliseconds; larger groups of equal sections are taken in order.
_MATRIX_CELLS = 250_000


def by_path_and_text(outline: Outline, place: int) -> Hashable:
    """Equal for sections that are the same throughout."""
    return outline.paths[place], outline.texts[place]


def by_heading_and_text(outline: Outline, place: int) -> Hashable:
    """Equal for sections that differ in the headings above their own."""
    return outline.heads[place], outline.texts[place]


def by_text(outline: Outline, place: int) -> Hashable:
    """Equal for sections that differ in their headings."""
    return outline.texts[place]


def by_path(outline: Outline, place: int) -> Hashable:
    """Equal for sections under the same headings."""
    return outline.paths[place]


def pair_unique(pairing: Pairing, key: Key, counts: Callable[[int], bool] = lambda _: True) -> None:
    """Pair loose sections whose key occurs once in each whole page, where `counts` accepts the old one."""
    new_groups = _groups(pairing.new, range(len(pairing.new)), key)
    for value, places in _groups(pairing.old, range(len(pairing.old)), key).items():
        partners = new_groups.get(value, [])
        if len(places) == len(partners) == 1 and _are_loose(pairing, places[0], partners[0]) and counts(places[0]):
            pairing.link(places[0], partners[0])


def pair_duplicates(pairing: Pairing, key: Key) -> None:
    """Pair loose sections of equal key, those with equal neighbours first, then in order."""
    for places, partners in _loose_groups(pairing, key):
        for row, column in _assigned(pairing, places, partners):
            pairing.link(places[row], partners[column])


def pair_in_order(pairing: Pairing, key: Key) -> None:
    """Pair loose sections of equal key first with first, second with second."""
    for places, partners in _loose_groups(pairing, key):
        for i, j in zip(places, partners, strict=False):
            pairing.link(i, j)


def _groups(outline: Outline, places: Iterable[int], key: Key) -> dict[Hashable, list[int]]:
    """Places by key, keys in order of appearance."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for place in places:
        groups[key(outline, place)].append(place)
    return groups


def _loose_groups(pairing: Pairing, key: Key) -> list[tuple[list[int], list[int]]]:
    """For every key with loose sections on both sides, their places."""
    new_groups = _groups(pairing.new, pairing.loose_new(), key)
    old_groups = _groups(pairing.old, pairing.loose_old(), key)
    return [(places, new_groups[value]) for value, places in old_groups.items() if value in new_groups]


def _are_loose(pairing: Pairing, i: int, j: int) -> bool:
    return i not in pairing.to_new and j not in pairing.to_old


def _assigned(pairing: Pairing, places: list[int], partners: list[int]) -> list[tuple[int, int]]:
    """Which of the places goes with which of the partners."""
    is_too_large = len(places) * len(partners) > _MATRIX_CELLS
    if is_too_large and len(places) != len(partners):
        few, many = sorted((len(places), len(partners)))
        pairing.give_up(f"{few:,} and {many:,} sections are equal: they were paired in order")
    if is_too_large or len(places) == len(partners):
        return list(zip(range(len(places)), range(len(partners)), strict=False))
    gains = np.array([[_context(pairing, i, j) for j in partners] for i in places])
    # Squared distance is convex, so that equal gains never cross: crossing pairs would look like moves.
    distance = np.subtract.outer(np.arange(len(places)), np.arange(len(partners))).astype(float) ** 2
    rows, columns = linear_sum_assignment(gains - 0.1 * distance / (distance.max() + 1), maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


def _context(pairing: Pairing, i: int, j: int) -> float:
    """How many neighbours (0 to 2) have equal headings."""
    old, new = pairing.old, pairing.new
    return float(
        sum(
            (old.heads[i + step] if 0 <= i + step < len(old) else None)
            == (new.heads[j + step] if 0 <= j + step < len(new) else None)
            for step in (-1, 1)
        )
    )
