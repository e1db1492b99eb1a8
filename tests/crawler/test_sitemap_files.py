"""Reading sitemaps from hostile bytes, and how many of them."""

import gzip
import zlib

import pytest

from crawler.scope import Scope
from crawler.sitemaps import MOST_SITEMAPS, MOST_URLS, NotASitemap, SitemapList, open_sitemap

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
MEBIBYTE = 1 << 20


def urlset(*urls: str, kind: str = "urlset") -> bytes:
    entry = "url" if kind == "urlset" else "sitemap"
    listed = "".join(f"<{entry}><loc> {url} </loc></{entry}>" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?><{kind} {NAMESPACE}>{listed}</{kind}>'.encode()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_reads_lists_and_indexes(pack: type[bytes]) -> None:
    is_index, urls = open_sitemap(pack(urlset("https://a.example/1", "https://a.example/2")), max_size=MEBIBYTE)
    assert (is_index, list(urls)) == (False, ["https://a.example/1", "https://a.example/2"])
    is_index, urls = open_sitemap(pack(urlset("https://a.example/s.xml", kind="sitemapindex")), max_size=MEBIBYTE)
    assert (is_index, list(urls)) == (True, ["https://a.example/s.xml"])


@pytest.mark.parametrize(
    "body",
    [b"", b"not xml", b"<html><body>404</body></html>", b"\x1f\x8b\x08 broken", gzip.compress(b"a" * (2 * MEBIBYTE)),
     zlib.compress(urlset())],
    ids=["empty", "text", "html", "broken gzip", "bomb", "deflate"],
)  # fmt: skip
def test_refuses_what_is_no_sitemap(body: bytes) -> None:
    with pytest.raises(NotASitemap):
        open_sitemap(body, max_size=MEBIBYTE)


def test_a_cut_sitemap_gives_what_came_before() -> None:
    cut = urlset("https://a.example/1", "https://a.example/2")[:-40]
    assert next(iter(open_sitemap(cut, max_size=MEBIBYTE)[1])) == "https://a.example/1"


def test_entities_are_not_expanded() -> None:
    bomb = b"""<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>
        <urlset><url><loc>https://a.example/&b;</loc></url><url><loc>https://a.example/&f;</loc></url></urlset>"""
    try:
        urls = list(open_sitemap(bomb, max_size=MEBIBYTE)[1])
    except NotASitemap:
        return
    assert all("aaaa" not in url and len(url) < 30 for url in urls)


def test_a_list_ends_at_the_protocols_limit() -> None:
    body = urlset(*(f"https://a.example/{number}" for number in range(MOST_URLS + 10)))
    assert sum(1 for _ in open_sitemap(body, max_size=10 * MEBIBYTE)[1]) == MOST_URLS


def test_sitemaps_are_read_once_on_own_hosts_and_not_for_ever() -> None:
    waiting = SitemapList(Scope(frozenset({"a.example"}), ("/only/here",), ()))
    assert waiting.offer("https://a.example/sitemap.xml")
    assert not waiting.offer("https://a.example/sitemap.xml")
    assert not waiting.offer("https://b.example/sitemap.xml")
    assert sum(waiting.offer(f"https://a.example/{number}.xml") for number in range(1000)) == MOST_SITEMAPS - 1
    assert waiting.take() == "https://a.example/sitemap.xml"
    while waiting.take() is not None:
        waiting.settle()
    assert not waiting.done
    waiting.settle()
    assert waiting.done
