"""What a crawl came to: finished or failed, and why, judged from its counts."""

from store.crawls import CrawlSummary
from store.kinds import CrawlState

# Below this share of what answered last time, the site or we are broken, and nothing may be inferred from the rest.
LEAST_SHARE = 0.5


def judge_crawl(summary: CrawlSummary, max_pages: int) -> tuple[CrawlState, str]:
    """Say whether an exhausted frontier is a finished crawl, and why: zero where there was something is an error."""
    counts = ", ".join(f"{count} {access}" for access, count in summary.access.items())
    if summary.answered == 0:
        return CrawlState.FAILED, f"none of {summary.captures} answers was ok: {counts or 'nothing was asked'}"
    expected = min(summary.previous_ok or 0, max_pages)
    if summary.answered < LEAST_SHARE * expected:
        return CrawlState.FAILED, f"{summary.answered} pages answered ok, {expected} last time: {counts}"
    return CrawlState.FINISHED, f"{summary.pages} pages: {counts}"
