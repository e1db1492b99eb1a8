"""Bodies made to hurt: each ends in an extraction or in a recorded outcome, within bounds, the same in two workers."""

import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract import Extraction, ExtractionError
from extract.pool import BYTES_A_WORKER, ExtractionPool, Task

URL = "https://harbor.example.gov/"
MIB = 1024 * 1024
FILLER = "<p>The bureau publishes notices, charts and tables for mariners on every working day of the year.</p>"
USUAL_CPU = 20.0  # seconds; the slowest ordinary case takes about 5, what is not linear takes minutes
USUAL_MEMORY = 1_200 * MIB  # what a worker may hold of one body


@dataclass(frozen=True)
class Case:
    """A body to be made, and how it may end: `outcome` is its beginning, empty where it must be read."""

    body: Callable[[object], bytes]
    outcome: str = ""
    header: str = "text/html"
    cpu: float = USUAL_CPU
    memory: int = USUAL_MEMORY
    may_die: bool = False


def page(markup: str | bytes) -> Callable[[object], bytes]:
    """A page with a landmark around some markup."""
    inner = markup if isinstance(markup, bytes) else markup.encode("utf-8", "surrogatepass")
    start = f"<html><head><title>T</title></head><body><main><h1>H</h1>{FILLER}".encode()
    return lambda _make: start + inner + b"</main></body></html>"


def soup(markup: str | bytes) -> Callable[[object], bytes]:
    """A page without a landmark around some markup."""
    inner = markup if isinstance(markup, bytes) else markup.encode("utf-8", "surrogatepass")
    return lambda _make: b"<html><body><div>" + FILLER.encode() * 3 + inner + b"</div></body></html>"


def nested(tag: str, depth: int, inner: str = "deep") -> str:
    return f"<{tag}>" * depth + inner + f"</{tag}>" * depth


def plain(text: str) -> Case:
    return Case(lambda _make: text.encode(), header="text/plain")


def pdf(*objects: bytes, outcome: str = "", may_die: bool = False, memory: int = USUAL_MEMORY) -> Case:
    return Case(lambda make: make.objects(objects), outcome, "application/pdf", memory=memory, may_die=may_die)


def pdf_page(
    stream: bytes, resources: bytes = b"<</Font<</F1 5 0 R>>>>", more: tuple[bytes, ...] = ()
) -> tuple[bytes, ...]:
    return (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources %b>>" % resources,
        stream,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    )


def stream(content: bytes, attributes: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), attributes, content)


def deflated(content: bytes) -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode")


def paragraph(text: str) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def word(body: bytes, outcome: str = "", prolog: bytes = b"", cpu: float = USUAL_CPU, **parts: bytes) -> Case:
    return Case(lambda make: make.word(body, prolog, **parts), outcome, "application/octet-stream", cpu)


LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE html [<!ENTITY e0 "ha">{LAUGHS}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
ZALGO = "Z" + "".join(chr(0x300 + n % 0x6F) for n in range(100_000))
LONG = 5_000_000 - 200
JSON_DEPTH = 100_000

SIZES = {
    "100 MB of divs": Case(lambda _make: b"<div>" * 20_000_000, "larger than 32 MiB"),
    "32 MiB of one word": Case(lambda _make: b"<p>" + b"x" * (32 * MIB - 3)),
    "32 MiB of flat divs": Case(lambda _make: b"<div></div>" * (32 * MIB // 11), "more than 500,000 elements", cpu=40),
    "32 MiB of open divs": Case(lambda _make: b"<div>" * (32 * MIB // 5), "elements nest deeper"),
    "32 MiB of spaces": Case(lambda _make: b"<p>" + b" " * (32 * MIB - 3)),
    "32 MiB of comments": Case(lambda _make: b"<p>a<!---->" * (8 * MIB // 11) + b"<!--" + b"x" * (20 * MIB) + b"-->", "more than 500,000 elements"),
    "32 MiB of noise": Case(lambda _make: bytes(range(256)) * (32 * MIB // 256), header="application/octet-stream"),
    "32 MiB of lines": Case(lambda _make: b"a\n" * (16 * MIB), "more than 5,000,000", "text/plain"),
    "500,000 lines": Case(lambda _make: b"a\n\n" * 600_000, "more than 500,000 lines", "text/plain"),
    "empty": Case(lambda _make: b"", "empty body"),
    "one NUL": Case(lambda _make: b"\0"),
}  # fmt: skip

NESTING = {
    **{
        f"100,000 nested {tag}": Case(page(nested(tag, 100_000)), outcome)
        for tag, outcome in [
            *[(tag, "elements nest deeper") for tag in ("div", "b", "font", "ul", "section", "span", "blockquote", "main")],
            *[(tag, "elements nest deeper") for tag in ("svg", "details", "button", "table")],
            ("a", ""),  # a link ends the one before it
        ]
    },
    "100,000 nested tags of all kinds": Case(page("<div><b><font><table><tr><td><ul><li>" * 12_500), "elements nest deeper"),
    "1,900 nested divs": Case(page(nested("div", 1_900, "<p>deep</p>" * 1_000))),
    "1,900 nested lists": Case(page("<ul><li>x" * 900 + "<b>y</b>" * 1_000)),
    "600 nested tables": Case(page("<table><tr><td>x" * 600)),
    "900 nested details": Case(page("<details><summary>s</summary>x" * 900)),
    "1,800 nested blockquotes": Case(page("<blockquote><p>x</p>" * 1_800)),
    "900 nested tab panels": Case(page("".join(f"<div role=tabpanel id=p{n} aria-labelledby=t{n}>x" for n in range(900)))),
    "1,900 nested links": Case(page("".join(f"<span><a href='/{n}'>x</a>" for n in range(1_800)))),
    "400 nested headings": Case(page("<h1><h2><h3>x" * 400)),
    "1,000 nested buttons": Case(page("<div><button>x" * 900)),
    "1,900 nested aria-hidden": Case(page("<span aria-hidden=true>x" * 1_900)),
}  # fmt: skip

ENTITIES = {
    "a billion laughs in HTML": Case(lambda make: BOMB.encode() + page("<p>&e11;&f;</p>")(make)),
    "a billion laughs in XHTML": Case(
        lambda make: b"<?xml version='1.0'?>" + BOMB.encode() + page("<p>&e11;&f;</p>")(make)
    ),
    "a billion laughs in XML": Case(
        lambda _make: f"<?xml version='1.0'?>{BOMB}<feed>&e11;</feed>".encode(), header="application/xml"
    ),
    "a billion laughs in SVG": Case(page(f"<svg>{BOMB}<text>&e11;</text></svg>")),
    "a million entities": Case(page("&amp;&#65;&nbsp;&#x1F600;" * 250_000)),
    "a million unknown entities": Case(page("&nosuchthing;" * 300_000)),
    "numbers of no character": Case(page("&#xD800;&#xDFFF;&#1114112;&#99999999999999;&#x0;&#-1;&#xFFFE;" * 1_000)),
}

CHARACTERS = {
    "UTF-16 without a mark": Case(lambda make: page("<p>caf\xe9</p>")(make).decode().encode("utf-16-le")),
    "UTF-16 with half a character": Case(
        lambda make: page("<p>caf\xe9</p>")(make).decode().encode("utf-16-le") + b"\xd8"
    ),
    "UTF-16 declared, ASCII sent": Case(page("<p>a</p>"), header="text/html; charset=utf-16"),
    "UTF-32": Case(lambda make: page("<p>caf\xe9</p>")(make).decode().encode("utf-32")),
    "UTF-7": Case(page("<p>+ADw-script+AD4-</p>"), header="text/html; charset=utf-7"),
    "a codec that is no charset": Case(page("<p>a</p>"), header="text/html; charset=hex"),
    "a codec that takes minutes": Case(page("a-" + "b" * 1_000_000), header="text/html; charset=punycode"),
    "a charset of 1 MB": Case(page("<p>a</p>"), header="text/html; charset=" + "x" * MIB),
    "ISO-2022-JP escapes": Case(page(b"\x1b$B" * 300_000), header="text/html; charset=iso-2022-jp"),
    "GB18030 halves": Case(page(b"\x81\x30" * 500_000), header="text/html; charset=gb18030"),
    "broken UTF-8": Case(page(b"\xff\xc3\x28\xe2\x82\xf0\x28\x8c\xbc" * 100_000), header="text/html; charset=utf-8"),
    "overlong UTF-8": Case(page(b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf" * 100_000)),
    "surrogates in UTF-8": Case(page("\udc80\ud800" * 100_000)),
    "NULs in tags": Case(page(b"<p\0>a\0b</\0p><sp\0an>c</span>" * 10_000)),
    "a million NULs": Case(page(b"\0" * MIB)),
    "C0 and C1 controls": Case(page("".join(chr(n) for n in [*range(32), *range(127, 160)]) * 5_000)),
    "noncharacters": Case(page("\ufffe\uffff\ufdd0\U0010ffff" * 50_000)),
    "right-to-left overrides": Case(page("\u202e\u2066abc\u2069" * 100_000)),
    "100,000 combining marks": Case(page(f"<p>{ZALGO}</p>")),
    "combining marks out of order": Case(page("<p>a" + "\u0323\u0307\u0302" * 60_000 + "</p>")),
    "a flood of zero width": Case(page("\u200b\u200d\ufeff\xad" * 300_000)),
    "Hangul and ligatures": Case(page("\u1112\u1161\u11ab\ufdfa" * 100_000)),
}

MARKUP = {
    "an attribute of 10 MB": Case(page(f"<p class='{'x ' * (5 * MIB)}'>a</p>")),
    "an id of 10 MB": Case(page(f"<div id='{'x' * (10 * MIB)}'>a</div>")),
    "a million attributes": Case(page("<p " + "".join(f"a{n}=1 " for n in range(1_000_000)) + ">a</p>"), "more than 10,000 attributes"),
    "attributes on every tag": Case(page("<p a b c d e f g h i j k l m n o p>x</p>" * 50_000)),
    "a tag name of 1 MB": Case(page(f"<{'x' * MIB}>a")),
    **{f"an unclosed {tag}": Case(page(f"<{tag}>" + "a <b>b</b> " * 50_000)) for tag in ("script", "style", "title", "textarea", "template")},
    "an unclosed comment": Case(page("<!-- " + "a - -- " * 100_000)),
    "100,000 unclosed comments": Case(page("<!--" * 100_000)),
    "CDATA": Case(page("<![CDATA[" * 100_000 + "]]>" * 100_000)),
    "100,000 doctypes": Case(page("<!DOCTYPE html>" * 100_000)),
    "100,000 processing instructions": Case(page("<?php x ?>" * 100_000)),
    "half a tag at the end": Case(page("<p>a</p>" * 1_000 + "<a href='")),
    "100,000 angles": Case(page("<" * 100_000 + ">" * 100_000)),
    "100,000 table rows": Case(page("<table>" + "<tr><td>a</td><td>b</td></tr>" * 100_000), cpu=30),
    "a table row of 100,000 cells": Case(page("<table><tr>" + "<td>a</td>" * 100_000), cpu=30),
    "a table of 100,000 header cells": Case(page("<table><tr>" + "<th>a</th>" * 100_000), cpu=30),
    "10,000 headings": Case(page("".join(f"<h{n % 6 + 1}>H{n}</h{n % 6 + 1}><p>a" for n in range(10_000)))),
    "headings ever deeper": Case(page("".join(f"<h{n}>H</h{n}>x" for n in (1, 2, 3, 4, 5, 6)) * 5_000)),
    "a heading of 1 MB": Case(page("<h2>" + "word " * 200_000 + "</h2>" + "<p>a</p>" * 100)),
    "100 headings of 40 kB over text": Case(page(("<h2>" + "word " * 8_000 + "</h2>" + "<p>a</p>" * 20) * 100)),
    "20,000 summaries": Case(page("<details><summary>s</summary>x</details>" * 20_000), cpu=30),
    "20,000 accordion buttons": Case(page("".join(f"<h4><button aria-expanded=true aria-controls=p{n}>B</button></h4><div id=p{n}>x</div>" for n in range(20_000)))),
    "20,000 tabs": Case(page("<a role=tab aria-controls=q>T</a>" * 20_000 + "<div role=tabpanel id=q>x</div>")),
    "labels that name each other": Case(page("".join(f"<div id=a{n} role=tabpanel aria-labelledby='a{n + 1} a{n}'>x</div>" for n in range(5_000)))),
    "10,000 mains": Case(soup("<main><p>one two three</p></main>" * 10_000)),
    "10,000 navigations": Case(soup("<nav><a href=/x>y</a></nav><div id=header>z</div>" * 10_000)),
    "50,000 items": Case(page("<ul>" + "<li>a<ul><li>b</ul>" * 50_000)),
    "20,000 fields": Case(page("<form><label>Name</label><input value=x><select><option>a</select>" * 20_000), cpu=30),
    "frames": Case(lambda _make: b"<frameset>" * 100 + b"<frame src=javascript:1>" * 10_000),
    "iframes": Case(page("<iframe src=data:text/html,x srcdoc='<p>y'></iframe>" * 20_000)),
    "50,000 paragraphs without a landmark": Case(soup("<p>One two three four five.</p>" * 50_000), cpu=40),
    "100,000 breaks without a landmark": Case(soup("one<br>" * 100_000), cpu=40),
    "one paragraph of 1 MB without a landmark": Case(soup("<p>" + "word, " * 170_000)),
    "5,000 links without a landmark": Case(soup("<p><a href=/a>a</a> <a href=/b>b</a>" * 2_500)),
}  # fmt: skip

LINKS = {
    "50,000 links": Case(page("".join(f"<a href='/p/{n}?utm_source=x'>link {n}</a> " for n in range(50_000))), cpu=30),
    "50,000 links around the content": Case(soup("".join(f"<a href='/p/{n}'>l</a> " for n in range(50_000))), cpu=40),
    "a link of 1 MB": Case(page(f"<a href='/{'x' * MIB}'>a</a>")),
    "a query of 100,000 parts": Case(page(f"<a href='/?{'a=1&' * 100_000}'>a</a>" + f"<a href='/?{'a=1&' * 2_000}'>a</a>" * 200)),
    "a path of 4,000 steps": Case(page(f"<a href='{'../' * 2_000}{'a/' * 1_000}'>a</a>" * 500)),
    "hosts of nonsense": Case(page("".join(f"<a href='{href}'>x</a>" for href in ("http://[", "http://[::1", "http://[v9.x]/", "//[", "http://a:99999/", "http://a:x/", "http://a:-1/", "http://%zz/", "http:///x", "http://a b/", "http://\u2100.example/", "http://xn--a/", "http://\u0661.0.0.1/", "http://a\\@b/", "http://user:pw@[::ffff:1.2.3.4]:8/", "HTTP://A.EXAMPLE:080/..", "https:x", "http:/\\a")) * 200)),
    "schemes of harm": Case(page("".join(f"<a href='{href}'>x</a>" for href in ("javascript:alert(1)", " java\nscript:1", "data:text/html;base64,AAAA", "vbscript:x", "file:///etc/passwd", "blob:x", "about:blank", "tel:", "mailto:", "tel:+", "mailto:?subject=x", "tel:%00", "mailto:%zz@%", "tel:" + "9" * 5_000, "mailto:" + "a" * 5_000 + "@b.example")) * 200)),
    "controls in links": Case(page("<a href='/a\x01\x7f\tb\nc\x85d\u2028'>x\x1ey</a>" * 1_000)),
    "10,000 telephone links": Case(page("<a href='tel:202-555-0143'>call</a> " * 10_000), cpu=30),
    "10,000 mail links": Case(page("<a href='mailto:a@b.example'>write</a> " * 10_000), cpu=30),
    **{f"base {name}": Case(lambda make, href=href: page("<a href=x>y</a>" * 100)(make).replace(b"<title>", f"<base href='{href}'><title>".encode())) for name, href in {"of nonsense": "::", "of an open bracket": "http://[", "of a script": "javascript:1", "of 1 MB": "/x" * (MIB // 2), "of a NUL": "\0"}.items()},
    "a protected address of 1 MB": Case(page(f"<a data-cfemail='{'ab' * (MIB // 2)}'>x</a>" + "<a data-cfemail='zz'>x</a><a data-cfemail=''>x</a><a data-cfemail='0'>x</a>")),
    "10,000 protected addresses": Case(page("<a data-cfemail='7f1e3f1d511a071e120f131a'>x</a> " * 10_000), cpu=30),
    "10,000 pictures": Case(page("<a href=/x><img alt='a b'></a>" * 10_000)),
}  # fmt: skip

METADATA = {
    "JSON-LD nested 100,000 deep": Case(page(f"<script type='application/ld+json'>{'[' * JSON_DEPTH}{']' * JSON_DEPTH}</script>")),
    "JSON-LD objects nested 100,000 deep": Case(page("<script type='application/ld+json'>" + '{"a":' * JSON_DEPTH + "1" + "}" * JSON_DEPTH + "</script>")),
    "JSON-LD of 10 MB": Case(page("<script type='application/ld+json'>" + json.dumps([{"@type": "WebPage", "dateModified": "2024-05-03"}] * 200_000) + "</script>")),
    "JSON-LD with a number of 1 MB": Case(page(f"<script type='application/ld+json'>{{\"dateModified\": {'9' * MIB}}}</script>")),
    "10,000 blocks of JSON-LD": Case(page("<script type='application/ld+json'>{\"dateModified\": \"2024-13-99\"}</script>" * 10_000)),
    "JSON-LD with lone surrogates": Case(page('<script type="application/ld+json">{"dateModified": "\\ud800 2024", "a": "\\u0000"}</script>')),
    "100,000 metas": Case(page("<meta name='dcterms.modified' content='2024-05-03'>" * 100_000)),
    "a meta of 10 MB": Case(page(f"<meta name='last-modified' content='{'2024-05-03 ' * 900_000}'>")),
    "metas of nonsense": Case(page("".join(f"<meta property='article:modified_time' content='{text}'>" for text in ("9999-99-99", "-1", "\ud800", "0000-00-00T25:61:61Z", "2024-05-03T00:00:00+99:99", "\u0662\u0660\u0662\u0664-05-03")))),
    "refreshes": Case(page("<meta http-equiv=refresh content='0;url=javascript:1'>" * 10_000)),
    "a title of 1 MB": Case(lambda make: page("")(make).replace(b"<title>T", b"<title>" + b"word " * 200_000)),
    "a language of 1 MB": Case(lambda make: page("<p>Updated: 5/7/2024")(make).replace(b"<html", b"<html lang='" + b"en-" * 350_000 + b"'")),
    "times of nonsense": Case(page("".join(f"<time datetime='{text}'>Updated 5/7/2024</time> " for text in ("9999-99-99", "2024-02-30", "P1Y", "x" * 10_000, "\u0662\u0660")) * 500)),
}  # fmt: skip

# One line of text that a finder must pass over in a time that grows with its length alone.
FLOODS = {
    "digits": "1234567890", "nines": "9", "at signs": "@", "area codes": "(202) ", "half numbers": "202-555-", "plus signs": "+44 2 ",
    "vanity": "800-AAAAAAA-", "stamps": "last updated ", "stamps and colons": "Updated: ", "forms": "Form ", "form numbers": "Form I-9 ",
    "addresses": "500 Main St, ", "boxes": "P.O. Box 12, ", "states": "Springfield, IL ", "zips": "IL 62701-", "months": "May ",
    "days": "May 5, ", "dates": "5/7/2024 ", "isodates": "2024-05-", "hours": "8 a.m. to ", "weekdays": "Monday-", "open": "Monday through Friday, ",
    "citations": "5 U.S.C. 552(a)", "sections": "§ 1.1(a)(1)", "regulations": "8 CFR 214.2(h)", "omb": "OMB No. 1615-", "directives": "Directive 11-",
    "foia": "FOIA-2024-ICFO-", "musts": "must not ", "shall": "shall be ", "effective": "effective ", "effective dates": "Effective Date: ", "expires": "expires on ",
    "mail halves": "a@b.", "mail names": "a.b-c+", "mail words": "a AT b DOT ", "brackets": "a [at] b [dot] ", "owners": "Office of the ", "names": "John A. ",
    "views": "1,234 views ", "ago": "5 minutes ago ", "today": "Thursday, February 2, ", "tokens": "0123456789abcdef", "dashes": "-", "spaces": "a  ", "letters": "x", "capitals": "A",
    "commas": ",", "dots": ".", "slashes": "/", "colons": ":", "parentheses": "(", "quotes": '"', "bars": "a | ", "hashes": "# ", "percent": "%20",
}  # fmt: skip

PAPERS = {
    "text of one line of 5 million characters": plain("word " * (LONG // 5)),
    "text of 5 million hashes": plain("# " * (LONG // 2)),
    "text of underlines": plain("A\n===\n\n" * 20_000),
    "text of capitals": plain("NOTICE\n" * 200_000),
    "text of items": plain("- a\n" * 40_000),
    "text of short lines": plain("word word\n" * 100_000),
    "PDF cut short": Case(lambda make: make.typeset([("p", "One two three. " * 2_000)])[:-2_000], "damaged PDF"),
    "PDF cut to its head": Case(lambda make: make.typeset([("p", "One two three. " * 2_000)])[:60], "damaged PDF"),
    "PDF behind noise": Case(lambda make: b"HTTP/1.1 200 OK\r\n" * 20 + make.typeset([("p", "One two three.")])),
    "PDF that claims two billion pages": pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 2147483647/Kids[]>>", outcome="damaged PDF"),
    "PDF that claims minus one page": pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count -1/Kids[]>>", outcome="damaged PDF"),
    "PDF whose pages hold themselves": pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 2 0 R]>>", outcome="damaged PDF"),
    "PDF nested 100,000 deep": pdf(b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 100_000 + b"]" * 100_000 + b">>", b"<</Type/Pages/Count 0/Kids[]>>", outcome="damaged PDF"),
    "PDF of operators nested deep": pdf(*pdf_page(stream(b"q " * 300_000 + b"BT /F1 9 Tf (x) Tj ET " + b"Q " * 300_000))),
    "PDF of arrays nested deep in a page": pdf(*pdf_page(stream(b"[" * 300_000 + b"]" * 300_000 + b"TJ"))),
    "PDF whose stream unpacks to 400 MB": pdf(*pdf_page(deflated(b" " * 400_000_000)), memory=2_500 * MIB, may_die=True),
    "PDF whose stream is packed twice": pdf(*pdf_page(stream(zlib.compress(zlib.compress(b" " * 100_000_000, 9), 9), b"/Filter[/FlateDecode/FlateDecode]")), memory=2_500 * MIB, may_die=True),
    "PDF whose stream claims 4 GB": pdf(*pdf_page(b"<</Length 4294967295>>stream\nBT /F1 9 Tf (x) Tj ET\nendstream")),
    "PDF of a million letters on one spot": pdf(*pdf_page(stream(b"BT /F1 9 Tf " + b"(xxxxxxxxxx) Tj 0 0 Td " * 100_000 + b"ET"))),
    "PDF of 100,000 lines": pdf(*pdf_page(stream(b"BT /F1 9 Tf 1 TL " + b"(One two.) Tj T* " * 100_000 + b"ET"))),
    "PDF of one line of 2 million letters": pdf(*pdf_page(stream(b"BT /F1 9 Tf (" + b"word " * 400_000 + b") Tj ET"))),
    "PDF of 100,000 cells in a row": pdf(*pdf_page(stream(b"BT /F1 9 Tf " + b"(a) Tj 40 0 Td " * 100_000 + b"ET"))),
    "PDF of sizes without end": pdf(*pdf_page(stream(b"".join(b"BT /F1 %d Tf 9 %d Td (Heading %d) Tj ET " % (n, n, n) for n in range(1, 20_000))))),
    "PDF of impossible places": pdf(*pdf_page(stream(b"BT /F1 1e38 Tf 1e38 0 0 1e38 -1e38 1e38 Tm (x) Tj 0 0 0 0 0 0 Tm (y) Tj ET BT /F1 -9 Tf (z) Tj ET"))),
    "PDF on a page without height": Case(lambda make: make.objects(pdf_page(stream(b"BT /F1 9 Tf (x) Tj ET"))).replace(b"[0 0 612 792]", b"[0 0 0.0 0.0]"), header="application/pdf"),
    "PDF of 20,000 links": Case(lambda make: make.pdf([b"BT /F1 9 Tf (x) Tj ET"], links={0: [((n % 600, n % 700, n % 600 + 9, n % 700 + 9), f"https://a.example/{n}") for n in range(20_000)]})),
    "PDF of 1,999 pages": Case(lambda make: make.pdf([b"BT /F1 9 Tf 72 40 Td (Page) Tj ET"] * 1_999), header="application/pdf"),
    "PDF with an entity of metadata": Case(lambda make: make.typeset([("p", "One two.")], title="T" * 60_000)),
    "PDF of mutated objects": Case(lambda make: make.typeset([("h1", "Title"), ("p", "One two three. " * 500)]).replace(b"Tj", b"Tx").replace(b"/F1 3 0 R", b"/F1 1 0 R")),
    "zip of nothing": Case(lambda _make: b"PK\x05\x06" + b"\0" * 18, header="application/zip"),
    "zip of zeros": Case(lambda make: make.packed({"a.bin": b"\0" * (200 * MIB)}), header="application/zip"),
    "zip with a directory of 5 MB": Case(lambda _make: b"PK\3\4" + b"\0" * 26 + b"PK\1\2" * (5 * MIB // 4) + b"PK\5\6" + b"\0" * 8 + (5 * MIB).to_bytes(4, "little") + b"\0" * 6),
    "DOCX that unpacks to 600 MB": Case(lambda _make: zipped({"word/document.xml": b" " * 77_777}).replace((77_777).to_bytes(4, "little"), (600 * MIB).to_bytes(4, "little")), "unpacks to more than 512 MiB"),
    "DOCX whose text unpacks to 100 MB": word(b" " * (100 * MIB), "unpacks to more than 32 MiB of text"),
    "DOCX whose directory lies": Case(lambda _make: zipped({"word/document.xml": b" " * (100 * MIB)}).replace((100 * MIB).to_bytes(4, "little"), (99).to_bytes(4, "little")), "damaged"),
    "DOCX cut short": Case(lambda make: make.word(paragraph("a") * 5_000)[:-300], "damaged package"),
    "DOCX of no XML": Case(lambda make: make.packed({"word/document.xml": b"<w:document><"}), "damaged DOCX"),
    "DOCX with a billion laughs": word(paragraph("&e11;&f;"), "damaged DOCX", BOMB.replace("html", "w:document").encode()),
    "DOCX with an entity": word(paragraph("a"), "DOCX that declares entities", b"<!DOCTYPE w:document [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
    "DOCX with an external part": word(b"<w:p><w:r><w:t>a</w:t></w:r></w:p>", **{"_rels/document.xml": b"<Relationships><Relationship Id='x' Type='x/header' TargetMode='External' Target='file:///etc/passwd'/><Relationship Id='y' Type='x/header' Target='../../../../etc/passwd'/></Relationships>"}),
    "DOCX nested 100,000 deep": word(b"<w:sdt>" * 100_000, "damaged DOCX"),
    "DOCX of 80 nested tables": word(b"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * 80 + paragraph("a") + b"</w:tc></w:tr></w:tbl>" * 80),
    "DOCX of 1 million elements": word(b"<w:p/>" * 1_100_000, "more than 1,000,000 elements"),
    "DOCX of 5 million letters": word(paragraph("word " * 200_000) * 6, "more than 5,000,000 characters"),
    "DOCX of 10,000 open fields": word(b"<w:p>" + b"<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType='separate'/></w:r>" * 10_000 + b"</w:p>" + paragraph("a")),
    "DOCX of 10,000 nested field links": word(b"<w:p>" + b"<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>HYPERLINK \"https://a.example/\"</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>a</w:t></w:r>" * 10_000 + b"<w:r><w:fldChar w:fldCharType='end'/></w:r>" * 10_000 + b"</w:p>"),
    "DOCX of 10,000 rows": word(b"<w:tbl>" + (b"<w:tr><w:tc>" + paragraph("a") + b"</w:tc><w:tc>" + paragraph("b") + b"</w:tc></w:tr>") * 10_000 + b"</w:tbl>", cpu=30),
    "DOCX of 10,000 headings": word(b"<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>H</w:t></w:r></w:p>" * 10_000),
    "DOCX of styles in a circle": word(b"<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>", styles=b"<styles><style styleId='a'><basedOn val='b'/></style><style styleId='b'><basedOn val='a'/></style></styles>"),
    "gzip": Case(lambda _make: zlib.compress(b"x" * MIB), header="text/html"),
    "RTF nested 100,000 deep": Case(lambda _make: b"{\\rtf1" + b"{" * 100_000, header="text/html"),
    "JSON nested 100,000 deep": Case(lambda _make: b"[" * 100_000, header="application/json"),
}  # fmt: skip

CASES: dict[str, Case] = {
    **SIZES, **NESTING, **ENTITIES, **CHARACTERS, **MARKUP, **LINKS, **METADATA, **PAPERS,
    "15,000 lines of floods": Case(page("".join(f"<p>{piece}" for piece in FLOODS.values()) * 250), cpu=40),
    "15,000 broken lines of floods": Case(page("<br>".join(FLOODS.values()) + ("<br>" + "<br>".join(FLOODS.values())) * 250), cpu=40),
    "15,000 items of floods": Case(page("<ul>" + "".join(f"<li>{piece * 3}" for piece in FLOODS.values()) * 250), cpu=40),
    **{f"a flood of {name}": Case(page("<p>" + piece * (500_000 // len(piece)))) for name, piece in FLOODS.items()},
}  # fmt: skip


# -- what becomes of each --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pool() -> Iterator[ExtractionPool]:
    with ExtractionPool(workers=2, seconds=60) as workers:
        yield workers


def workers() -> list[Path]:
    """The /proc folders of this process's workers; none where there is no /proc."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = f"PPid:\t{os.getpid()}\n" in (folder / "status").read_text()
            if is_ours and b"spawn_main" in (folder / "cmdline").read_bytes():
                found.append(folder)
        except OSError:
            continue
    return found


def seconds_of(folder: Path) -> float:
    fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_of(folder: Path) -> int:
    line = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def measured(pool, task_of) -> tuple[list[object], float, int]:
    """What two workers make of the same body, and the most seconds and bytes one of them took."""
    before = {folder: seconds_of(folder) for folder in workers()}
    for folder in before:
        (folder / "clear_refs").write_text("5")
    results = [reading.result for reading in pool.read([task_of(1), task_of(2)])]
    after = workers()
    spent = max((seconds_of(folder) - before[folder] for folder in after if folder in before), default=0.0)
    return results, spent, max((peak_of(folder) for folder in after if folder in before), default=0)


def shown(result: object) -> str:
    """A result as one line: its outcome, or the digests of what was read."""
    if isinstance(result, ExtractionError):
        return result.outcome
    assert isinstance(result, Extraction)
    return f"{result.digest.hex()} {result.surroundings_digest.hex()} {result.title} {result.coverage}"


def test_the_corpus_is_large():
    assert len(CASES) >= 60


def test_a_pdf_whose_form_draws_itself_twice_runs_out_of_time(make):
    loop = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    fonts = b"<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>"
    body = make.objects(pdf_page(stream(b"/X Do"), fonts, (loop,)))
    with ExtractionPool(workers=1, seconds=4) as workers:
        (first, second) = [reading.result for reading in workers.read([Task(1, body, URL), Task(2, b"<p>words", URL)])]
    assert isinstance(first, ExtractionError)
    assert first.outcome == "took longer than 4 s"
    assert isinstance(second, Extraction)


@pytest.mark.skipif(sys.platform != "linux", reason="CPU time and memory of a worker are read from /proc")
@pytest.mark.parametrize("name", CASES)
def test_a_hostile_body_ends_within_its_bounds(name, pool, make):
    case = CASES[name]
    body = case.body(make)
    results, spent, peak = measured(pool, lambda number: Task(number, body, URL, case.header))
    if case.may_die and any(isinstance(result, ExtractionError) for result in results):
        return
    first, second = (shown(result) for result in results)
    assert first == second
    assert not first.startswith(("extractor failed", "worker died", "took longer", "needs too much"))
    assert first.startswith(case.outcome) if case.outcome else isinstance(results[0], Extraction), first
    assert spent < case.cpu
    assert peak < min(case.memory, BYTES_A_WORKER)


def test_digests_do_not_depend_on_the_hash_seed(make, tmp_path):
    papers = {
        "pdf": make.typeset(
            [("h1", "Title"), ("p", "One two three. " * 300), ("h2", "Two"), ("p", "Call 202-555-0143.")]
        ),
        "docx": make.word(b"".join(paragraph(f"Paragraph {number}, 202-555-01{number}") for number in range(10, 60))),
        "txt": b"Title\n=====\n\n" + b"One two three.\n\n" * 50,
    }
    hostile = (
        "hosts of nonsense",
        "schemes of harm",
        "15,000 lines of floods",
    )
    bodies = [*papers.values(), *(CASES[name].body(make) for name in hostile)]
    bodies += [path.read_bytes() for path in sorted((Path(__file__).parent / "cases").glob("*/input.html"))]
    for number, body in enumerate(bodies):
        (tmp_path / f"{number:04}").write_bytes(body)
    program = (
        "import pathlib, sys; from extract.reading import extract\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
        "    found = extract(path.read_bytes(), 'https://harbor.example.gov/')\n"
        "    print(path.name, found.digest.hex(), found.surroundings_digest.hex(), found.title, found.kind, found.claims)"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("0", "1", "77")
    ]
    outputs = {process.communicate()[0] for process in started}
    assert [process.returncode for process in started] == [0, 0, 0]
    assert len(outputs) == 1
    assert outputs.pop().count("\n") == len(bodies)
