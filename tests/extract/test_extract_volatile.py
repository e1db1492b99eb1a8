"""What moves by itself is masked, what an agency says is not."""

import re
import tarfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.extract.perturb import WAYS, perturbed
from extract import FactKind
from extract.moving import ASSET_QUERY, QUERY
from extract.protection import recoded, revealed, unprotected
from extract.reading import extract
from extract.steering import Steering
from extract.volatile import BUILT_IN, MAX_PATTERN_CHARS, mask_of, suppressions

DATA = Path(__file__).parents[2].parent / "shared" / "data"
MASK = mask_of()

# Two nights of one line, and what both read as.
NIGHTS = [
    (
        "Number of views (4099)/Comments (0)",
        "Number of views (12,116)/Comments (0)",
        "Number of views (⟨count⟩)/Comments (0)",
    ),
    ("Page views: 999", "Page views: 1.2K", "Page views: ⟨count⟩"),
    ("1 view • 59 minutes ago", "4,099 views • 1 hour ago", "⟨count⟩ • ⟨ago⟩"),
    ("Viewed 1 time", "Viewed 1,234 times", "Viewed ⟨count⟩"),
    ("You are visitor number 12,345!", "You are visitor number 12,346!", "You are visitor number ⟨count⟩!"),
    ("1 visitor online", "1,234 visitors online", "⟨count⟩ online"),
    ("We have 3 guests and one member online", "We have 23 guests and no members online", "We have ⟨count⟩ online"),
    ("Users online: 5", "Users online: 12", "Users online: ⟨count⟩"),
    ("Today is Thursday, February 02, 2017", "Today is Friday, February 3, 2017", "Today is ⟨today⟩"),
    ("Hoy es jueves, 2 de febrero de 2017", "Hoy es viernes, 3 de febrero de 2017", "Hoy es ⟨today⟩"),
    ("Nous sommes le 2 février 2017", "Nous sommes le 1er mars 2017", "Nous sommes le ⟨today⟩"),
    ("Current date/time: 2/2/2017 10:42 AM", "Current date/time: 2/3/2017 9:01 PM", "Current date/time: ⟨today⟩"),
    ("Server time: 10:42:07", "Server time: 23:59:59", "Server time: ⟨now⟩"),
    ("10:42:07 AM EST", "11:02:59 PM EST", "⟨now⟩"),
    ("Last updated 2 days ago", "Last updated just now", "Last updated ⟨ago⟩"),
    ("Posted by J. Doe 1 year ago", "Posted by J. Doe 2 years, 3 months ago", "Posted by J. Doe ⟨ago⟩"),
    ("hace 5 minutos", "hace una hora", "⟨ago⟩"),
    ("Publié il y a 5 minutes", "Publié il y a 2 heures", "Publié ⟨ago⟩"),
    ("Report.pdf | 3 days ago | 5 hours ago", "Report.pdf | 4 days ago | 2 minutes ago", "Report.pdf | ⟨ago⟩ | ⟨ago⟩"),
    ("Posted yesterday at 10:42", "Posted 3 days ago", "Posted ⟨ago⟩"),
    ("Ray ID: 857c12853c44802b", "Ray ID: 7b3c44802b857c12", "Ray ID: ⟨token⟩"),
    (
        "Request ID: 857c1285-3c44-4802-bee6-db9fe5d7160b",
        "Request ID: 2500e397-4bdb-4218-9097-67b015817e10",
        "Request ID: ⟨token⟩",
    ),
    ("Page generated in 0.123 seconds", "Page generated in 1.5 seconds", "Page generated in ⟨token⟩"),
    ("Page generated on 2017-02-02 10:42:07", "Page generated on 2017-02-03 03:00:01", "Page generated on ⟨today⟩"),
    ("Server: web03", "Server: web11", "Server: ⟨token⟩"),
    ("You said:\n5 minutes ago", "You said:\n2 hours ago", "You said:\n⟨ago⟩"),
]

SAID = [
    "Call 202-555-0142, Monday to Friday, 8:30 AM to 4:30 PM",
    "The fee is $1,234.",
    "1,234 views on the law",
    "In 2019 the map was viewed 12,345 times by 3,000 visitors online.",
    "Visitors: 331,000,000",
    "Visitors | 331,000,000",
    "Views | 1,234",
    "The office opened 20 years ago.",
    "12,000 years ago",
    "You will hear from us in 30 days.",
    "3 days left to comment",
    "Comments close in 12 days.",
    "Thursday, February 02, 2017",
    "Friday, October 09, 2015",
    "10:00 AM EST",
    "Current as of February 2, 2017",
    "Last updated: February 2, 2017",
    "Last Viewed by First Circuit Library on 01/12/2022",
    "Today is Giving Tuesday.",
    "Request ID: 2017-HQFO-00123",
    "Request ID: F-2017-00123",
    "Case ID 2016-0042",
    "Reference 18.2",
    "Claims are processed in 30 days",
    "Copyright 2017",
    "Form views: see below",
    "hace muchos años, incluso si usted",
    "Il y a 3 bureaux",
]


@pytest.mark.parametrize(("one", "other", "masked"), NIGHTS)
def test_two_nights_read_alike(one, other, masked):
    assert (MASK(one), MASK(other)) == (masked, masked)


@pytest.mark.parametrize("line", SAID)
def test_what_an_agency_says_stays(line):
    assert MASK(line) == line


def test_every_pattern_is_tried_above():
    tried = {each.pattern for one, _, _ in NIGHTS for each in suppressions(one)}
    tried |= {each.pattern for each in suppressions("Reference #18.2d351ab8.1557333295.a4e16ab")}
    assert tried == {each.name for each in BUILT_IN}
    assert len({each.name for each in BUILT_IN}) == len(BUILT_IN)


def test_a_hint_is_in_lower_case_and_a_reason_is_a_sentence():
    for each in BUILT_IN:
        assert each.hints
        assert all(hint == hint.lower() for hint in each.hints)
        assert each.why.endswith((".", "”."))


def test_a_relative_stamp_keeps_the_date_of_its_markup():
    page = "<main><h1>Rules of the ferry</h1><p>{}</p><p>Last updated <time datetime='{}'>{}</time></p></main>"
    text = "Passengers must stay behind the line until the boat has been made fast at both of its ends."
    one, other = (
        extract(page.format(text, "2024-03-01", shown).encode(), "https://a.example/")
        for shown in ("2 days ago", "just now")
    )
    assert one.digest == other.digest
    assert [fact.value for fact in one.facts if fact.kind is FactKind.REVIEW_DATE] == ["2024-03-01"]
    moved = extract(page.format(text, "2024-03-04", "2 days ago").encode(), "https://a.example/")
    assert moved.digest != one.digest


def test_a_moving_heading_and_a_moving_link_move_nothing():
    page = (
        "<main><h1>Ferry rules</h1><p>Passengers must stay behind the line until the boat has been made fast.</p>"
        "<h2>Number of views ({0})</h2><p>Thank you for reading all of it, and for telling us what was wrong in it.</p>"
        "<p><a href='/stats'>Viewed {0} times</a></p></main>"
    )
    one, other = (extract(page.format(count).encode(), "https://a.example/") for count in ("4,099", "4,116"))
    assert one == other


def test_a_site_masks_what_it_knows_to_move():
    mask = mask_of([r"Tide now: ([\d.]+) ft", r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \w+ \d+, \d{4}$"])
    assert mask("Tide now: 3.2 ft, rising") == "Tide now: ⟨masked⟩ ft, rising"
    assert mask("Thursday, February 02, 2017") == "⟨masked⟩"
    assert mask("Thursday, February 02, 2017, the board met") == "Thursday, February 02, 2017, the board met"


def test_a_pattern_of_the_site_goes_before_those_built_in():
    found = suppressions("Number of views (4099)", ["views .*"])
    assert [(each.pattern, each.text) for each in found] == [("views .*", "views (4099)")]


def test_a_site_pattern_is_part_of_what_is_extracted():
    body = b"<main><h1>Tide</h1><p>The tide stands now at 3.2 ft above the chart's datum, and will be rising for hours.</p></main>"
    pattern = (r"stands now at ([\d.]+) ft",)
    plain, masked = (
        extract(body, "https://a.example/", steering=steering) for steering in (Steering(), Steering(None, pattern))
    )
    assert "3.2 ft" in plain.sections[0].text
    assert "⟨masked⟩ ft" in masked.sections[0].text


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(", "is no RE2 pattern: missing )"),
        ("(?<=x)y", "is no RE2 pattern"),
        (r"(a)\1", "is no RE2 pattern"),
        ("", "1 to 1,000 characters"),
        ("x" * (MAX_PATTERN_CHARS + 1), "1 to 1,000 characters"),
        ("a*", "matches nothing at all"),
        (r"((\w{1,900}){1,900})", "is no RE2 pattern"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused(pattern, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        mask_of([pattern])


def test_hostile_patterns_and_lines_take_no_time():
    line = "a" * 200_000 + "! views ago id in online"
    began = time.process_time()
    assert mask_of([r"(a+)+$", r"(a|aa)+$", r"(.*)*b"])(line)
    assert MASK("9 views " * 20_000 + "x")
    assert time.process_time() - began < 5


@given(st.text(max_size=80))
def test_masking_twice_is_masking_once(line):
    assert MASK(MASK(line)) == MASK(line)


@given(st.text(alphabet=" 0123456789:|.agominutesviewhrd", max_size=60))
def test_suppressions_are_what_the_mask_replaces(line):
    rest, end = [], 0
    for each in suppressions(line):
        assert line[each.start : each.end] == each.text
        rest.append(line[end : each.start])
        end = each.end
    assert re.sub("⟨[a-z]+⟩", "\0", MASK(line)) == "\0".join([*rest, line[end:]])


def test_parameters_that_name_a_visit_are_told_from_those_that_name_a_page():
    assert all(QUERY.fullmatch(name) for name in ("utm_source", "JSESSIONID", "sid", "fbclid", "ASPSESSIONIDQA"))
    assert not any(QUERY.fullmatch(name) for name in ("id", "page", "v", "inside", "q"))
    assert "v" in ASSET_QUERY


def protected(address: str, key: int) -> str:
    return bytes([key, *(byte ^ key for byte in address.encode())]).hex()


@given(st.integers(0, 255), st.integers(0, 255))
def test_one_address_is_one_whatever_its_key(key, other):
    hidden = protected("ferry@agency.example", key)
    assert unprotected(hidden) == "ferry@agency.example"
    assert recoded(hidden) == recoded(protected("ferry@agency.example", other))
    assert revealed(f"/cdn-cgi/l/email-protection#{hidden}") == "mailto:ferry@agency.example"
    shared = protected("?subject=Ferries&body=https://a.example/", key)
    assert revealed(f"https://a.example/cdn-cgi/l/email-protection#{shared}").startswith("mailto:?subject=")


@pytest.mark.parametrize("href", ["/contact", "/cdn-cgi/l/email-protection", "/cdn-cgi/l/email-protection#zz", "#"])
def test_other_links_stay_as_they_are(href):
    assert revealed(href) == href


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not on this machine")
@pytest.mark.parametrize("archive", ["seed-pages", "usagov-2023", "canada-ca-history", "dod-forms-history"])
def test_nothing_around_the_content_moves_a_digest(archive):
    tried = set()
    for number, (path, body) in enumerate(pages_of(archive, 4)):
        url = f"https://www.agency.example/{path}"
        before = extract(body, url).digest
        for way, changed in perturbed(body, number):
            assert extract(changed, url).digest == before, (path, way)
            tried.add(way)
    assert tried > set(WAYS) - {"protection keys", "addresses protected", "files fetched anew"}


def pages_of(archive: str, count: int) -> list[tuple[str, bytes]]:
    """So many pages of an archive, from all over it."""
    with tarfile.open(DATA / f"{archive}.tar.xz") as opened:
        members = sorted((each for each in opened if each.name.endswith(".html")), key=lambda each: each.name)
        chosen = members[:: max(1, len(members) // count)][:count]
        files = [(member.name, opened.extractfile(member)) for member in chosen]
        return [(name, file.read()) for name, file in files if file is not None]


def test_the_documentation_lists_every_pattern():
    page = Path(__file__).parents[2] / "docs" / "explanation" / "how-a-page-is-read.md"
    rows = re.findall(r"^\| ([a-z ]+) \| `(⟨\w+⟩)` \| (.+) \|$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert rows[: len(BUILT_IN)] == [(each.name, each.placeholder, each.why) for each in BUILT_IN]
