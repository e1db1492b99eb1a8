"""Pages made to be hard to align: what they cost beside an ordinary page, and that what was given up is said."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence

from bench.diff.planted import GOVUK, HELD_OUT, SEEDS, pages_for, trials_of
from bench.diff.planting import Planted
from bench.gate.evaluation import Bench, Family, Score
from bench.measure import Stopwatch
from bench.table import Bound
from diff.align import align
from diff.outline import with_headings
from extract.values import Section

Sections = Sequence[Section]

# The largest page that is aligned finely (the cases add a title), and one far beyond.
_LARGE, _HUGE = 1_998, 10_000
_WORDS = 40
_ORDINARY = 20

_VOCABULARY = tuple(f"word{number}" for number in range(5_000))


def measure(bench: Bench) -> Iterator[Score]:
    """What a section of the dearest page of each size costs beside one of ordinary pages, and who gives up silently."""
    trials = list(trials_of(HELD_OUT, _ORDINARY, pages_for(HELD_OUT)))
    sections = sum(len(trial.old) for trial in trials)
    _cost_of_all(trials)  # the first call of a library costs more than the second
    ordinary = _cost_of_all(trials) / sections
    silent = 0
    for size in (_LARGE, _HUGE):
        costs: dict[str, float] = {}
        for name, (old, new) in cases(size):
            bench.hear(f"{size:,} sections", len(costs), len(CASES))
            costs[name], given_up = _cost(old, new)
            silent += size > _LARGE and not given_up
        dearest = max(costs, key=lambda name: costs[name])
        ratio = costs[dearest] / size / ordinary
        title = f"alignment, {size:,} sections: a section beside an ordinary page's"
        yield Score(title, ratio, "times", Bound.AT_MOST, f"the dearest: {dearest}", steady=False)
    yield Score("pages beyond the bound that do not say so", silent, "cases", Bound.EXACTLY)


def cases(size: int) -> Iterator[tuple[str, tuple[Sections, Sections]]]:
    """Two versions of each kind of page of `size` sections; the same every time."""
    for name, make in CASES.items():
        yield name, make(size, random.Random(f"worst {name}"))


def _cost_of_all(trials: Sequence[Planted]) -> float:
    """The processor time of aligning ordinary pages, in seconds."""
    return sum(_cost(trial.old, trial.new)[0] for trial in trials)


def _cost(old: Sections, new: Sections) -> tuple[float, tuple[str, ...]]:
    """The processor time of an alignment in seconds, and what it gave up."""
    watch = Stopwatch()
    alignment = align(with_headings(old), with_headings(new))
    return watch.read().cpu, alignment.given_up


def _page(size: int, rng: random.Random, heading: Callable[[int], str]) -> list[Section]:
    return [Section(("Title", heading(place)), _text(rng)) for place in range(size)]


def _text(rng: random.Random) -> str:
    return " ".join(rng.choices(_VOCABULARY, k=_WORDS))


def _edited(section: Section, heading: str) -> Section:
    return Section(("Title", heading), section.text.replace(" ", " indeed ", 1))


def _shuffled(size: int, rng: random.Random) -> tuple[Sections, Sections]:
    old = _page(size, rng, lambda place: f"Part {place}")
    return old, rng.sample(old, size)


def _renamed(size: int, rng: random.Random) -> tuple[Sections, Sections]:
    old = _page(size, rng, lambda place: f"Part {place}")
    return old, [_edited(section, f"Chapter{rng.random()}") for section in rng.sample(old, size)]


def _unrelated(size: int, rng: random.Random) -> tuple[Sections, Sections]:
    return _page(size, rng, lambda place: f"Part {place}"), _page(size, rng, lambda place: f"{place} chapter")


def _same_heading(size: int, rng: random.Random) -> tuple[Sections, Sections]:
    old = _page(size, rng, lambda _: "Note")
    return old, [_edited(section, "Note") for section in reversed(old)]


def _same_heading_unrelated(size: int, rng: random.Random) -> tuple[Sections, Sections]:
    return _page(size, rng, lambda _: "Note"), _page(size, rng, lambda _: "Note")


def _few_headings(size: int, rng: random.Random) -> tuple[Sections, Sections]:
    return _page(size, rng, lambda place: f"Part {place % 20}"), _page(size, rng, lambda place: f"Part {place % 20}")


def _identical(size: int, rng: random.Random) -> tuple[Sections, Sections]:
    section = Section(("Title", "Note"), _text(rng))
    return [section] * size, [section] * (size - size // 10)


def _split(size: int, rng: random.Random) -> tuple[Sections, Sections]:
    new = _page(size, rng, lambda place: f"Part {place}")
    joined = [Section(one.path, f"{one.text} {two.text}") for one, two in zip(new[::2], new[1::2], strict=True)]
    return joined, new


def _bare(size: int, _: random.Random) -> tuple[Sections, Sections]:
    old = [Section(("Title", f"Old {place}"), "") for place in range(size)]
    return old, [Section(("Title", f"New {place}"), "") for place in range(size)]


CASES: Mapping[str, Callable[[int, random.Random], tuple[Sections, Sections]]] = {
    "shuffled": _shuffled,
    "shuffled, renamed and edited": _renamed,
    "unrelated": _unrelated,
    "one heading, edited and reversed": _same_heading,
    "one heading, unrelated": _same_heading_unrelated,
    "twenty headings, unrelated": _few_headings,
    "identical": _identical,
    "all split": _split,
    "bare headings": _bare,
}
"""Every kind of page, by its name."""

FAMILY = Family("worst", "worst cases of alignment", (SEEDS, GOVUK), measure)
