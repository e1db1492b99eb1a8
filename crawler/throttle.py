"""How often one host is asked: never more often than its robots.txt, its Retry-After and the operator allow."""

import logging
from time import monotonic
from typing import Any

from scrapy.core.downloader import Downloader, Slot
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from crawler.errors import Stopping

logger = logging.getLogger(__name__)

# A site that asks for more has 1,440 pages read a day; beyond, a crawl would not end.
LONGEST_CRAWL_DELAY = 60.0


class FlooredAutoThrottle(AutoThrottle):
    """AutoThrottle that keeps each host's own floor; Scrapy's would wear a Crawl-delay of 2 s down to 0.1 s."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        downloader = self.crawler.engine.downloader
        for host, other in downloader.slots.items():
            if other is slot:
                slot.delay = max(slot.delay, _own(downloader, host).get("delay", 0.0))


def set_floor(downloader: Downloader, host: str, seconds: float) -> None:
    """Ask a host no more often than every `seconds` from now on."""
    floor = max(min(seconds, LONGEST_CRAWL_DELAY), downloader.settings.getfloat("DOWNLOAD_DELAY"))
    _own(downloader, host)["delay"] = floor
    if host in downloader.slots:
        slot = downloader.slots[host]
        slot.delay = max(slot.delay, floor)
    logger.info("robots.txt of %s asks for %g s between requests, it gets %g s", host, seconds, floor)


def freeze(downloader: Downloader, host: str, seconds: float) -> None:
    """Ask a host nothing at all for `seconds`."""
    slot = downloader.slots.get(host)
    if slot is None:
        return
    slot.delay = max(slot.delay, 0.001)  # Scrapy looks at the time of the last request only where there is a delay
    slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)
    logger.info("%s asks for %g s of peace", host, seconds)


def drop_waiting(downloader: Downloader) -> None:
    """Give back the requests that wait for their turn; those on the wire go on."""
    for slot in downloader.slots.values():
        while slot.queue:
            _, answer = slot.queue.popleft()
            answer.errback(Stopping("the crawl is stopping"))


def _own(downloader: Downloader, host: str) -> dict[str, Any]:
    return downloader.per_slot_settings.setdefault(host, {})
