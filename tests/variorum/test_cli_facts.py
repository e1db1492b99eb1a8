"""`variorum show --facts` on the made-up agency; its contact page's facts are listed here by hand."""

import pytest

from extract import Fact, FactKind, Scope, Source
from extract.facts.contradictions import contradictions_of
from variorum.exits import Exit

HOTLINE, HEADQUARTERS = "Passenger Safety Hotline", "Headquarters, Port Merrow"
SALTMARSH, OLD_FERRY, GANNET_BAY = "Saltmarsh Field Office", "Old Ferry Field Office", "Gannet Bay Field Office"
# Whose (none: nobody's in particular), kind, label, value; on the second night.
CONTACT_FACTS = [
    (HOTLINE, "phone", "Hotline", "+18005550187"),
    (HOTLINE, "phone", "TTY", "+18005550143"),
    ("", "phone", "Phone", "+12025550100"),
    ("Librarian", "phone", "Librarian", "+12025550131;ext=4"),
    ("", "phone", "Fax", "+12025550192"),
    ("", "phone", "Fax", "+12025550193"),
    ("", "email", "", "info@sheltered-waters.example"),
    ("", "email", "", "webmaster@sheltered-waters.example"),
    ("", "hours", "Hours", "Monday to Friday, 8:30 a.m. to 5 p.m. Eastern Time"),
    ("", "contact-form", "online contact form", "{url}/complaints/"),
    ("Crossing status", "phone", "Recording", "+18005550146"),
    ("Crossing status", "email", "", "crossings@sheltered-waters.example"),
    (HEADQUARTERS, "address", "", "Bureau of Sheltered Waters, 400 Slipway Street, Port Merrow, ME 04999"),
    (HEADQUARTERS, "phone", "Phone", "+12025550102"),
    (HEADQUARTERS, "phone", "Fax", "+12025550103"),
    (HEADQUARTERS, "phone", "TTY", "+12025550104"),
    (HEADQUARTERS, "email", "", "headquarters@sheltered-waters.example"),
    (HEADQUARTERS, "hours", "Hours", "Monday to Friday, 9 a.m. to 4:30 p.m."),
    (SALTMARSH, "address", "", "Saltmarsh Field Office, 27 Oyster Wharf, Suite 3, Saltmarsh Landing, LA 70999"),
    (SALTMARSH, "phone", "Phone", "+12025550151"),
    (SALTMARSH, "phone", "Fax", "+12025550152"),
    (SALTMARSH, "email", "", "saltmarsh@sheltered-waters.example"),
    (SALTMARSH, "hours", "Hours", "Monday to Thursday, 7:30 a.m. to 4 p.m.; Friday, 7:30 a.m. to noon"),
    (OLD_FERRY, "address", "", "Old Ferry Field Office, 1 Lamp Street, Old Ferry, MI 49999"),
    (OLD_FERRY, "phone", "Phone", "+12025550161"),
    (OLD_FERRY, "phone", "Ice notices", "+12025550164"),
    (OLD_FERRY, "phone", "TTY", "+12025550165"),
    (OLD_FERRY, "email", "", "oldferry@sheltered-waters.example"),
    (OLD_FERRY, "hours", "Hours", "Monday to Friday, 8 a.m. to 4:30 p.m. Eastern Time"),
    (GANNET_BAY, "address", "", "Gannet Bay Field Office, P.O. Box 118, Gannet Bay, WA 98999"),
    (GANNET_BAY, "phone", "Phone", "+12025550171"),
    (GANNET_BAY, "phone", "Fax", "+12025550172"),
    (GANNET_BAY, "email", "", "gannetbay@sheltered-waters.example"),
    (GANNET_BAY, "hours", "Hours", "Monday to Friday, 8 a.m. to 4:30 p.m. Pacific Time"),
    ("News media", "phone", "Press desk", "+12025550140"),
    ("News media", "email", "", "press@sheltered-waters.example"),
    ("June Halloran", "phone", "Phone", "+12025550141;ext=7"),
    ("June Halloran", "email", "", "june.halloran@sheltered-waters.example"),
]
# Around the content of every page.
FOOTER_FACTS = [
    ("", "address", "", "400 Slipway Street, Port Merrow, ME 04999"),
    ("", "phone", "", "+12025550100"),
    ("", "email", "", "info@sheltered-waters.example"),
]
POLICY_FACTS = [
    ("identifier", "Directive 4210.7A"),
    ("effective-date", "2024-09-01"),
    ("expiry-date", "2027-08-31"),
    ("identifier", "46 USC 3306"),
    ("identifier", "46 CFR 176.500"),
    ("identifier", "Form SW-118"),
    ("identifier", "OMB 1625-0042"),
]


@pytest.fixture
def desk(two_nights_read, monkeypatch):
    """The agency's first two nights, on a terminal wide enough that no cell is folded."""
    monkeypatch.setenv("COLUMNS", "400")
    return two_nights_read


def test_every_fact_of_the_contact_page_is_in_its_facts(desk):
    url = f"{desk.url}/contact/"
    told = desk.run("show", url, "--facts", "--json").json
    found = [
        (contact["name"], fact["kind"], fact["label"], fact["value"])
        for contact in told["contacts"]
        for fact in contact["facts"]
    ]
    wanted = [(*fact[:3], fact[3].format(url=desk.url)) for fact in CONTACT_FACTS]
    assert sorted(found) == sorted(wanted + FOOTER_FACTS)
    assert [(fact["label"], fact["value"]) for fact in told["reviews"]] == [("Last reviewed", "2025-02-11")]
    assert told["kind"] == "contact"
    printed = desk.run("show", url, "--facts").out
    for fact in [*wanted, *FOOTER_FACTS, ("", "", "Last reviewed", "2025-02-11")]:
        assert all(text in printed for text in fact), fact


def test_every_contact_of_the_contact_page_is_among_the_contacts(desk):
    url = f"{desk.url}/contact/"
    rows = desk.run("contacts", "--page", url, "--json").json
    found = [(row["name"], each["kind"], each["label"], each["value"]) for row in rows for each in row["values"]]
    wanted = [(*fact[:3], fact[3].format(url=desk.url)) for fact in CONTACT_FACTS]
    assert sorted(found) == sorted(wanted + FOOTER_FACTS)
    printed = desk.run("contacts").out
    for fact in [*wanted, *FOOTER_FACTS]:
        # a label that only repeats the kind ("phone Phone") is told once
        assert all(text in printed for text in fact if text.lower() != fact[1]), fact


def test_addresses_come_in_parts_and_every_fact_with_its_spelling(desk):
    told = desk.run("show", f"{desk.url}/contact/", "--facts", "--json").json
    facts = {fact["value"]: fact for contact in told["contacts"] for fact in contact["facts"]}
    parts = facts["Saltmarsh Field Office, 27 Oyster Wharf, Suite 3, Saltmarsh Landing, LA 70999"]["parts"]
    assert dict(parts).items() >= {"city": "Saltmarsh Landing", "state": "LA", "zip": "70999"}.items()
    assert facts["+18005550146"]["raw"] == "1-800-JKL-01GO"
    assert facts["webmaster@sheltered-waters.example"]["raw"] == "webmaster [at] sheltered-waters [dot] example"
    assert facts["+12025550193"]["raw"] == "202-555-0192/0193"
    assert facts["+12025550151"]["path"][-1] == SALTMARSH
    assert {"source", "scope", "owner", "inside"} <= facts["+12025550151"].keys()


def test_what_a_policy_states(desk):
    url = f"{desk.url}/policies/"
    told = desk.run("show", url, "--facts", "--json").json
    assert [(fact["kind"], fact["value"]) for fact in told["policy"]] == POLICY_FACTS
    assert told["kind"] == "policy"
    assert [fact["scope"] for fact in told["reviews"]].count("section") == 8
    assert [(fact["scope"], fact["value"]) for fact in told["reviews"]][-1] == ("page", "2024-08-13")
    printed = desk.run("show", url, "--facts").out
    assert all(value in printed for _, value in POLICY_FACTS)
    assert "policy page" in printed


def test_duties_are_counted_by_section_and_modal(desk):
    url = f"{desk.url}/policies/"
    owed = {}
    for night in (0, 1):
        seen = desk.run("history", url, "--json").json["versions"][night]["first_seen"]
        told = desk.run("show", url, "--facts", "--at", seen, "--json").json
        owed[night] = {
            fact["label"]: fact["value"] for fact in told["obligations"] if fact["path"][-1] == "When a refund is owed"
        }
    assert owed == {0: {"must": "1"}, 1: {"may": "1"}}
    lines = desk.run("show", url, "--facts").out.splitlines()
    (head,) = [line.split() for line in lines if line.startswith(" section")]
    (total,) = [line.split() for line in lines if line.startswith(" all ")]
    assert head[1:3] == ["must", "may"]
    assert int(total[1]) > 10


def test_a_claim_that_the_page_contradicts_is_pointed_out(desk):
    url = f"{desk.url}/policies/"
    told = desk.run("show", url, "--facts", "--json").json
    (contradiction,) = told["contradictions"]
    assert (contradiction["claim"]["source"], contradiction["claim"]["value"]) == ("meta", "2025-06-02")
    assert contradiction["shown"]["value"] == "2024-08-13"
    assert "contradicts 2024-08-13 (Last reviewed)" in desk.run("show", url, "--facts").out
    jackets = desk.run("show", f"{desk.url}/fact-sheets/life-jackets/", "--facts", "--json").json
    assert ([claim["value"] for claim in jackets["claims"]], jackets["contradictions"]) == (["2024-06-03"], [])


def test_what_the_server_claims_of_a_file_is_set_against_its_text(desk):
    told = desk.run("show", f"{desk.url}/documents/passenger-handbook.pdf", "--facts", "--json").json
    assert [(claim["source"], claim["value"]) for claim in told["claims"]] == [("http", "2025-08-12")]
    assert [(each["claim"]["value"], each["shown"]["value"]) for each in told["contradictions"]] == [
        ("2025-08-12", "2025-03-03")
    ]


def test_plain_show_tells_whose_a_contact_is_and_keeps_duties_short(desk):
    printed = desk.run("show", f"{desk.url}/policies/").out
    assert "obligations: `--facts` tells them by section" in printed
    (scopes,) = [line for line in printed.splitlines() if line.startswith(" kind")]
    assert scopes.split()[-2:] == ["whose", "scope"]


def test_bytes_and_facts_are_two_questions(desk):
    ran = desk.run("show", f"{desk.url}/contact/", "--raw", "--facts")
    assert (ran.exit, "choose one" in ran.err) == (Exit.USAGE, True)


def review(value, scope=Scope.PAGE, source=Source.TEXT, label="Last reviewed"):
    return Fact(FactKind.REVIEW_DATE, value, label, value, scope=scope, source=source)


@pytest.mark.parametrize(
    ("claimed", "shown", "contradicts"),
    [
        ("2025-06-02", "2024-08-13", True),
        ("2024-08-13", "2024-08-13", False),
        ("2024-08-14", "2024-08-13", False),  # the server's day in UTC
        ("2024-08-13", "2024-08", False),
        ("2024-09-01", "2024-08", True),
        ("2024", "2024-08-13", False),
    ],
)
def test_dates_are_compared_as_precisely_as_both_are(claimed, shown, contradicts):
    found = list(contradictions_of([review(shown)], [review(claimed, source=Source.META, label="dcterms.modified")]))
    assert bool(found) == contradicts


def test_only_the_pages_own_newest_stamp_is_set_against_a_claim():
    claim = review("2025-06-02", source=Source.META, label="dcterms.modified")
    assert not list(contradictions_of([], [claim]))
    assert not list(
        contradictions_of([review("2020-01-01", Scope.SECTION), review("2020-01-01", Scope.FOREIGN)], [claim])
    )
    assert not list(contradictions_of([review("2020-01-01"), review("2025-06-02")], [claim]))
    published = review("2019-06-02", source=Source.META, label="article:published_time")
    assert not list(contradictions_of([review("2025-06-02")], [published]))
