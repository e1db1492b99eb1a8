"""How far a run of minutes is: a bar on a terminal, a line now and then in a log; always on standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

# Often enough to see a stall, seldom enough for a log.
_LOG_EVERY_SECONDS = 15.0
Hear = Callable[[str, int, int], None]


@contextmanager
def progress() -> Iterator[Hear]:
    """Give the function that hears of the pages done while the block runs."""
    if not sys.stderr.isatty():
        yield _log()
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda label, done, total: bar.update(task, description=label, completed=done, total=total)


def _log() -> Hear:
    said_at = time.monotonic()

    def hear(label: str, done: int, total: int) -> None:
        nonlocal said_at
        if time.monotonic() - said_at >= _LOG_EVERY_SECONDS:
            said_at = time.monotonic()
            click.echo(f"{label}: {done} of {total} pages", err=True)

    return hear
