"""`variorum demo`: seven nights of a made-up agency, through the real pipeline, on loopback."""

from bisect import bisect_right
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

import scheduler
from diff.listing import list_changes
from diff.report import gather, render_html
from store.archive import open_archive
from store.migrate import upgrade
from variorum.cli.common import UsageProblem, json_option, workers_option
from variorum.cli.crawling import crawl_plan
from variorum.config import SiteSettings
from variorum.demo import NIGHTS, Site, Told, Verdict, serve, verdict
from variorum.progress import crawl_progress
from variorum.terminal import print_json

SITE = "harborlight"
REPORT = "report.html"
# All a demo leaves; a folder with anything else in it is somebody's own.
LEAVINGS = ("variorum.db*", "variorum.toml", REPORT)

CONFIG = """\
# What the demo ran on. Its server is gone, but the archive answers:
# variorum pages, history, show, diff, changes and report all work in this folder.
[archive]
url = "sqlite:///variorum.db"

[site.{site}]
seeds = ["{url}/"]
contact = "mailto:demo@variorum.example"
delay = 0.0
autothrottle = false
"""


@click.command()
@click.option(
    "--into",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("variorum-demo"),
    show_default=True,
    help="Where the archive and the report go; an earlier demo there is replaced.",
)
@workers_option
@json_option
def demo(folder: Path, workers: int, as_json: bool) -> None:
    """Watch a made-up agency for seven nights, and report what it did not say.

    Serves the agency on loopback, crawls it each night as any site is crawled, and leaves an archive to ask.
    """
    _clear(folder)
    url = f"sqlite:///{(folder / 'variorum.db').absolute()}"
    upgrade(url)
    with serve() as agency:
        (folder / "variorum.toml").write_text(CONFIG.format(site=SITE, url=agency.url), encoding="utf-8")
        nights = _watched(agency, url, workers, to_stderr=as_json)
    report = folder / REPORT
    told, truth = _report(url, report), _truth(url, nights)
    if as_json:
        print_json(
            {"report": str(report), "archive": str(folder / "variorum.db"), "changes": told, "truth": truth.words}
        )
    else:
        click.echo(f"{told} changes: {truth.words}")
        click.echo(f"ask the archive {folder / 'variorum.db'} with `cd {folder}; variorum changes`")
        click.echo(f"report: {report}")


def _clear(folder: Path) -> None:
    """Make the folder, and take away what an earlier demo left in it."""
    folder.mkdir(parents=True, exist_ok=True)
    left = {path for pattern in LEAVINGS for path in folder.glob(pattern)}
    others = sorted(path.name for path in folder.iterdir() if path not in left)
    if others:
        raise UsageProblem(f"{folder} holds {others[0]}, which no demo left there: name another folder with --into")
    for path in left:
        path.unlink()


def _watched(agency: Site, archive: str, workers: int, *, to_stderr: bool) -> list[datetime]:
    """Crawl, extract and compare night after night; gives when each night began."""
    settings = SiteSettings(
        seeds=[f"{agency.url}/"],
        contact="mailto:demo@variorum.example",
        delay=0.0,
        autothrottle=False,
        concurrency=4,
    )
    plan = crawl_plan(SITE, settings, archive, "ERROR")
    began = []
    for agency.night in range(1, NIGHTS + 1):
        began.append(datetime.now(UTC))
        with crawl_progress(f"night {agency.night}") as progress:
            result = scheduler.night(plan, workers=workers, progress=progress)
        click.echo(f"night {agency.night}: {result.captures} captures, {result.reason}", err=to_stderr)
    return began


def _truth(url: str, nights: Sequence[datetime]) -> Verdict:
    """Hold what the archive tells of each night, page by page, against what was planted."""
    with closing(open_archive(url)) as archive, archive.reading() as session:
        changes = list_changes(session, since=None, now=datetime.now(UTC))
    return verdict(
        Told(bisect_right(nights, change.step.after_at), urlsplit(change.step.page.url).path, found.kind, found.aspect)
        for change in changes
        for found in (*change.step.findings, *(found for edit in change.edits for found in edit.findings))
    )


def _report(url: str, path: Path) -> int:
    with closing(open_archive(url)) as archive, archive.reading() as session:
        told = gather(session, since=None, now=datetime.now(UTC))
    path.write_text(render_html(told), encoding="utf-8")
    return told.summary.changes
