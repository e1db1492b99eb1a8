"""The one pipeline: every visit goes into the archive."""

from typing import Self

from scrapy.crawler import Crawler

from crawler.frontier import Visit
from crawler.spiders.site import SiteSpider


class RecordCaptures:
    """Records each visit in one transaction; an archive that fails ends the crawl, see `SiteSpider.abandon`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline, as Scrapy does."""
        return cls(crawler)

    def process_item(self, item: Visit) -> Visit:
        """Record a visit."""
        spider = self._crawler.spider
        if not isinstance(spider, SiteSpider):
            raise TypeError(f"{type(spider).__name__} is not a spider with a frontier")
        spider.record(item)
        return item
