"""Equal fingerprints read alike; what moves by itself leaves a fingerprint as it was, what changes moves it."""

import tarfile
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from bench.extract.perturb import perturbed
from extract import ExtractionError
from extract.essence import essence_of
from extract.fingerprint import fingerprint
from extract.media import decode
from extract.parsing import parse
from extract.pool import Task
from extract.reading import extract

DATA = Path(__file__).parents[2].parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not on this machine")
URL = "https://agency.example/rules"

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry rules</title>{head}</head><body>
<nav><a href="/">Home</a></nav><main><h1>Ferry rules</h1><p>Passengers must stay behind the line until the boat has been
made fast at both of its ends, whatever the weather.</p>{main}</main>{foot}</body></html>"""

# What one night put where the night before had something else.
MOVING = [
    ("head", '<meta name="csrf-token" content="{}">'),
    ("head", "<meta name=_csrf_token content={} />"),
    ("head", "<script>var session = '{}';</script>"),
    ("head", '<SCRIPT src="/boomerang.js?t={}" nonce="{}" async></SCRIPT>'),
    ("head", '<script type="application/ld+json" nonce="{}">{{"dateModified": "2024-03-01"}}</script>'),
    ("head", '<script nonce="{}"><!--\nif (1 > 0) {{ write("</p>{}") }}\n//--></script>'),
    ("foot", '<script id="__NEXT_DATA__" type="application/json">{{"buildId": "{}"}}</script>'),
    ("head", "<style>.x{} {{ color: red }}</style>"),
    ("head", '<link rel="stylesheet" href="/site.css?v={}" integrity="sha256-{}">'),
    ("head", "<link rel='preload' as=font href=/f.woff2?{}>"),
    ("main", "<!-- rendered by web03 at {} -->"),
    ("main", '<form><input type="hidden" name="form_build_id" value="form-{}"></form>'),
    ("main", '<img src="/pixel.gif?rnd={}" alt="A ferry">'),
    ("main", "<img alt='A ferry' srcset='/a.png?{} 2x' src=/a.png?{}>"),
    ("foot", '<input type=hidden name="__VIEWSTATE" value="{}" />'),
    ("foot", '<iframe src="https://tags.example/ns?{}"></iframe>'),
    ("foot", '<noscript><iframe src="https://tags.example/ns?{}" height="0" /></noscript>'),
]

# What is no longer the same page, or may not be.
CHANGED = [
    ("head", '<meta name="dcterms.modified" content="{}">'),
    ("head", '<meta name="csrf" property="article:modified_time" content="{}">'),
    ("head", '<script type="application/ld+json">{{"dateModified": "{}"}}</script>'),
    ("head", "<script type='text/json&#x20;{}'>1</script>"),
    ("head", '<script type=\'application/l&#100;+json\'>{{"dateModified": "{}"}}</script>'),
    ("head", '<script type=\' Application/LD+JSON \'>{{"dateModified": "{}"}}</script>'),
    ("head", '<script type=\'application/\uffffld\uffff+json\'>{{"dateModified": "{}"}}</script>'),
    ("head", '<link rel="canonical" href="/{}">'),
    ("head", "<title><!-- {} --></title>"),
    ("main", "<p>The fee is {} dollars.</p>"),
    ("main", '<img src="/a.png" alt="{}">'),
    ("main", '<a href="/rules-{}.pdf">Rules</a>'),
    ("main", '<input type="text" value="{}">'),
    ("main", '<p title="<!--">The fee is {} dollars.</p><p title="-->">Pay it.</p>'),
    ("main", "<p title='<script>'>The fee is {} dollars.</p><p title='</script>'>Pay it.</p>"),
    ("main", "<textarea><!-- </textarea><p>The fee is {} dollars.</p><!-- -->"),
    ("main", "<script/><p>The fee is {} dollars.</p></script>"),
    ("main", "<iframe /><p>The fee is {} dollars.</p></iframe>"),
    ("main", "<style/><p>The fee is {} dollars.</p></style>"),
    ("main", "<!--><p>The fee is {} dollars.</p><!-- -->"),
    ("main", "<!-- x --!><p>The fee is {} dollars.</p><!-- -->"),
    ("main", "<script><!-- <script> </script> --></script><p>The fee is {} dollars.</p><!-- </script> -->"),
    ("main", '<a href="{}">Rules</a>'),
    ("foot", "<p>Served by the office of {}</p>"),
]


def page(place: str, piece: str, *tokens: str) -> bytes:
    parts = {"head": "", "main": "", "foot": ""} | {place: piece.format(*tokens)}
    return PAGE.format(**parts).encode()


@pytest.mark.parametrize(("place", "piece"), MOVING)
def test_what_moves_by_itself_leaves_it_as_it_was(place, piece):
    one, other = page(place, piece, "0a1b2c", "3d4e"), page(place, piece, "99ffee77", "55")
    assert one != other
    assert fingerprint(one) == fingerprint(other) != b""
    assert extract(one, URL) == extract(other, URL)


@pytest.mark.parametrize(("place", "piece"), CHANGED)
def test_what_may_be_read_moves_it(place, piece):
    one, other = page(place, piece, "deadbeef"), page(place, piece, "cafebabe")
    assert fingerprint(one) != fingerprint(other) or fingerprint(one) == b""


def test_keys_of_protection_leave_it_as_it_was():
    def hidden(key: int) -> str:
        return bytes([key, *(byte ^ key for byte in b"ferry@agency.example")]).hex()

    piece = "<p>Write to <a href='/cdn-cgi/l/email-protection#{0}'><span data-cfemail=\"{0}\">[x]</span></a>.</p>"
    one, other = (page("main", piece, hidden(key)) for key in (7, 200))
    assert fingerprint(one) == fingerprint(other) != b""
    assert extract(one, URL) == extract(other, URL)
    assert "ferry@agency.example" in {fact.value for fact in extract(one, URL).facts}


def test_bytes_are_told_by_their_characters():
    text = page("main", "<p>Fährgeld</p>").decode()
    assert fingerprint(text.encode()) == fingerprint(b"\xef\xbb\xbf" + text.encode())
    bare = text.replace('<meta charset="utf-8">', "").encode()
    types = ("text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1", "text/html; charset=koi8-r")
    marks = {decode(bare, content_type): fingerprint(bare, content_type) for content_type in types}
    assert len(marks) == len(set(marks.values())) > 1


def test_a_file_is_its_bytes_and_its_type():
    pdf = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF"
    assert fingerprint(pdf, "application/pdf") == fingerprint(pdf, "application/pdf") != b""
    assert fingerprint(pdf, "application/pdf") != fingerprint(pdf + b"\n", "application/pdf")
    assert fingerprint(b"plain", "text/plain") != fingerprint(b"plain", "text/plain; charset=utf-16")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        page("main", "<script>never closed"),
        page("foot", "<!-- never closed"),
        page("main", "<p title='never closed>"),
        page("main", "<plaintext>"),
        page("main", '<p a=b"c>'),
        page("main", "</p x='>'>"),
        page("main", "<p>" + "x" * 2_500_001),
    ],
)
def test_where_it_cannot_be_told_there_is_none(body):
    assert fingerprint(body) == b""


def test_a_known_fingerprint_spares_the_reading():
    one, other = page(*MOVING[0], "1"), page(*MOVING[0], "2")
    first = Task(1, one, URL).do()
    assert (Task(2, other, URL, known=first.fingerprint).do().result, first.result) == (None, extract(one, URL))
    assert Task(3, page(*CHANGED[6], "5"), URL, known=first.fingerprint).do().result is not None
    assert Task(4, page("main", "<plaintext>"), URL, known=b"").do().result is not None


def test_hostile_sources_take_no_time():
    began = time.process_time()
    for piece in (
        "<",
        "<a ",
        "<a b=",
        "<!--",
        "<script>",
        "<a b='",
        "</",
        '<p a="b" ',
        "<!",
        "<?",
        "<a/",
        "= \"'",
        "<a\t=\n",
    ):
        fingerprint(b"<html>" + piece.encode() * (400_000 // len(piece)))
    assert time.process_time() - began < 10


PIECES = (
    "<!-- --> --!> <!-->  <script> </script> <script/> <script><!-- <style> </style> <title> </title> <textarea> > < / </"
    " </textarea> <iframe> </iframe> <iframe/> <noscript> </noscript> <xmp> </xmp> <svg> </svg> <![CDATA[ ]]> <!DOCTYPE <?php ?> <p"
    " </p> <p> = \" ' word &lt;!-- &quot; <td> <table> <select> <img <img/src='a'alt=b> <a <b/> <main> </main> <meta <link"
    ' <input title=" alt=\' type=hidden value=x value="y" name=csrf rel=stylesheet href=/a content=c src=d <template>'
    " <math> <a:b> <1> é \x0b \x0c \r"
)
SOUP = st.lists(st.sampled_from(PIECES.split(" ")), max_size=16)
UNREAD = {
    "img": {"src", "srcset", "data-src", "data-srcset"},
    "input": {"value"},
    "link": {"href", "integrity", "nonce"},
    "meta": {"content"},
}


def tree_of(text: str) -> bytes | None:
    """The tree that is read, without the attributes that none of its readers looks at."""
    try:
        root = parse(text)
    except ExtractionError:
        return b"too deep"
    if root is None:
        return None
    for element in root.iter():
        for key in UNREAD.get(str(element.tag), set()) & set(element.attrib):
            del element.attrib[key]
    return etree.tostring(root)


@settings(max_examples=600, deadline=None)
@given(SOUP, st.booleans(), st.sampled_from(["", " "]))
def test_the_essence_makes_the_tree_of_the_source(pieces, within, joint):
    text = joint.join(pieces)
    text = f"<html><body><p>hello</p>{text}</body></html>" if within else text
    essence = essence_of(text)
    assume(essence is not None)
    assert tree_of(text) == tree_of(str(essence))


@needs_data
@pytest.mark.parametrize(
    ("archive", "share"),
    [
        ("seed-pages", 1.0),
        ("usagov-2023", 0.8),
        ("doe-directives-2017", 1.0),
        ("canada-ca-history", 1.0),
        ("wcxb-dev", 0.7),
    ],
)
def test_the_essence_of_a_real_page_reads_as_the_page(archive, share):
    bodies = pages_of(archive, 7)
    told = 0
    for path, body in bodies:
        essence = essence_of(decode(body, "").replace("\0", ""))
        if essence is not None:
            told += 1
            assert extract(("\ufeff" + essence).encode("utf-8", "surrogatepass"), URL) == extract(body, URL), path
    assert told >= share * len(bodies)


@needs_data
@pytest.mark.parametrize("archive", ["seed-pages", "usagov-2023", "edgi-pairs", "dod-forms-history"])
def test_an_equal_fingerprint_under_another_chrome_reads_alike(archive):
    for number, (path, body) in enumerate(pages_of(archive, 4)):
        before = fingerprint(body)
        for way, changed in perturbed(body, number):
            if before and fingerprint(changed) == before:
                assert extract(changed, URL) == extract(body, URL), (path, way)


@needs_data
def test_captures_that_differ_in_bytes_alone_are_skipped():
    marks: dict[str, list[bytes]] = {}
    for path, body in pages_of("canada-ca-history", 1_000):
        marks.setdefault(path.rsplit("/", 1)[0], []).append(fingerprint(body))
    pairs = [pair for page in marks.values() for pair in pairwise(page)]
    assert len(pairs) == 520
    assert sum(one == other != b"" for one, other in pairs) >= 515


@needs_data
def test_captures_that_changed_are_not_skipped():
    pages: dict[str, list[bytes]] = {}
    for path, body in pages_of("dod-forms-history", 1_000):
        pages.setdefault(path.rsplit("/", 1)[0], []).append(body)
    skipped = 0
    for captures in pages.values():
        for one, other in zip(captures[::6], captures[1::6], strict=False):
            if fingerprint(one) == fingerprint(other):
                skipped += 1
                assert extract(one, URL) == extract(other, URL)
    assert skipped < 10


@needs_data
def test_a_fingerprint_costs_under_a_tenth_of_an_extraction():
    bodies = [body for archive in ("usagov-2023", "dod-forms-history") for _, body in pages_of(archive, 12)]
    extract(bodies[0], URL)  # what is imported and cached once is no page's cost
    cost = min(seconds(lambda: [fingerprint(body) for body in bodies]) for _ in range(3))
    whole = seconds(lambda: [extract(body, URL) for body in bodies])
    assert cost < whole / 10


def seconds(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def pages_of(archive: str, count: int) -> list[tuple[str, bytes]]:
    """So many pages of an archive, from all over it, in order."""
    with tarfile.open(DATA / f"{archive}.tar.xz") as opened:
        members = sorted((each for each in opened if each.name.endswith(".html")), key=lambda each: each.name)
        chosen = members[:: max(1, len(members) // count)][:count]
        files = [(member.name, opened.extractfile(member)) for member in chosen]
        return [(name, file.read()) for name, file in files if file is not None]
