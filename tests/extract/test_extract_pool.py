"""The pool: order, and that a page which kills or stalls its worker costs itself alone."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from extract import Extraction, ExtractionError
from extract.pool import ExtractionPool, Task

ROOT = Path(__file__).parents[2]
SMALL = b"<html><body><main><h1>Small</h1><p>%d words</p></main></body></html>"
# About five seconds of work: twice what a worker needs to be seen at it.
LINE = b"<p>call <b>202-555-0100</b> or write a.b@c.example by May 3, 2024 "
SLOW = b"<html><body><main>" + LINE * 50_000 + b"</main></body></html>"


def tasks(*bodies: bytes) -> list[Task]:
    return [Task(100 + number, body, "https://harbor.example.gov/") for number, body in enumerate(bodies)]


def children() -> set[int]:
    """Worker processes of this process (not the resource tracker, which outlives pools by design)."""
    found = set()
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and f"PPid:\t{os.getpid()}\n" in (folder / "status").read_text():
                command = (folder / "cmdline").read_bytes()
                if b"spawn_main" in command:
                    found.add(int(folder.name))
        except OSError:
            continue
    return found


def eventually(condition, seconds=30.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def busy(pid: int) -> bool:
    """Whether a worker has used more CPU than its start takes: it is inside the slow page."""
    fields = (Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") > 2.0


def test_results_come_in_the_order_of_the_tasks():
    given = tasks(SLOW[:400_000], *(SMALL % number for number in range(20)), b"", b"%PDF-1.7")
    with ExtractionPool(workers=2) as pool:
        found = list(pool.read(given))
        again = list(pool.read(given[1:3]))
    assert [reading.id for reading in found] == [task.id for task in given]
    assert [reading.id for reading in again] == [101, 102]
    assert all(isinstance(reading.result, Extraction) for reading in found[:21])
    assert isinstance(found[21].result, ExtractionError)
    assert found[21].result.outcome == "empty body"


def test_no_tasks_start_no_worker():
    with ExtractionPool(workers=2) as pool:
        assert list(pool.read([])) == []
        assert children() == set()


def signalled_when_busy(number: int) -> threading.Thread:
    """A thread that sends the first busy worker a signal."""

    def wait_and_send():
        eventually(lambda: any(busy(pid) for pid in children()))
        os.kill(next(pid for pid in children() if busy(pid)), number)

    return threading.Thread(target=wait_and_send)


@pytest.mark.parametrize(
    ("number", "outcome"), [(signal.SIGKILL, "worker died"), (signal.SIGSTOP, "took longer than 12 s")]
)
def test_a_worker_that_dies_or_stalls_costs_only_its_page(number, outcome):
    sender = signalled_when_busy(number)
    with ExtractionPool(workers=1, seconds=12) as pool:
        sender.start()
        found = list(pool.read(tasks(SLOW, SMALL % 1, SMALL % 2)))
        sender.join()
    assert isinstance(found[0].result, ExtractionError)
    assert found[0].result.outcome == outcome
    assert all(isinstance(reading.result, Extraction) for reading in found[1:])
    assert children() == set()


def test_leaving_early_ends_the_work():
    with ExtractionPool(workers=2) as pool:
        readings = pool.read(tasks(SMALL % 1, SLOW, SLOW))
        assert next(readings).id == 100
        readings.close()
        assert [reading.id for reading in pool.read(tasks(SMALL % 5))] == [100]
    assert children() == set()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a process to its parent's life")
def test_workers_die_with_a_killed_parent(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "from extract.pool import ExtractionPool, Task\n"
        "if __name__ == '__main__':\n"
        f"    slow = b'<html><body><main>' + {LINE!r} * 50_000\n"
        "    with ExtractionPool(2) as pool:\n"
        "        list(pool.read([Task(n, slow, 'https://a.example/') for n in range(2)]))\n"
    )
    parent = subprocess.Popen([sys.executable, script], env={**os.environ, "PYTHONPATH": str(ROOT)})

    def workers():
        found = []
        for folder in Path("/proc").iterdir():
            try:
                if folder.name.isdigit() and f"PPid:\t{parent.pid}\n" in (folder / "status").read_text():
                    found.append(int(folder.name))
            except OSError:
                continue
        return [pid for pid in found if b"spawn_main" in (Path("/proc") / str(pid) / "cmdline").read_bytes()]

    eventually(lambda: len(workers()) == 2 and all(busy(pid) for pid in workers()))
    orphans = workers()
    parent.kill()
    parent.wait()
    eventually(lambda: not any((Path("/proc") / str(pid) / "cmdline").exists() and alive(pid) for pid in orphans))


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in (Path("/proc") / str(pid) / "status").read_text()
    except OSError:
        return False
