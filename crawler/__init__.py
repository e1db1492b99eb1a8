"""The polite part: fetches one site's pages in a child process and records every answer, deriving nothing."""

from crawler.run import run_crawl
from crawler.values import CrawlPlan, CrawlResult, Exit, Progress

__all__ = ["CrawlPlan", "CrawlResult", "Exit", "Progress", "run_crawl"]
