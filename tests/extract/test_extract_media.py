"""What a body is and in which characters it is written, whatever its header says."""

import pytest

from extract import ExtractionError, Route
from extract.media import DOCX, HTML, PDF, TEXT, decode, media_type_of
from extract.reading import extract

OFFICE = "application/vnd.openxmlformats-officedocument."
SPACED = b"\xd7" * 40


@pytest.mark.parametrize(
    ("body", "header", "media_type"),
    [
        (b"%PDF-1.7\n1 0 obj", "text/html", PDF),
        (b"\r\n\r\nHTTP junk\r\n%PDF-1.7\n1 0 obj", "text/plain", PDF),
        (b"A text about %PDF-1.7 and its header.", "text/plain", TEXT),
        (b"<p>A page about %PDF-1.7, 1 0 obj</p>", "application/pdf", HTML),
        (b"<html><body>words", "application/pdf", HTML),
        (b"<html><body>words", "image/png", HTML),
        (b"plain words", "application/pdf", TEXT),
        (b"plain words", "application/octet-stream", TEXT),
        (b"plain words", "application/vnd.ms-excel", TEXT),
        (b"plain words", "text/html", TEXT),
        (b"a,b\n1,2", "text/csv", "text/csv"),
        (b'{"a": 1}', "application/json", "application/json"),
        (b"<svg xmlns='x'/>", "image/svg+xml", "image/svg+xml"),
        (b"{\\rtf1 words}", "application/msword", "application/rtf"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "text/html", "application/gzip"),
        (b"\0\1\2\3" + SPACED, "text/html", "application/octet-stream"),
        (b"\0\1\2\3" + SPACED, "application/pdf", "application/octet-stream"),
        (b"\0\1\2\3" + SPACED, "video/mp4", "video/mp4"),
        ("plain words of a text".encode("utf-16-le"), "", TEXT),
        ("plain words of a text".encode("utf-16-be"), "application/octet-stream", TEXT),
        ("<html><body>words".encode("utf-16-le"), "", HTML),
        ("words <p>words".encode("utf-16"), "text/html", HTML),
        (b"", "", TEXT),
    ],
)
def test_the_bytes_say_what_a_body_is(body, header, media_type):
    assert media_type_of(body, header) == media_type


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("word/document.xml", DOCX),
        ("word/document2.xml", DOCX),
        ("xl/workbook.xml", f"{OFFICE}spreadsheetml.sheet"),
        ("ppt/presentation.xml", f"{OFFICE}presentationml.presentation"),
        ("data/words.txt", "application/zip"),
    ],
)
def test_a_package_is_named_by_its_parts(make, name, media_type):
    body = make.packed({"[Content_Types].xml": b"<Types/>", name: b"<x/>"})
    assert media_type_of(body, "text/html") == media_type


def test_a_truncated_package_is_named_by_the_parts_it_has(make):
    body = make.packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>" * 1_000})
    assert media_type_of(body[:-80], "") == DOCX


def test_an_open_document_says_its_name():
    kind = b"application/vnd.oasis.opendocument.text"
    body = (
        b"PK\3\4\x14\0\0\0\0\0"
        + b"\0" * 12
        + len(kind).to_bytes(4, "little")
        + b"\x08\0\0\0mimetype"
        + kind
        + b"PK\1\2"
    )
    assert media_type_of(body, "") == kind.decode()


@pytest.mark.parametrize(
    ("written", "encoding", "header"),
    [
        ("caf\xe9 \u2019", "utf-8", "text/html; charset=iso-8859-1"),
        ("caf\xe9 \u2019", "cp1252", "text/html; charset=utf-8"),
        ("caf\xe9 \u2019", "cp1252", "text/html; charset=iso-8859-1"),
        ("plain", "ascii", "text/html; charset=utf-16"),
        ("plain", "ascii", "text/html; charset=hex"),
        ("plain - words", "ascii", "text/html; charset=punycode"),
        ("caf\xe9 \\u0041", "utf-8", "text/html; charset=unicode_escape"),
        ("caf\xe9", "utf-8", "text/html; charset=utf-7"),
        ("\u043c\u0438\u0440", "koi8-r", "text/html; charset=koi8-r"),
        ("\u65e5\u672c", "shift_jis", "text/html; charset=Shift_JIS"),
        ("caf\xe9", "utf-16-be", "text/html; charset=utf-8"),
        ("caf\xe9", "utf-32", "text/html; charset=utf-8"),
    ],
)
def test_a_declaration_counts_as_far_as_the_bytes_bear_it(written, encoding, header):
    assert decode(f"<html><body><p>{written}".encode(encoding), header).endswith(written)


@pytest.mark.parametrize("name", ["hex", "base64", "zlib", "rot13", "idna", "punycode", "undefined", "unicode_escape"])
def test_a_codec_that_is_no_charset_harms_nothing(name):
    body = f"<html><head><meta charset={name}></head><body><main><h1>T</h1><p>a-b</p>".encode() + b"-b" * 100_000
    assert extract(body, "https://a.example/").sections[0].path == ("T",)


def test_damaged_papers_are_outcomes():
    for body in (b"%PDF-1.7\n%\xe2\xe3", b"PK\3\4" + b"\0" * 26 + b"word/document.xml"):
        with pytest.raises(ExtractionError, match="damaged"):
            extract(body, "https://a.example/")


def test_a_text_at_the_address_of_a_page_is_a_text():
    assert extract(b"plain words", "https://a.example/", "text/html").route is Route.PAPER
