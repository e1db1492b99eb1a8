"""What a benchmark measures with: time, processor time and memory, of this process and of those it started.

Processor time and peaks of other processes are read from /proc: `getrusage` would count what a worker took to start,
and its `ru_maxrss` is never below that of the process that started it. Linux only.
"""

import os
import platform
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MEBIBYTE = 1 << 20
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Span:
    """What something took: seconds on the clock, and seconds of processor time."""

    seconds: float
    cpu: float

    def plus_cpu(self, seconds: float) -> "Span":
        """Add what other processes worked meanwhile."""
        return Span(self.seconds, self.cpu + seconds)


class Stopwatch:
    """Runs from its making, for this process."""

    def __init__(self) -> None:
        self._clock, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> Span:
        """Give what it took until now."""
        return Span(time.perf_counter() - self._clock, time.process_time() - self._cpu)


def cpu_seconds(pids: Iterable[int]) -> float:
    """Processor time of running processes, all threads, to a hundredth of a second each."""
    return sum(_times(pid) for pid in pids) / _TICKS


def peak_memory(pid: int | str = "self") -> int:
    """The most physical memory a running process ever held, in bytes."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0  # a process that has ended has no memory


def await_rest(pids: Iterable[int], *, still: float = 0.5, patience: float = 120.0) -> None:
    """Wait until all of some processes sleep and have not worked for `still` seconds: started, and without a task."""
    watched, end = tuple(pids), time.monotonic() + patience
    last, since = -1.0, time.monotonic()
    while time.monotonic() < end:
        now = cpu_seconds(watched)
        if now != last or any(_state(pid) != "S" for pid in watched):
            last, since = now, time.monotonic()
        elif time.monotonic() - since >= still:
            return
        time.sleep(0.02)
    raise TimeoutError(f"processes {watched} did not come to rest in {patience:g} s")


def paired_ratio(ours: Iterable[float], theirs: Iterable[float]) -> float:
    """The median of ratios that were measured side by side: the machine's moods meet both sides of a pair."""
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))


def provenance() -> str:
    """The interpreter and the machine, and how busy it is, in one line."""
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    usable = len(os.sched_getaffinity(0))
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {sys.platform} {platform.machine()}, "
        f"{usable} CPUs, load {busy}"
    )


def _times(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[11]) + int(fields[12])


def _state(pid: int) -> str:
    return _stat(pid)[0]


def _stat(pid: int) -> list[str]:
    """The fields after the command, which stands in brackets and may hold blanks."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
