"""The addresses a site lists itself, in sitemaps and indexes of sitemaps."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import LxmlError
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

from crawler.scope import Scope

# The protocol's own limit for one file, and as many files as any site we know needs.
MOST_URLS = 50_000
MOST_SITEMAPS = 50

_GZIP = b"\x1f\x8b\x08"


class NotASitemap(ValueError):
    """The bytes are no sitemap, or one too large to read."""


@dataclass(slots=True)
class SitemapList:
    """The sitemaps a crawl has still to read: those on the site's own hosts, each once, and not too many."""

    scope: Scope
    waiting: deque[str] = field(default_factory=deque)
    known: set[str] = field(default_factory=set)
    in_hand: int = 0

    def offer(self, url: str) -> bool:
        """Put a sitemap on the list; gives whether it will be read."""
        if url in self.known or len(self.known) >= MOST_SITEMAPS or not self.scope.has_host(url):
            return False
        self.known.add(url)
        self.waiting.append(url)
        return True

    def take(self) -> str | None:
        """Take the next one in hand."""
        if not self.waiting:
            return None
        self.in_hand += 1
        return self.waiting.popleft()

    def settle(self) -> None:
        """Put down one that was in hand."""
        self.in_hand -= 1

    @property
    def done(self) -> bool:
        """Whether nothing is waiting or in hand."""
        return not self.waiting and not self.in_hand


def open_sitemap(body: bytes, *, max_size: int) -> tuple[bool, Iterator[str]]:
    """Read a sitemap, gzipped or not: whether it is an index, and its addresses as they come; raises NotASitemap."""
    try:
        sitemap = Sitemap(gunzip(body, max_size=max_size) if body.startswith(_GZIP) else body)
    except (LxmlError, StopIteration) as error:
        raise NotASitemap("not XML") from error
    except Exception as error:
        # What gunzip raises for a bomb has a private name.
        raise NotASitemap(f"cannot be unpacked: {type(error).__name__}") from error
    if sitemap.type not in {"urlset", "sitemapindex"}:
        raise NotASitemap(f"an XML document of type {sitemap.type[:40]!r}")
    return sitemap.type == "sitemapindex", islice(_addresses(sitemap), MOST_URLS)


def _addresses(sitemap: Sitemap) -> Iterator[str]:
    try:
        for element in sitemap:
            if element.get("loc"):
                yield element["loc"]
    except LxmlError:  # cut short: what came before counts
        return
