"""Which links are found in a page, and which of them belong to a site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.links import MOST_LINKS, absolute, find_links
from crawler.scope import LONGEST_URL, Scope
from crawler.values import CrawlPlan
from store.urlkey import urlkey

HERE = "https://agency.example/about/index.html"


def scope(*, prefixes: tuple[str, ...] = ("/",), excludes: tuple[str, ...] = ()) -> Scope:
    return Scope(frozenset({"agency.example", "agency.example:8443"}), prefixes, excludes)


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("https://agency.example/", True),
        ("https://agency.example", True),
        ("http://agency.example:80/a", True),
        ("https://AGENCY.example/a", True),
        ("https://agency.example:8443/a", True),
        ("https://agency.example:9000/a", False),
        ("https://www.agency.example/", False),
        ("https://agency.example.evil.example/", False),
        ("https://agency.example@evil.example/", False),
        ("https://user:secret@agency.example/", False),
        ("ftp://agency.example/", False),
        ("mailto:crew@agency.example", False),
        ("https://agency.example:99999/", False),
        ("https://[::1/", False),
        ("https://agency.example/" + "a" * LONGEST_URL, False),
        ("", False),
    ],
)
def test_scope_is_of_hosts(url: str, inside: bool) -> None:
    assert scope().contains(url) is inside


def test_scope_is_of_paths() -> None:
    narrow = scope(prefixes=("/about/", "/news"), excludes=("/news/*.pdf", "*?print=*", "/about/private/*"))
    inside = ["/about/", "/about/staff?page=2", "/news", "/newsroom/x"]
    outside = ["/", "/contact", "/news/a.pdf", "/news/a?print=1", "/about/private/x", "/about/%70rivate/x"]
    assert [path for path in inside + outside if narrow.contains(f"https://agency.example{path}")] == inside


def test_scope_without_hosts_is_that_of_the_seeds() -> None:
    plan = CrawlPlan(
        "a", ("https://Agency.example/x", "http://other.example:8080/"), "sqlite:///a.db", "mailto:a@b.example"
    )
    assert Scope.of(plan).hosts == {"agency.example", "other.example:8080"}


def test_links_are_those_of_the_page() -> None:
    body = """<!doctype html><title>x</title>
        <a href="staff">1</a> <a href='/contact#top'>2</a> <map><area href="../map.pdf"></map>
        <a href="https://other.example/x y">3</a> <a href="//agency.example/proto">4</a> <a href="?page=2">5</a>
        <a rel="nofollow" href="/kept">6</a> <a href="staff#again">7</a> <a href=" /spa&#10;ces ">8</a>
        <a href="/caf&eacute;">9</a>
        <a href="#top">-</a> <a href="mailto:a@b.example">-</a> <a href="javascript:go()">-</a> <a href="tel:+1">-</a>
        <a name="anchor">-</a> <a href="http://[bad/">-</a> <a href="">-</a>
        <link href="/style.css"><!-- <a href="/no"> -->"""
    assert find_links(body.encode(), HERE, "text/html; charset=utf-8") == (
        "https://agency.example/about/staff",
        "https://agency.example/contact",
        "https://agency.example/map.pdf",
        "https://other.example/x%20y",
        "https://agency.example/proto",
        "https://agency.example/about/index.html?page=2",
        "https://agency.example/kept",
        "https://agency.example/spaces",
        "https://agency.example/caf%C3%A9",
    )


def test_links_honour_the_first_base() -> None:
    body = b'<base target="_top"><base href="/press/2026/"><base href="/wrong/"><a href="a">a</a><a href="/b">b</a>'
    assert find_links(body, HERE) == ("https://agency.example/press/2026/a", "https://agency.example/b")
    assert find_links(b'<base href="javascript:x"><a href="a">a</a>', HERE) == ("https://agency.example/about/a",)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "koi8-r", "no-such-charset"])
def test_links_are_found_in_any_charset(charset: str) -> None:
    known = "utf-8" if charset == "no-such-charset" else charset
    body = '<html><body><p>Ж</p><a href="/a">a</a>'.encode(known, errors="replace")
    assert find_links(body, HERE, f"text/html; charset={charset}") == ("https://agency.example/a",)


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"\x00\xff\xfe", b"<!-- ", b'<?xml version="1.0" encoding="utf-16"?><a href="/a">a']
)
def test_odd_bodies_have_no_links_and_raise_nothing(body: bytes) -> None:
    assert find_links(body, HERE) in {(), ("https://agency.example/a",)}


def test_links_are_bounded() -> None:
    many = "".join(f'<a href="/p{number}">x</a>' for number in range(3 * MOST_LINKS))
    assert len(find_links(many.encode(), HERE)) == MOST_LINKS
    assert find_links(f'<a href="/{"a" * LONGEST_URL}">x</a><a href="/b">b</a>'.encode(), HERE) == (
        "https://agency.example/b",
    )
    deep = b"<div>" * 100_000 + b'<a href="/deep">x</a>'
    assert len(find_links(deep, HERE)) <= 1


@given(st.text(max_size=60))
def test_whatever_is_in_scope_has_a_urlkey(reference: str) -> None:
    url = absolute(reference, HERE)
    if url is not None and scope().contains(url):
        assert urlkey(url)


@given(st.binary(max_size=400))
def test_no_body_breaks_the_search_for_links(body: bytes) -> None:
    for url in find_links(b'<a href="' + body, HERE):
        assert url.startswith(("http://", "https://"))
