"""`variorum crawl`: bringing answers in."""

import sys

import click

from crawler import CrawlPlan, CrawlResult, run_crawl
from crawler.values import Exit as CrawlExit
from variorum.cli.common import Shell, json_option
from variorum.config import SiteSettings
from variorum.exits import Exit
from variorum.progress import crawl_progress
from variorum.terminal import print_json, print_table


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]…")
@click.option("-v", "--verbose", is_flag=True, help="Tell what the crawl does, not only what goes wrong.")
@json_option
@click.pass_obj
def crawl(shell: Shell, sites: tuple[str, ...], verbose: bool, as_json: bool) -> Exit:
    """Crawl the named sites, or all, and keep every answer.

    A crawl that was interrupted, even by `kill -9`, goes on where it stopped. Then run `variorum process`.
    """
    plans = plans_of(shell, sites, log_level="INFO" if verbose else "ERROR")
    with shell.archive():
        pass  # an archive that is missing or not migrated is said before anything starts
    results = [_crawl_one(plan) for plan in plans.values()]
    if as_json:
        print_json(results)
    else:
        _print_results(results)
    return _exit_of(results)


def plans_of(shell: Shell, sites: tuple[str, ...], *, log_level: str) -> dict[str, CrawlPlan]:
    """Give the crawl plans of the named sites, or of all."""
    url = shell.config.archive.url
    return {name: crawl_plan(name, site, url, log_level) for name, site in shell.config.sites(sites).items()}


def crawl_plan(name: str, site: SiteSettings, archive_url: str, log_level: str) -> CrawlPlan:
    """Hand a site's settings down as a crawl plan."""
    return CrawlPlan(
        name=name,
        seeds=tuple(site.seeds),
        archive_url=archive_url,
        contact=site.contact,
        hosts=tuple(site.hosts),
        path_prefixes=tuple(site.path_prefixes),
        excludes=tuple(site.excludes),
        max_pages=site.max_pages,
        max_depth=site.max_depth,
        sitemaps=site.sitemaps,
        delay=site.delay,
        concurrency=site.concurrency,
        autothrottle=site.autothrottle,
        timeout=site.timeout,
        log_level=log_level,
    )


def _crawl_one(plan: CrawlPlan) -> CrawlResult:
    with crawl_progress(plan.name) as progress:
        # On a terminal the progress line has taken standard error over, and prints the log above itself.
        return run_crawl(plan, on_progress=progress, log=sys.stderr)


def _print_results(results: list[CrawlResult]) -> None:
    rows = [(result.site, result.crawl_id or "–", result.state, result.captures, result.reason) for result in results]
    print_table("Crawls", ("site", "crawl", "state", "captures", "why"), rows)


def _exit_of(results: list[CrawlResult]) -> Exit:
    """Give the gravest ending."""
    ends = {result.exit for result in results}
    if CrawlExit.FAILED in ends:
        return Exit.CRAWL_FAILED
    return Exit.INTERRUPTED if CrawlExit.INTERRUPTED in ends else Exit.OK
