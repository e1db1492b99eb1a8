"""What a page is for: the rules in their order, and their floor on pages labelled by eye."""

import json
import tarfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from extract import Fact, FactKind, PageKind
from extract.facts.pagekind import Verdict, kind_of
from extract.reading import extract
from extract.visible import Line

GOLD = Path(__file__).parent / "gold" / "page_kinds.json"
DATA = Path(__file__).parents[2].parent / "shared" / "data"
SITE = "https://harbor.example.gov"
PROSE = "Vessels that lie at the pier keep their lights on until the sun has risen again over the bay. " * 10


def kind(
    path: str, heading: str = "Lights", text: str = PROSE, title: str = "", facts: tuple[Fact, ...] = ()
) -> Verdict:
    content = [Line(heading, (heading,), True, (1,)), Line(text, (heading,), True)]
    return kind_of(SITE + path, title, content, facts)


@pytest.mark.parametrize(
    ("path", "heading", "expected"),
    [
        ("/", "Welcome to the bureau", PageKind.HOME),
        ("/index.html", "Harbor Safety Bureau", PageKind.HOME),
        ("/es/", "La oficina", PageKind.HOME),
        ("/start/here", "Bureau Homepage", PageKind.HOME),
        ("/contact", "Where we are", PageKind.CONTACT),
        ("/about/contact-us.html", "Write to us", PageKind.CONTACT),
        ("/a/b", "Contact Us", PageKind.CONTACT),
        ("/a/b", "Contacto", PageKind.CONTACT),
        ("/a/b", "Field Offices", PageKind.CONTACT),
        ("/about/leadership/jo-stern", "Jo Stern", PageKind.LEADERSHIP),
        ("/a/b", "Senior Leadership", PageKind.LEADERSHIP),
        ("/factsheets/lights", "Lights", PageKind.FACT_SHEET),
        ("/a/b", "Fact Sheet: Lights", PageKind.FACT_SHEET),
        ("/a/b", "Privacy Policy", PageKind.POLICY),
        ("/a/b", "Terms and Conditions of Mooring", PageKind.POLICY),
        ("/a/b", "Política de privacidad", PageKind.POLICY),
        ("/directives/12", "Mooring at night", PageKind.POLICY),
        ("/a/b", "Delegation Order No. 12 to the harbor master", PageKind.POLICY),
        ("/news/2024/pier-opens-again", "Pier opens", PageKind.NEWS),
        ("/newsroom/releases/the-pier-opens", "Pier opens", PageKind.NEWS),
        ("/noticias/abre-el-muelle", "Abre el muelle", PageKind.NEWS),
        ("/news", "News", PageKind.LISTING),
        ("/newsroom/releases/", "What is new", PageKind.LISTING),
        ("/a/b", "Search results", PageKind.LISTING),
        ("/site-index/b", "Lights and more", PageKind.LISTING),
        ("/a/b", "Forms", PageKind.LISTING),
        ("/a/i-90", "I-90, Application to Moor", PageKind.FORM),
        ("/a/b", "Form HS-12", PageKind.FORM),
        ("/a/b", "Request Form", PageKind.FORM),
        ("/a/b", "Office of Policy", PageKind.OTHER),
        ("/a/b", "Lights of the harbor", PageKind.OTHER),
        ("/search-and-rescue", "Search and rescue", PageKind.OTHER),
        ("/", "", PageKind.HOME),
        ("/?id=12", "Lights", PageKind.OTHER),
    ],
)
def test_address_and_heading_say_what_a_page_is_for(path, heading, expected):
    assert kind(path, heading).kind is expected


def contacts(number: int) -> tuple[Fact, ...]:
    return tuple(Fact(FactKind.PHONE, f"+1202555010{each}") for each in range(number))


def test_a_short_page_full_of_contacts_is_there_for_them():
    assert kind("/a/b", text="Call us. " * 30, facts=contacts(2)) == Verdict(PageKind.CONTACT, "2 contacts in 61 words")
    assert kind("/a/b", facts=contacts(2)).kind is PageKind.OTHER
    assert kind("/a/b", text="Call us. " * 30, facts=contacts(1)).kind is PageKind.OTHER


def test_a_page_made_of_links_is_a_listing():
    links = tuple(Fact(FactKind.LINK, f"{SITE}/{each}", "Lights of the bay") for each in range(6))
    assert kind("/a/b", text="Lights of the bay " * 8, facts=links) == Verdict(
        PageKind.LISTING, "24 of 33 words are links"
    )
    assert kind("/a/b", facts=links).kind is PageKind.OTHER


def test_a_page_of_rules_is_a_policy():
    must = (Fact(FactKind.OBLIGATION, "6", "must"),)
    assert kind("/a/b", facts=must) == Verdict(PageKind.POLICY, "6 obligations in 191 words")
    assert kind("/a/b", facts=(Fact(FactKind.OBLIGATION, "60", "may"),)).kind is PageKind.OTHER


def test_a_page_that_names_its_effective_date_is_a_policy():
    date = Fact(FactKind.EFFECTIVE_DATE, "2024-05-07", "Effective Date")
    assert kind("/a/b", facts=(date,)).kind is PageKind.POLICY
    assert kind("/a/b", facts=(Fact(FactKind.EFFECTIVE_DATE, "2024-05-07", "effective"),)).kind is PageKind.OTHER


def test_the_rule_says_what_it_saw():
    assert kind("/about/contact").rule == 'the address has the part "contact"'
    assert kind("/a/b", "Linking Policy").rule == 'the heading says "Linking Policy"'
    assert kind("/a/b").rule == "no rule fits"


def test_the_first_heading_of_the_first_level_speaks_and_the_title_without_the_sites_name_where_there_is_none():
    content = [
        Line("Contact", ("Contact",), True, (3,)),
        Line("Lights", ("Lights",), True, (1,)),
        Line(PROSE, (), True),
    ]
    assert kind_of(f"{SITE}/a", "", content, ()).kind is PageKind.OTHER
    plain = [Line(PROSE, (), True)]
    assert kind_of(f"{SITE}/a", "Contact | Bureau", plain, ()).kind is PageKind.CONTACT
    assert kind_of(f"{SITE}/a", "Lights | Bureau of Privacy", plain, ()).kind is PageKind.OTHER


@pytest.mark.parametrize(
    "url", ["", "http://[", "https://harbor.example.gov/%ff%00", "mailto:a@b", "//", "x" * 100_000]
)
def test_no_address_is_too_odd(url):
    assert isinstance(kind_of(url, "\ud800" * 3, [], ()).kind, PageKind)


@cache
def archive(name: str) -> dict[str, bytes]:
    with tarfile.open(DATA / f"{name}.tar.xz") as opened:
        found = ((member.name, opened.extractfile(member)) for member in opened if member.isfile())
        return {path: file.read() for path, file in found if file is not None}


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not on this machine")
def test_kinds_of_pages_labelled_by_eye():
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    chosen = [key for key in sorted(gold) if not key.startswith("wcxb-dev")][::2]
    confusion: Counter[tuple[str, str]] = Counter()
    for key in chosen:
        name, _, path = key.partition("/")
        labelled, url = gold[key]
        confusion[labelled, extract(archive(name)[path], url).kind.value] += 1
    right = sum(count for (labelled, found), count in confusion.items() if labelled == found)
    false = sum(count for (labelled, found), count in confusion.items() if found not in {labelled, "other"})
    assert right >= 0.9 * len(chosen), confusion
    assert false <= 0.02 * len(chosen), confusion
