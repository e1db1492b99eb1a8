"""The polite part: fetches one site's pages in a child process and records every answer, deriving nothing."""

from crawler.run import run_crawl
from crawler.values import CrawlResult, Exit, Progress, SiteJob

__all__ = ["CrawlResult", "Exit", "Progress", "SiteJob", "run_crawl"]
