"""Floors of quality on real pages, where the shared data is present."""

import html
import json
import random
import re
import tarfile
from collections import Counter
from functools import cache
from pathlib import Path

import lxml.html
import pytest

from extract import Extraction, FactKind, Route
from extract.reading import extract

DATA = Path(__file__).parents[2].parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not on this machine")

NAMES = ["home", "contact", "policies", "who", "facts"]
CONTACT_NUMBERS = {
    *("+18663472423", "+18883514024", "+18666331182", "+12027324265", "+12027320192", "+12027320193", "+12027325000"),
    *("+18334423677", "+18003238603", "+18028726199", "+12027323418", "+12027324200"),
}


@cache
def archive(name: str) -> dict[str, bytes]:
    with tarfile.open(DATA / f"{name}.tar.xz") as opened:
        found = ((member.name, opened.extractfile(member)) for member in opened if member.isfile())
        return {path: file.read() for path, file in found if file is not None}


def ending(name: str, end: str) -> bytes:
    return next(body for path, body in archive(name).items() if path.endswith(end))


def seed(name: str) -> Extraction:
    return extract(ending("seed-pages", f"{name}.sem.html"), f"https://www.example.gov/{name}")


def content(extraction: Extraction) -> str:
    return "\n".join("\n".join([*section.path[-1:], section.text]) for section in extraction.sections)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_words_of_the_seed_pages(name):
    gold = Counter(ending("seed-pages", f"{name}.gold.txt").decode().split())
    found = Counter(content(seed(name)).split())
    common = (gold & found).total()
    assert 2 * common / (gold.total() + found.total()) >= 0.99


@pytest.mark.parametrize("name", NAMES)
def test_heading_paths_of_the_seed_pages(name):
    placed = Counter(
        (" > ".join(section.path), squeezed(line))
        for section in seed(name).sections
        for line in section.text.split("\n")
    )
    gold = Counter(
        (each["path"], squeezed(each["text"])) for each in json.loads(ending("seed-pages", f"{name}.sections.json"))
    )
    assert (placed & gold).total() / gold.total() >= 0.95


def test_every_number_and_address_of_the_contact_page():
    facts = seed("contact").facts
    assert {fact.value for fact in facts if fact.kind is FactKind.PHONE} == CONTACT_NUMBERS
    assert len({fact.value for fact in facts if fact.kind is FactKind.EMAIL}) == 7


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("home", []),
        ("contact", []),
        ("policies", ["2015-05-07", "2018-07-10"]),
        ("who", ["2021-07-06"]),
        ("facts", ["2018-01-03"]),
    ],
)
def test_review_dates_of_the_seed_pages(name, dates):
    assert [fact.value for fact in seed(name).facts if fact.kind is FactKind.REVIEW_DATE] == dates


def test_no_menu_and_no_loss_on_one_federal_site():
    pages = archive("usagov-2023")
    recalls = []
    for path in random.Random(2).sample(sorted(pages), 40):
        found = extract(pages[path], f"https://www.usa.gov/{path}")
        region = re.search(rb"(?s)<main.*?</main>", pages[path])
        if region is None:
            continue
        wanted = words_of_markup(region.group())
        kept = Counter(re.findall(r"\w+", content(found)))
        recalls.append((wanted & kept).total() / max(1, wanted.total()))
        assert found.route is Route.LANDMARK
        assert "Site Issues" not in content(found)
    assert len(recalls) > 35
    assert sum(recalls) / len(recalls) >= 0.98


def words_of_markup(markup: bytes) -> Counter[str]:

    text = re.sub(
        r"(?s)<(nav|script|style|noscript|button)\b.*?</\1>|<!--.*?-->", " ", markup.decode("utf-8", "replace")
    )
    return Counter(re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", " ", text))))


def test_labelled_numbers_of_agencies_are_found():
    wanted = found = 0
    for path, body in sorted(archive("usagov-2023").items()):
        labelled = re.findall(rb'class="[^"]*\btel"[^>]*><span class="num">([^<]*)<', body)
        if not labelled or wanted > 150:
            continue
        numbers = {fact.value.split(";")[0][-10:] for fact in extract(body, path).facts if fact.kind is FactKind.PHONE}
        for number in labelled:
            digits = re.sub(rb"\D", b"", number).decode()[-10:]
            if len(digits) == 10:
                wanted, found = wanted + 1, found + (digits in numbers)
    assert wanted > 40
    assert found / wanted >= 0.98


def test_captures_that_differ_in_bytes_alone_are_one_version():
    groups: dict[str, set[bytes]] = {}
    bodies: dict[str, set[bytes]] = {}
    for path, body in sorted(archive("canada-ca-history").items())[::4]:
        page = path.rsplit("/", 1)[0]
        groups.setdefault(page, set()).add(extract(body, "https://open.canada.ca/x").digest)
        bodies.setdefault(page, set()).add(body)
    assert len(groups) == 8
    assert all(len(digests) == 1 for digests in groups.values())
    assert all(len(seen) > 10 for seen in bodies.values())


def test_pages_without_landmarks_still_give_sections():
    pages = archive("doe-directives-2017")
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
    captures = archive("dod-forms-history")
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
    before, after = (extract(ending("edgi-pairs", f"{pair}-{side}.html"), "https://a.example.gov/") for side in "ab")
    assert (before.digest != after.digest) is is_change
