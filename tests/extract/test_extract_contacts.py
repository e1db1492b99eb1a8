"""Phone numbers and e-mail addresses: what is found, under which name, and what is not."""

import pytest

from extract import FactKind
from extract.reading import extract

FILLER = "<p>The bureau answers calls and letters from mariners on every working day of the whole year.</p>"


def facts(markup: str, kind: FactKind) -> list[tuple[str, str]]:
    body = f"<html><body><main>{FILLER}{markup}</main></body></html>"
    found = extract(body.encode(), "https://harbor.example.gov/", "text/html; charset=utf-8").facts
    return [(fact.value, fact.label) for fact in found if fact.kind is kind]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Phone: (202) 555-0143</p>", [("+12025550143", "Phone")]),
        ("<p>(202) 555-0143 Fax: 202.555.0144</p>", [("+12025550143", ""), ("+12025550144", "Fax")]),
        ("<p>Hotline: (202) 732-0192/0193</p>", [("+12027320192", "Hotline"), ("+12027320193", "Hotline")]),
        ("<p>Call 1-866-DHS-2-ICE today</p>", [("+18663472423", "")]),
        ("<p>Call OPR at 833-4ICE-OPR (833-442-3677)</p>", [("+18334423677", "")]),
        ("<p>TTY 1-800-877-8339</p>", [("+18008778339", "TTY")]),
        ("<p>Toll-free number: +1 800 555 0199</p>", [("+18005550199", "Toll-free number")]),
        ("<p>202-555-0143, ext. 17 or 202-555-0144 x9</p>", [("+12025550143;ext=17", ""), ("+12025550144;ext=9", "")]),
        ("<p>From abroad: +44 20 7946 0958</p>", [("+442079460958", "From abroad")]),
        ("<p>From abroad dial 011 52 55 5080 2000.</p>", [("+525550802000", "")]),
        ("<dl><dt>Fax</dt><dd>902-555-0188</dd></dl>", [("+19025550188", "Fax")]),
        ("<table><tr><td>Fax</td><td>902-555-0188</td></tr></table>", [("+19025550188", "Fax")]),
        (
            "<p>Write<br>Phone: 202-555-0143<br>Fax: 202-555-0144</p>",
            [("+12025550143", "Phone"), ("+12025550144", "Fax")],
        ),
        ("<p><a href='tel:+12025550143'>Duty officer</a></p>", [("+12025550143", "Duty officer")]),
        ("<p>Main<a href='tel:2025550143'>202-555-0143</a>daily</p>", [("+12025550143", "")]),
        ("<p>If the light on the pier is dark you must call this: 202-555-0143</p>", [("+12025550143", "")]),
        ("<p>(202)&nbsp;555&#8211;0143</p>", [("+12025550143", "")]),
        ("<p>D.C. 20536-5010 (202) 555-0143</p>", [("+12025550143", "")]),
    ],
)
def test_numbers_found(markup, expected):
    assert facts(markup, FactKind.PHONE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "published 2018-07-10 and 07/10/2018",
        "Washington, D.C. 20536-5009",
        "45 CFR 164.512 and 8 CFR 214.2(f)(5)",
        "clause 252.225-7001 of the acquisition rules",
        "stock number 6515-01-234-5678",
        "case A123-456-7890",
        "account 4111 1111 1111 1111",
        "social security 123-45-6789",
        "from 200 to 300-400",
        "docket 202-555-01431",
        "version 202.555.0143.2",
        "call 1-800-CALL-US-NOW-PLEASE",
        "area 102-555-0143",
        "https://example.gov/202-555-0143",
    ],
)
def test_what_is_no_number(text):
    assert facts(f"<p>{text}</p>", FactKind.PHONE) == []


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "<p>Email<a href='mailto:Desk@Harbor.example.gov'>Desk@Harbor.example.gov</a>now</p>",
            "desk@harbor.example.gov",
        ),
        ("<p>desk@harbor.example.gov.</p>", "desk@harbor.example.gov"),
        ("<p><a href='mailto:desk%40harbor.example.gov?subject=x'>Write to us</a></p>", "desk@harbor.example.gov"),
        ("<p>desk [at] harbor.example [dot] gov</p>", "desk@harbor.example.gov"),
        ("<p>desk(at)harbor(dot)example(dot)gov</p>", "desk@harbor.example.gov"),
        ("<p>desk AT harbor DOT example DOT gov</p>", "desk@harbor.example.gov"),
        ("<p><b>o'neil</b>@harbor.example.gov</p>", "o'neil@harbor.example.gov"),
        (
            "<p><span data-cfemail='5b3f2e2f221b333a29393429753e233a362b373e753c342d'>[hidden]</span></p>",
            "duty@harbor.example.gov",
        ),
    ],
)
def test_addresses_found(markup, expected):
    assert [value for value, _ in facts(markup, FactKind.EMAIL)] == [expected]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>found at www.example.gov</p>",
        "<p>the form at www.example.gov dot the i</p>",
        "<p>@harbor on the usual networks, user@localhost</p>",
        "<p><a href='mailto:?subject=See&amp;body=this'>Share</a></p>",
        "<p><span data-cfemail='zz'>[hidden]</span> <span data-cfemail=''>x</span></p>",
    ],
)
def test_what_is_no_address(markup):
    assert facts(markup, FactKind.EMAIL) == []


def test_a_statement_is_kept_once_and_each_place_counts():
    phone = "<p>Fax: 202-555-0144</p>"
    body = f"<main><h1>A</h1>{FILLER}{phone}{phone}<h2>B</h2>{phone}</main><footer>{phone}</footer>"
    found = extract(body.encode(), "https://harbor.example.gov/").facts
    assert [(fact.path, fact.inside) for fact in found] == [(("A",), True), (("A", "B"), True), ((), False)]
