"""What stands around the content is changed, a way at a time; the content's digest has to stay."""

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.extract.perturb import perturbed
from bench.extract.templates import SteeredPage, steered_pages
from bench.gate.data import pages_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from extract.reading import extract
from extract.site.profile import page_of
from extract.steering import PLAIN

PAGES_A_SET = 24
_SITES = {"usagov-2023": "https://www.usa.gov/", "doe-directives-2017": "https://"}
_OTHERS = ("seed-pages", "canada-ca-history", "dod-forms-history")
_STRANGERS = "wcxb-dev"


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
    """Pages of each set whose digest moved under any change; sites without landmarks with their template.

    Of a site known by one page there is no template: where such a page has no landmark either, nothing says that a
    sentence above its text is not content, and its score has no floor.
    """
    for name, pages, bound in _sets(bench):
        tallies = bench.run(f"chrome of {name}", [Job(number, page) for number, page in enumerate(pages)])
        yield score_of(name, tallies, bound)


def score_of(archive: str, tallies: Sequence[Tally], bound: Bound | None = Bound.EXACTLY) -> Score:
    """How many pages moved, by which changes, and one of the pages by name."""
    moved = [each for each in tallies if each.moved]
    ways = Counter(way for each in moved for way in each.moved).most_common()
    shown = [", ".join(f"{way} {count}" for way, count in ways), f"first {moved[0].path}"] if moved else []
    note = "; ".join([f"{len(tallies)} pages, {sum(each.tried for each in tallies)} changes", *shown])
    return Score(f"{archive}: digests moved", len(moved), "pages", bound, note)


def _sets(bench: Bench) -> Iterator[tuple[str, list[SteeredPage], Bound | None]]:
    for archive, address in _SITES.items():
        yield archive, bench.some(steered_pages(bench, archive, address), PAGES_A_SET), Bound.EXACTLY
    for archive in _OTHERS:
        yield archive, bench.some(_alone(archive), PAGES_A_SET), Bound.EXACTLY
    strangers = _alone(_STRANGERS)
    marked = [page for page in strangers if page_of(page.body) is None]
    bare = [page for page in strangers if page_of(page.body) is not None]
    yield _STRANGERS, bench.some(marked, PAGES_A_SET), Bound.EXACTLY
    yield f"{_STRANGERS} without landmarks", bench.some(bare, PAGES_A_SET), None


def _alone(archive: str) -> list[SteeredPage]:
    pages = [(path, body) for path, body in pages_of(archive).items() if path.endswith(".html")]
    return [SteeredPage(path, f"https://www.example.gov/{path}", body, PLAIN) for path, body in pages]


FAMILY = Family("chrome", "surroundings changed: digests that moved", (*_SITES, *_OTHERS, _STRANGERS), measure)
