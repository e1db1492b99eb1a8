"""The addresses a page or an answer leads to. Hostile HTML costs at most its parsing."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import urldefrag, urljoin

from lxml import etree
from scrapy.http import Response
from w3lib.encoding import html_to_unicode
from w3lib.url import safe_url_string

from crawler.scope import LONGEST_URL

# No page for people has more; a page that does is a trap or an attack.
MOST_LINKS = 5000
_REDIRECTS = {300, 301, 302, 303, 307, 308}
_BLANKS = "\t\n\r\f\x0b \x00"


def find_links(body: bytes, url: str, content_type: str = "") -> tuple[str, ...]:
    """Give the absolute HTTP addresses of `<a>` and `<area>`, once each, in document order, without fragments."""
    root = _parse(body, content_type)
    if root is None:
        return ()
    base = _base(root, url)
    origin = urljoin(base, "/")
    found = (_resolved(href, origin if _leaves_the_path(href) else base) for href in dict.fromkeys(_hrefs(root)))
    return tuple(islice(dict.fromkeys(link for link in found if link is not None), MOST_LINKS))


def absolute(reference: str, base: str) -> str | None:
    """Resolve a reference found at `base`; none where it is not a fetchable HTTP address of bearable length."""
    reference = reference.strip(_BLANKS).replace("\n", "").replace("\r", "").replace("\t", "")
    if len(reference) > LONGEST_URL:
        return None
    try:
        url = urldefrag(safe_url_string(urljoin(base, reference))).url
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) and len(url) <= LONGEST_URL else None


@lru_cache(maxsize=1 << 15)  # a menu's links come back on every page, and resolving them is most of finding them
def _resolved(reference: str, base: str) -> str | None:
    return absolute(reference, base)


def _leaves_the_path(reference: str) -> bool:
    """Whether a reference means the same on every page of a host: it begins at the root, or names its scheme."""
    return reference.startswith(("/", "http://", "https://"))


def location(response: Response) -> str | None:
    """Where a redirect leads; none where the answer is no redirect, or leads to no fetchable address."""
    raw = response.headers.get("Location")
    if raw is None or response.status not in _REDIRECTS:
        return None
    try:
        reference = raw.decode("utf-8")
    except UnicodeDecodeError:
        reference = raw.decode("latin-1")
    return absolute(reference, response.url)


def _parse(body: bytes, content_type: str) -> etree._Element | None:
    # Decoded here: libxml2 knows fewer encodings than the web, and without one it would guess Latin-1.
    _, text = html_to_unicode(content_type or None, body, default_encoding="utf-8")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.LxmlError:
        return None


def _base(root: etree._Element, url: str) -> str:
    for element in root.iter("base"):
        href = element.get("href")
        if href is not None:
            return absolute(href, url) or url
    return url


def _hrefs(root: etree._Element) -> Iterator[str]:
    for element in root.iter("a", "area"):
        href = element.get("href")
        if href and not href.startswith("#"):
            yield href
