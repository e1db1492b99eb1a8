"""`variorum process` and `schedule`: turning answers into versions and changes, now or every night."""

import logging
import os

import click

import scheduler
from store.derive import Extracted
from variorum.cli.common import Shell, json_option, workers_option
from variorum.cli.crawling import plans_of
from variorum.exits import Exit
from variorum.progress import process_progress
from variorum.terminal import counted, print_json


@click.command()
@workers_option
@click.option("--rebuild", is_flag=True, help="Drop all that was derived and derive it again from the captures.")
@json_option
@click.pass_obj
def process(shell: Shell, workers: int, rebuild: bool, as_json: bool) -> None:
    """Extract what was captured and compare it with what was there before.

    Safe to interrupt: the same command goes on where it stopped.
    """
    with shell.archive() as archive, process_progress() as progress:
        done = scheduler.process(
            archive,
            workers=workers,
            rebuild=rebuild,
            volatile=shell.config.volatile(),
            on_extract=progress.on_extract,
            on_compare=progress.on_compare,
        )
    if as_json:
        print_json(done)
        return
    click.echo(_said(done.extracted))
    compared = done.compared
    click.echo(
        f"compared {counted(compared.pages, 'page')}: "
        f"{counted(compared.changes, 'change')}, {counted(compared.edits, 'edit')}"
    )


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]…")
@workers_option
@click.pass_obj
def schedule(shell: Shell, sites: tuple[str, ...], workers: int) -> None:
    """Run every site's night at its time until stopped with Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    with shell.archive():
        pass
    settings = shell.config.sites(sites)
    nights = {
        name: (plan, scheduler.NightTime(settings[name].schedule.cron, settings[name].schedule.time_zone))
        for name, plan in plans_of(shell, sites, log_level="INFO").items()
    }
    try:
        scheduler.run_nights(nights, workers=workers, volatile=shell.config.volatile())
    except KeyboardInterrupt:
        # Leaving the usual way would wait for the crawls under way. They end with this process and lose nothing.
        click.echo("variorum: stopped; a crawl that was under way is taken up again by the next", err=True)
        os._exit(Exit.INTERRUPTED)


def _said(done: Extracted) -> str:
    upgraded = f", {done.upgraded} pages read again by the newer extractor" if done.upgraded else ""
    return f"extracted {done.read} captures, {done.unchanged} unchanged, {done.failed} failed{upgraded}"
