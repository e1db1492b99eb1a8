"""A crawl that is stopped, killed, refused or broken loses nothing and says so."""

import contextlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text

from crawler import CrawlPlan, CrawlResult, Exit, run_crawl
from store.archive import Archive
from store.errors import Busy
from store.kinds import Access, CrawlState
from store.locks import site_lock
from store.models import Capture, Crawl

ROOT = Path(__file__).parents[2]
PARENT = """
import sys, dataclasses, json
from crawler import CrawlPlan, run_crawl
result = run_crawl(CrawlPlan.from_json(sys.stdin.readline()))
print(json.dumps(dataclasses.asdict(result)), flush=True)
sys.exit(result.exit)
"""
SIZE = 60
PATIENCE = 60.0


@contextlib.contextmanager
def parent_process(plan: CrawlPlan) -> Iterator[subprocess.Popen[str]]:
    """Run `run_crawl` in a process of its own, as the command line and the scheduler do."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    parent.stdin.write(plan.to_json() + "\n")
    parent.stdin.close()
    try:
        yield parent
    finally:
        parent.kill()
        parent.wait()
        parent.stdout.close()


def wait_until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def child_of(archive: Archive) -> int:
    with archive.reading() as session:
        return session.scalars(select(Crawl.pid).order_by(Crawl.id.desc()).limit(1)).one()


def is_gone(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


def assert_every_page_once(archive: Archive, site, size: int = SIZE) -> None:
    with archive.reading() as session:
        urls = session.scalars(select(Capture.url)).all()
        assert set(session.scalars(select(Capture.access))) == {Access.OK}
        assert session.scalars(select(Crawl.state)).all() == [CrawlState.FINISHED]
    assert sorted(urls) == sorted(f"{site.url}/p{number}" for number in range(size))


@pytest.fixture
def busy_job(site, plan) -> CrawlPlan:
    """A crawl of a tree of pages that each take a while."""
    site.tree(SIZE)
    site.latency = 0.05
    return plan


def test_a_stop_lets_pages_in_hand_be_recorded_and_a_later_crawl_goes_on(site, busy_job, archive) -> None:
    with parent_process(busy_job) as parent:
        wait_until(lambda: len(site.asked) > 15)
        parent.send_signal(signal.SIGTERM)
        told = json.loads(parent.stdout.read())
        assert parent.wait() == Exit.INTERRUPTED
    assert (told["exit"], told["state"]) == (Exit.INTERRUPTED, CrawlState.RUNNING)
    assert told["reason"] == f"interrupted, {told['pending']} pages to go"
    assert told["captures"] == len(site.asked) - 1
    before = len(site.asked)
    result = run_crawl(busy_job)
    assert (result.exit, result.resumed, result.crawl_id) == (Exit.FINISHED, True, told["crawl_id"])
    assert_every_page_once(archive, site)
    assert len(site.asked) - before == SIZE - told["captures"] + 1


def test_a_stop_does_not_wait_for_requests_whose_turn_has_not_come(site, busy_job) -> None:
    slow = replace(busy_job, delay=5.0, concurrency=8)
    with parent_process(slow) as parent:
        wait_until(lambda: len(site.asked) > 1)
        began = time.monotonic()
        parent.send_signal(signal.SIGINT)
        assert parent.wait() == Exit.INTERRUPTED
    assert time.monotonic() - began < 8.0


def test_a_stop_while_robots_txt_waits_records_nothing(site, busy_job, archive) -> None:
    site.answer("/robots.txt", status=503, headers=(("Retry-After", "60"),))
    with parent_process(busy_job) as parent:
        wait_until(lambda: site.asked)
        time.sleep(0.5)
        parent.send_signal(signal.SIGTERM)
        told = json.loads(parent.stdout.read())
        assert parent.wait() == Exit.INTERRUPTED
    assert (told["captures"], told["pending"]) == (0, 1)


@pytest.mark.parametrize("archive_url", ["sqlite_url", "postgres_url"], indirect=True)
def test_kill_9_at_any_moment_loses_nothing(site, busy_job, archive) -> None:
    moments = random.Random(6)
    for _ in range(3):
        with parent_process(busy_job) as parent:
            seen = len(site.asked)
            wanted = moments.randint(1, 14)
            wait_until(lambda seen=seen, wanted=wanted: len(site.asked) >= seen + wanted)
            os.kill(child_of(archive), signal.SIGKILL)
            told = json.loads(parent.stdout.read())
            assert parent.wait() == Exit.FAILED
        assert told["reason"] == "the crawl's process was killed by SIGKILL: see its log"
    result = run_crawl(busy_job)
    assert (result.exit, result.resumed) == (Exit.FINISHED, True)
    assert_every_page_once(archive, site)


def test_a_child_dies_with_its_parent_and_frees_the_site(site, busy_job, archive) -> None:
    with parent_process(busy_job) as parent:
        wait_until(lambda: len(site.asked) > 5)
        child = child_of(archive)
        assert child != parent.pid
        command = Path(f"/proc/{child}/cmdline").read_text()
        assert "-m\0crawler" in command
        assert busy_job.archive_url not in command + Path(f"/proc/{child}/environ").read_text()
        parent.kill()
        wait_until(lambda: is_gone(child))
    assert run_crawl(busy_job).exit is Exit.FINISHED
    assert_every_page_once(archive, site)


def test_a_site_is_crawled_by_one_at_a_time(site, busy_job, archive) -> None:
    with site_lock(archive, "loopback"), io.StringIO() as log, pytest.raises(Busy) as refused:
        run_crawl(busy_job, log=log)
    with site_lock(archive, "loopback"), pytest.raises(Busy) as ours, site_lock(archive, "loopback"):
        pass
    assert str(refused.value) == str(ours.value)
    assert (refused.value.name, refused.value.detail) == (ours.value.name, ours.value.detail)
    assert not site.asked


def test_an_archive_that_fails_stops_the_crawl_at_once(site, busy_job, archive) -> None:
    lines, result = crawl_with_broken_archive(site, busy_job, archive, "ALTER TABLE capture RENAME TO elsewhere")
    assert (result.exit, result.state) == (Exit.FAILED, CrawlState.RUNNING)
    assert result.reason.startswith("the archive sqlite:///")
    assert "no such table" in result.reason
    assert "Traceback" in lines
    assert len(site.asked) < SIZE // 2
    with archive.writing() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO capture"))
    assert run_crawl(busy_job).exit is Exit.FINISHED
    assert_every_page_once(archive, site)


def test_a_bug_stops_the_crawl_at_once_and_leaves_its_traceback(site, busy_job, archive) -> None:
    trigger = "CREATE TRIGGER no BEFORE INSERT ON capture BEGIN SELECT RAISE(ABORT, 'a broken rule'); END"
    lines, result = crawl_with_broken_archive(site, busy_job, archive, trigger)
    assert (result.exit, result.state) == (Exit.FAILED, CrawlState.RUNNING)
    assert result.reason.startswith("a bug ended the crawl, the log has its traceback: IntegrityError")
    assert "Traceback" in lines
    assert "a broken rule" in lines


def crawl_with_broken_archive(site, plan: CrawlPlan, archive: Archive, break_it: str) -> tuple[str, CrawlResult]:
    """Crawl, and break the archive under way."""

    def breaking():
        with archive.writing() as session:
            session.execute(text(break_it))
        return site.pages["/p5"]

    page = site.pages["/p4"]
    site.pages["/p4"] = lambda: (breaking(), page)[1]
    with io.StringIO() as log:
        result = run_crawl(plan, log=log)
        site.pages["/p4"] = page
        return log.getvalue(), result


def test_a_missing_archive_is_said_plainly(site, plan, tmp_path) -> None:
    result = run_crawl(replace(plan, archive_url=f"sqlite:///{tmp_path}/none.db"))
    assert (result.exit, result.crawl_id) == (Exit.FAILED, None)
    assert result.reason.startswith("there is no archive at ")


def test_a_crawler_that_does_not_start_is_a_failure(site, busy_job, archive) -> None:
    with io.StringIO() as log:
        result = run_crawl(replace(busy_job, delay="not a number"), log=log)
        lines = log.getvalue()
    assert (result.exit, result.state) == (Exit.FAILED, CrawlState.RUNNING)
    assert result.reason == "Scrapy did not start: see the log"
    assert "could not convert string to float" in lines
    assert not site.asked
