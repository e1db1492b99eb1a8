"""Progress of long work: a live line on a terminal, plain lines now and then in a log."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.live import Live
from rich.text import Text

from crawler import Progress
from diff.pending import Compared
from store.derive import Extracted
from variorum.terminal import counted

# Often enough to see a stall the same minute, seldom enough that a night's log stays short.
LOG_EVERY_SECONDS = 15.0


class _Line:
    """One line that is rewritten on a terminal and repeated now and then elsewhere; always on standard error."""

    def __init__(self, live: Live | None) -> None:
        self._live = live
        self._said_at = time.monotonic()

    def say(self, text: str) -> None:
        """Show the newest state."""
        if self._live is not None:
            self._live.update(Text(text))
        elif time.monotonic() - self._said_at >= LOG_EVERY_SECONDS:
            self._said_at = time.monotonic()
            click.echo(text, err=True)


class ProcessProgress:
    """Says how far the extract and compare stages are."""

    def __init__(self, line: _Line) -> None:
        self._line = line

    def on_extract(self, done: Extracted) -> None:
        """Say how many captures were read."""
        self._line.say(f"extract: {done.read} read, {done.unchanged} unchanged, {done.failed} failed")

    def on_compare(self, done: Compared) -> None:
        """Say how many pages were compared."""
        self._line.say(f"compare: {done.pages} pages, {done.changes} changes, {done.edits} edits")


@contextmanager
def crawl_progress(site: str) -> Iterator[Callable[[Progress], None]]:
    """Show a crawl's progress while the block runs."""
    with _line() as line:
        yield lambda progress: line.say(crawl_line(site, progress))


@contextmanager
def process_progress() -> Iterator[ProcessProgress]:
    """Show the progress of extraction and comparison while the block runs."""
    with _line() as line:
        yield ProcessProgress(line)


def crawl_line(site: str, progress: Progress) -> str:
    """Say in one line how a crawl goes."""
    rate = progress.done / progress.seconds if progress.seconds else 0.0
    total = progress.done + progress.queued
    return (
        f"{site}: {progress.done} of {total} pages done, {progress.queued} queued, "
        f"{progress.bytes / 1e6:.1f} MB, {counted(progress.errors, 'error')}, {rate:.1f} pages/s"
    )


@contextmanager
def _line() -> Iterator[_Line]:
    if not sys.stderr.isatty():
        yield _Line(None)
        return
    with Live(console=Console(stderr=True), transient=True, refresh_per_second=4) as live:
        yield _Line(live)
