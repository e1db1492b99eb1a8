"""Word F1 on the 576 pages of WCXB's development split, by page type, beside stock trafilatura in the same run."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import trafilatura

from bench.extract.scores import Overlap, mean, overlap, text_of
from bench.gate.data import pages_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from extract import ExtractionError
from extract.reading import extract

ARCHIVE = "wcxb-dev"
TYPES = ("listing", "collection", "service", "documentation", "article")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the benchmark with its gold text and the type it is labelled with."""

    name: str
    kind: str
    url: str
    gold: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Scored:
    """One page's word F1, ours and that of stock trafilatura, and the route it was read by."""

    name: str
    kind: str
    ours: Overlap
    stock: Overlap
    route: str


@dataclass(frozen=True, slots=True)
class Job:
    """Read one page with both extractors, or with ours alone."""

    id: int
    page: Page
    beside_stock: bool = True

    def do(self) -> Scored:
        """Both readings against the gold; a page we refuse scores as an empty text."""
        page = self.page
        try:
            extraction = extract(page.body, page.url)
            text, route = text_of(extraction), extraction.route.value
        except ExtractionError:
            text, route = "", "refused"
        stock = trafilatura.extract(page.body) or "" if self.beside_stock else ""
        return Scored(page.name, page.kind, overlap(text, page.gold), overlap(stock, page.gold), route)


def pages() -> list[Page]:
    """The labelled pages, in the order of their numbers."""
    files = pages_of(ARCHIVE)
    return [_page(path.removesuffix(".json"), files) for path in files if path.endswith(".json")]


def _page(name: str, files: Mapping[str, bytes]) -> Page:
    label = json.loads(files[f"{name}.json"])
    kind, gold = label["_internal"]["page_type"]["primary"], label["ground_truth"]["main_content"]
    address = label.get("url", "https://www.example.com/")
    return Page(name, kind, address, gold, files[f"{name}.html"])


def measure(bench: Bench) -> Iterator[Score]:
    """The mean F1 of all pages and of each type, and how far each is above stock trafilatura's in the same run.

    A type's own floor is what stock reached when it was pinned, for runs that leave stock out.
    """
    chosen = _sampled(bench)
    scored = bench.run("wcxb", [Job(number, page, bench.beside_stock) for number, page in enumerate(chosen)])
    yield _f1("word F1", scored, bench)
    for kind in TYPES:
        ours = [each for each in scored if each.kind == kind]
        yield _f1(f"{kind}: F1", ours, bench)
        if bench.beside_stock:
            lead = mean(each.ours.f1 for each in ours) - mean(each.stock.f1 for each in ours)
            yield Score(f"{kind}: F1 above stock", lead, bound=Bound.AT_LEAST)


def _sampled(bench: Bench) -> list[Page]:
    """The pages, or the same share of each type."""
    everything = pages()
    if bench.sample is None:
        return everything
    each = max(1, bench.sample // len(TYPES))
    return [page for kind in TYPES for page in bench.some([page for page in everything if page.kind == kind], each)]


def _f1(name: str, scored: Sequence[Scored], bench: Bench) -> Score:
    recall, precision = mean(each.ours.recall for each in scored), mean(each.ours.precision for each in scored)
    stock = f"stock {mean(each.stock.f1 for each in scored):.3f}; " if bench.beside_stock else ""
    note = f"{stock}recall {recall:.3f}, precision {precision:.3f}; {len(scored)} pages"
    return Score(name, mean(each.ours.f1 for each in scored), bound=Bound.AT_LEAST, note=note)


FAMILY = Family("wcxb", "WCXB development split: word F1", (ARCHIVE,), measure)
