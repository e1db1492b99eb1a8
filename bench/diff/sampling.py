"""Draws real edits for a person to read: `python -m bench.diff.sampling`; docs/how-to/measure-comparison.md."""

import os
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from bench.diff.cards import blind_card, told_card
from bench.diff.readings import Readings, Way, Where, line_of, load
from bench.diff.real_pairs import RealPair, Source, pairs_of
from bench.diff.topics import WHOLE_PAGE, Told, Topic, told_in
from bench.gate.data import spread
from bench.gate.evaluation import Bench
from bench.gate.progress import progress
from diff.compare import compare
from diff.labels import Movement, page_label
from extract.pool import ExtractionPool
from extract.reading import extract

COUNT = 60
"""Edits to be read each way."""

_MOST_OF_A_PAGE = 2
_WHOLE_PAGES = 10
_MOST_CHANGED = 2_500
"""Characters that came and went in one edit, or one section: nobody judges a document that was written anew."""

_MOST_CLAIMS = 12
_Unit = tuple["Found", Told]


@dataclass(frozen=True, slots=True)
class Found:
    """What is told of one pair; `is_dated` where the page shows a review date before or after."""

    source: Source
    key: str
    page: str
    told: tuple[Told, ...]
    is_dated: bool


@dataclass(frozen=True, slots=True)
class Job:
    """Compare one pair."""

    id: int
    pair: RealPair

    def do(self) -> Found:
        """What is told of it."""
        pair = self.pair
        old, new = extract(pair.old, pair.url), extract(pair.new, pair.url)
        compared = compare(old, new, pair.url)
        is_dated = page_label(old.facts, new.facts, compared.edits).movement is not Movement.NONE
        return Found(pair.source, pair.key, pair.page, tuple(told_in(compared)), is_dated and bool(compared.edits))


class Draw:
    """One sample: units drawn one by one, of the source drawn from least, of no page more than two.

    Several sources hold the same page: `read` are the pages that were read before, whatever the source.
    """

    def __init__(self, rng: random.Random, read: Sequence[str]) -> None:
        self._rng = rng
        self._pages = Counter(dict.fromkeys(read, _MOST_OF_A_PAGE))
        self._sources: Counter[Source] = Counter()
        self._taken: set[tuple[str, str]] = set()

    def one(self, units: Sequence[_Unit], named: Callable[[Told], str]) -> _Unit | None:
        """A unit that is not drawn yet; none where no page has one left."""
        left = [unit for unit in units if self._is_free(unit, named)]
        if not left:
            return None
        least = min(self._sources[found.source] for found, _ in left)
        found, told = self._rng.choice([unit for unit in left if self._sources[unit[0].source] == least])
        self._sources[found.source] += 1
        self._pages[found.page] += 1
        self._taken.add((found.key, named(told)))
        return found, told

    def round_robin(self, strata: Sequence[Sequence[_Unit]], named: Callable[[Told], str], count: int) -> list[_Unit]:
        """So many units, of each stratum in turn while it lasts."""
        drawn: list[_Unit] = []
        open_strata = list(strata)
        while open_strata and len(drawn) < count:
            for stratum in list(open_strata):
                unit = self.one(stratum, named) if len(drawn) < count else None
                if unit is None:
                    open_strata.remove(stratum)
                else:
                    drawn.append(unit)
        return drawn

    def _is_free(self, unit: _Unit, named: Callable[[Told], str]) -> bool:
        found, told = unit
        is_new = (found.key, named(told)) not in self._taken
        return is_new and self._pages[found.page] < _MOST_OF_A_PAGE


def draw_told(draw: Draw, found: Sequence[Found]) -> list[_Unit]:
    """Edits that claims are made of, of every topic as many."""
    units = [(each, told) for each in found for told in each.told if told.claims and _is_readable([told])]
    strata = [[unit for unit in units if any(c.topic is topic for c in unit[1].claims)] for topic in Topic]
    return draw.round_robin(strata, _edit, COUNT)


def draw_blind(draw: Draw, found: Sequence[Found]) -> list[_Unit]:
    """Sections and pages with and without claims, one of each in turn; with claims of every topic as many."""
    pages = [(each, told) for each in found if each.is_dated for told in each.told if told.place == WHOLE_PAGE]
    drawn = draw.round_robin(_with_and_without(pages), _place, _WHOLE_PAGES)
    sections = list(_sections(found))
    claimed = [[unit for unit in sections if any(c.topic is topic for c in unit[1].claims)] for topic in Topic]
    half = (COUNT - len(drawn)) // 2
    drawn += draw.round_robin([stratum for stratum in claimed if stratum], _place, half)
    plain = [unit for unit in sections if not unit[1].claims]
    return drawn + draw.round_robin([plain], _place, COUNT - len(drawn))


def _sections(found: Sequence[Found]) -> Iterator[_Unit]:
    """Every section of which more changed than its date, and no more than is read, with the claims on all its edits."""
    for each in found:
        places: dict[str, list[Told]] = defaultdict(list)
        for told in each.told:
            if told.place != WHOLE_PAGE:
                places[told.place].append(told)
        for together in places.values():
            if _is_readable(together) and not all(told.is_stamp for told in together):
                yield each, replace(together[0], claims=tuple(claim for told in together for claim in told.claims))


def _is_readable(told: Sequence[Told]) -> bool:
    claims = sum(len(each.claims) for each in told)
    return claims <= _MOST_CLAIMS and sum(each.changed for each in told) <= _MOST_CHANGED


def _with_and_without(units: Sequence[_Unit]) -> list[list[_Unit]]:
    return [[unit for unit in units if bool(unit[1].claims) is claimed] for claimed in (True, False)]


def _edit(told: Told) -> str:
    return told.edit


def _place(told: Told) -> str:
    return told.place


def _before(name: str) -> Readings:
    """The readings that were made before this one."""
    readings = load()
    earlier = readings.names[: readings.names.index(name)] if name in readings.names else readings.names
    kept = [readings.of(each) for each in earlier]
    return Readings(tuple(v for r in kept for v in r.verdicts), tuple(c for r in kept for c in r.carried))


def _lines(drawn: Sequence[_Unit], way: Way, name: str) -> Iterator[str]:
    for found, told in drawn:
        if way is Way.TOLD:
            where = Where(name, found.source, found.key, told.section, told.edit)
            yield from dict.fromkeys(line_of(way, where, claim) for claim in told.claims)
        else:
            yield line_of(way, Where(name, found.source, found.key, told.section, told.place))


@click.command()
@click.option("--reading", "name", required=True, help="What the reading is to be called.")
@click.option("--seed", type=int, required=True, help="Another seed draws another sample.")
@click.option("--pairs", "most", type=click.IntRange(1), help="Of each set at most so many pairs, evenly spread.")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder, made anew.")
@click.option("--workers", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default="one a core")
def main(name: str, seed: int, most: int | None, into: Path, workers: int) -> None:
    """Draw a sample, and write for each way of reading the cards to read and the lines to fill in."""
    pairs = {(pair.source, pair.key): pair for source in Source for pair in pairs_of(source)}
    chosen = [
        pair for source in Source for pair in spread([each for each in pairs.values() if each.source is source], most)
    ]
    with ExtractionPool(workers) as pool, progress() as hear:
        found = Bench(pool, hear=hear).run("pairs", [Job(n, pair) for n, pair in enumerate(chosen)])
    read = [pairs[source, key].page for source, key in _before(name).pairs if (source, key) in pairs]
    draw = Draw(random.Random(seed), read)
    into.mkdir(parents=True)
    for way, drawn, card in (
        (Way.TOLD, draw_told(draw, found), told_card),
        (Way.BLIND, draw_blind(draw, found), blind_card),
    ):
        cards = (card(number, pairs[each.source, each.key], told) for number, (each, told) in enumerate(drawn, 1))
        (into / f"{way}.txt").write_text("\n\n".join(cards) + "\n", encoding="utf-8")
        (into / f"{way}.jsonl").write_text("".join(f"{line}\n" for line in _lines(drawn, way, name)), encoding="utf-8")
        click.echo(f"{len(drawn)} to be read {way} in {into / f'{way}.txt'}")


if __name__ == "__main__":
    main()
