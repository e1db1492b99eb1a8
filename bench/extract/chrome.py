"""What stands around the content is changed, a way at a time; the content's digest has to stay."""

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.extract.data import pages_of
from bench.extract.evaluation import Bench, Family, Score
from bench.extract.perturb import perturbed
from bench.extract.templates import SteeredPage, steered_pages
from bench.table import Bound
from extract.reading import extract
from extract.steering import PLAIN

PAGES_A_SET = 24
_SITES = {"usagov-2023": "https://www.usa.gov/", "doe-directives-2017": "https://"}
_OTHERS = ("seed-pages", "canada-ca-history", "dod-forms-history", "wcxb-dev")


@dataclass(frozen=True, slots=True)
class Tally:
    """One page: how many ways it was changed, and which of them moved its digest."""

    path: str
    tried: int
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """Read a page as it is and as each change of its surroundings leaves it."""

    id: int
    page: SteeredPage

    def do(self) -> Tally:
        """The changes that moved the digest."""
        page = self.page
        before = self._digest(page.body)
        ways = list(perturbed(page.body, zlib.crc32(page.path.encode())))
        return Tally(page.path, len(ways), tuple(way for way, body in ways if self._digest(body) != before))

    def _digest(self, body: bytes) -> bytes:
        return extract(body, self.page.url, steering=self.page.steering).digest


def measure(bench: Bench) -> Iterator[Score]:
    """Pages of each set whose digest moved under any change; sites without landmarks with their template."""
    for archive, pages in _sets(bench):
        tallies = bench.run(f"chrome of {archive}", [Job(number, page) for number, page in enumerate(pages)])
        yield score_of(archive, tallies)


def score_of(archive: str, tallies: Sequence[Tally]) -> Score:
    """How many pages moved, by which changes, and one of the pages by name."""
    moved = [each for each in tallies if each.moved]
    ways = Counter(way for each in moved for way in each.moved).most_common()
    shown = [", ".join(f"{way} {count}" for way, count in ways), f"first {moved[0].path}"] if moved else []
    note = "; ".join([f"{len(tallies)} pages, {sum(each.tried for each in tallies)} changes", *shown])
    return Score(f"{archive}: digests moved", len(moved), "pages", Bound.EXACTLY, note)


def _sets(bench: Bench) -> Iterator[tuple[str, list[SteeredPage]]]:
    for archive, address in _SITES.items():
        yield archive, bench.some(steered_pages(bench, archive, address), PAGES_A_SET)
    for archive in _OTHERS:
        pages = [(path, body) for path, body in pages_of(archive).items() if path.endswith(".html")]
        chosen = bench.some(pages, PAGES_A_SET)
        yield archive, [SteeredPage(path, f"https://www.example.gov/{path}", body, PLAIN) for path, body in chosen]


FAMILY = Family("chrome", "surroundings changed: digests that moved", (*_SITES, *_OTHERS), measure)
