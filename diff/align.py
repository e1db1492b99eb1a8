"""Which section of the new version is which section of the old one: equal ones first, then the most alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from diff.assignment import best_pairs
from diff.identical import (
    by_heading_and_text,
    by_path,
    by_path_and_text,
    by_text,
    pair_duplicates,
    pair_in_order,
    pair_unique,
)
from diff.kinship import pair_by_children, pair_titles, part_orphans
from diff.lexicon import Lexicon
from diff.movement import moved_pairs
from diff.outline import Outline, outline_of
from diff.pairing import Pairing
from diff.similarity import Similarity
from extract.values import Section

# Beyond these a page is data: only equal sections and equal paths are paired (findings: worst cases, 6 s at 1,000).
_MOST_SECTIONS = 2_000
_MOST_CHARACTERS = 5_000_000

# A text that weighs less ("Call us.") may stand under any heading.
_TELLING_MASS = 4.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of (old, new) places, the places without partner, and which pairs moved; all ascending.

    `split` holds (old, new) where an old section that is paired with another went on in this new one, too, `merged`
    where an old one went into a new one that is paired with another; their places are neither removed nor added.
    `given_up` says what a bound kept from being looked at.
    """

    pairs: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]
    moved: tuple[tuple[int, int], ...]
    split: tuple[tuple[int, int], ...] = ()
    merged: tuple[tuple[int, int], ...] = ()
    given_up: tuple[str, ...] = ()


def align(old: Sequence[Section], new: Sequence[Section]) -> Alignment:
    """Pair the sections of two versions; the same for the same sections, whatever the machine is busy with."""
    pairing = Pairing(outline_of(old), outline_of(new))
    if _is_data(pairing.old) or _is_data(pairing.new):
        _pair_coarsely(pairing)
    else:
        _pair_finely(pairing)
    return Alignment(
        pairs=pairing.pairs(),
        removed=tuple(pairing.loose_old()),
        added=tuple(pairing.loose_new()),
        moved=moved_pairs(pairing),
    )


def _is_data(outline: Outline) -> bool:
    return len(outline) > _MOST_SECTIONS or sum(map(len, outline.texts)) > _MOST_CHARACTERS


def _pair_coarsely(pairing: Pairing) -> None:
    """Pair what is equal or has an equal path; linear in the number of sections."""
    pair_unique(pairing, by_path_and_text)
    pair_unique(pairing, by_heading_and_text)
    pair_duplicates(pairing, by_path_and_text)
    pair_in_order(pairing, by_path)


def _pair_finely(pairing: Pairing) -> None:
    """Pair what is equal, then what is alike; twice, because pairs found first place those beside and under them."""
    pair_unique(pairing, by_path_and_text)
    pair_duplicates(pairing, by_path_and_text)
    if not (pairing.loose_old() and pairing.loose_new()):
        return
    lexicon = Lexicon(pairing.old, pairing.new)
    pair_unique(pairing, by_heading_and_text)
    pair_unique(pairing, by_text, lambda i: lexicon.text_mass(0, i) >= _TELLING_MASS)
    pair_titles(pairing)
    similarity = Similarity(pairing, lexicon)
    for _ in range(2):
        for i, j in best_pairs(similarity.scores()):
            pairing.link(i, j)
        pair_by_children(pairing, lexicon)
    part_orphans(pairing, lexicon)
