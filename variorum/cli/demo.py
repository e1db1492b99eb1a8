"""`variorum demo`: six nights of a made-up agency, through the real pipeline, on loopback."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

import scheduler
from diff.report import gather, render_html
from store.archive import open_archive
from store.migrate import upgrade
from variorum.cli.common import UsageProblem, json_option, workers_option
from variorum.cli.crawling import crawl_plan
from variorum.config import SiteSettings
from variorum.demo import NIGHTS, serve
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
    """Watch a made-up agency for six nights, and report what it did not say.

    Serves the agency on loopback, crawls it each night as any site is crawled, and leaves an archive to ask.
    """
    _clear(folder)
    url = f"sqlite:///{(folder / 'variorum.db').absolute()}"
    upgrade(url)
    with serve() as agency:
        (folder / "variorum.toml").write_text(CONFIG.format(site=SITE, url=agency.url), encoding="utf-8")
        settings = SiteSettings(
            seeds=[f"{agency.url}/"],
            contact="mailto:demo@variorum.example",
            delay=0.0,
            autothrottle=False,
            concurrency=4,
        )
        plan = crawl_plan(SITE, settings, url, "ERROR")
        for agency.night in range(1, NIGHTS + 1):
            with crawl_progress(f"night {agency.night}") as progress:
                result = scheduler.night(plan, workers=workers, progress=progress)
            click.echo(f"night {agency.night}: {result.captures} captures, {result.reason}", err=as_json)
    report = folder / REPORT
    told = _report(url, report)
    if as_json:
        print_json({"report": str(report), "archive": str(folder / "variorum.db"), "changes": told})
    else:
        click.echo(f"{told} changes; ask the archive {folder / 'variorum.db'} with `cd {folder}; variorum changes`")
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


def _report(url: str, path: Path) -> int:
    with closing(open_archive(url)) as archive, archive.reading() as session:
        told = gather(session, since=None, now=datetime.now(UTC))
    path.write_text(render_html(told), encoding="utf-8")
    return told.summary.changes
