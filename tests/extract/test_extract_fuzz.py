"""Whatever bytes arrive: an extraction or a recorded outcome, and the same one again."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import Extraction, ExtractionError
from extract.reading import extract

URL = "https://harbor.example.gov/"
PAGES = [path.read_bytes() for path in sorted((Path(__file__).parent / "cases").glob("*/input.html"))]
HEADERS = st.sampled_from(
    [
        "",
        "text/html",
        "text/plain",
        "application/pdf",
        "application/octet-stream",
        "text/html; charset=utf-16",
        "x",
        "text/html; charset=shift_jis",
        "text/plain; charset=utf-32",
        "application/xhtml+xml",
        "text/html; charset=hex",
    ]
)
BEGINNINGS = st.sampled_from(
    [b"", b"<html><body>", b"%PDF-1.7\n", b"PK\3\4", b"\xff\xfe", b"<!doctype html><main>", b"{\\rtf1 "]
)
PIECES = st.sampled_from(
    [
        "<main>",
        "</main>",
        "<h1>",
        "</h1>",
        "<h3>",
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul>",
        "<li>",
        "</ul>",
        "<details>",
        "<summary>",
        "</details>",
        "<br>",
        "<nav>",
        "<header>",
        "<footer>",
        "<article>",
        "<section>",
        "<div>",
        "</div>",
        "<span>",
        "</span>",
        "<time>",
        "<address>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<svg>",
        "<base>",
        "<meta>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<form>",
        "<input>",
        "<select>",
        "<option>",
        "<button>",
        "<img>",
        "<a>",
        "</a>",
        "<h2/>",
        "<tr/>",
        "</body>",
        "</html>",
        "<div",
        "id=q",
        "role=tabpanel>",
        "<time datetime=x>",
        "Updated",
        "May 5, 2020",
        "\udc80",
        "&#1114112;",
        "<![CDATA[",
        "<base href='::'>",
        "one two three four five six seven",
        "</button>",
        "<div id=q role=tabpanel>",
        "202-555-0143",
        "a@b.example",
        "&nbsp;",
        "&#xD800;",
        "&#0;",
        "\x00",
        "\ufffe",
        "\u202e",
        "́",
        "x",
        "<a href='mailto:x@y.example'>",
        "<a href='tel:202-555-0143'>",
        "<a href='//['>",
        "<time datetime=2024-05-03>",
        "<button aria-expanded=true aria-controls=q>",
        "<a role=tab aria-controls=q>",
        "<p hidden>",
        "<span aria-hidden=true>",
        "Last updated: May 5, 2024",
        "500 Main St, Springfield, IL 62701",
        "8 a.m. to 5 p.m.",
        "8 CFR 214.2(h)",
        "must not",
        "one two three four",
        "<h4 role=heading aria-level=9>",
        "<div class=breadcrumb>",
        "<div id=main-content>",
        "<td colspan=99999999>",
        "<li value=-1>",
    ]
)


def outcome(body: bytes, header: str = "") -> str:
    """What becomes of a body, in one line; anything else raised is a crash."""
    try:
        found = extract(body, URL, header)
    except ExtractionError as error:
        return error.outcome
    assert isinstance(found, Extraction)
    assert 0 <= found.coverage <= 1
    assert all(
        "\n" not in text and text == text.strip() for section in found.sections for text in section.text.split("\n")
    )
    return f"{found.digest.hex()} {found.surroundings_digest.hex()} {found.title}"


def harmed(data: st.DataObject, body: bytes) -> bytes:
    """A body with some of its bytes cut, doubled, swapped or replaced."""
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body)))
        to = min(len(body), at + data.draw(st.integers(0, 200)))
        kind = data.draw(st.sampled_from(["cut", "double", "replace", "end"]))
        if kind == "cut":
            body = body[:at] + body[to:]
        elif kind == "double":
            body = body[:to] + body[at:]
        elif kind == "replace":
            body = body[:at] + data.draw(st.binary(max_size=40)) + body[to:]
        else:
            body = body[: max(at, 1)]
    return body or b"x"


@settings(max_examples=150, deadline=None)
@given(BEGINNINGS, st.binary(max_size=600), HEADERS)
def test_no_bytes_crash_the_reader(beginning, body, header):
    assert outcome(beginning + body, header) == outcome(beginning + body, header)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=80), HEADERS)
def test_no_tag_soup_crashes_the_reader(pieces, header):
    body = b"<html>" + " ".join(pieces).encode("utf-8", "surrogatepass")
    assert outcome(body, header) == outcome(body, header)


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(PAGES))
def test_no_harmed_page_crashes_the_reader(data, page):
    body = harmed(data, page)
    assert outcome(body) == outcome(body)


@pytest.mark.parametrize("kind", ["pdf", "docx", "word"])
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_harmed_paper_crashes_the_reader(kind, make, data):
    whole = {
        "pdf": lambda: make.typeset(
            [("h1", "Title"), ("p", "One two three. " * 20), ("h2", "Two"), ("p", "202-555-0143")]
        ),
        "docx": lambda: make.docx(lambda document: document.add_heading("Title", 1)),
        "word": lambda: make.packed(
            {"word/document.xml": harmed(data, b"<d><body><p><r><t>a</t></r></p><tbl/></body></d>")}
        ),
    }[kind]()
    body = whole if kind == "word" else harmed(data, whole)
    assert outcome(body) == outcome(body)


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=300), HEADERS, st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis"])
)
def test_no_text_crashes_the_reader(text, header, encoding):
    body = text.encode(encoding, "replace") or b" "
    assert outcome(body, header) == outcome(body, header)
