"""Scrapy's settings: what holds for every site as module constants, what a site asks for in `settings_for`."""

import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from crawler.values import MEBIBYTE, CrawlPlan

BOT_NAME = "variorum"
SPIDER_MODULES = ["crawler.spiders"]

# Who we are and whose rules we keep.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "variorum"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "en",
}

# Both would listen on a port and run whatever code reaches them.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Fetched pages must not reach the disk or other protocols, nor fill the memory: Scrapy would take 1 GiB, and any
# certificate.
DOWNLOAD_HANDLERS = {"file": None, "data": None, "ftp": None, "s3": None}
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 32 * MEBIBYTE
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60

# The delay is a promise to the host: varied, it would be broken half the time.
DOWNLOAD_DELAY_JITTER = 0
RETRY_TIMES = 2

# A last resort against a crawl that hangs: no answer, not even a timeout, in two hours.
CLOSESPIDER_TIMEOUT_NO_ITEM = 7200

RETRY_GIVE_UP_LOG_LEVEL = "INFO"
# Every answer is evidence: nothing is followed, dropped or remembered before it is recorded.
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
REFERER_ENABLED = False
HTTPERROR_ALLOW_ALL = True
URLLENGTH_LIMIT = 0
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# Scrapy fans each response out to this many tasks: 100, its default, costs a quarter of the time (#5182).
CONCURRENT_ITEMS = 4
# Scrapy would read and parse the source of a callback again and again to warn about it.
WARN_ON_GENERATOR_RETURN_VALUE = False
LOG_LEVEL = "INFO"
LOG_VERSIONS: list[str] = []
STATS_DUMP = False  # the archive counts for itself
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.StrictRobots": 100,
    "crawler.middlewares.PatientRetry": 550,
    "crawler.middlewares.LeanCompression": 590,
    "crawler.middlewares.AsReceived": 890,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.throttle.FlooredAutoThrottle": 0,
}
ITEM_PIPELINES = {"crawler.pipelines.RecordCaptures": 100}


def settings_for(plan: CrawlPlan) -> dict[str, Any]:
    """Give the whole of Scrapy's settings for one site; they hold no secret, for Scrapy logs them."""
    constants = {name: value for name, value in vars(sys.modules[__name__]).items() if name.isupper()}
    return constants | {
        "LOG_LEVEL": plan.log_level,
        "USER_AGENT": user_agent(plan.contact),
        "CONCURRENT_REQUESTS": plan.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": plan.concurrency,
        "DOWNLOAD_DELAY": plan.delay,
        "DOWNLOAD_TIMEOUT": plan.timeout,
        "DOWNLOAD_MAXSIZE": plan.max_body,
        "AUTOTHROTTLE_ENABLED": plan.autothrottle,
        "AUTOTHROTTLE_START_DELAY": plan.delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": plan.concurrency,
    }


def user_agent(contact: str) -> str:
    """Say who asks, and where the operator is found."""
    try:
        release = version("variorum")
    except PackageNotFoundError:  # run from a checkout that was never installed
        release = "dev"
    return f"Variorum/{release} (+{contact})"
