"""The parent side: starts a site's crawl in a child process, hears of its progress, and passes a stop on."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TextIO

from crawler.channel import Message, Order, Taken, read_message, write_order
from crawler.values import CrawlPlan, CrawlResult, Exit, Progress
from store.errors import Busy
from store.kinds import CrawlState

_STOPS = (signal.SIGTERM, signal.SIGINT)


def run_crawl(
    plan: CrawlPlan, on_progress: Callable[[Progress], None] | None = None, log: TextIO | None = None
) -> CrawlResult:
    """Crawl a site, or take its unfinished crawl up again; raises store.errors.Busy when it is being crawled.

    The crawl's log goes to `log`, or to stderr. A SIGTERM or Ctrl-C lets the page in hand be recorded and gives an
    `interrupted` result, a second one kills; only the main thread can hear either.
    """
    with _child(log) as child, _stops_passed_on(child):
        _send(child, Order(plan, os.getpid()))
        last = _listen(child, on_progress)
        code = child.wait()
    if isinstance(last, Taken):
        raise Busy(last.name, last.detail)
    return last if last is not None else _without_result(plan, code)


@contextmanager
def _child(log: TextIO | None) -> Iterator[subprocess.Popen[str]]:
    """Start the child in a session of its own, or Ctrl-C in a terminal would reach it twice: from there and from us."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "crawler"],  # -P: or a folder `crawler` where we stand would be run
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if log is None else subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        env=_environment(),
    )
    pump = threading.Thread(target=_pump, args=(child.stderr, log), daemon=True) if log is not None else None
    if pump is not None:
        pump.start()
    try:
        yield child
    finally:
        child.kill()  # does nothing to one that has ended
        child.wait()
        if pump is not None:
            pump.join()
        for pipe in filter(None, (child.stdin, child.stdout, child.stderr)):
            pipe.close()


def _environment() -> dict[str, str]:
    """Let the child import the same code as we: a checkout need not be installed, nor the working directory."""
    here = str(Path(__file__).resolve().parent.parent)
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))}


@contextmanager
def _stops_passed_on(child: subprocess.Popen[str]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []

    def pass_on(signum: int, frame: FrameType | None) -> None:
        del frame
        heard.append(signum)
        child.terminate() if len(heard) == 1 else child.kill()

    before = {stop: signal.signal(stop, pass_on) for stop in _STOPS}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)


def _send(child: subprocess.Popen[str], order: Order) -> None:
    if child.stdin is None:
        raise TypeError("the child was started without a pipe")
    try:
        child.stdin.write(write_order(order))
        child.stdin.close()
    except BrokenPipeError:
        return  # it died before it read; its exit code says more


def _listen(child: subprocess.Popen[str], on_progress: Callable[[Progress], None] | None) -> CrawlResult | Taken | None:
    """Hear the child out; gives the last thing it said, unless that was progress."""
    last: Message | None = None
    for line in child.stdout or ():
        last = read_message(line)
        if isinstance(last, Progress) and on_progress is not None:
            on_progress(last)
    return None if isinstance(last, Progress) else last


def _pump(source: TextIO | None, log: TextIO) -> None:
    for line in source or ():
        log.write(line)


def _without_result(plan: CrawlPlan, code: int) -> CrawlResult:
    """What to make of a child that said nothing in the end: it was stopped while starting, or killed, or crashed."""
    if code in {-signal.SIGTERM, Exit.INTERRUPTED}:
        return CrawlResult(plan.name, None, CrawlState.RUNNING, "interrupted while starting", Exit.INTERRUPTED)
    how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code} and no result"
    return CrawlResult(plan.name, None, CrawlState.RUNNING, f"the crawl's process {how}: see its log", Exit.FAILED)
