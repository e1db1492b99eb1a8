"""One site's crawl, in a process of its own: the reactor starts once in a process, and may crash with it."""

import ctypes
import logging
import os
import signal
import sys
from time import monotonic
from typing import TextIO

from scrapy.crawler import AsyncCrawlerProcess

from crawler.channel import Message, Taken, read_order, take_stdout, write_message
from crawler.frontier import Frontier, Visit
from crawler.outcome import judge_crawl
from crawler.scope import Scope
from crawler.settings import settings_for
from crawler.spiders.site import SiteSpider
from crawler.throttle import drop_waiting
from crawler.values import CrawlPlan, CrawlResult, Exit, Progress
from store.archive import Archive, open_archive
from store.crawls import CrawlTicket, begin_crawl, finish_crawl, summarise_crawl
from store.errors import Busy, StoreError
from store.kinds import CrawlState
from store.locks import site_lock

logger = logging.getLogger(__name__)

BETWEEN_PROGRESS = 0.5
_PR_SET_PDEATHSIG = 1
# Each says at every start, in dozens of lines, what the code says already.
_TALKATIVE = ("scrapy.addons", "scrapy.crawler", "scrapy.middleware", "scrapy.utils.log")


def main() -> int:
    """Carry out the order on stdin and give the exit code."""
    channel = take_stdout()
    order = read_order(sys.stdin.readline())
    die_with(order.parent)
    message = _crawl_or_say_why(order.plan, channel)
    _tell(channel, message)
    return Exit.BUSY if isinstance(message, Taken) else message.exit


def die_with(parent: int) -> None:
    """Let the kernel kill this process when its parent dies: nobody would hear its result, and it holds the lock.

    Every answer is one transaction, so nothing but the answers in flight is lost.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked
        os._exit(Exit.INTERRUPTED)


def _crawl_or_say_why(plan: CrawlPlan, channel: TextIO) -> CrawlResult | Taken:
    try:
        archive = open_archive(plan.archive_url)
        with site_lock(archive, plan.name):
            return _crawl(plan, archive, channel)
    except Busy as busy:
        return Taken(busy.name, busy.detail)
    except StoreError as error:
        return CrawlResult(plan.name, None, CrawlState.FAILED, str(error), Exit.FAILED)
    except Exception as error:
        logger.exception("the crawl of %s broke", plan.name)
        return CrawlResult(plan.name, None, CrawlState.FAILED, _bug(error), Exit.FAILED)


def _crawl(plan: CrawlPlan, archive: Archive, channel: TextIO) -> CrawlResult:
    ticket = begin_crawl(archive, plan.name, plan.seeds, max_pages=plan.max_pages, in_scope=Scope.of(plan).contains)
    frontier = Frontier(archive, ticket.id, plan)
    process = CrawlProcess(settings_for(plan))
    for name in _TALKATIVE:  # only now: Scrapy has just reset them
        logging.getLogger(name).setLevel(logging.WARNING)
    # A robots.txt that cannot be had is said by StrictRobots in one line; Scrapy adds a traceback of sixty.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    crawler = process.create_crawler(SiteSpider)
    reporter = Reporter(channel, frontier)
    process.crawl(crawler, frontier=frontier, on_recorded=reporter.recorded)
    process.start()
    spider = crawler.spider
    if process.bootstrap_failed or not isinstance(spider, SiteSpider):
        return _left_running(ticket, "Scrapy did not start: see the log", Exit.FAILED)
    reporter.report()
    return _conclude(plan, archive, ticket, spider)


class CrawlProcess(AsyncCrawlerProcess):
    """Scrapy's process, that stops without waiting for requests whose turn has not come."""

    async def stop(self) -> None:
        """Stop once the answers on the wire are recorded."""
        for crawler in self.crawlers:
            drop_waiting(crawler.engine.downloader)
        await super().stop()


def _conclude(plan: CrawlPlan, archive: Archive, ticket: CrawlTicket, spider: SiteSpider) -> CrawlResult:
    fault = spider.fault
    if fault is not None:
        return _left_running(ticket, str(fault) if isinstance(fault, StoreError) else _bug(fault), Exit.FAILED)
    summary = summarise_crawl(archive, ticket.id)
    state, reason, end = CrawlState.RUNNING, f"interrupted, {summary.pending} pages to go", Exit.INTERRUPTED
    if summary.pending and spider.closed_because != "shutdown":
        reason, end = f"Scrapy ended ({spider.closed_because}) with {summary.pending} pages to go", Exit.FAILED
    if not summary.pending:
        state, reason = judge_crawl(summary, plan.max_pages)
        end = Exit.FINISHED if state is CrawlState.FINISHED else Exit.FAILED
        summary = finish_crawl(archive, ticket.id, state, reason)
    return CrawlResult(
        plan.name,
        ticket.id,
        state,
        reason,
        end,
        resumed=ticket.resumed,
        captures=summary.captures,
        pages=summary.pages,
        bytes=summary.bytes,
        pending=summary.pending,
        access=summary.access,
    )


def _left_running(ticket: CrawlTicket, reason: str, end: Exit) -> CrawlResult:
    return CrawlResult(ticket.site, ticket.id, CrawlState.RUNNING, reason, end, resumed=ticket.resumed)


def _bug(error: BaseException) -> str:
    return f"a bug ended the crawl, the log has its traceback: {type(error).__name__}: {error}"[:500]


class Reporter:
    """Tells the parent where the crawl stands, twice a second at most."""

    def __init__(self, channel: TextIO, frontier: Frontier) -> None:
        self._channel = channel
        self._frontier = frontier
        self._began = monotonic()
        self._last = 0.0

    def recorded(self, visit: Visit) -> None:
        """Note that one more visit is in the archive."""
        del visit
        if monotonic() - self._last >= BETWEEN_PROGRESS:
            self.report()

    def report(self) -> None:
        """Tell how things stand now."""
        self._last = monotonic()
        queued, done = self._frontier.counts()
        seconds = round(self._last - self._began, 3)
        _tell(self._channel, Progress(done, queued, self._frontier.bytes, self._frontier.errors, seconds))


def _tell(channel: TextIO, message: Message) -> None:
    channel.write(write_message(message))
    channel.flush()
