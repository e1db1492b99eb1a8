"""Links: addresses resolved and freed of what changes without meaning."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

from extract.moving import ASSET_QUERY, PATH_SESSION, QUERY
from extract.values import Fact, FactKind
from extract.visible import Walked

_ASSET = re.compile(r"\.(?:css|js|png|jpe?g|gif|svg|webp|ico|woff2?|pdf|docx?|xlsx?|zip|csv)$", re.I)
_DOCUMENT = re.compile(r"(?<=[^/])\.(pdf|docx?|xlsx?|pptx?|csv|zip)$", re.I)
_MAX_HREF = 8_192


class Addresses:
    """Turns the links of one page into absolute addresses."""

    def __init__(self, url: str, base: str = "") -> None:
        self._base = _joined(url, base)
        self._own = {urldefrag(url)[0], urldefrag(self._base)[0]}
        # all that most links take from the base, so that one site's menu is resolved once, not once a page
        self._directory = urljoin(self._base, ".")
        self._root = urljoin(self._base, "/")
        self.host = _host_of(self._base)

    def resolve_link(self, href: str) -> str:
        """The absolute address of a page, this one too, or nothing where it leads to a place within this very page."""
        address = self.resolve_any(href)
        return "" if "#" in address and urldefrag(address)[0] in self._own else address

    def resolve(self, href: str) -> str:
        """The absolute address, or nothing where it leads to no other page (scripts, mail, this very page)."""
        address = self.resolve_any(href)
        page = urldefrag(address)[0] if "#" in address else address
        return "" if page in self._own else address

    def resolve_any(self, href: str) -> str:
        """The absolute address of this page or another, or nothing where it leads to none."""
        written = "".join(href.split()) if "\n" in href else href.strip()
        if not written or written.startswith("#") or len(written) > _MAX_HREF:
            return ""
        return _stable(written, self._base_for(written))

    def _base_for(self, written: str) -> str:
        if written.startswith("?"):
            return self._base
        return self._root if written.startswith("/") and not written.startswith("//") else self._directory


def _joined(url: str, base: str) -> str:
    try:
        return urljoin(url, base)
    except ValueError:
        return url


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@lru_cache(maxsize=16_384)
def _stable(href: str, base: str) -> str:
    try:
        parts = urlsplit(urljoin(base, href))
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return ""
    except ValueError:
        return ""
    path = PATH_SESSION.sub("", parts.path) or "/"
    query = _stable_query(parts.query, is_asset=bool(_ASSET.search(path))) if parts.query else ""
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, query, parts.fragment))


def _stable_query(query: str, *, is_asset: bool) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _is_volatile(pair[0], is_asset=is_asset)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _is_volatile(name: str, *, is_asset: bool) -> bool:
    return QUERY.fullmatch(name) is not None or (is_asset and name.lower() in ASSET_QUERY)


def links_of(walked: Walked, addresses: Addresses) -> list[tuple[int, Fact]]:
    """The links inside the content, each with the number of its line."""
    found = []
    for anchor in walked.anchors:
        address = addresses.resolve_link(anchor.href) if anchor.inside else ""
        if address:
            path = walked.lines[anchor.line].path if anchor.line < len(walked.lines) else anchor.path
            parts = parts_of(address)
            found.append((anchor.line, Fact(FactKind.LINK, address, anchor.text, anchor.href, path, parts=parts)))
    return found


@lru_cache(maxsize=16_384)
def parts_of(address: str) -> tuple[tuple[str, str], ...]:
    """What kind of document a link leads to, by the extension of its path; nothing where it leads to a page."""
    path = address.partition("#")[0].partition("?")[0]
    found = _DOCUMENT.search(path)
    return (("document", found.group(1).lower()),) if found else ()
