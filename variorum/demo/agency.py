"""How the made-up agency answers a request on a night: a pure function but for the noise."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from importlib.resources import files
from xml.sax.saxutils import escape

from variorum.demo.pages import DOCUMENTS, HANDBOOK, MOVED, page_at, pages_on
from variorum.demo.pdf import pdf_of
from variorum.demo.render import refused, rendered, text_of, with_noise
from variorum.demo.values import NIGHTS, Answer

BLOCKED_NIGHT = 7
ASSETS = {
    "site.css": "text/css",
    "harborlight.css": "text/css",
    "seal.svg": "image/svg+xml",
    "lights.svg": "image/svg+xml",
}
ROBOTS = "User-agent: *\nDisallow: /internal/\nDisallow: /search/\n\nSitemap: {base}/sitemap.xml\n"
HANDBOOK_MODIFIED = "Tue, 12 Aug 2025 13:30:00 GMT"  # later than the review date in its text
HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9a-fA-F:]{2,39}\](:\d{1,5})?")


def answer(night: int, path: str, headers: Mapping[str, str], noise: str | None = None) -> Answer:
    """Answer a GET of `path` on a night (1 to NIGHTS); request header names are in lower case.

    The same arguments give the same bytes; without `noise` every HTML page differs from every other fetch of it.
    """
    if not 1 <= night <= NIGHTS:
        raise ValueError(f"night {night}: the agency's site knows nights 1 to {NIGHTS}")
    token = noise or secrets.token_hex(16)
    where = path.partition("?")[0]
    if where == "/robots.txt":
        return _file("text/plain; charset=utf-8", ROBOTS.format(base=_base(headers)).encode("utf-8"), headers)
    if night >= BLOCKED_NIGHT:
        return _html(403, refused(), token)
    return _kept(night, where, headers) or _moved(night, where) or _page(night, where, token)


def _kept(night: int, where: str, headers: Mapping[str, str]) -> Answer | None:
    """What carries no noise and has validators: the sitemap, documents, style sheets and pictures."""
    if where == "/sitemap.xml":
        return _file("application/xml", _sitemap(night, _base(headers)), headers)
    if where in DOCUMENTS:
        return _document(night, where, headers)
    name = where.removeprefix("/assets/")
    if name in ASSETS and name != where:
        return _file(ASSETS[name], files("variorum.demo").joinpath("assets", name).read_bytes(), headers)
    return None


def _document(night: int, where: str, headers: Mapping[str, str]) -> Answer:
    text = text_of(night, DOCUMENTS[where])
    if not where.endswith(".pdf"):
        return _file("text/csv; charset=utf-8", text.encode("utf-8"), headers)
    modified = (("Last-Modified", HANDBOOK_MODIFIED),) if where == HANDBOOK else ()
    return _file("application/pdf", pdf_of(text), headers, modified)


def _moved(night: int, where: str) -> Answer | None:
    there = None if page_at(night, where).public else MOVED.get(where)
    if there is None and not where.endswith("/") and page_at(night, where + "/").public:
        there = where + "/"
    if there is None:
        return None
    return Answer(301, (("Location", there), ("Content-Type", "text/html; charset=utf-8")), b"")


def _page(night: int, where: str, token: str) -> Answer:
    page = page_at(night, where)
    return _html(page.status, rendered(night, page), token)


def _html(status: int, text: str, token: str) -> Answer:
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"))
    return Answer(status, headers, with_noise(text, token).encode("utf-8"))


def _file(kind: str, body: bytes, headers: Mapping[str, str], more: tuple[tuple[str, str], ...] = ()) -> Answer:
    tag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
    if headers.get("if-none-match") == tag:
        return Answer(304, (("ETag", tag),), b"")
    return Answer(200, (("Content-Type", kind), ("ETag", tag), ("Cache-Control", "max-age=300"), *more), body)


def _sitemap(night: int, base: str) -> bytes:
    addresses = [page.path for page in pages_on(night)] + list(DOCUMENTS)
    entries = "".join(f"<url><loc>{escape(base + path)}</loc></url>\n" for path in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + entries + "</urlset>\n").encode("utf-8")


def _base(headers: Mapping[str, str]) -> str:
    host = headers.get("host", "")
    return f"http://{host if HOST.fullmatch(host) else '127.0.0.1'}"
