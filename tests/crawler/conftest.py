"""A site on loopback whose pages a test writes, an archive in a file, and what is needed to look into it."""

import contextlib
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from crawler.values import CrawlPlan
from store.archive import Archive
from store.models import Capture


@dataclass
class Reply:
    """What a path answers. `length` lies about the size of the body; without one the connection ends it."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    kind: str | None = "text/html; charset=utf-8"
    wait: float = 0.0
    length: int | None = None
    drop: bool = False


@dataclass
class LoopbackSite:
    """A real server: replies by path and query, and remembers who asked for what and when."""

    pages: dict[str, Reply | Callable[[], Reply]] = field(default_factory=dict)
    asked: list[tuple[float, str, str]] = field(default_factory=list)
    url: str = ""
    latency: float = 0.0

    def page(self, path: str, *links: str, text: str = "Some text.", **reply: object) -> None:
        """Put an HTML page with links at a path."""
        anchors = "".join(f'<a href="{link}">{link}</a>' for link in links)
        body = f"<!doctype html><html><head><title>{path}</title></head><body><p>{text}</p>{anchors}</body></html>"
        self.pages[path] = Reply(body.encode(), **reply)  # type: ignore[arg-type]  # by name

    def answer(self, path: str, body: bytes = b"", status: int = 200, **reply: object) -> None:
        """Put anything at a path."""
        self.pages[path] = Reply(body, status, **reply)  # type: ignore[arg-type]  # by name

    def redirect(self, path: str, target: str, status: int = 301) -> None:
        """Let a path redirect."""
        self.answer(path, status=status, headers=(("Location", target),))

    def tree(self, size: int, fan: int = 3) -> None:
        """Put a tree of pages, each linking to its children, its parent and the top."""
        for number in range(size):
            children = [f"/p{child}" for child in range(number * fan + 1, number * fan + fan + 1) if child < size]
            self.page(f"/p{number}", "/p0", f"/p{max(0, (number - 1) // fan)}", *children, text=f"Page {number}.")

    def times(self, path: str) -> list[float]:
        """When a path was asked for."""
        return [at for at, asked, _ in self.asked if asked == path]

    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(path for _, path, _ in self.asked)


def _handler(site: LoopbackSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((time.monotonic(), self.path, self.headers.get("User-Agent", "")))
            found = site.pages.get(self.path, Reply(b"no such page", 404, kind="text/plain"))
            reply = found() if callable(found) else found
            time.sleep(reply.wait or site.latency)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.send(reply)

        def send(self, reply: Reply) -> None:
            if reply.drop:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            if reply.kind is not None:
                self.send_header("Content-Type", reply.kind)
            length = len(reply.body) if reply.length is None else reply.length
            self.close_connection = length not in range(len(reply.body) + 1)
            if length >= 0 and reply.status != 304:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *args: object) -> None:
            pass

    return Handler


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextlib.contextmanager
def serve(site: LoopbackSite, tls: ssl.SSLContext | None = None) -> Iterator[LoopbackSite]:
    server = Server(("127.0.0.1", 0), _handler(site))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    site.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with serve(LoopbackSite()) as served:
        yield served


@pytest.fixture
def other_site() -> Iterator[LoopbackSite]:
    with serve(LoopbackSite()) as served:
        yield served


@pytest.fixture
def unproven_site(tmp_path: Path) -> Iterator[LoopbackSite]:
    """A server behind TLS whose certificate nobody vouches for."""
    with serve(LoopbackSite(), _self_signed(tmp_path / "server.pem")) as served:
        yield served


def _self_signed(pem: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    plain = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(plain + certificate.public_bytes(encoding))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@pytest.fixture
def more_sites() -> Iterator[Callable[[], LoopbackSite]]:
    """Start one more server, on a port and thus a host of its own."""
    with contextlib.ExitStack() as running:
        yield lambda: running.enter_context(serve(LoopbackSite()))


@pytest.fixture
def archive_url(request: pytest.FixtureRequest) -> str:
    """On SQLite alone, as a crawl costs seconds; a test about the database asks for PostgreSQL by parameter."""
    return str(request.getfixturevalue(getattr(request, "param", "sqlite_url")))


@pytest.fixture
def plan(site: LoopbackSite, archive_url: str) -> CrawlPlan:
    """A quick crawl of the site from /p0, without sitemaps."""
    return replace(
        CrawlPlan("loopback", (f"{site.url}/p0",), archive_url, "mailto:crew@agency.example"),
        delay=0.0,
        concurrency=4,
        autothrottle=False,
        sitemaps=False,
        timeout=10.0,
    )


@pytest.fixture
def captures(archive: Archive, site: LoopbackSite) -> Callable[[], dict[str, Capture]]:
    """Look up the newest capture of each URL, by its path."""

    def look() -> dict[str, Capture]:
        with archive.reading() as session:
            found = session.scalars(select(Capture).order_by(Capture.id)).all()
            session.expunge_all()
        return {capture.url.removeprefix(site.url): capture for capture in found}

    return look
