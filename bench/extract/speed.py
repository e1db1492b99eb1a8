"""Processor time of a reading beside stock trafilatura on the same page, by turns; and a worker's peak memory.

Times of one page are taken in one process, minutes of other work on the machine between them or not: only their
ratios mean something.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import trafilatura

from bench.extract.templates import SteeredPage, steered_pages
from bench.gate.data import pages_of
from bench.gate.evaluation import Bench, Family, Score
from bench.measure import MEBIBYTE, peak_memory
from bench.table import Bound
from extract.fingerprint import fingerprint
from extract.pool import ExtractionPool, Task
from extract.reading import extract, study
from extract.sections import sections_of
from extract.steering import PLAIN

ROUNDS = 5
_SITES = {"usagov-2023": "https://www.usa.gov/", "doe-directives-2017": "https://"}
_OTHERS = ("seed-pages", "canada-ca-history", "dod-forms-history")
_ARTICLES = "wcxb-dev"
_PAGES_A_SET = 10
_PAGES_FOR_MEMORY = 400


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of processor time one page takes: medians of interleaved rounds."""

    archive: str
    stock: float
    content: float
    full: float
    skip: float


@dataclass(frozen=True, slots=True)
class Job:
    """Time one page by every way of reading it, by turns."""

    id: int
    archive: str
    page: SteeredPage

    def do(self) -> Timed:
        """One round to warm up, then the medians of the others."""
        page = self.page
        ways: tuple[Callable[[], object], ...] = (
            lambda: trafilatura.extract(page.body, with_metadata=True),
            lambda: sections_of(study(page.body, page.url, steering=page.steering).content),
            lambda: extract(page.body, page.url, steering=page.steering),
            lambda: fingerprint(page.body),
        )
        rounds = [[_seconds(way) for way in ways] for _ in range(ROUNDS + 1)][1:]
        return Timed(self.archive, *(median(times) for times in zip(*rounds, strict=True)))


@dataclass(frozen=True, slots=True)
class Weighed:
    """Read one page as a run does, and ask the worker how much memory it ever held."""

    id: int
    task: Task

    def do(self) -> int:
        """The peak in bytes after the reading."""
        self.task.do()
        return peak_memory()


def measure(bench: Bench) -> Iterator[Score]:
    """Ratios of total times over an equal number of pages from each agency's set; WCXB apart; the peak."""
    timed = bench.run("speed", [Job(number, *page) for number, page in enumerate(_pages(bench))])
    agencies = [each for each in timed if each.archive != _ARTICLES]
    if not agencies:
        return  # every page failed, which the run counts
    yield _ratio("content only, times faster than stock", agencies, lambda each: each.content)
    yield _ratio("with facts, times faster than stock", agencies, lambda each: each.full)
    skipped = sum(each.skip for each in agencies) / sum(each.full for each in agencies)
    yield Score("skip, share of a full reading", skipped, "", Bound.AT_MOST, "fingerprint alone", steady=False)
    for archive in {each.archive: None for each in timed}:
        yield _of_set(archive, [each for each in timed if each.archive == archive])
    yield _peak(bench)


def _ratio(name: str, timed: Sequence[Timed], ours: Callable[[Timed], float]) -> Score:
    ratio = sum(each.stock for each in timed) / sum(ours(each) for each in timed)
    middle = median(each.stock / ours(each) for each in timed)
    note = f"stock with metadata; {len(timed)} agency pages, {ROUNDS} rounds by turns; median page {middle:.1f}"
    return Score(name, ratio, "times", Bound.AT_LEAST, note, steady=False)


def _of_set(archive: str, timed: Sequence[Timed]) -> Score:
    ours, stock = sum(each.full for each in timed), sum(each.stock for each in timed)
    content = stock / sum(each.content for each in timed)
    note = f"content only {content:.1f}; {len(timed)} pages, {1000 * ours / len(timed):.1f} ms a page now and here"
    return Score(f"{archive}: with facts, times faster", stock / ours, "times", note=note)


def _peak(bench: Bench) -> Score:
    pages = [(path, body) for name in (_ARTICLES, "usagov-2023") for path, body in _html(name)]
    chosen = bench.some(pages, _PAGES_FOR_MEMORY)
    jobs = [
        Weighed(number, Task(number, body, f"https://www.example.gov/{path}"))
        for number, (path, body) in enumerate(chosen)
    ]
    with ExtractionPool(1) as pool:  # a worker that has done nothing else
        peak = max(Bench(pool, hear=bench.hear).run("memory", jobs))
    note = f"one worker reads {len(jobs)} pages"
    return Score("peak memory of a worker", peak / MEBIBYTE, "MiB", Bound.AT_MOST, note, steady=False)


def _pages(bench: Bench) -> Iterator[tuple[str, SteeredPage]]:
    for archive, address in _SITES.items():
        for page in bench.some(steered_pages(bench, archive, address), _PAGES_A_SET):
            yield archive, page
    for archive in (*_OTHERS, _ARTICLES):
        for path, body in bench.some(_html(archive), _PAGES_A_SET):
            yield archive, SteeredPage(path, f"https://www.example.gov/{path}", body, PLAIN)


def _html(archive: str) -> list[tuple[str, bytes]]:
    return [(path, body) for path, body in pages_of(archive).items() if path.endswith(".html")]


def _seconds(way: Callable[[], object]) -> float:
    before = time.process_time()
    way()
    return time.process_time() - before


FAMILY = Family("speed", "speed and memory", (*_SITES, *_OTHERS, _ARTICLES), measure)
