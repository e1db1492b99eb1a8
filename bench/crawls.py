"""A crawl in a child process, ours or bare Scrapy's, timed inside it from its first request to its spider's close.

Bare Scrapy has our settings and middlewares but no pipeline and no database: it fetches the same pages by the same
links in the same scope, finds links as Scrapy's tutorial does, and keeps a set of addresses in memory. A second one,
the lean spider, finds links with our code: what lies between it and us is the price of recording alone.
"""

import cProfile
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from urllib.parse import urldefrag

from pydispatch import dispatcher  # type: ignore[import-untyped]  # no types are published for it
from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import HtmlResponse, Response

import crawler.child
from bench.measure import Span, Stopwatch, peak_memory
from crawler.channel import Order, read_order, write_order
from crawler.links import find_links
from crawler.scope import Scope
from crawler.settings import settings_for
from crawler.values import CrawlPlan

ROOT = Path(__file__).resolve().parent.parent


class Kind(StrEnum):
    """Whose crawl: ours, the lean spider's with our link finding, bare Scrapy's with its own."""

    OURS = "ours"
    LEAN = "lean"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl took: pages that answered 200, the bytes of all answers, its child's peak memory in bytes."""

    pages: int
    bytes: int
    span: Span
    peak: int

    @property
    def pages_a_second(self) -> float:
        """Pages by seconds on the clock."""
        return self.pages / self.span.seconds


def crawl(kind: Kind, plan: CrawlPlan, folder: Path, profile: Path | None = None) -> Crawled:
    """Run a crawl in a child process; its log goes into `folder`, the profile of its calls to `profile`."""
    outcome, log = folder / f"{kind}.json", folder / f"{kind}.log"
    outcome.unlink(missing_ok=True)
    with log.open("w") as stderr:
        child = subprocess.run(
            [sys.executable, "-m", "bench.crawls", kind, outcome, profile or ""],
            input=write_order(Order(plan, os.getpid())),
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            cwd=ROOT,
            check=False,
        )
    if child.returncode or not outcome.exists():
        raise RuntimeError(f"the {kind} crawl ended with {child.returncode}:\n{child.stdout}{log.read_text()[-2000:]}")
    told = json.loads(outcome.read_text())
    return Crawled(told["pages"], told["bytes"], Span(**told["span"]), told["peak"])


class Watch:
    """Listens to whatever Scrapy crawls in this process: both kinds carry the same weight."""

    def __init__(self) -> None:
        self.pages = 0
        self.bytes = 0
        self.span: Span | None = None
        self._stopwatch: Stopwatch | None = None
        for heard, signal in (
            (self._begun, signals.request_reached_downloader),
            (self._answered, signals.response_downloaded),
            (self._closed, signals.spider_closed),
        ):
            dispatcher.connect(heard, signal, sender=dispatcher.Any, weak=False)

    def _begun(self) -> None:
        self._stopwatch = self._stopwatch or Stopwatch()

    def _answered(self, response: Response) -> None:
        self.pages += response.status == 200 and not response.url.endswith("/robots.txt")
        self.bytes += len(response.body)

    def _closed(self) -> None:
        self.span = self._stopwatch.read() if self._stopwatch else None


class LeanSpider(Spider):
    """Follows the links of a site and does nothing else."""

    name = "lean"

    def __init__(self, plan: CrawlPlan) -> None:
        super().__init__()
        self.plan = plan
        self.scope = Scope.of(plan)
        self.known = set(plan.seeds)

    async def start(self) -> AsyncIterator[Request]:
        for seed in self.plan.seeds:
            yield Request(seed, callback=self.parse, cb_kwargs={"depth": 0})

    def parse(self, response: Response, depth: int) -> Iterator[Request]:
        if depth >= self.plan.max_depth or not isinstance(response, HtmlResponse):
            return
        for url in self.links(response):
            if url not in self.known and self.scope.contains(url):
                self.known.add(url)
                yield Request(url, callback=self.parse, cb_kwargs={"depth": depth + 1})

    def links(self, response: HtmlResponse) -> Iterable[str]:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        return find_links(response.body, response.url, content_type)


class BareSpider(LeanSpider):
    """Finds links as Scrapy's own tutorial does, which is far cheaper than by its LinkExtractor."""

    def links(self, response: HtmlResponse) -> Iterable[str]:
        return (urldefrag(response.urljoin(href)).url for href in response.xpath("//a/@href").getall())


def _crawl_bare(spider: type[LeanSpider]) -> int:
    plan = read_order(sys.stdin.readline()).plan
    process = AsyncCrawlerProcess(settings_for(plan) | {"ITEM_PIPELINES": {}})
    process.crawl(spider, plan=plan)
    process.start()
    return int(process.bootstrap_failed)


def main(kind: str, outcome: str, profile: str) -> int:
    """Crawl as the order on stdin says, write what it took to `outcome`, and give the crawl's exit code."""
    runs: dict[str, Callable[[], int]] = {
        Kind.OURS: crawler.child.main,
        Kind.LEAN: partial(_crawl_bare, LeanSpider),
        Kind.BARE: partial(_crawl_bare, BareSpider),
    }
    run = runs[kind]
    watch = Watch()
    if profile:
        profiler = cProfile.Profile()
        code = profiler.runcall(run)
        profiler.dump_stats(profile)
    else:
        code = run()
    if watch.span is not None:
        crawled = Crawled(watch.pages, watch.bytes, watch.span, peak_memory())
        Path(outcome).write_text(json.dumps(asdict(crawled)))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
