"""How much of a site's own content container is kept, and how much of what is kept comes from there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bench.extract.container import container_text
from bench.extract.scores import Overlap, mean, overlap, text_of
from bench.extract.templates import SteeredPage, steered_pages
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from extract import Route
from extract.reading import extract


@dataclass(frozen=True, slots=True)
class Site:
    """An archive of one site's pages, and where each page has its content."""

    archive: str
    address: str
    container: str


@dataclass(frozen=True, slots=True)
class Job:
    """Read one page and compare it with its container."""

    id: int
    page: SteeredPage
    container: str

    def do(self) -> tuple[Overlap, Route]:
        """How much the reading and the container share, and the route."""
        found = extract(self.page.body, self.page.url, steering=self.page.steering)
        return overlap(text_of(found), container_text(self.page.body, self.container)), found.route


_SITES = (
    Site("usagov-2023", "https://www.usa.gov/", "//main"),
    Site("doe-directives-2017", "https://", "//*[@id='content']"),
)


def _measuring(site: Site) -> Family:
    def measure(bench: Bench) -> Iterator[Score]:
        pages = bench.some(steered_pages(bench, site.archive, site.address))
        jobs = [Job(number, page, site.container) for number, page in enumerate(pages)]
        scored = bench.run(site.archive, jobs)
        yield from _scores([each for each, _ in scored], Counter(route for _, route in scored))

    return Family(site.archive, f"{site.archive}: the content container", (site.archive,), measure)


def _scores(overlaps: list[Overlap], routes: Counter[Route]) -> Iterator[Score]:
    """Means over the pages whose container has words, so that one long page does not hide ten short ones."""
    full = [each for each in overlaps if each.gold]
    hollow = len(overlaps) - len(full)
    pooled = sum(each.common for each in full) / max(1, sum(each.gold for each in full))
    shown = ", ".join(f"{count} {route}" for route, count in sorted(routes.items()))
    yield Score("recall", mean(each.recall for each in full), bound=Bound.AT_LEAST, note=f"pooled {pooled:.3f}")
    yield Score("precision", mean(each.precision for each in full), note=f"{len(full)} pages by route: {shown}")
    words = sum(each.found for each in overlaps if not each.gold)
    yield Score("words found on hollow pages", words, "words", note=f"{hollow} pages whose container has none")


FAMILIES = tuple(_measuring(site) for site in _SITES)
