"""One crawl's frontier, as its spider holds it: a few entries in hand, the rest in the archive."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.values import CrawlPlan
from store.archive import Archive
from store.crawls import add_urls, frontier_counts, next_entries
from store.kinds import Access, Origin
from store.recording import Answer, Entry, record

# Addresses of 100 characters: 10 MB. Forgetting one costs a query.
MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Visit:
    """An entry with its answer, and where that leads within the scope."""

    entry: Entry
    answer: Answer
    links: tuple[str, ...] = ()
    redirect: str | None = None


@dataclass(slots=True)
class Frontier:
    """Hands entries out and takes visits in; whatever size the frontier has, only a handful is in memory.

    `bytes` and `errors` count what was recorded since this process began.
    """

    archive: Archive
    crawl_id: int
    plan: CrawlPlan
    in_hand: set[int] = field(default_factory=set)
    bytes: int = 0
    errors: int = 0
    _offered: set[str] = field(default_factory=set)

    def take(self) -> list[Entry]:
        """Take entries in hand, unless there are enough: asked in batches, as every question is a query."""
        most = 2 * self.plan.concurrency + 8
        if len(self.in_hand) > most // 2:
            return []
        room = most - len(self.in_hand)
        entries = next_entries(self.archive, self.crawl_id, limit=room, in_hand=self.in_hand)
        self.in_hand.update(entry.id for entry in entries)
        return entries

    def record(self, visit: Visit) -> None:
        """Record a visit and put its entry down, in this order: one that is not recorded stays in hand."""
        links = [link for link in visit.links if link not in self._offered]
        record(
            self.archive,
            self.crawl_id,
            visit.entry,
            visit.answer,
            links=links,
            redirect=visit.redirect,
            max_pages=self.plan.max_pages,
        )
        self._remember(links)
        self.in_hand.discard(visit.entry.id)
        self.bytes += len(visit.answer.body or b"")
        self.errors += visit.answer.access is Access.ERROR

    def _remember(self, links: Iterable[str]) -> None:
        """Note links the archive has: a menu's come back on every page, and asking for them each time is most work."""
        if len(self._offered) > MOST_REMEMBERED:
            self._offered.clear()
        self._offered.update(links)

    def add_listed(self, urls: Iterable[str]) -> int:
        """Add addresses from a sitemap; gives how many were new."""
        return add_urls(self.archive, self.crawl_id, urls, Origin.SITEMAP, depth=1, max_pages=self.plan.max_pages)

    def counts(self) -> tuple[int, int]:
        """Count the entries of the whole crawl: (queued, done)."""
        return frontier_counts(self.archive, self.crawl_id)
