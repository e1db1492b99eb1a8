"""`make bench-pipeline`: three nights of a loopback site through every stage, with bare Scrapy beside our crawl.

Run as `python -m bench.pipeline` from the root of a checkout. Exits 1 when a floor is missed.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

from bench.crawls import Crawled, Kind
from bench.measure import MEBIBYTE, Span, paired_ratio, provenance
from bench.nights import Night, run_night
from bench.site import EVERY_PAGE, NIGHTS, changed_on, paths_of, serve_site
from bench.table import Bound, Figure, Floor, Group, Report, show
from crawler.values import CrawlPlan
from store.migrate import upgrade

# Of bare Scrapy's pages a second, in the same run.
CRAWL_FLOOR = Floor(Bound.AT_LEAST, 0.7)
CONCURRENCY = 8


@dataclass(frozen=True, slots=True)
class Run:
    """What was run: `nights` are those of the site, `every` the one that changes every page."""

    pages: int
    pairs: int
    workers: int
    nights: tuple[Night, ...]
    every: Night

    def changed(self, number: int) -> int:
        """How many pages a night changed."""
        return len(changed_on(number, self.pages))


@click.command()
@click.option("--pages", type=click.IntRange(10, 5000), default=200, show_default=True)
@click.option("--pairs", type=click.IntRange(1, 99), default=3, show_default=True, help="Crawls of each kind a night.")
@click.option("--workers", type=click.IntRange(1, 256), default=os.cpu_count() or 1, show_default="one a core")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def main(pages: int, pairs: int, workers: int, as_json: bool) -> None:
    """Measure the pipeline on a loopback site whose second and third night change 2 % of its pages."""
    before = provenance()
    with tempfile.TemporaryDirectory(prefix="bench-pipeline-") as folder:
        run = _run(Path(folder), pages, pairs, workers)
    sys.exit(show(_report(run, before), as_json=as_json))


def _run(folder: Path, pages: int, pairs: int, workers: int) -> Run:
    file = folder / "archive.db"
    upgrade(f"sqlite:///{file}")
    with serve_site(pages) as site:
        plan = plan_for(f"{site.url}/", file, pages)
        nights = []
        for site.night in range(1, NIGHTS + 1):
            _say(f"night {site.night}: {pairs} pairs of crawls, extraction, comparison")
            nights.append(run_night(plan, file, list(Kind), pairs=pairs, workers=workers))
        site.night = EVERY_PAGE
        _say("a night on which every page differs")
        every = run_night(plan, file, [Kind.OURS], pairs=1, workers=workers)
    return Run(pages, pairs, workers, tuple(nights), every)


def plan_for(seed: str, file: Path, pages: int) -> CrawlPlan:
    """The site's crawl without the waits that politeness asks for; no sitemap, as bare Scrapy reads none."""
    return CrawlPlan(
        name="bench",
        seeds=(seed,),
        archive_url=f"sqlite:///{file}",
        contact="mailto:bench@variorum.example",
        max_pages=2 * pages,
        sitemaps=False,
        delay=0.0,
        concurrency=CONCURRENCY,
        autothrottle=False,
    )


def _say(text: str) -> None:
    click.echo(text, err=True)


def _report(run: Run, before: str) -> Report:
    every = run.every.crawls[Kind.OURS][0]
    return Report(
        title=f"pipeline: {run.pages} pages, {NIGHTS} nights, {run.changed(2)} and {run.changed(3)} pages changed",
        data=f"bench/site.py: {run.pages} generated pages of {every.bytes / run.pages / 1024:.0f} KiB on 127.0.0.1, "
        f"other bytes on every request; SQLite; {CONCURRENCY} requests at once, no delay, {run.workers} workers; "
        f"crawls are timed in their process from the first request to the spider's close, {run.pairs} pairs by turns",
        machine=f"{before} before, {provenance().rpartition('load ')[2]} after",
        groups=(
            Group("crawl stage beside bare Scrapy (medians over pairs)", tuple(_crawl_figures(run))),
            Group("the other stages, workers started beforehand", tuple(_stage_figures(run))),
            Group("processor time a page, all processes", tuple(_cpu_figures(run))),
            Group("peak memory", tuple(_memory_figures(run))),
            Group("bytes a capture", tuple(_size_figures(run))),
            Group("what was found", tuple(_found_figures(run))),
        ),
    )


def _crawl_figures(run: Run) -> Iterator[Figure]:
    for number, night in enumerate(run.nights, 1):
        ours, lean, bare = (_speeds(night, kind) for kind in Kind)
        yield Figure(f"night {number}: Variorum", median(ours), "pages/s", note=_range(ours))
        yield Figure(f"night {number}: bare Scrapy", median(bare), "pages/s", note=_range(bare))
        yield Figure(
            f"night {number}: ratio to bare", paired_ratio(ours, bare), "times", CRAWL_FLOOR, _ratios(ours, bare)
        )
        yield Figure(f"night {number}: lean spider", median(lean), "pages/s", note=f"{_range(lean)}; our link finding")
        yield Figure(f"night {number}: ratio to lean", paired_ratio(ours, lean), "times", note=_ratios(ours, lean))


def _ratios(ours: Sequence[float], theirs: Sequence[float]) -> str:
    return _range([mine / other for mine, other in zip(ours, theirs, strict=True)])


def _speeds(night: Night, kind: Kind) -> list[float]:
    return [crawl.pages_a_second for crawl in night.crawls[kind]]


def _range(values: Sequence[float]) -> str:
    return f"{min(values):.3g} to {max(values):.3g}"


def _stage_figures(run: Run) -> Iterator[Figure]:
    for number, night in enumerate(run.nights, 1):
        derived = night.derived
        yield Figure(f"night {number}: extract", run.pages / derived.extract.seconds, "pages/s", note="pages read")
        yield Figure(f"night {number}: compare", run.pages / derived.compare.seconds, "pages/s", note="pages watched")
    everything = run.pages / run.every.derived.compare.seconds
    yield Figure("every page changed: compare", everything, "pages/s", note="pages compared")
    starting = median(night.derived.starting for night in run.nights)
    yield Figure("starting the extraction workers", starting, "s", note="not in the above; half a second of it watches")


def _cpu_figures(run: Run) -> Iterator[Figure]:
    """New pages from the first night, changed ones from the last, unchanged ones from those between."""
    nights = (run.nights[0], run.every, *run.nights[1:])
    stages = {
        "crawl": [_median_span(night.crawls[Kind.OURS]) for night in nights],
        "extract": [night.derived.extract for night in nights],
        "compare": [night.derived.compare for night in nights],
    }
    for stage, (first, every, *others) in stages.items():
        yield Figure(f"{stage}: new page", 1000 * first.cpu / run.pages, "ms")
        changed = every.cpu / run.pages
        yield Figure(f"{stage}: changed page", 1000 * changed, "ms", note="a night that changes every page")
        unchanged = 1000 * _unchanged(run, others, changed)
        yield Figure(f"{stage}: unchanged page", unchanged, "ms", note="other bytes, same text")
    bare = _median_span([crawl for night in run.nights for crawl in night.crawls[Kind.BARE]])
    yield Figure("crawl: bare Scrapy", 1000 * bare.cpu / run.pages, "ms")
    workers = sum(night.derived.extract_workers for night in run.nights)
    share = 100 * workers / sum(night.derived.extract.cpu for night in run.nights)
    yield Figure("extract: share of the workers", share, "%", note="the rest reads bodies and writes versions")


def _median_span(crawls: Sequence[Crawled]) -> Span:
    return Span(median(crawl.span.seconds for crawl in crawls), median(crawl.span.cpu for crawl in crawls))


def _unchanged(run: Run, nights: Sequence[Span], changed: float) -> float:
    """Seconds for an unchanged page: what is left of a night without its few changed ones."""
    counts = [run.changed(number) for number in range(2, NIGHTS + 1)]
    left = sum(night.cpu for night in nights) - sum(counts) * changed
    return max(0.0, left) / (len(counts) * run.pages - sum(counts))


def _memory_figures(run: Run) -> Iterator[Figure]:
    for name, kind in (("the crawl's process", Kind.OURS), ("bare Scrapy's process", Kind.BARE)):
        peak = max(crawl.peak for night in run.nights for crawl in night.crawls[kind])
        note = "has our modules loaded, too" if kind is Kind.BARE else ""
        yield Figure(name, peak / MEBIBYTE, "MiB", note=note)
    worker = max(night.derived.worker_peak for night in run.nights)
    yield Figure("an extraction worker", worker / MEBIBYTE, "MiB", note="the largest")


def _size_figures(run: Run) -> Iterator[Figure]:
    for number, night in enumerate(run.nights, 1):
        raw = night.crawls[Kind.OURS][-1].bytes / run.pages
        evidence, derived = night.crawl_growth / run.pages, night.derive_growth / run.pages
        yield Figure(f"night {number}: raw", raw, "bytes")
        share = f"{100 * (evidence + derived) / raw:.1f} % of raw"
        yield Figure(f"night {number}: archive", evidence + derived, "bytes", note=share)
        yield Figure(f"night {number}: of it evidence", evidence, "bytes", note="body, capture, frontier")


def _found_figures(run: Run) -> Iterator[Figure]:
    expected = [frozenset(paths_of(run.pages)), *(frozenset(changed_on(number, run.pages)) for number in (2, 3))]
    exact = Floor(Bound.EXACTLY, 0)
    crawls = [crawl for night in (*run.nights, run.every) for several in night.crawls.values() for crawl in several]
    missed = sum(crawl.pages != run.pages for crawl in crawls)
    yield Figure("crawls that missed a page", missed, "crawls", exact)
    for number, (night, paths) in enumerate(zip(run.nights, expected, strict=True), 1):
        found = night.derived
        wrong = len(found.versions ^ paths)
        yield Figure(f"night {number}: new versions", len(found.versions), "pages", Floor(Bound.EXACTLY, len(paths)))
        yield Figure(f"night {number}: versions of the wrong pages", wrong, "pages", exact)
        wrong = len(found.changes ^ (paths if number > 1 else found.changes & paths))
        yield Figure(f"night {number}: changes of the wrong pages", wrong, "pages", exact)


if __name__ == "__main__":
    main()
