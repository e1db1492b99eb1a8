"""The spider of a site: asks for what its frontier holds and hands every answer on, whatever it is."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, Self
from urllib.parse import urljoin

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from twisted.python.failure import Failure

from crawler.access import Judgement, judge_answer, judge_failure
from crawler.errors import Stopping
from crawler.frontier import Frontier, Visit
from crawler.links import find_links, location
from crawler.middlewares import sitemaps_named
from crawler.received import header_text, received
from crawler.scope import Scope
from crawler.sitemaps import NotASitemap, SitemapList, open_sitemap
from crawler.throttle import drop_waiting
from store.kinds import Access
from store.recording import Answer, Entry

logger = logging.getLogger(__name__)

MOST_HOPS = 8
# A sitemap's addresses enter the archive in transactions of this size, between which pages are answered.
LISTED_AT_ONCE = 1000


class SiteSpider(Spider):
    """Visits every entry of one crawl's frontier once.

    `fault` is the first exception that ended the crawl: an archive that failed, or a bug. Scrapy would log either
    and go on, and report "finished".
    """

    name = "site"

    def __init__(self, frontier: Frontier, on_recorded: Callable[[Visit], None] | None = None) -> None:
        super().__init__()
        self.frontier = frontier
        self.plan = frontier.plan
        self.scope = Scope.of(frontier.plan)
        self.sitemaps = SitemapList(self.scope)
        self.fault: BaseException | None = None
        self.closed_because = ""
        self._on_recorded = on_recorded
        self._in_scope = lru_cache(maxsize=1 << 15)(self.scope.contains)
        self._moved = asyncio.Event()
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: object, **kwargs: object) -> Self:
        """Make the spider, as Scrapy does, and let it hear what goes wrong."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.abandon, signal=signals.spider_error)
        crawler.signals.connect(spider.abandon, signal=signals.item_error)
        crawler.signals.connect(spider.offer_sitemaps, signal=sitemaps_named)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Ask for sitemaps and entries as they come, until the frontier is exhausted or the crawl abandoned."""
        self._offer_usual_sitemaps()
        while self.fault is None:
            self._moved.clear()
            for request in self._sitemap_requests():
                yield request
            for entry in self.frontier.take():
                yield self._request(entry)
            if not self.frontier.in_hand and self.sitemaps.done:
                return
            await self._moved.wait()

    def closed(self, reason: str) -> None:
        """Remember why Scrapy closed the spider."""
        self.closed_because = reason

    def record(self, visit: Visit) -> None:
        """Record a visit, unless the crawl is abandoned already."""
        if self.fault is not None:
            return
        self.frontier.record(visit)
        self._moved.set()
        if self._on_recorded is not None:
            self._on_recorded(visit)

    def abandon(self, failure: Failure) -> None:
        """End the crawl because of a failure of ours; entries in hand stay pending in the archive."""
        if self.fault is None:
            self.fault = failure.value
            engine = self.crawler.engine
            drop_waiting(engine.downloader)
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason="abandoned"))
        self._moved.set()

    def answered(self, response: Response, entry: Entry) -> Iterator[Visit]:
        """Turn a response into a visit."""
        judged = judge_answer(response.status, _plain_headers(response), response.body)
        redirect, evidence = None, judged.evidence
        if judged.access is Access.REDIRECTED:
            redirect, evidence = self._led_to(response, entry)
        links = self._links(response, entry) if judged.access is Access.OK else ()
        answer = _answer(response.request, entry, Judgement(judged.access, evidence), response.body)
        yield Visit(entry, answer, links, redirect)

    def unanswered(self, failure: Failure) -> Iterator[Visit]:
        """Turn what kept a response from coming into a visit; a crawl that is stopping leaves its entry pending."""
        if not isinstance(failure.value, Stopping):
            request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
            entry = request.cb_kwargs["entry"]
            yield Visit(entry, _answer(request, entry, judge_failure(failure.value)))

    async def sitemap_answered(self, response: Response) -> None:
        """Put what a sitemap lists into the frontier, or on the list of sitemaps."""
        try:
            await self._read_sitemap(response)
        except NotASitemap as error:
            logger.info("no sitemap at %s: %s", response.url, error)
        finally:
            self.sitemaps.settle()
            self._moved.set()

    def sitemap_unanswered(self, failure: Failure) -> None:
        """Say that a sitemap could not be had; a crawl does without."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        logger.info("no sitemap at %s: %s", request.url, judge_failure(failure.value).evidence)
        self.sitemaps.settle()
        self._moved.set()

    def _request(self, entry: Entry) -> Request | Visit:
        """Ask for an entry, or refuse it: its page was known before the scope was narrowed, or it is no URL."""
        try:
            request = Request(
                entry.url,
                callback=self.answered,
                errback=self.unanswered,
                cb_kwargs={"entry": entry},
                dont_filter=True,
            )
        except ValueError as error:
            return _refusal(entry, f"not asked: {error}")
        if entry.depth > 0 and not self.scope.contains(entry.url):
            return _refusal(entry, "not asked: out of the site's scope now")
        return request

    def _links(self, response: Response, entry: Entry) -> tuple[str, ...]:
        if entry.depth >= self.plan.max_depth or not isinstance(response, HtmlResponse):
            return ()
        content_type = header_text(response.headers.get("Content-Type") or b"")
        found = find_links(response.body, response.url, content_type)
        return tuple(url for url in found if self._in_scope(url))

    def _led_to(self, response: Response, entry: Entry) -> tuple[str | None, str]:
        """Where a redirect is followed to, if it is, and the evidence."""
        target, status = location(response), response.status
        if target is None:
            return None, f"{status} without an address to follow"
        if target == response.url:
            return None, f"{status} to itself"
        if not self.scope.contains(target):
            return None, f"{status} to {target}, out of scope"
        if entry.hops >= MOST_HOPS:
            return None, f"{status} to {target}, not followed after {entry.hops} redirects"
        return target, f"{status} to {target}"

    def _offer_usual_sitemaps(self) -> None:
        if self.plan.sitemaps and self.plan.max_depth > 0:
            for seed in self.plan.seeds:
                self.sitemaps.offer(urljoin(seed, "/sitemap.xml"))

    def offer_sitemaps(self, urls: tuple[str, ...]) -> None:
        """Put sitemaps a robots.txt names on the list."""
        if self.plan.sitemaps and self.plan.max_depth > 0:
            for url in urls:
                self.sitemaps.offer(url)
            self._moved.set()

    def _sitemap_requests(self) -> Iterator[Request]:
        while (url := self.sitemaps.take()) is not None:
            yield Request(url, callback=self.sitemap_answered, errback=self.sitemap_unanswered, dont_filter=True)

    async def _read_sitemap(self, response: Response) -> None:
        moved = location(response)
        if moved is not None:
            self.sitemaps.offer(moved)
        if response.status != 200:
            raise NotASitemap(f"status {response.status}")
        is_index, addresses = open_sitemap(response.body, max_size=self.plan.max_body)
        if is_index:
            for address in addresses:
                self.sitemaps.offer(address)
            return
        added = 0
        inside = (address for address in addresses if self.scope.contains(address))
        while some := list(islice(inside, LISTED_AT_ONCE)):
            added += self.frontier.add_listed(some)
            await asyncio.sleep(0)
        logger.info("%d new addresses from %s", added, response.url)


def _plain_headers(response: Response) -> dict[str, str]:
    """Give the headers by their lower-case names, the last of each."""
    pairs = ((name, response.headers.get(name) or b"") for name in response.headers)
    return {header_text(name).lower(): header_text(value) for name, value in pairs}


def _answer(request: Request | None, entry: Entry, judged: Judgement, body: bytes | None = None) -> Answer:
    """Put together what the wire brought and what was made of it."""
    head = received(request) if request is not None else None
    if head is None:
        return Answer(entry.url, datetime.now(UTC), None, (), judged.access, judged.evidence, body=body)
    said = str(head.status)
    evidence = judged.evidence if judged.evidence.startswith(said) else f"{said}, {judged.evidence}"
    return Answer(
        url=entry.url,
        at=head.at,
        status=head.status,
        headers=head.headers,
        access=judged.access,
        evidence=evidence,
        elapsed_ms=head.elapsed_ms,
        body=body,
    )


def _refusal(entry: Entry, why: str) -> Visit:
    return Visit(entry, _answer(None, entry, Judgement(Access.ERROR, why)))
