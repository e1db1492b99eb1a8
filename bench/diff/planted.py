"""Planted edits on the five seeds and on GOV.UK pages: how many touched sections are linked as they should be."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bench.diff.planting import Link, Plant, Planted, planted
from bench.gate.data import pages_of, records_of, spread
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.align import Alignment, align
from diff.outline import with_headings
from extract.reading import extract
from extract.values import Section

Page = tuple[Section, ...]

SEEDS = "seed-pages"
GOVUK = "diff/govuk_change_notes_pairs.jsonl.gz"

_SEED_NAMES = ("contact", "facts", "home", "policies", "who")
_GOVUK_PAGES = 60
_TRIALS = 240
_LEAST_SECTIONS, _MOST_SECTIONS = 5, 120

TUNING, HELD_OUT = 0, 1
"""Which half of the pages, with numbers of its own: thresholds are set on the one, figures reported of the other."""


@dataclass(slots=True)
class Tally:
    """Links of touched sections: how many were told, how many of those are true, how many true ones there are."""

    told: int = 0
    right: int = 0
    true: int = 0
    found: Counter[Plant] = field(default_factory=Counter)
    planted: Counter[Plant] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)

    def add(self, trial: Planted, alignment: Alignment) -> None:
        """Count one trial."""
        twins = _twins(trial.old), _twins(trial.new)
        told = {(twins[0][i], twins[1][j]) for i, j in linked(alignment) if _is_touched(trial, i, j)}
        true = {(twins[0][i], twins[1][j]): trial.new_plants.get(j) for i, j in trial.links if _is_touched(trial, i, j)}
        known = {(twins[0][i], twins[1][j]) for i, j in trial.links}
        self.told += len(told)
        self.right += len(told & known)
        self.true += len(true)
        for link, plant in true.items():
            if plant is not None:
                self.planted[plant] += 1
                self.found[plant] += link in told
        self._add_loose(trial, alignment)
        self._add_moved(trial, alignment)

    def _add_loose(self, trial: Planted, alignment: Alignment) -> None:
        loose = {
            Plant.DELETE: (trial.old_plants, set(alignment.removed)),
            Plant.INSERT: (trial.new_plants, set(alignment.added)),
        }
        for plant, (plants, unlinked) in loose.items():
            places = {place for place, done in plants.items() if done is plant}
            self.planted[plant] += len(places)
            self.found[plant] += len(places & unlinked)

    def _add_moved(self, trial: Planted, alignment: Alignment) -> None:
        moves = {Plant.MOVE, Plant.MOVE_AND_RENAME}
        moved = {(i, j) for i, j in trial.links if trial.new_plants.get(j) in moves}
        self.moved += Counter(told=len(alignment.moved), true=len(moved), right=len(moved & set(alignment.moved)))


def linked(alignment: Alignment) -> set[Link]:
    """Every (old, new) link of an alignment, those of split and merged sections too."""
    return {*alignment.pairs, *alignment.split, *alignment.merged}


def trials_of(half: int, count: int, pages: Sequence[Page]) -> Iterator[Planted]:
    """Planted pages, pages in turn, edits drawn from a source that this half and number alone set."""
    donors = [section for page in pages for section in page]
    for number in range(count):
        rng = random.Random(f"planted {half} {number}")
        lent = rng.sample(donors, min(len(donors), 60))
        yield planted(pages[number % len(pages)], lent, rng)


def pages_for(half: int) -> list[Page]:
    """The seeds, and every second GOV.UK page of some substance."""
    return [*seed_sections(), *spread([*govuk_sections()][half::2], _GOVUK_PAGES)]


def seed_sections() -> Iterator[Page]:
    """The five seeds as our extractor reads them."""
    files = pages_of(SEEDS)
    for name in _SEED_NAMES:
        yield with_headings(extract(files[f"{name}.sem.html"], f"https://www.example.gov/{name}").sections)


def govuk_sections() -> Iterator[Page]:
    """The older version of each pair, one a page, in the order of the file."""
    seen = set()
    for record in records_of(GOVUK):
        page = with_headings(
            tuple(Section(tuple(path), "\n".join(text for _, text in blocks)) for path, _, blocks, _ in record["old"])
        )
        if record["path"] not in seen and _LEAST_SECTIONS <= len(page) <= _MOST_SECTIONS:
            seen.add(record["path"])
            yield page


def tally_of(trials: Iterable[Planted]) -> Tally:
    """Align every trial and count."""
    tally = Tally()
    for trial in trials:
        tally.add(trial, align(trial.old, trial.new))
    return tally


def measure(bench: Bench) -> Iterator[Score]:
    """Precision and recall on the held-out pages, recall by what was planted, and of moves."""
    trials = list(trials_of(HELD_OUT, bench.sample or _TRIALS, pages_for(HELD_OUT)))
    tally = tally_of(trials)
    note = f"{len(trials)} trials, {tally.true} links of touched sections"
    yield Score("links of touched sections: precision", tally.right / max(tally.told, 1), "", Bound.AT_LEAST, note)
    yield Score("links of touched sections: recall", tally.right / max(tally.true, 1), "", Bound.AT_LEAST, note)
    for plant in Plant:
        count = tally.planted[plant]
        yield Score(f"{plant}: recall", tally.found[plant] / max(count, 1), note=f"{count} planted")
    moved = tally.moved
    yield Score("moved: precision", moved["right"] / max(moved["told"], 1), note="as moved, not only linked")
    yield Score("moved: recall", moved["right"] / max(moved["true"], 1))


def _is_touched(trial: Planted, i: int, j: int) -> bool:
    return i in trial.old_plants or j in trial.new_plants


def _twins(sections: Page) -> list[int]:
    """For each place the first that is the same throughout: nobody can tell which of two equal ones is which."""
    first: dict[Section, int] = {}
    return [first.setdefault(section, place) for place, section in enumerate(sections)]


FAMILY = Family("planted", "planted edits: which section became which", (SEEDS, GOVUK), measure)
