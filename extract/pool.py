"""Work on hostile bytes in worker processes: a page that kills or stalls its worker costs itself alone."""

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from extract.fingerprint import fingerprint
from extract.reading import extract
from extract.steering import PLAIN, Steering
from extract.values import Extraction, ExtractionError

SECONDS_A_PAGE = 60.0
"""The slowest real page seen took 2 s of CPU; a loaded machine stretches that tenfold."""

SECONDS_TO_START = 120.0
"""A worker imports trafilatura first: 1 s when idle, much more on a machine that swaps."""

PAGES_A_WORKER = 2_000
"""Then it is replaced: C libraries give memory back to the system only at exit."""

BYTES_A_WORKER = 3 * 1024**3
"""Address space; a body at the size limit needs about 1 GiB, what needs more was made to hurt."""

_PR_SET_PDEATHSIG = 1
_DIED = "worker died"


_Result = TypeVar("_Result")
_Given_co = TypeVar("_Given_co", covariant=True)


class Work(Protocol[_Given_co]):
    """Something a worker does to one page; `id` comes back with what it gave."""

    @property
    def id(self) -> int:
        """What the caller knows it by."""

    def do(self) -> _Given_co:
        """Do it; an ExtractionError is an outcome, anything else raised is a defect and recorded as such."""


@dataclass(frozen=True, slots=True)
class Done(Generic[_Result]):
    """What became of a task: its result, or why there is none."""

    id: int
    result: _Result | ExtractionError


@dataclass(frozen=True, slots=True)
class Task:
    """One stored body to read; `known` is the fingerprint the page had before."""

    id: int
    body: bytes
    url: str
    content_type: str = ""
    steering: Steering = PLAIN
    known: bytes = b""

    def do(self) -> "Reading":
        """Read it, unless its fingerprint says that it would read as before."""
        mark = fingerprint(self.body, self.content_type)
        if mark and mark == self.known:
            return Reading(self.id, None, mark)
        return Reading(self.id, extract(self.body, self.url, self.content_type, self.steering), mark)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a task: its extraction, why there is none, or None where it reads as it did before."""

    id: int
    result: Extraction | ExtractionError | None
    fingerprint: bytes = b""


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    connection: Connection
    deadline: float
    ready: bool = False
    position: int | None = None
    handled: int = 0


class ExtractionPool:
    """Worker processes for the length of a `with` block, started when first needed.

    They end with the block, and with the thread that started them even where that was killed.
    """

    def __init__(self, workers: int, seconds: float = SECONDS_A_PAGE) -> None:
        self._size = max(1, workers)
        self._seconds = seconds
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every worker now."""
        for worker in list(self._workers):
            self._dismiss(worker)

    def read(self, tasks: Sequence[Task]) -> Iterator[Reading]:
        """The reading of each task, in the order of the tasks."""
        for done in self.run(tasks):
            yield done.result if isinstance(done.result, Reading) else Reading(done.id, done.result)

    def run(self, tasks: Sequence[Work[_Result]]) -> Iterator[Done[_Result]]:
        """What each task gave, in the order of the tasks."""
        waiting = deque(range(len(tasks)))
        done: dict[int, Done[_Result]] = {}
        following = 0
        try:
            while following < len(tasks):
                self._hand_out(waiting, tasks)
                for position, result in self._collect():
                    done[position] = Done(tasks[position].id, result)
                while following in done:
                    yield done.pop(following)
                    following += 1
        finally:
            for worker in [each for each in self._workers if each.position is not None]:
                self._dismiss(worker)  # the caller left early: nobody awaits these pages

    def _hand_out(self, waiting: deque[int], tasks: Sequence[Work[object]]) -> None:
        idle = [worker for worker in self._workers if worker.ready and worker.position is None]
        for worker in idle[: len(waiting)]:
            position = waiting.popleft()
            try:
                worker.connection.send(tasks[position])
            except OSError:  # it died while idle: the page is innocent
                waiting.appendleft(position)
                self._dismiss(worker)
                continue
            worker.position, worker.deadline = position, time.monotonic() + self._seconds
        starting = sum(1 for worker in self._workers if not worker.ready)
        for _ in range(min(self._size - len(self._workers), len(waiting) - starting)):
            self._start()

    def _collect(self) -> list[tuple[int, Any]]:
        """Wait until a worker answers, dies or runs out of time."""
        busy = [worker for worker in self._workers if not worker.ready or worker.position is not None]
        soonest = min((worker.deadline for worker in busy), default=time.monotonic())
        answered = wait([worker.connection for worker in busy], max(0.0, soonest - time.monotonic()))
        outcomes = [self._answer(worker) for worker in busy if worker.connection in answered]
        now = time.monotonic()
        late = [worker for worker in busy if worker.connection not in answered and worker.deadline <= now]
        outcomes += [self._give_up(worker, f"took longer than {self._seconds:g} s") for worker in late]
        return [outcome for outcome in outcomes if outcome is not None]

    def _answer(self, worker: _Worker) -> tuple[int, Any] | None:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            return self._give_up(worker, _DIED)
        if not worker.ready:
            worker.ready, self._failed_starts = True, 0
            return None
        position, worker.position = worker.position, None
        worker.handled += 1
        if worker.handled >= PAGES_A_WORKER:
            self._dismiss(worker)
        return None if position is None else (position, message)

    def _give_up(self, worker: _Worker, outcome: str) -> tuple[int, ExtractionError] | None:
        self._dismiss(worker)
        if worker.position is not None:
            return worker.position, ExtractionError(outcome)
        self._failed_starts += 1
        if self._failed_starts > self._size:
            raise RuntimeError("extraction workers do not start")
        return None

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # forking a process with threads may deadlock the child
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, os.getpid()), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours, time.monotonic() + SECONDS_TO_START))

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.kill()
        worker.process.join()
        worker.process.close()


def _serve(connection: Connection, parent: int) -> None:
    """A worker's life: read what it is sent until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _die_with(parent)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_A_WORKER, BYTES_A_WORKER))
    connection.send(None)
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_outcome(task))


def _outcome(task: Work[_Result]) -> _Result | ExtractionError:
    try:
        return task.do()
    except ExtractionError as error:
        return error
    except MemoryError:
        return ExtractionError("needs too much memory")
    except Exception as error:  # noqa: BLE001 - a defect of ours on one page must not stop the others; it is recorded
        return ExtractionError(f"extractor failed: {type(error).__name__}")


def _die_with(parent: int) -> None:
    """Ask the kernel to end this process with its parent; without it an orphan ends at its next answer."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)
