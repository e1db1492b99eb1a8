"""Owners: whose contact a fact is, and that nothing but its name moves that."""

import re
import tarfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.contacts import CONTACT_KINDS, contacts_of
from extract.facts.names import asks_or_orders, is_channel, is_title, office_in, person_in
from extract.reading import extract
from extract.values import Fact

DATA = Path(__file__).parents[2].parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not on this machine")
FILLER = "<p>The bureau answers calls and letters from mariners on every working day of the whole year.</p>"


def facts(markup: str) -> tuple[Fact, ...]:
    body = f"<html><body><main>{FILLER}{markup}</main><footer><p>Call 202-555-0100</p></footer></body></html>"
    return extract(body.encode(), "https://harbor.example.gov/", "text/html; charset=utf-8").facts


def owners(markup: str) -> list[tuple[str, str]]:
    return [
        (fact.value.split(",")[0], fact.owner) for fact in facts(markup) if fact.kind in CONTACT_KINDS and fact.inside
    ]


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ("<h1>Office of Pilots</h1><h2>Phone</h2><p>202-555-0143</p><h2>Mailing address</h2><p>9 Quay St<br>Boston, MA 02110</p>", ["Office of Pilots"] * 2),
        ("<h1>Harbors</h1><h2>How do I call?</h2><p>202-555-0143</p><h2>Report a wreck</h2><p>202-555-0144</p>", ["Harbors"] * 2),
        ("<h1>Contact us</h1><p>Call 202-555-0143 today.</p>", [""]),
        (
            "<h1>Contact us</h1><p>Pilot Office<br>9 Quay St<br>Boston, MA 02110<br>202-555-0143</p><p>Tug Office<br>202-555-0144</p>",
            ["Pilot Office", "Pilot Office", "Tug Office"],
        ),
        ("<h1>Contact us</h1><p>Pilot Office: 202-555-0143</p>", ["Pilot Office"]),
        ("<h1>Contact us</h1><p>Public Affairs: 202-555-0143</p>", ["Public Affairs"]),
        (
            (
                "<h1>Leadership</h1><p><b>Jane Doe, Director</b></p><p>202-555-0143</p><p>jane@harbor.example.gov</p>"
                "<p><b>John Q. Roe</b><br>Deputy Director<br>202-555-0144</p>"
            ),
            ["Jane Doe", "Jane Doe", "John Q. Roe"],
        ),
        (
            "<h1>Leadership</h1><div>Jane Doe</div><div>Director</div><div>202-555-0143</div><div>John Roe</div><div>Deputy Director</div><div>202-555-0144</div>",
            ["Jane Doe", "John Roe"],
        ),
        (
            (
                "<h1>Directory</h1><table><tr><th>Name</th><th>Title</th><th>Phone</th></tr>"
                "<tr><td>Jane Doe</td><td>Clerk</td><td>202-555-0143</td></tr>"
                "<tr><td>Tug Office</td><td></td><td>202-555-0144</td></tr></table>"
            ),
            ["Jane Doe", "Tug Office"],
        ),
        ("<h1>Pilot Office</h1><table><tr><td>Phone</td><td>202-555-0143</td></tr><tr><td>Fax</td><td>202-555-0144</td></tr></table>", ["Pilot Office"] * 2),
        ("<h1>Offices</h1><dl><dt>Boston Field Office</dt><dd>617-555-0143</dd><dd>Fax: 617-555-0144</dd><dt>Chicago</dt><dd>312-555-0143</dd></dl>", ["Boston Field Office"] * 2 + ["Chicago"]),
        ("<h1>Pilot Office</h1><dl><dt>Phone</dt><dd>617-555-0143</dd><dt>Fax</dt><dd>617-555-0144</dd></dl>", ["Pilot Office"] * 2),
        ("<h1>Field Offices</h1><h2>Boston</h2><p>617-555-0143</p><h2>Chicago</h2><p>312-555-0143</p>", ["Boston", "Chicago"]),
        ("<h1>Oficina de Pilotos</h1><h2>Tel\u00e9fono:</h2><p>202-555-0143</p><h2>Correo electr\u00f3nico:</h2><p>a@harbor.example.gov</p>", ["Oficina de Pilotos"] * 2),
        ("<h1>Pilot Office</h1><h2>Hotline 202-555-0143</h2><p>Monday to Friday, 9 am to 5 pm</p>", ["Pilot Office"] * 2),
        (
            (
                "<h1>Harbors</h1><h2>Regional</h2><h3>Tug Office</h3><h3>Phone:</h3><p>202-555-0143</p><h3>Fax:</h3>"
                "<p>202-555-0144</p><h3>Pilot Office</h3><h3>Phone:</h3><p>202-555-0145</p>"
            ),
            ["Tug Office", "Tug Office", "Pilot Office"],
        ),
        (
            (
                "<h1>Contact us</h1><h2>Headquarters, Boston</h2><address>Bureau of Harbors<br>9 Quay St<br>Boston, MA 02110"
                "</address><p>202-555-0143</p><p>Fax: 202-555-0144</p><h2>Records Officer</h2><p>Records Officer, Bureau of "
                "Harbors<br>9 Quay St<br>Boston, MA 02110</p><p>202-555-0145</p>"
            ),
            ["Headquarters, Boston"] * 3 + ["Records Officer"] * 2,
        ),
        ("<h1>Pilot Office</h1><p>Write to the <a href='/contact-us'>contact form</a></p>", ["Pilot Office"]),
    ],
)  # fmt: skip
def test_whose_contact_it_is(markup, names):
    assert [owner for _, owner in owners(markup)] == names


def test_outside_the_content_it_is_the_sites_own():
    assert [fact.owner for fact in facts("<h1>Pilot Office</h1>") if fact.kind in CONTACT_KINDS] == [""]


PAGE = """<h1>Contact us</h1><p>We answer every letter.</p><h2>Regional offices</h2>
<p>Boston Office<br>9 Quay St<br>Boston, MA 02110<br>617-555-0143</p><p>The offices are open to all mariners.</p>
<p><b>Jane Doe, Director</b></p><p>Phone: 617-555-0144</p><h2>Press Office</h2><p>Call 202-555-0145 on Monday, 9 am to 5 pm.</p>"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("617-555-0143", "617-555-0999"),
        ("617-555-0144", "617-555-0998"),
        ("202-555-0145", "202-555-0997"),
        ("9 Quay St", "10 Pier Road, Suite 3"),
        ("We answer every letter.", "We answer no letter, and no call before noon. Ask at the Harbor Office."),
        ("The offices are open to all mariners.", "They are closed."),
        ("9 am to 5 pm", "8 am to 6 pm"),
        ("Phone: ", "Telephone: "),
    ],
)
def test_no_number_and_no_other_paragraph_moves_an_owner(old, new):
    before, after = owners(PAGE), owners(PAGE.replace(old, new))
    assert [owner for _, owner in before] == [owner for _, owner in after]
    assert [owner for _, owner in before] == [
        "Boston Office",
        "Boston Office",
        "Jane Doe",
        "Press Office",
        "Press Office",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Phone",
        "Mailing address:",
        "Contact us",
        "By mail",
        "Hours",
        "Toll Free:",
        "Direcci\u00f3n:",
        "T\u00e9l\u00e9phone",
    ],
)
def test_channels(text):
    assert is_channel(text)
    assert not is_title(text)


@pytest.mark.parametrize("text", ["Headquarters", "Press Office", "Boston", "Public Affairs"])
def test_no_channels(text):
    assert not is_channel(text)


@pytest.mark.parametrize(
    ("text", "office", "person"),
    [
        ("Office of Public Affairs", "Office of Public Affairs", ""),
        ("Field Offices", "", ""),
        ("Jane Doe, Director of Pilots", "", "Jane Doe"),
        ("Dr. Jane M. Doe", "", "Dr. Jane M. Doe"),
        ("Call the Office of Pilots at once", "", ""),
        ("The office is open.", "", ""),
        ("Washington, Director's Building", "", ""),
    ],
)
def test_offices_and_persons(text, office, person):
    assert (office_in(text), person_in(text)) == (office, person)


def test_questions_and_orders_name_nobody():
    assert all(map(asks_or_orders, ["How do I apply?", "Report a wreck", "Who can help?", "\u00bfQu\u00e9 es?"]))
    assert not asks_or_orders("Reporting Office")


@given(st.text(max_size=200))
def test_any_text_is_a_name_or_is_not(text):
    assert office_in(text) in {"", text.strip().rstrip(":").rstrip()}
    assert person_in(text) in text
    assert isinstance(is_title(text), bool)


# -- real pages ----------------------------------------------------------------------------------------------------


@cache
def agencies() -> dict[str, bytes]:
    with tarfile.open(DATA / "usagov-2023.tar.xz") as opened:
        files = ((member.name, opened.extractfile(member)) for member in opened if "agenc" in member.name)
        read = {name: file.read() for name, file in files if file is not None}
    return {name: body for name, body in sorted(read.items()) if b"hCard" in body and body.count(b"<h1") == 1}


def read(name: str, body: bytes) -> tuple[Fact, ...]:
    found = extract(body, f"https://www.usa.gov/{name}", "text/html; charset=utf-8").facts
    return tuple(fact for fact in found if fact.kind in CONTACT_KINDS and fact.inside)


@needs_data
def test_an_agencys_card_is_one_contact_named_by_its_heading():
    seen = 0
    for name, body in list(agencies().items())[::3]:
        contacts = contacts_of(read(name, body))
        names = {fact.path[0] for contact in contacts for fact in contact.facts}
        assert {contact.name for contact in contacts} <= names, name
        assert len(contacts) <= 1, name
        seen += len(contacts)
    assert seen > 30


@needs_data
def test_other_numbers_have_the_same_owners():
    for name, body in list(agencies().items())[1::9]:
        other = re.sub(rb"(\d{3})-(\d{4})(?=\D)", lambda found: found[1][:2] + b"7-" + found[2][:3] + b"9", body)
        assert {fact.owner for fact in read(name, body)} == {fact.owner for fact in read(name, other)}, name
