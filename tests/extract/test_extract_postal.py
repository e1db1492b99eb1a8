"""Postal addresses: what is one, where it begins, what its parts are, and what is none."""

import html
import re
import tarfile
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.contact_lines import contact_lines_in
from extract.reading import extract
from extract.values import Fact, FactKind
from extract.visible import Line

DATA = Path(__file__).parents[2].parent / "shared" / "data"


def addresses(*texts: str) -> list[Fact]:
    lines = [Line(text, ("Contact",), True) for text in texts]
    found = [fact for number in range(len(lines)) for _, fact in contact_lines_in(lines, number)]
    return [fact for fact in found if fact.kind is FactKind.ADDRESS]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500 12th St SW\nWashington, DC 20536", "500 12th St SW, Washington, DC 20536"),
        ("500 12th Street, S.W. Washington, D.C. 20536-5009", "500 12th Street, S.W. Washington, DC 20536-5009"),
        ("500 12th St SWWashington, DC 20536", "500 12th St SW, Washington, DC 20536"),
        ("12 Pier Road\nWilliston, Vermont 05495", "12 Pier Road, Williston, VT 05495"),
        ("12 Pier Road, Boston, Mass. 02110", "12 Pier Road, Boston, MA 02110"),
        ("P.O. Box 14475\nLee's Summit MO 64064\u20139999", "P.O. Box 14475, Lee's Summit, MO 64064-9999"),
        ("Post Office Box 7, Albany, NY 12207", "Post Office Box 7, Albany, NY 12207"),
        (
            "Visit 1600 Harbor Avenue NW in Washington, D.C. 20500, or call.",
            "1600 Harbor Avenue NW in Washington, DC 20500",
        ),
        ("1400 Defense Pentagon\nWashington, DC 20301-1400", "1400 Defense Pentagon, Washington, DC 20301-1400"),
        (
            "One Columbus Circle, NE\nSuite 2-500\nWashington, DC 20002",
            "One Columbus Circle, NE, Suite 2-500, Washington, DC 20002",
        ),
        (
            "Harbor Bureau\nAttn: Pilot Desk\n9 Quay St., Room 3\nChicago, IL 60699",
            "Harbor Bureau, Attn: Pilot Desk, 9 Quay St., Room 3, Chicago, IL 60699",
        ),
        (
            "Mailing Address: Harbor Bureau, Pilot Office 9 Quay Street, Stop 5 Chicago, IL 60699",
            "Harbor Bureau, Pilot Office, 9 Quay Street, Stop 5 Chicago, IL 60699",
        ),
        ("Department of Harbors\nWashington, D.C. 20536", "Department of Harbors, Washington, DC 20536"),
        ("Jane Roe | 9 Quay Street | Chicago, IL 60699 | 312-555-0143", "9 Quay Street, Chicago, IL 60699"),
        ("90 Elgin Street\nOttawa ON K1A 0R5", "90 Elgin Street, Ottawa, ON K1A 0R5"),
        ("580 Booth Street, 14th Floor\nOttawa, Ontario  K1A 0E4", "580 Booth Street, 14th Floor, Ottawa, ON K1A 0E4"),
        (
            "Embassy\n2 avenue Gabriel\n75382 Paris Cedex 08\nFrance",
            "Embassy, 2 avenue Gabriel, 75382 Paris Cedex 08, France",
        ),
        ("Calle Serrano 75\n28006 Madrid, Spain\nPhone: 91587-2200", "Calle Serrano 75, 28006 Madrid, Spain"),
        ("Harbor House\n10 Quay Street\nLondon SW1A 2AA", "Harbor House, 10 Quay Street, London SW1A 2AA"),
    ],
)
def test_the_whole_address_on_one_line(text, value):
    assert [fact.value for fact in addresses(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "In 2015 the office moved to Springfield, IL 62701 with all its staff.",
        "House Bill, OR 12345 was passed",
        "Give your name, ID 12345",
        "call 98765 or 12345 for Form IN 10101",
        "the zip code of DC 20024 differs",
        "Our top partners are:\nChina\nMexico 2\nCanada",
        "Canada",
        "postal code K1A 0R5",
        "Washington, DC",
        "case No. 13-cv-5878, N.D. Cal. 94102-3489",
        "500 people came on 12 May to Boston",
    ],
)
def test_what_is_no_address(text):
    assert addresses(text) == []


def test_lines_of_their_own_are_joined_and_labelled():
    found = addresses("Mailing address", "500 12th St SW", "Washington, DC 20536", "Call us")
    assert [(fact.value, fact.label) for fact in found] == [("500 12th St SW, Washington, DC 20536", "Mailing address")]


def test_a_name_in_a_line_of_its_own_is_no_part_of_the_address():
    assert [fact.value for fact in addresses("Pilot Office", "9 Quay Street", "Chicago, IL 60699")] == [
        "9 Quay Street, Chicago, IL 60699"
    ]


def test_two_addresses_on_one_line_are_two():
    text = "9 Quay Street, Chicago, IL 60699; 10 Pier Road, Boston, MA 02110"
    assert [fact.value for fact in addresses(text)] == [
        "9 Quay Street, Chicago, IL 60699",
        "10 Pier Road, Boston, MA 02110",
    ]


def test_parts_are_named():
    fact = addresses("Harbor Bureau\nState Capitol\n9 Quay St. NE, Suite 4\nP.O. Box 8\nSan Jose, CA 95110-0001")[0]
    assert dict(fact.parts) == {
        "recipient": "Harbor Bureau",
        "building": "State Capitol",
        "street": "9 Quay St. NE",
        "unit": "Suite 4",
        "box": "P.O. Box 8",
        "city": "San Jose",
        "state": "CA",
        "zip": "95110-0001",
    }
    assert fact.raw == "Harbor Bureau\nState Capitol\n9 Quay St. NE, Suite 4\nP.O. Box 8\nSan Jose, CA 95110-0001"


def test_an_address_abroad_is_kept_whole():
    assert addresses("2 avenue Gabriel\n75382 Paris Cedex 08\nFrance")[0].parts == (("country", "France"),)


@given(st.text(alphabet=st.sampled_from("AaSDC 1259.,:|\n-'\u00e9@("), max_size=300))
def test_nothing_that_is_written_is_a_crash(text):
    lines = [Line(text, (), True), Line(text, (), True)]
    for number in (0, 1):
        for position, fact in contact_lines_in(lines, number):
            assert 0 <= position <= len(text)
            assert fact.value == " ".join(fact.value.split())


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "A ",
        "12345 ",
        "DC 12345 ",
        "9 A St\nBoston, MA 02110\n",
        "9 A St, Boston, MA 02110 ",
        "K1A 0B1 ",
        "x 1\nFrance\n",
    ],
)
def test_time_grows_with_the_line_and_no_faster(unit):
    def cost(length: int) -> float:
        lines = [Line((unit * length)[:length], (), True)]
        begun = time.process_time()
        list(contact_lines_in(lines, 0))
        return time.process_time() - begun

    cost(1_000)
    assert cost(100_000) < 6 * cost(50_000) + 0.2


# -- real pages ----------------------------------------------------------------------------------------------------

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not on this machine")


@cache
def pages_with_cards() -> dict[str, bytes]:
    with tarfile.open(DATA / "usagov-2023.tar.xz") as opened:
        files = ((member.name, opened.extractfile(member)) for member in opened if member.isfile())
        read = {name: file.read() for name, file in files if file is not None}
    return {name: body for name, body in read.items() if b"street-address" in body}


def labelled(body: bytes) -> list[str]:
    cards = re.findall(r'(?s)<p class="[^"]*street-address"[^>]*>(.*?)</p>', body.decode())
    return [spelling(html.unescape(re.sub(r"<[^>]*>", " ", card.replace("<br>", ", ")))) for card in cards]


def spelling(text: str) -> str:
    return " ".join(text.replace("\u2013", "-").replace(",", " ").split())


@needs_data
def test_every_labelled_address_of_a_federal_site_and_nothing_else():
    wanted = found = 0
    for name, body in sorted(pages_with_cards().items())[::2]:
        facts = extract(body, f"https://www.usa.gov/{name}", "text/html; charset=utf-8").facts
        shown = {spelling(fact.value) for fact in facts if fact.kind is FactKind.ADDRESS}
        cards = labelled(body)
        wanted, found = wanted + len(cards), found + sum(card in shown for card in cards)
        assert shown <= set(cards), name
    assert wanted > 70
    assert found == wanted
