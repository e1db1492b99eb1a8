"""Phone numbers, e-mail addresses and contact forms: what is found, under which name, and what is not."""

import time
from pathlib import Path

import pytest

from extract import FactKind
from extract.facts.emails import emails_in
from extract.facts.phones import phones_in
from extract.reading import extract
from extract.text import normalise
from extract.visible import Line

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
        ("<p>callus202-555-0143 or Call1-866-DHS-2-ICE</p>", [("+12025550143", ""), ("+18663472423", "")]),
        ("<p>Palikir: 1-691-320-2228</p>", [("+6913202228", "Palikir")]),
        ("<p>staffed 24-hours a day: 202-555-0143</p>", [("+12025550143", "")]),
        ("<p>Call <a href='tel:2025550143'>202-555-0134</a></p>", [("+12025550134", ""), ("+12025550143", "")]),
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
        "part ab202-555-0143",
        "<a href='tel:691'>desk</a> <a href='tel:+1'>desk</a>",
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
        ("<p>EmailDESK@harbor.example.govUse the form</p>", "desk@harbor.example.gov"),
        ("<p>Pilot ProgramEmailPILOTS@harbor.example.gov</p>", "pilots@harbor.example.gov"),
        ("<p>EmailDesk@harbor.example.gov</p>", "emaildesk@harbor.example.gov"),
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


@pytest.mark.parametrize(
    ("markup", "address", "label"),
    [
        ("<a href='/contact-us'>Write</a>", "https://harbor.example.gov/contact-us", "Write"),
        ("<a href='https://b.example.gov/ask?id=3'>Contact form</a>", "https://b.example.gov/ask?id=3", "Contact form"),
        ("<a href='/x'>E-mail us</a>", "https://harbor.example.gov/x", "E-mail us"),
        (
            "<a href='/forms/feedback-form.aspx'>Comments</a>",
            "https://harbor.example.gov/forms/feedback-form.aspx",
            "Comments",
        ),
        ("<a href='/es/x'>Formulario de contacto</a>", "https://harbor.example.gov/es/x", "Formulario de contacto"),
        ("<a href='/fr/x'>Contactez-nous</a>", "https://harbor.example.gov/fr/x", "Contactez-nous"),
    ],
)
def test_contact_forms_found(markup, address, label):
    assert facts(f"<p>{markup}</p>", FactKind.FORM) == [(address, label)]


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='/forms/contact-form.pdf'>Contact form</a>",
        "<a href='mailto:desk@harbor.example.gov'>Contact us</a>",
        "<a href='/cdn-cgi/l/email-protection#5b3f'>E-mail us</a>",
        "<a href='/forms/tax'>Order a form</a>",
        "<a href='/contacts-between-states'>Contacts between states</a>",
        "<nav><a href='/contact-us'>Contact us</a></nav>",
    ],
)
def test_what_is_no_contact_form(markup):
    assert facts(f"<p>{FILLER}</p>{markup}", FactKind.FORM) == []


# -- plain text with its words glued together --------------------------------------------------------------------------

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "seeds"
LABELLED = {"contact-2025": 12, "fact-sheets-2020": 1, "home-2025": 2, "site-policies-2018": 3, "who-we-are-2022": 1}
"""The 19 numbers that were read off the pages by hand, each once a page."""

MAIL = {
    *("ice-foia@dhs.gov", "iceoprintake@ice.dhs.gov", "ice-opr-giglio@ice.dhs.gov", "iceleosa@ice.dhs.gov"),
    *("icebadgecredential@ice.dhs.gov", "iceprivacy@ice.dhs.gov", "congresstoice@ice.dhs.gov"),
    "iceopaoutreach@ice.dhs.gov",
}


def lines_of_text(name: str) -> list[Line]:
    return [Line(normalise(line), (), True) for line in (DATA / f"{name}.txt").read_text("utf-8").splitlines()]


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not on this machine")
def test_every_number_and_address_of_the_text_captures():
    found = {
        name: {fact.value for line in lines_of_text(name) for _, fact in phones_in(line, None, [])} for name in LABELLED
    }
    assert {name: len(values) for name, values in found.items()} == LABELLED
    assert {value[:5] for values in found.values() for value in values} == {
        "+1202",
        "+1800",
        "+1802",
        "+1833",
        "+1866",
        "+1888",
    }
    mail = {fact.value for name in LABELLED for line in lines_of_text(name) for _, fact in emails_in(line, [])}
    assert mail == MAIL


@pytest.mark.parametrize(
    "unit", ["1-800-", "202-555-0143 ", "a@b.", "EmailEMAIL", "+1", "(202) ", "x [at] y ", "800-AAAA"]
)
def test_time_grows_with_the_line_and_no_faster(unit):
    def cost(length: int) -> float:
        line = Line((unit * length)[:length], (), True)
        begun = time.process_time()
        list(phones_in(line, None, []))
        list(emails_in(line, []))
        return time.process_time() - begun

    cost(1_000)
    assert cost(100_000) < 6 * cost(50_000) + 0.2
