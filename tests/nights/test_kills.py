"""`kill -9` at random moments: the same command again finishes the work, and nothing is lost or doubled."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import func, select

from store import open_archive
from store.migrate import upgrade
from store.models import Capture, Change, Crawl, Page, Reading, Version

ROUNDS = 20
PAGES = 40


class Slow(ThreadingHTTPServer):
    """Forty pages that link to each other; each night two of them say something new."""

    daemon_threads = True
    night = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self):
        number = int(self.path.rsplit("/", 1)[1]) if self.path.startswith("/page/") else None
        if self.path != "/" and number is None:
            self.answer(404, "")
            return
        time.sleep(0.01)
        links = "".join(f'<li><a href="/page/{n}">Page {n}</a></li>' for n in range(1, PAGES))
        nights = [night for night in range(1, self.server.night + 1) if changed_on(night) & {number}]
        body = "".join(f"<p>Notice {night} of this page is in force from now on.</p>" for night in nights)
        self.answer(
            200, f"<html><body><main><h1>Page {number}</h1><p>A page.</p>{body}</main><ul>{links}</ul></body></html>"
        )

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def changed_on(night):
    return {1 + (2 * night) % (PAGES - 1), 1 + (2 * night + 1) % (PAGES - 1)}


@contextmanager
def slow_site():
    with Slow(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Watch:
    """The command line as an operator runs it, in processes that can be killed."""

    def __init__(self, folder, url, archive_url):
        self.config = folder / "variorum.toml"
        self.config.write_text(
            f'[archive]\nurl = "{archive_url}"\n[site.agency]\nseeds = ["{url}/"]\nsitemaps = false\n'
            'contact = "mailto:me@lab.example"\ndelay = 0.0\nautothrottle = false\nconcurrency = 2\n'
        )

    def start(self, *arguments):
        command = [sys.executable, "-m", "variorum", "--config", str(self.config), *arguments]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def finish(self, *arguments):
        running = self.start(*arguments)
        _, said = running.communicate(timeout=300)
        assert running.returncode == 0, said

    def kill(self, moment, *arguments):
        """Start a command and kill it when `moment()` says so; gives whether it was still at work."""
        running = self.start(*arguments)
        while running.poll() is None and not moment():
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        running.communicate(timeout=60)
        return running.returncode == -signal.SIGKILL


def count(archive, model, *where):
    with archive.reading() as session:
        return session.scalar(select(func.count()).select_from(model).where(*where))


@pytest.fixture
def site():
    with slow_site() as server:
        yield server


def test_twenty_killed_nights_lose_nothing_and_double_nothing(tmp_path, site, sqlite_url):
    draw = random.Random(20)
    archive = open_archive(sqlite_url)
    watch = Watch(tmp_path, f"http://127.0.0.1:{site.server_port}", sqlite_url)
    killed = Counter()
    for night in range(ROUNDS):
        site.night = night
        done = count(archive, Capture)
        enough = done + draw.randrange(1, PAGES)
        killed["crawl"] += watch.kill(lambda enough=enough: count(archive, Capture) >= enough, "crawl")
        with archive.reading() as session:
            kept = set(session.scalars(select(Capture.id)))
        watch.finish("crawl")
        with archive.reading() as session:
            assert kept <= set(session.scalars(select(Capture.id))), "a capture was lost"
            newest = session.scalar(select(func.max(Crawl.id)))
            urls = Counter(session.scalars(select(Capture.url).where(Capture.crawl_id == newest)))
        assert newest == night + 1, "the killed crawl was not taken up again"
        assert set(urls.values()) == {1}, "a page was captured twice in one crawl"
        assert len(urls) == PAGES

        unread = count(archive, Capture) - count(archive, Reading)
        deadline = time.monotonic() + draw.uniform(0.3, 4.0)
        killed["process"] += watch.kill(
            lambda deadline=deadline: time.monotonic() > deadline, "process", "--workers", "2"
        )
        assert count(archive, Capture) - count(archive, Reading) <= unread
        watch.finish("process", "--workers", "2")
        assert count(archive, Reading) == count(archive, Capture)
    assert count(archive, Page) == PAGES
    changed = sum(len(changed_on(night)) for night in range(1, ROUNDS))
    assert count(archive, Version) == PAGES + changed, "a version was lost or doubled"
    assert count(archive, Change) == changed
    assert killed["crawl"] >= ROUNDS // 2, f"too few crawls were at work when killed: {killed}"
    assert killed["process"] >= ROUNDS // 4, f"too few extractions were at work when killed: {killed}"
    archive.close()


def test_a_killed_night_is_taken_up_on_postgresql_too(tmp_path, site, postgres_url):
    archive = open_archive(postgres_url)
    watch = Watch(tmp_path, f"http://127.0.0.1:{site.server_port}", postgres_url)
    assert watch.kill(lambda: count(archive, Capture) >= PAGES // 2, "crawl")
    watch.finish("crawl")
    watch.finish("process", "--workers", "2")
    assert (count(archive, Capture), count(archive, Page), count(archive, Version)) == (PAGES, PAGES, PAGES)
    for question in (
        ["pages"],
        ["changes"],
        ["history", f"http://127.0.0.1:{site.server_port}/"],
        ["report", "--json"],
    ):
        watch.finish(*question)
    assert upgrade(postgres_url)[0] is not None
    archive.close()
