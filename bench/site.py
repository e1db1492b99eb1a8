"""The benchmarks' site: agency-like pages of 60 to 80 KB over three nights, served by a process of its own.

A fourth night changes every page: no night of any agency, but it tells what a changed page costs.

Import it as `bench.site` from the root of the checkout (`python -m bench.pipeline`); a bare `import site` is the
standard library's.
"""
# ruff: noqa: SIM905  # a vocabulary reads better as running words than as 250 quoted ones

import asyncio
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

NIGHTS = 3
EVERY_PAGE = 4
CHANGED_SHARE = 0.02
MENU_LINKS = 180
NOISE = b"@@noise@@"
MAX_REQUEST = 65_536
MONTHS = "January February March April May June July August September October November December".split()
NOUNS = """agency applicant approval assessment audit benefit berth board bureau carrier channel claim committee
community compliance contract contractor coordinator county deadline decision department deposit determination
disclosure district docket document drainage easement eligibility employee enforcement engineer estimate evaluation
examiner facility filing form fund grant guidance harbor hearing household inspection inspector interview invoice
jurisdiction landing lease ledger license locality maintenance manager manual measurement meeting mitigation mooring
municipality notice notification office officer operator order partner passenger payment permit pilot plan policy
procedure program property proposal provider record referral region registry regulation renewal report request
requirement reservation resident review river route safety sample schedule section service settlement shoreline
standard statement subsidy supervisor survey tenant terminal territory training transfer tribunal utility verification
vessel violation voucher waiver warehouse waterway workforce zone""".split()
VERBS = """accepts acknowledges adjusts administers allocates amends announces approves assigns authorizes calculates
certifies collects completes conducts confirms considers coordinates delivers determines documents enforces evaluates
examines extends files forwards grants identifies issues maintains modifies monitors notifies obtains oversees prepares
processes provides publishes receives records refers releases renews replaces requests reviews schedules submits
supports suspends transmits updates verifies withdraws""".split()
QUALITIES = """additional adequate administrative annual applicable certified complete conditional confidential current
electronic eligible essential federal final formal independent initial interim local mandatory original partial pending
permanent preliminary previous private public quarterly reasonable regional relevant seasonal separate standard
sufficient temporary timely valid voluntary written""".split()
JOINS = ["before", "after", "unless", "when", "because", "so that", "while", "until"]


@cache
def paths_of(pages: int) -> tuple[str, ...]:
    """The path of every page, the home page first."""
    return ("/", *(f"/topics/{number:04d}/" for number in range(1, pages)))


def changed_on(night: int, pages: int) -> tuple[str, ...]:
    """The paths that differ from the night before: none on the first, two in a hundred on the second and third."""
    if night == 1:
        return ()
    if night == EVERY_PAGE:
        return paths_of(pages)
    count = max(1, round(pages * CHANGED_SHARE))
    paths, first = paths_of(pages), night * 7
    return tuple(paths[(first + step * pages // count) % pages] for step in range(count))


def page_of(number: int, night: int, pages: int) -> bytes:
    """One page as it stands on a night, the same bytes on every machine, with NOISE where requests differ."""
    changes = sum(paths_of(pages)[number] in changed_on(earlier, pages) for earlier in range(2, night + 1))
    chance = random.Random(number)
    title = _heading(chance)
    sections = [_section(chance, place, changes) for place in range(chance.randint(9, 12))]
    near = [f'<li><a href="{_path(pages, number + step)}">Topic {number + step}</a></li>' for step in range(1, 6)]
    reviewed = f"{chance.choice(MONTHS)} {chance.randint(1, 28)}, {chance.randint(2019, 2024)}"
    main = (
        f"<h1>{title}</h1>\n{''.join(sections)}<h2>See also</h2>\n<ul>{''.join(near)}</ul>\n"
        f'<p class="stamp">Last reviewed: <time>{reviewed}</time></p>'
    )
    return _around(title, main, pages).encode("ascii")


def _path(pages: int, number: int) -> str:
    return paths_of(pages)[number % pages]


def _section(chance: random.Random, place: int, changes: int) -> str:
    """A section; a page that changed has another fee in its second and, twice changed, another last paragraph."""
    paragraphs = [_paragraph(chance) for _ in range(chance.randint(4, 6))]
    items = "".join(f"<li>{_sentence(chance)}</li>" for _ in range(chance.randint(3, 6)))
    fee = chance.randint(20, 900) + (changes if place == 1 else 0)
    if changes and place == 3:
        paragraphs[-1] = _paragraph(random.Random(f"{paragraphs[-1]}{changes}"))
    phone = f"202-555-{chance.randint(100, 199):04d}"
    return (
        f'<section class="usa-section"><h2 id="part-{place}">{_heading(chance)}</h2>\n'
        + "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
        + f'<h3>{_heading(chance)}</h3>\n<ul class="usa-list">{items}</ul>\n'
        + f"<p>The fee is ${fee}. Questions: <a href='tel:+1{phone.replace('-', '')}'>{phone}</a></p></section>\n"
    )


def _heading(chance: random.Random) -> str:
    return f"{chance.choice(QUALITIES)} {chance.choice(NOUNS)} and {chance.choice(NOUNS)}".capitalize()


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(4, 7)))


def _sentence(chance: random.Random) -> str:
    clauses = [
        f"the {chance.choice(QUALITIES)} {chance.choice(NOUNS)} {chance.choice(VERBS)} the {chance.choice(NOUNS)}"
        for _ in range(chance.randint(1, 3))
    ]
    return f" {chance.choice(JOINS)} ".join(clauses).capitalize() + "."


def _around(title: str, main: str, pages: int) -> str:
    noise = NOISE.decode()
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><meta name="csrf-token" content="{noise}">
<link rel="stylesheet" href="/assets/site.css?v={noise}"><script nonce="{noise}">var settings = "{"x" * 9000}";</script>
</head><body><!-- request {noise} -->
<a class="usa-skipnav" href="#main-content">Skip to main content</a>
<header class="usa-header"><a href="/">Office of Benchmarks</a>{_menu(pages)}</header>
<div class="grid-container"><main id="main-content" class="usa-prose">{main}</main></div>
<footer class="usa-footer"><p>Office of Benchmarks, 1 Measure Street</p><p><a href="/">Home</a></p>
<p>This site is generated; its words mean nothing.</p></footer></body></html>
"""


@cache
def _menu(pages: int) -> str:
    chance = random.Random("menu")
    entries = "\n".join(
        f'<li class="usa-nav__item"><a class="usa-nav__link" href="{path}"><span>{_heading(chance)}</span></a></li>'
        for path in paths_of(pages)[:MENU_LINKS]
    )
    return f'<nav class="usa-nav" aria-label="Primary"><ul class="usa-megamenu">{entries}</ul></nav>'


class BenchSite:
    """A running site: `url` is its address without the last slash, `night` what it answers from."""

    def __init__(self, process: "subprocess.Popen[str]", night: int) -> None:
        self._process = process
        self._night = night
        self.url = self._said()

    @property
    def night(self) -> int:
        """The night whose pages are served."""
        return self._night

    @night.setter
    def night(self, night: int) -> None:
        if not 1 <= night <= EVERY_PAGE:
            raise ValueError(f"night {night}: the benchmark's site knows nights 1 to {EVERY_PAGE}")
        assert self._process.stdin is not None
        self._process.stdin.write(f"{night}\n")
        self._process.stdin.flush()
        self._night = int(self._said())

    def _said(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line:
            raise RuntimeError("the benchmark's site ended")
        return line


@contextmanager
def serve_site(pages: int = 200, night: int = 1, *, noise: bool = True, port: int = 0) -> Iterator[BenchSite]:
    """Serve the site on 127.0.0.1 from a child process, which ends with the context or with this process."""
    command = [sys.executable, "-P", str(Path(__file__)), str(pages), str(night), str(int(noise)), str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield BenchSite(process, night)
        finally:
            assert process.stdin is not None
            process.stdin.close()  # the child takes the end of its input as the end of its work
            process.wait(timeout=10)


class _Answers:
    """Every answer of every night, rendered before the first request and cut where the noise goes."""

    def __init__(self, pages: int, night: int, noise: bool) -> None:
        self.night = night
        self._noise = noise
        paths = paths_of(pages)
        first = {path: self._cut(page_of(number, 1, pages)) for number, path in enumerate(paths)}
        self._nights = {1: first}
        for later in range(2, EVERY_PAGE + 1):
            changed = {path: self._cut(page_of(paths.index(path), later, pages)) for path in changed_on(later, pages)}
            self._nights[later] = self._nights[later - 1] | changed

    def of(self, path: str) -> bytes:
        parts = self._nights[self.night].get(path)
        if parts is None:
            return _not_page(path)
        return os.urandom(16).hex().encode("ascii").join(parts) if self._noise else parts[0]

    def _cut(self, page: bytes) -> list[bytes]:
        whole = _with_head(b"200 OK", b"text/html; charset=utf-8", page.replace(NOISE, b"0" * 32))
        if not self._noise:
            return [whole]
        head, _, _ = whole.partition(b"\r\n\r\n")
        return (head + b"\r\n\r\n" + page).split(NOISE)


def _not_page(path: str) -> bytes:
    if path == "/robots.txt":
        return _with_head(b"200 OK", b"text/plain", b"User-agent: *\nDisallow: /internal/\n")
    return _with_head(b"404 Not Found", b"text/html; charset=utf-8", b"<!doctype html><title>Not found</title>")


def _with_head(status: bytes, kind: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (status, kind, len(body), body)


class _Connection(asyncio.Protocol):
    """HTTP/1.1 as far as a crawler needs it: GET and HEAD, kept alive, pipelined."""

    def __init__(self, answers: _Answers) -> None:
        self._answers = answers
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            request, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            self._respond(request)
        if len(self._waiting) > MAX_REQUEST:
            self._transport.abort()

    def _respond(self, request: bytes) -> None:
        method, _, rest = request.partition(b"\r\n")[0].decode("latin-1").partition(" ")
        whole = self._answers.of(rest.partition(" ")[0].partition("?")[0])
        self._transport.write(whole[: whole.index(b"\r\n\r\n") + 4] if method == "HEAD" else whole)
        if b"connection: close" in request.lower() or rest.endswith("HTTP/1.0"):
            self._transport.close()


async def _run(answers: _Answers, port: int) -> None:
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    server = await loop.create_server(lambda: _Connection(answers), "127.0.0.1", port)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    follow = threading.Thread(target=_follow, args=(answers, loop, ended), daemon=True)
    follow.start()
    await ended.wait()
    server.close()


def _follow(answers: _Answers, loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    for line in sys.stdin:
        answers.night = int(line)
        print(line.strip(), flush=True)
    loop.call_soon_threadsafe(ended.set)


if __name__ == "__main__":
    given_pages, given_night, given_noise, given_port = (int(argument) for argument in sys.argv[1:5])
    asyncio.run(_run(_Answers(given_pages, given_night, bool(given_noise)), given_port))
