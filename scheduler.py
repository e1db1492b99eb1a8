"""Every night: crawl, extract, compare. A site's night never overlaps itself, and one crash takes no other along."""

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from types import MappingProxyType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from crawler import CrawlPlan, CrawlResult, Progress, run_crawl
from diff.pending import Compared, compare_owed
from diff.routes import Alike
from extract.identity import identity
from extract.pool import ExtractionPool
from store.archive import Archive, open_archive
from store.derive import Extracted, extract_owed
from store.errors import Busy
from store.locks import derive_lock
from store.templates import steerings
from store.versions import forget_all

LOG = logging.getLogger(__name__)

# Sites crawl side by side, each waiting for its own server most of the time; more than this would wait for us.
CRAWLS_AT_ONCE = 4

Volatile = Mapping[str, tuple[str, ...]]

NONE: Volatile = MappingProxyType({})

# Extraction and comparison use every core by themselves, so nights take turns at them.
_DERIVING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Processed:
    """What the extract and compare stages did."""

    extracted: Extracted
    compared: Compared


@dataclass(frozen=True, slots=True)
class NightTime:
    """When a site's night begins: a cron line of five fields, read in a time zone."""

    cron: str
    time_zone: str


def night(
    plan: CrawlPlan, *, workers: int, volatile: Volatile = NONE, progress: Callable[[Progress], None] | None = None
) -> CrawlResult:
    """Crawl one site, then extract and compare what it brought; raises Busy while another crawl of it runs."""
    result = run_crawl(plan, on_progress=progress)
    with closing(open_archive(plan.archive_url)) as archive, _DERIVING:
        process(archive, workers=workers, volatile=volatile)
    return result


def process(
    archive: Archive,
    *,
    workers: int,
    volatile: Volatile = NONE,
    rebuild: bool = False,
    on_extract: Callable[[Extracted], None] = lambda _: None,
    on_compare: Callable[[Compared], None] = lambda _: None,
) -> Processed:
    """Extract every capture that is owed a reading, then compare what is owed a change; raises Busy.

    `volatile` are the patterns of text that moves by itself, of every site in the archive that has any, by its name:
    they are part of its extractor. With `rebuild`, everything derived is dropped first and made again from captures.
    """
    with derive_lock(archive), ExtractionPool(workers) as pool:
        if rebuild:
            with archive.writing() as session:
                forget_all(session)
        extracted = extract_owed(archive, pool, identity, volatile, on_extract)
        alike = Alike(pool.run, steerings(archive, volatile))
        return Processed(extracted, compare_owed(archive, alike, on_compare))


def run_nights(plans: Mapping[str, tuple[CrawlPlan, NightTime]], *, workers: int, volatile: Volatile = NONE) -> None:
    """Run every site's night at its time until interrupted; a night that was missed is run once, not once per miss."""
    scheduler = BlockingScheduler(executors={"default": ThreadPoolExecutor(CRAWLS_AT_ONCE)})
    for name, (plan, time) in plans.items():
        scheduler.add_job(
            _logged_night,
            CronTrigger.from_crontab(time.cron, timezone=time.time_zone),
            args=(plan, workers, volatile),
            id=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,  # the default of one second would skip a night after any hiccup
        )
    try:
        scheduler.start()
    finally:
        if scheduler.running:
            scheduler.shutdown(wait=False)


def _logged_night(plan: CrawlPlan, workers: int, volatile: Volatile) -> None:
    try:
        result = night(plan, workers=workers, volatile=volatile)
    except Busy as busy:
        LOG.warning("night of %s not begun: %s", plan.name, busy)
    except Exception:
        LOG.exception("night of %s failed", plan.name)
    else:
        LOG.info("night of %s: %s, %s", plan.name, result.state, result.reason)
