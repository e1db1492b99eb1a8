"""Which section of the new version is which section of the old one: equal ones first, then the most alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diff.assignment import Pair, best_pairs
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
from diff.lexicon import Lexicon, is_contact
from diff.movement import moved_pairs
from diff.outline import Outline, outline_of
from diff.pairing import Pairing
from diff.similarity import Similarity
from diff.splits import Parts, parts_of
from extract.values import Section

# Beyond these a page is data: only equal sections and equal paths are paired (findings: worst cases, 6 s at 1,000).
_MOST_SECTIONS = 2_000
_MOST_CHARACTERS = 5_000_000

# A text that weighs less ("Call us.") may stand under any heading, unless it gives a number or address to reach.
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
    """Pair the sections of two versions; the same for the same sections, whatever the machine is busy with.

    The way back gives the mirror: where two alignments are as good, which is chosen does not depend on the direction.
    """
    if [(each.path, each.text) for each in old] <= [(each.path, each.text) for each in new]:
        return _aligned(old, new)
    return _mirrored(_aligned(new, old))


def _mirrored(alignment: Alignment) -> Alignment:
    """The alignment of the way back."""

    def turned(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        return tuple(sorted((j, i) for i, j in pairs))

    return Alignment(
        pairs=turned(alignment.pairs),
        removed=alignment.added,
        added=alignment.removed,
        moved=turned(alignment.moved),
        split=turned(alignment.merged),
        merged=turned(alignment.split),
        given_up=alignment.given_up,
    )


def _aligned(old: Sequence[Section], new: Sequence[Section]) -> Alignment:
    folds: dict[str, str] = {}
    pairing = Pairing(outline_of(old, folds), outline_of(new, folds))
    bound = _bound_of(pairing)
    if bound:
        pairing.give_up(f"{bound}: only equal texts and paths were paired")
    parts = _pair_coarsely(pairing) if bound else _pair_finely(pairing)
    went, came = {i for i, _ in parts.merged}, {j for _, j in parts.split}
    return Alignment(
        pairs=pairing.pairs(),
        removed=tuple(i for i in pairing.loose_old() if i not in went),
        added=tuple(j for j in pairing.loose_new() if j not in came),
        moved=moved_pairs(pairing),
        split=parts.split,
        merged=parts.merged,
        given_up=pairing.given_up,
    )


def _bound_of(pairing: Pairing) -> str:
    """Which bound the larger of the two pages passes, in words; empty where it passes none."""
    sections = max(len(pairing.old), len(pairing.new))
    characters = max(_characters(pairing.old), _characters(pairing.new))
    if sections > _MOST_SECTIONS:
        return f"{sections:,} sections"
    return f"{characters:,} characters" if characters > _MOST_CHARACTERS else ""


def _characters(outline: Outline) -> int:
    return sum(map(len, outline.texts))


def _pair_coarsely(pairing: Pairing) -> Parts:
    """Pair what is equal or has an equal path; linear in the number of sections."""
    pair_unique(pairing, by_path_and_text)
    pair_unique(pairing, by_heading_and_text)
    pair_duplicates(pairing, by_path_and_text)
    pair_in_order(pairing, by_path)
    return Parts()


def _pair_finely(pairing: Pairing) -> Parts:
    """Pair what is equal, then what is alike; twice, because pairs found first place those beside and under them."""
    pair_unique(pairing, by_path_and_text)
    pair_duplicates(pairing, by_path_and_text)
    old, new = pairing.loose_old(), pairing.loose_new()
    if len(old) == len(new) == 1 and pairing.old.paths[old[0]] == pairing.new.paths[new[0]]:
        pairing.link(old[0], new[0])  # one section was edited, as on most pages: there is nothing to weigh
    if not (pairing.loose_old() and pairing.loose_new()):
        return Parts()
    lexicon = Lexicon(pairing.old, pairing.new)
    pair_unique(pairing, by_heading_and_text)
    pair_unique(pairing, by_text, lambda i: _is_telling(lexicon, i))
    pair_titles(pairing)
    similarity = Similarity(pairing, lexicon)
    for _ in range(2):
        for i, j in best_pairs(similarity.scores(), pairing.give_up):
            pairing.link(i, j)
        pair_by_children(pairing, lexicon)
    part_orphans(pairing, lexicon)
    return parts_of(pairing, lexicon)


def _is_telling(lexicon: Lexicon, i: int) -> bool:
    """Whether the text of an old section is known again under another heading."""
    return lexicon.text_mass(0, i) >= _TELLING_MASS or any(map(is_contact, lexicon.identifiers(0, i)))
