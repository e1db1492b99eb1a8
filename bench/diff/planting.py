"""Pages with edits planted in them, so that which section became which is known for certain."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from extract.values import Section

Link = tuple[int, int]
Path = tuple[str, ...]

# What says less than this cannot be recognised by anybody once its heading or its place changes too.
_TELLING_WORDS = 8
_SPLITTABLE_WORDS = 30
_REWRITABLE_WORDS = 20
_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-Z])")


class Plant(StrEnum):
    """What was done to a section."""

    RENAME = "rename"
    MOVE = "move"
    MOVE_AND_RENAME = "move and rename"
    SPLIT = "split"
    MERGE = "merge"
    INSERT = "insert"
    DELETE = "delete"
    REWRITE = "rewrite"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Planted:
    """Two versions of a page with every true (old, new) link, and which plant each touched place is the work of."""

    old: tuple[Section, ...]
    new: tuple[Section, ...]
    links: frozenset[Link]
    old_plants: dict[int, Plant]
    new_plants: dict[int, Plant]


@dataclass(slots=True)
class _Piece:
    """A section on its way into the new version, the old places it comes from, and what was done to it."""

    path: Path
    text: str
    origins: tuple[int, ...] = ()
    plant: Plant | None = None


@dataclass(slots=True)
class _Bed:
    """The page while it is planted in; donors lend headings and text that this page does not have."""

    pieces: list[_Piece]
    donors: list[Section]
    rng: random.Random
    deleted: dict[int, Plant] = field(default_factory=dict)

    def untouched(self, fits: Callable[[_Piece], bool] = lambda _: True) -> list[int]:
        """Places of pieces that nothing was done to yet."""
        return [place for place, piece in enumerate(self.pieces) if piece.plant is None and fits(piece)]

    def leaves(self, words: int) -> list[int]:
        """Untouched pieces below the title of at least so many words, with nothing under them."""
        parents = {piece.path[:-1] for piece in self.pieces}
        return self.untouched(
            lambda piece: bool(piece.path) and piece.path not in parents and len(piece.text.split()) >= words
        )

    def telling(self, places: Iterable[int]) -> list[int]:
        """Of the places those whose text no other piece has: only they can be told apart without their heading."""
        texts = Counter(piece.text for piece in self.pieces)
        return [place for place in places if texts[self.pieces[place].text] == 1]

    def choose(self, places: Sequence[int]) -> int | None:
        """One of the places, or none where there is none."""
        return self.rng.choice(places) if places else None

    def donor(self) -> Section:
        """A section of another page whose heading and text this page does not have."""
        return self.donors.pop(self.rng.randrange(len(self.donors)))


def planted(page: Sequence[Section], donors: Iterable[Section], rng: random.Random, most: int = 12) -> Planted:
    """The page with one to `most` edits, drawn by `rng`; sections of `donors` that resemble its own are left out."""
    bed = _Bed([_Piece(each.path, each.text, (place,)) for place, each in enumerate(page)], [], rng)
    headings = {heading for each in page for heading in each.path}
    texts = {each.text for each in page}
    bed.donors = [
        each
        for each in donors
        if each.path and each.path[-1] not in headings and each.text not in texts and len(each.text.split()) >= 5
    ]
    for _ in range(rng.randint(1, most)):
        if len(bed.donors) > 1:
            _PLANTERS[rng.choice(list(_PLANTERS))](bed)
    return Planted(
        old=tuple(page),
        new=tuple(Section(piece.path, piece.text) for piece in bed.pieces),
        links=frozenset((i, j) for j, piece in enumerate(bed.pieces) for i in piece.origins),
        old_plants={i: piece.plant for piece in bed.pieces if piece.plant for i in piece.origins} | bed.deleted,
        new_plants={j: piece.plant for j, piece in enumerate(bed.pieces) if piece.plant},
    )


def _rename(bed: _Bed) -> None:
    parents = {piece.path[:-1] for piece in bed.pieces}
    bare = bed.untouched(lambda each: not each.text and each.path in parents)
    worded = bed.telling(bed.untouched(lambda each: bool(each.path) and len(each.text.split()) >= 5))
    place = bed.choose(sorted({*bare, *worded}))
    if place is not None:
        _give_heading(bed, place, bed.donor().path[-1])
        bed.pieces[place].plant = Plant.RENAME


def _give_heading(bed: _Bed, place: int, heading: str) -> None:
    """Put another heading for the one of a piece, and in the paths of what stands under it."""
    before = bed.pieces[place].path
    for piece in bed.pieces[place + 1 :]:
        if piece.path[: len(before)] != before or len(piece.path) == len(before):
            break
        piece.path = (*before[:-1], heading, *piece.path[len(before) :])
    bed.pieces[place].path = (*before[:-1], heading)


def _move(bed: _Bed) -> None:
    place = bed.choose(bed.leaves(_TELLING_WORDS))
    if place is not None and _carry(bed, place) is not None:
        return


def _move_and_rename(bed: _Bed) -> None:
    place = bed.choose(bed.telling(bed.leaves(2 * _TELLING_WORDS)))
    piece = _carry(bed, place) if place is not None else None
    if piece is not None:
        piece.path = (*piece.path[:-1], bed.donor().path[-1])
        piece.plant = Plant.MOVE_AND_RENAME


def _carry(bed: _Bed, place: int) -> _Piece | None:
    """Put a leaf behind another leaf at least two sections away, under that one's parent."""
    goals = [
        goal
        for goal in bed.leaves(0)
        if abs(goal - place) > 2 and not _clashes(bed, bed.pieces[goal].path[:-1], bed.pieces[place])
    ]
    goal = bed.choose(goals)
    if goal is None:
        return None
    piece, behind = bed.pieces[place], bed.pieces[goal]
    bed.pieces.pop(place)
    piece.path = (*behind.path[:-1], piece.path[-1])
    piece.plant = Plant.MOVE
    bed.pieces.insert(bed.pieces.index(behind) + 1, piece)
    return piece


def _clashes(bed: _Bed, parent: Path, moved: _Piece) -> bool:
    """Whether the parent has a child of that heading already."""
    path = (*parent, moved.path[-1])
    return any(piece is not moved and piece.path == path for piece in bed.pieces)


def _split(bed: _Bed) -> None:
    place = bed.choose(
        [each for each in bed.telling(bed.leaves(_SPLITTABLE_WORDS)) if len(_units(bed.pieces[each].text)) > 1]
    )
    if place is None:
        return
    piece = bed.pieces[place]
    units = _units(piece.text)
    cut = bed.rng.randint(1, len(units) - 1)
    first, second = _joined(units[:cut]), _joined(units[cut:])
    if min(len(first.split()), len(second.split())) < _TELLING_WORDS:
        return
    part = _Piece((*piece.path[:-1], bed.donor().path[-1]), second, piece.origins, Plant.SPLIT)
    piece.text, piece.plant = first, Plant.SPLIT
    if bed.rng.random() < 0.3:  # the new heading may come above the old one as well
        piece.text, part.text = part.text, piece.text
        bed.pieces.insert(place, part)
    else:
        bed.pieces.insert(place + 1, part)
    if bed.rng.random() < 0.5:
        part.text = _retouched(part.text, bed)


def _merge(bed: _Bed) -> None:
    leaves = set(bed.telling(bed.leaves(_TELLING_WORDS)))
    pairs = [
        place
        for place in leaves
        if place + 1 in leaves and bed.pieces[place].path[:-1] == bed.pieces[place + 1].path[:-1]
    ]
    place = bed.choose(sorted(pairs))
    if place is None:
        return
    first, second = bed.pieces[place], bed.pieces.pop(place + 1)
    if bed.rng.random() < 0.3:
        first.path = second.path
    first.text = f"{first.text}\n{second.text}"
    first.origins = (*first.origins, *second.origins)
    first.plant = Plant.MERGE
    if bed.rng.random() < 0.5:
        first.text = _retouched(first.text, bed)


def _insert(bed: _Bed) -> None:
    place = bed.choose([place for place, piece in enumerate(bed.pieces) if piece.path])
    if place is not None:
        donor = bed.donor()
        path = (*bed.pieces[place].path[:-1], donor.path[-1])
        while place + 1 < len(bed.pieces) and len(bed.pieces[place + 1].path) > len(path):
            place += 1
        bed.pieces.insert(place + 1, _Piece(path, donor.text, (), Plant.INSERT))


def _delete(bed: _Bed) -> None:
    place = bed.choose(bed.leaves(1))
    if place is not None:
        bed.deleted |= dict.fromkeys(bed.pieces.pop(place).origins, Plant.DELETE)


def _rewrite(bed: _Bed) -> None:
    """Put the sentences of another page for half of a section's, at least one staying."""
    place = bed.choose([each for each in bed.leaves(_REWRITABLE_WORDS) if len(_units(bed.pieces[each].text)) > 1])
    if place is None:
        return
    piece = bed.pieces[place]
    units, foreign = _units(piece.text), _units(bed.donor().text)
    for number in bed.rng.sample(range(len(units)), max(1, min(len(units) - 1, round(0.5 * len(units))))):
        units[number] = units[number][0], bed.rng.choice(foreign)[1]
    piece.text, piece.plant = _joined(units), Plant.REWRITE


def _small(bed: _Bed) -> None:
    place = bed.choose(bed.untouched(lambda each: len(each.text.split()) >= 5))
    if place is not None:
        bed.pieces[place].text = _retouched(bed.pieces[place].text, bed)
        bed.pieces[place].plant = Plant.SMALL


def _retouched(text: str, bed: _Bed) -> str:
    """The text with one to three words put for others, at most a quarter of them."""
    words = re.split(r"(\s+)", text)
    foreign = bed.rng.choice(bed.donors).text.split()
    for _ in range(min(bed.rng.randint(1, 3), max(1, len(words) // 8))):
        words[2 * bed.rng.randrange((len(words) + 1) // 2)] = bed.rng.choice(foreign)
    return "".join(words)


def _units(text: str) -> list[tuple[str, str]]:
    """The sentences of a text, each with what parts it from the one before."""
    units: list[tuple[str, str]] = []
    for line in text.split("\n"):
        units += [("\n" if not number else " ", each) for number, each in enumerate(_SENTENCE_END.split(line)) if each]
    return units


def _joined(units: Sequence[tuple[str, str]]) -> str:
    return "".join(lead + text for lead, text in units).strip()


_PLANTERS: dict[Plant, Callable[[_Bed], None]] = {
    Plant.RENAME: _rename,
    Plant.MOVE: _move,
    Plant.MOVE_AND_RENAME: _move_and_rename,
    Plant.SPLIT: _split,
    Plant.MERGE: _merge,
    Plant.INSERT: _insert,
    Plant.DELETE: _delete,
    Plant.REWRITE: _rewrite,
    Plant.SMALL: _small,
}
