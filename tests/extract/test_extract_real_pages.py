"""Real pages, where the shared data is present: what a score does not say. The scores are test_extract_floors.py's."""

import random
from collections import Counter

import lxml.html
import pytest

from bench.extract.scores import text_of
from bench.gate.data import DATA, pages_of
from extract import FactKind, Route
from extract.reading import extract

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not on this machine")

CONTACT_NUMBERS = {
    *("+18663472423", "+18883514024", "+18666331182", "+12027324265", "+12027320192", "+12027320193", "+12027325000"),
    *("+18334423677", "+18003238603", "+18028726199", "+12027323418", "+12027324200"),
}


def seed(name):
    return extract(pages_of("seed-pages")[f"{name}.sem.html"], f"https://www.example.gov/{name}")


def test_every_number_and_address_of_the_contact_page():
    facts = seed("contact").facts
    assert {fact.value for fact in facts if fact.kind is FactKind.PHONE} == CONTACT_NUMBERS
    assert len({fact.value for fact in facts if fact.kind is FactKind.EMAIL}) == 7


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("home", []),
        ("contact", []),
        ("policies", [("section", "2015-05-07"), ("page", "2018-07-10")]),
        ("who", [("foreign", "2022-01-12"), ("page", "2021-07-06")]),
        ("facts", [("page", "2018-01-03")]),
    ],
)
def test_review_dates_of_the_seed_pages(name, dates):
    facts = seed(name).facts
    assert [(fact.scope, fact.value) for fact in facts if fact.kind is FactKind.REVIEW_DATE] == dates


def test_no_menu_on_one_federal_site():
    pages = pages_of("usagov-2023")
    for path in random.Random(2).sample(sorted(pages), 40):
        found = extract(pages[path], f"https://www.usa.gov/{path}")
        assert (found.route is Route.LANDMARK) is (b"<main" in pages[path])
        assert "Site Issues" not in text_of(found)


def test_captures_that_differ_in_bytes_alone_give_one_digest():
    digests: dict[str, set[bytes]] = {}
    bodies = Counter()
    for path, body in list(pages_of("canada-ca-history").items())[::4]:
        page = path.rpartition("/")[0]
        digests.setdefault(page, set()).add(extract(body, "https://open.canada.ca/x").digest)
        bodies[page] += 1
    assert len(digests) == 8
    assert all(len(each) == 1 for each in digests.values())
    assert min(bodies.values()) > 10


def test_pages_without_landmarks_still_give_sections():
    pages = pages_of("doe-directives-2017")
    found = {path: extract(pages[path], "https://www.directives.doe.gov/x") for path in sorted(pages)[::8]}
    assert {each.route for each in found.values()} == {Route.FALLBACK}
    # One page in ten has nothing but menus around an empty container, and gives nothing.
    hollow = {
        path
        for path in found
        if not lxml.html.document_fromstring(pages[path]).xpath("string(//*[@id='content'])").strip()
    }
    assert {path for path, each in found.items() if not each.sections} == hollow


def test_table_rows_and_stamps_of_a_forms_index():
    captures = pages_of("dod-forms-history")
    found = [extract(captures[path], "https://www.esd.whs.mil/x") for path in sorted(captures)[::20]]
    assert all(any(" | " in section.text for section in each.sections) for each in found)
    assert all(any(fact.kind is FactKind.REVIEW_DATE for fact in each.facts) for each in found)


@pytest.mark.parametrize(
    ("pair", "is_change"),
    [
        ("truepos-dataset-removal", True),
        ("truepos-image-removal", True),
        ("truepos-major-changes", True),
        ("falsepos-footer", False),
        ("falsepos-num-views", False),
        ("falsepos-small-changes", False),
    ],
)
def test_pairs_labelled_by_analysts(pair, is_change):
    pages = pages_of("edgi-pairs")
    before, after = (extract(pages[f"{pair}-{side}.html"], "https://a.example.gov/") for side in "ab")
    assert (before.digest != after.digest) is is_change
