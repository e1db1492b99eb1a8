"""Hostile and broken bodies: bounded, recorded, never a crash."""

import hashlib
import time

import pytest

from extract import ExtractionError, Route
from extract.reading import extract

URL = "https://harbor.example.gov/"
FILLER = "<p>The bureau publishes notices, charts and tables for mariners on every working day of the year.</p>"


def page(markup: str) -> bytes:
    return f"<html><head><title>T</title></head><body><main>{FILLER}{markup}</main></body></html>".encode()


def text_of(body: bytes, content_type: str = "") -> str:
    return "\n".join(section.text for section in extract(body, URL, content_type).sections)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"", "empty body"),
        (page("<div>" * 3_000 + "deep"), "elements nest deeper than 2,000"),
        (page("<div>" * 1_000_000), "elements nest deeper than 2,000"),
        (page("<br>" * 500_001), "more than 500,000 elements"),
        (page("word " * 1_100_000), "more than 5,000,000 characters of text"),
        (page("x" * (32 * 1024 * 1024)), "larger than 32 MiB"),
    ],
    ids=["empty", "deep", "bomb", "elements", "text", "bytes"],
)
def test_beyond_a_limit_is_an_outcome(body, outcome):
    with pytest.raises(ExtractionError) as caught:
        extract(body, URL)
    assert caught.value.outcome == outcome


def test_deep_pages_below_the_limit_are_read_whole():
    assert text_of(page("<div>" * 1_500 + "deep" + "</div>" * 1_500 + "<p>after</p>")).endswith("deep\nafter")


def test_entities_are_neither_expanded_nor_fetched():
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    found = text_of(bomb.encode() + page("<p>&b;&x;</p>"))
    assert "aaaaaaaaaa" not in found
    assert "root:" not in found


@pytest.mark.parametrize(
    "markup",
    [
        "last updated " * 40_000,
        "updated/" * 60_000 + " 2020",
        "updated" + ":" * 100_000 + "2020",
        "updated " + "on " * 60_000 + "2020",
        "202-" * 200_000,
        "+44 2 " * 40_000,
        "800-AAAAAAAA-" * 40_000,
        "a@" * 500_000,
        "a." * 500_000 + "@",
        "a AT b DOT " * 30_000,
        "<p>x y z" * 20_000,
        "<table>" + "<tr><td>a</td><td>b</td></tr>" * 10_000,
        "<div class=breadcrumb><a>x</a></div>" * 10_000,
        "<header>" * 200 + "x",
    ],
    ids=lambda markup: markup[:24],
)
def test_time_grows_with_size_only(markup):
    started = time.process_time()
    extract(page(markup), URL)
    assert time.process_time() - started < 10  # seconds; each takes about 1, a quadratic one minutes


@pytest.mark.parametrize(
    ("body", "header", "media_type"),
    [
        (b"PK\x03\x04....", "text/html; charset=utf-8", "application/zip"),
        (b"\x89PNG\r\n\x1a\n", "", "image/png"),
        (b'{"a": 1}', "application/json", "application/json"),
        (b"<?xml version='1.0'?><rss/>", "text/html", "application/xml"),
        (b"plain words", "text/csv; header=present", "text/csv"),
        (b"\x00\x01\x02\x03", "no type at all", "application/octet-stream"),
    ],
)
def test_what_is_no_page_is_one_document(body, header, media_type):
    found = extract(body, URL, header)
    (fact,) = found.facts
    assert (found.route, found.sections) == (Route.OPAQUE, ())
    assert (fact.kind, fact.label, fact.raw) == ("document", media_type, f"{len(body)} bytes")
    assert fact.value == f"sha256:{hashlib.sha256(body).hexdigest()}"


@pytest.mark.parametrize("header", ["application/pdf", "application/octet-stream", "image/png", ""])
def test_a_page_is_read_whatever_its_header_says(header):
    assert extract(page(""), URL, header).route is Route.LANDMARK


@pytest.mark.parametrize(
    ("encoded", "header"),
    [
        ("café".encode(), "text/html; charset=utf-8"),
        ("café".encode("latin-1"), "text/html; charset=iso-8859-1"),
        ("café".encode("cp1252"), ""),
        ("café".encode(), ""),
        ("café".encode(), "text/html; charset=no-such-charset"),
        ("caf\0é".encode(), ""),
    ],
)
def test_characters_are_read_in_their_encoding(encoded, header):
    assert text_of(page("<p>HERE</p>").replace(b"HERE", encoded), header).endswith("café")


def test_meta_charset_counts_without_a_header():
    body = page("<p>caf\xe9</p>").decode().replace("<title>", "<meta charset=iso-8859-2><title>")
    assert text_of(body.replace("\xe9", "\u010d").encode("iso-8859-2")).endswith("caf\u010d")


def test_broken_bytes_become_replacement_characters():
    assert text_of(page("<p>é a?b</p>").replace(b"?", b"\xff"), "text/html; charset=utf-8").endswith("a\ufffdb")


@pytest.mark.parametrize("body", [b"<html></html>", b"<script>1</script>", b"<html><frameset><frame src=x></frameset>"])
def test_a_page_without_text_has_no_sections(body):
    assert extract(body, URL, "text/html").sections == ()
