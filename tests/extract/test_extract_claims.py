"""Publishers' claims: which metadata is read, that it makes no version, and that no metadata can hurt."""

import json

import pytest

from extract import Extraction, FactKind, Source
from extract.facts.claims import http_claim
from extract.reading import extract

MAIN = "<main><h1>Lights</h1><p>Vessels that lie at the pier keep their lights on until the sun has risen again.</p></main>"


def read(head: str, rest: str = "") -> Extraction:
    return extract(
        f"<html lang='en'><head>{head}</head><body>{MAIN}{rest}</body></html>".encode(), "https://harbor.example.gov/"
    )


def claims(head: str) -> list[tuple[str, str, str]]:
    return [(fact.source.value, fact.label, fact.value) for fact in read(head).claims]


def json_ld(value: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


@pytest.mark.parametrize(
    ("meta", "label", "value"),
    [
        ("<meta name='dcterms.modified' content='2024-06-13'>", "dcterms.modified", "2024-06-13"),
        ("<meta name='DC.date.modified' content='2013-11-12T15:01:24-05:00'>", "DC.date.modified", "2013-11-12"),
        (
            "<meta property='article:modified_time' content='2025-05-12T07:13:46+00:00'>",
            "article:modified_time",
            "2025-05-12",
        ),
        ("<meta property='og:updated_time' content='Thu, 09/25/2025 - 00:00'>", "og:updated_time", "2025-09-25"),
        ("<meta name='govuk:updated-at' content='2023-02-01T10:00:00+00:00'>", "govuk:updated-at", "2023-02-01"),
        ("<meta name='govuk:public-updated-at' content='2022-02-01T10:00Z'>", "govuk:public-updated-at", "2022-02-01"),
        ("<meta http-equiv='Last-Modified' content='Sat, 20 Dec 2025 09:29:42 GMT'>", "Last-Modified", "2025-12-20"),
        ("<meta name='last-modified' content='January 16, 2026'>", "last-modified", "2026-01-16"),
        ("<meta itemprop='dateModified' content='20240102'>", "dateModified", "2024-01-02"),
        ("<meta name='dcterms.modified' content='2024-06'>", "dcterms.modified", "2024-06"),
    ],
)
def test_a_field_of_the_head_is_a_claim(meta, label, value):
    assert claims(meta) == [("meta", label, value)]


@pytest.mark.parametrize(
    "meta",
    [
        "<meta name='dcterms.issued' content='2024-06-13'>",
        "<meta name='dcterms.modified' content=''>",
        "<meta name='dcterms.modified' content='2024-13-45'>",
        "<meta name='dcterms.modified' content='yesterday'>",
        "<meta name='description' content='Modified 2024-06-13'>",
        "<meta property='article:published_time' content='2024-06-13'>",
    ],
)
def test_other_fields_and_what_is_no_date_are_none(meta):
    assert claims(meta) == []


def test_json_ld_is_read_nested_and_from_the_body():
    graph = {
        "@graph": [{"@type": "WebPage", "dateModified": "2020-12-18T17:11:40-05:00", "datePublished": "2019-01-01"}]
    }
    assert claims(json_ld(graph)) == [("json-ld", "dateModified", "2020-12-18")]
    assert [claim.value for claim in read("", json_ld({"dateModified": "2021-01-02"})).claims] == ["2021-01-02"]
    wrapped = '<script type=\'application/ld+json\'>//<![CDATA[\n{"dateModified": "2021-01-02"}\n//]]></script>'
    assert claims(wrapped) == [("json-ld", "dateModified", "2021-01-02")]


def test_the_dates_of_comments_and_of_a_lists_items_are_not_claimed_for_the_page():
    page = {
        "dateModified": "2020-12-18",
        "comment": [{"dateModified": "2024-01-01"}],
        "itemListElement": [{"item": {"dateModified": "2024-01-02"}}],
    }
    assert [value for _, _, value in claims(json_ld(page))] == ["2020-12-18"]


def test_claims_stand_in_the_order_of_the_document_and_may_contradict_each_other():
    head = json_ld({"dateModified": "2020-01-02"}) + "<meta name='dcterms.modified' content='2024-06-13'>"
    assert claims(head) == [("json-ld", "dateModified", "2020-01-02"), ("meta", "dcterms.modified", "2024-06-13")]


def test_a_claim_makes_no_version_and_is_no_fact():
    plain, claimed = (
        read(""),
        read("<meta name='dcterms.modified' content='2024-06-13'>" + json_ld({"dateModified": "2024-01-01"})),
    )
    assert plain.digest == claimed.digest
    assert plain.surroundings_digest == claimed.surroundings_digest
    assert plain.sections == claimed.sections
    assert plain.facts == claimed.facts == ()
    assert {claim.kind for claim in claimed.claims} == {FactKind.REVIEW_DATE}
    assert all(not claim.inside and claim.path == () for claim in claimed.claims)


def test_a_script_that_states_nothing_leaves_no_text():
    markup = '<p>Before.</p><script type=\'application/ld+json\'>{"name": "Pier"}</script><p>After.</p>'
    body = f"<main><h1>Lights</h1>{markup}</main>".encode()
    assert "\n".join(section.text for section in extract(body, "").sections) == "Before.\nAfter."


@pytest.mark.parametrize(
    "script",
    [
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"dateModified": ' + "9" * 10_000 + "}",
        '{"dateModified": "2024-01-01", "x": ' + "[1," * 40_000,
        "not json at all",
        " " * 200_000,
        "//" * 100_000,
        '{"dateModified": {"dateModified": ["\x01\x0b\ud800"]}}',
        '{"dateModified": "' + "2024-01-0" * 20_000 + '"}',
        "x" * 1_000_000,
    ],
)
def test_hostile_json_states_nothing_and_hurts_nobody(script):
    head = f"<script type='application/ld+json'>{script}</script>".encode("utf-8", "surrogatepass")
    extraction = extract(b"<html><head>" + head + b"</head><body>" + MAIN.encode() + b"</body></html>", "")
    assert extraction.claims == ()
    assert extraction.sections


def test_the_number_of_claims_is_bounded():
    head = "".join(f"<meta name='modified' content='2001-01-{day % 28 + 1:02}' id={day}>" for day in range(500))
    many = json_ld([{"dateModified": f"{year}-01-01"} for year in range(1000, 9000)])
    assert len(claims(head)) == 28
    assert len(claims(many)) <= 50


def test_a_header_is_a_claim_when_it_is_asked_for():
    claim = http_claim([["Content-Type", "text/html"], ["last-modified", "Wed, 13 Jun 2012 01:33:50 GMT"]])
    assert claim is not None
    assert (claim.value, claim.label, claim.source) == ("2012-06-13", "Last-Modified", Source.HTTP)
    assert claim.raw == "Wed, 13 Jun 2012 01:33:50 GMT"
    assert claim.inside is False


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [["Last-Modified"]],
        [["Last-Modified", "soon"]],
        [["Last-Modified", ""]],
        [["Date", "Wed, 13 Jun 2012 01:33:50 GMT"]],
    ],
)
def test_a_header_that_is_no_date_claims_nothing(headers):
    assert http_claim(headers) is None
