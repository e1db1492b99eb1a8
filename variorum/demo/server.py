"""The made-up agency's site on loopback: one address for every night."""

import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from variorum.demo.agency import answer

LOOPBACK = "127.0.0.1"
REMEMBERED = 10_000  # requests: ten times what seven nights of the demo ask
IDLE_SECONDS = 30  # a connection kept alive and forgotten ends after this


class Site(ThreadingHTTPServer):
    """A running site; set `night` and the next request is answered from it.

    `asked` holds (night, path, status) of the newest requests in the order they were answered.
    """

    daemon_threads = True

    def __init__(self, night: int, port: int) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.night = night
        self.asked: deque[tuple[int, str, int]] = deque(maxlen=REMEMBERED)

    @property
    def url(self) -> str:
        """The address of the home page without its last slash."""
        return f"http://{LOOPBACK}:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hung up (a killed crawl does); anything else is our fault and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed's private alias


class _Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"
    server_version = "Harborlight"
    sys_version = ""
    timeout = IDLE_SECONDS
    wbufsize = -1  # headers and body leave in one segment: two would wait 40 ms for the client's acknowledgement

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        night = self.server.night
        given = answer(night, self.path, {name.lower(): value for name, value in self.headers.items()})
        self.server.asked.append((night, self.path, given.status))
        self.send_response(given.status)
        for name, value in given.headers:
            self.send_header(name, value)
        if given.status != 304:
            self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(given.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it
        """Say nothing: `asked` remembers."""


@contextmanager
def serve(night: int = 1, port: int = 0) -> Iterator[Site]:
    """Serve the site on 127.0.0.1 while the context lasts; port 0 takes any free one. OSError if the port is taken."""
    with Site(night, port) as site:
        thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, name="demo-site", daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()
