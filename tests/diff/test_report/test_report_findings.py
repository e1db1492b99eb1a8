"""What the kinds add to a report: evidence, priorities, looks folded away, calendars, and a table for spreadsheets."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import html as lxml_html

from diff.report import render_csv, render_html, render_json, render_markdown
from diff.report.csv_form import COLUMNS
from diff.report.figures import Calendar, DayCount, Level
from diff.report.groups import EditGroups
from diff.report.heatmap import heatmap_of
from diff.report.steps import PageRef
from diff.report.wanted import Wanted
from diff.values import Edit, Finding
from extract.values import FactKind
from store import models
from store.kinds import Aspect, Kind, Operation, Outcome

HOSTILE = "</style><script>alert(1)</script>\u202e =1+1 **b** {{ 7*7 }} & \"'"
SPLIT = Edit(
    Operation.SECTION_SPLIT,
    path=("Fees", "Boats"),
    old_path=("Fees",),
    others=(("Fees", "Nets"),),
    old="a b",
    new="a b",
)


def tree(report):
    return lxml_html.document_fromstring(render_html(report))


def read_back(report):
    return list(csv.DictReader(io.StringIO(render_csv(report).removeprefix("\ufeff"), newline="")))


@pytest.fixture
def changed(rows):
    """Makes a report of one change on one page."""

    def of(*edits, title="Fees", **more):
        page = rows.page("harbor", "fees")
        rows.change(page, rows.capture(page, 1), rows.capture(page, 2), *edits, title=title, **more)
        return rows.report()

    return of


def test_the_summary_names_what_matters_most_and_leads_there(story):
    report = story.report()
    assert [(top.event, top.title) for top in report.summary.top[:4]] == [
        (1, "12 pages at once"),
        (2, "11 pages at once"),
        (None, "Moorings"),
        (None, "Policies of the Office of Harbor Safety"),
    ]
    first, _, _, fourth = tree(report).xpath("//ol[@class='top']/li")[:4]
    assert first.xpath(".//a/@href") == ["#event-1"]
    assert "+1 202-555-0143 → +1 202-555-0188" in first.text_content()
    assert fourth.xpath(".//a/@href") == [f"#change-{report.summary.top[3].change}"]
    assert '"must" became "may"' in fourth.text_content()
    told = "\n1. 12 pages at once of harbor (event 1), seen 2 Mar 2026, priority 0.90, high: contact changed: "
    assert told in render_markdown(report)


@pytest.mark.parametrize("render", [render_html, render_markdown])
def test_an_edit_says_its_kinds_its_evidence_and_how_much_it_matters(story, render):
    text = render(story.report())
    told = " ".join((lxml_html.fromstring(text).text_content() if render is render_html else text).split())
    assert "obligation weakened" in told
    assert told.count("Masters may report a fuel spill") >= 2
    assert "priority 0.80, high" in told
    assert "page gone" in told
    assert "answered 404 on 5 Mar 2026" in told


def test_the_bar_of_a_priority_is_as_long_as_its_number_says(story):
    bars = tree(story.report()).xpath("//article//*[@class='why']//meter")
    assert {"0.9", "0.8", "0.7", "0.05"} == {bar.get("value") for bar in bars}
    assert all(bar.getparent().text_content().strip().startswith("priority 0.") for bar in bars)


def test_looks_are_folded_behind_what_was_said(changed, edits, judge):
    _, edited = edits
    typo = judge(edited(("Fees",), (-1, "teh"), (1, "the")), 0.04, Kind.WORDING, Aspect.TYPO, "teh → the")
    fee = judge(edited(("Fees",), (-1, "$25"), (1, "$30")), 0.4, Kind.NUMBER, Aspect.CHANGED, "$25 → $30")
    report = changed(typo, fee)
    page = tree(report)
    (fold,) = page.xpath("//details[@class='cosmetic']")
    assert "1 small edit of wording or structure" in fold.text_content()
    assert fold.xpath(".//del/text()") == ["teh"]
    assert page.xpath("//article//del/text()") == ["$25", "teh"]
    text = render_markdown(report)
    assert text.index(r"\$25 → \$30") < text.index("1 small edit of wording or structure:") < text.index("teh → the")


@pytest.mark.parametrize(
    ("kind", "priority", "cosmetic"),
    [
        (Kind.WORDING, 0.09, True),
        (Kind.STRUCTURE, 0.0, True),
        (Kind.WORDING, 0.1, False),
        (Kind.LINK, 0.03, False),
        (Kind.REVIEW_DATE, 0.02, False),
    ],
)
def test_only_slight_edits_of_looks_alone_are_folded(judge, kind, priority, cosmetic):
    edit = judge(SPLIT, priority, kind, Aspect.CHANGED)
    assert bool(EditGroups((edit,)).cosmetic.edits) is cosmetic
    assert bool(EditGroups((edit,)).telling.edits) is not cosmetic
    assert EditGroups((SPLIT,)).telling.edits == (SPLIT,)


@pytest.mark.parametrize("render", [render_html, render_markdown])
def test_fates_moves_splits_and_bounds_have_words(rows, render):
    page, other = rows.page("harbor", "fees"), rows.page("harbor", "moved")
    moved = Edit(
        Operation.FACT_MOVED, path=("New",), old_path=("Old",), old="+12025550143", new="+12025550143",
        fact_kind=FactKind.PHONE, owner="Harbor master",
    )  # fmt: skip
    merged = Edit(Operation.SECTION_MERGED, path=("All",), old_path=("One",), others=(("Two",),), old="a", new="a")
    link = Edit(
        Operation.LINK_CHANGED,
        fact_kind=FactKind.LINK,
        label="Form",
        old="https://x.example/a",
        new="https://x.example/b",
    )
    note = "more than 64 sections had no counterpart"
    rows.change(page, rows.capture(page, 1), rows.capture(page, 2), moved, SPLIT, merged, link, given_up=[note])
    led = Edit(Operation.PAGE_REDIRECTED, new="https://x.example/elsewhere")
    rows.change(other, rows.capture(other, 1), rows.capture(other, 2), led)
    text = render(rows.report())
    told = " ".join((lxml_html.fromstring(text).text_content() if render is render_html else text).split())
    for said in (
        "moved from Old to New",
        "Harbor master",
        "Split into Fees › Boats, Fees › Nets.",
        "Merged from One, Two.",
        "Link changed",
        f"Compared less finely: {note}.",
        "Page redirected",
        "It has led to another page since then. It leads to",
    ):
        assert said in told, said
    assert "https://x.example/elsewhere" in text


def test_hostile_evidence_stays_text_everywhere(changed, edits, judge):
    _, edited = edits
    edit = judge(edited(("Fees",), (-1, "c"), (1, "d")), 0.9, Kind.NUMBER, Aspect.CHANGED, HOSTILE)
    report = changed(edit, findings=[Finding(Kind.FLIP_FLOP, Aspect.RETURNED, HOSTILE)], given_up=[HOSTILE])
    page = tree(report)
    assert not page.xpath("//script | //b[not(@class) and text()='b'] | //@style | //@onerror")
    assert page.text_content().count("<script>alert(1)</script>") >= 4
    text = render_markdown(report)
    assert "\\<script\\>" in text
    assert "**b**" not in text
    for shown in (render_html(report), text, render_csv(report)):
        assert "\u202e" not in shown
        assert "⟨U+202E⟩" in shown
    assert json.loads(render_json(report))["changes"][0]["pages"][0]["changes"][0]["step"]["given_up"] == [HOSTILE]


def test_the_table_has_a_row_for_each_finding(story):
    report = story.report()
    found = read_back(report)
    assert tuple(found[0]) == COLUMNS
    assert sum(row["kind"] == Kind.SILENT_EDIT for row in found) == 13
    (duty,) = [row for row in found if row["kind"] == Kind.OBLIGATION]
    assert (duty["aspect"], duty["priority"], duty["operation"]) == ("weakened", "0.8", "section-edited")
    assert duty["evidence"] == '"must" became "may": "Masters may report a fuel spill"'
    assert duty["url"] == "https://www.harbor.example/policies"
    assert datetime.fromisoformat(duty["before_at"]) < datetime.fromisoformat(duty["after_at"])
    shared = [row for row in found if row["event"] and row["fact_kind"] == FactKind.PHONE]
    assert [(row["pages"], row["url"], row["new"]) for row in shared] == [("12", "", "'+12025550188")]
    told = {row["operation"] for row in found}
    assert {"page-added", "page-gone", "page-returned", "section-renamed", "link-removed"} <= told


@pytest.mark.parametrize(
    "evidence", ["=cmd|' /C calc'!A0", "+1 202", "-2", "@SUM(A1)", "\t=1", "  =1", "\uff1d1", "\n=1", "%0A=1", "|x"]
)
def test_no_cell_is_a_formula(changed, judge, evidence):
    report = changed(judge(SPLIT, 0.5, Kind.NUMBER, Aspect.CHANGED, evidence), title=evidence)
    (row,) = read_back(report)
    assert row["evidence"] == f"'{evidence}"
    assert row["title"].startswith("'")


def test_cells_keep_lines_quotes_and_commas_and_are_bounded(changed, judge):
    said = 'a, "b"\nc'
    long = Edit(Operation.SECTION_ADDED, path=("Fees",), new="word " * 9_000)
    row, added = read_back(changed(judge(SPLIT, 0.5, Kind.NUMBER, Aspect.CHANGED, said), long))
    assert (row["evidence"], row["section"], added["kind"]) == (said, "Fees › Boats", "")
    assert len(added["new"]) < 2_100


def test_kinds_and_priority_narrow_every_form(story):
    report = story.report(wanted=Wanted(frozenset([Kind.OBLIGATION, Kind.PAGE]), 0.75))
    assert {row["kind"] for row in read_back(report) if row["operation"]} == {"obligation"}
    asked = json.loads(render_json(report))
    assert (asked["kinds"], asked["priority"]) == (["obligation", "page"], 0.75)
    assert asked["summary"]["changes"] == 1
    assert "only: obligations, pages · only from priority 0.75, high on" in " ".join(
        tree(report).xpath("string(//header)").split()
    )


def test_a_report_ends_where_it_is_asked_to(story):
    report = story.report(until=datetime(2026, 3, 3, 12, tzinfo=UTC))
    assert report.summary.changes == 17
    assert (report.window.until.day, report.made_at.day) == (3, 6)


def test_calendars_are_drawn_and_told(story):
    report = story.report()
    drawn = tree(report).xpath("//*[@id='calendars']//figure")
    assert len(drawn) == len(report.calendars) >= 2
    (moorings,) = [figure for figure in drawn if figure.xpath("string(.//a)").strip() == "Moorings"]
    assert moorings.xpath("string(.//*[name()='desc'])") == (
        "Observed on 5 days from 1 Mar 2026 to 6 Mar 2026. 2 Mar 2026: 1 change (1 high); 5 Mar 2026: 1 change (1 low)."
    )
    assert moorings.xpath(".//*[name()='rect']/@class") == ["observed", "high", "observed", "low", "observed"]
    assert moorings.xpath(".//*[name()='text'][starts-with(@class, 'sign')]/text()") == ["1", "1"]
    assert "1 change (1 high); 5 Mar 2026: 1 change (1 low)." in render_markdown(report)


def test_a_calendar_shows_a_year_at_most_and_a_week_in_a_column():
    days = [(date(2020, 1, 1) + timedelta(days=place)).isoformat() for place in range(2_000)]
    counts = DayCount(days[-1], ((Level.MEDIUM, 4), (Level.LOW, 8)))
    told = heatmap_of(Calendar(PageRef(1, "harbor", "https://x.example/"), tuple(days), (counts,)))
    assert len(told.squares) <= 371
    assert len({(square.x, square.y) for square in told.squares}) == len(told.squares)
    assert all(square.x < told.width and square.y < told.height for square in told.squares)
    assert told.said.startswith("The last year: observed on ")
    assert (told.squares[-1].level, told.squares[-1].sign) == (Level.MEDIUM, "+")
    assert 12 <= len(told.months) <= 14


def test_a_row_does_not_say_twice_what_came_and_went(changed, edits, judge):
    fact, _ = edits
    phone = fact(FactKind.PHONE, "+12025550143", "+12025550188", path=("Fees", "Office"))
    report = changed(judge(phone, 0.65, Kind.CONTACT, Aspect.CHANGED, "Office, phone: the one became the other"))
    row = next(line for line in render_markdown(report).split("\n") if line.startswith("| Phone"))
    assert row.startswith(r"| Phone, under Office | \+1 202-555-0143 | \+1 202-555-0188 | *contact changed* (priority")
    assert "became the other" not in tree(report).xpath("string(//table[@class='facts'])")


def test_a_link_that_went_is_said_once(changed, judge):
    link = Edit(Operation.LINK_REMOVED, old_path=("Fees",), old="https://harbor.gov/f", label="Form")
    gone = judge(replace(link, fact_kind=FactKind.LINK), 0.04, Kind.LINK, Aspect.REMOVED, "the form removed")
    line = next(line for line in render_markdown(changed(gone)).split("\n") if line.startswith("- Link removed"))
    assert line == "- Link removed: “Form” ~~[https\\://harbor.gov/f](<https://harbor.gov/f>)~~ (priority 0.04, low)"


def test_a_counted_word_alone_is_folded_with_what_is_small(changed, edits):
    fact, _ = edits
    report = changed(fact(FactKind.OBLIGATION, "6", "5", label="may", path=("Fees", "Boats")))
    assert "- Times it says: may, 6 → 5: Fees › Boats" in render_markdown(report)
    assert tree(report).xpath("count(//details[@class='cosmetic']//table)") == 1


def test_of_a_new_chapter_the_weightiest_sections_are_told_and_the_others_counted(changed, judge):
    new = [Edit(Operation.SECTION_ADDED, path=("Terms", f"{number}."), new="word " * 200) for number in range(9)]
    judged = [judge(edit, 0.1 + place / 100, Kind.ADDITION, Aspect.ADDED, "") for place, edit in enumerate(new)]
    gone = Edit(Operation.SECTION_REMOVED, old_path=("Terms", "Old."), old="Gone.")
    report = changed(*judged, gone)
    text = render_markdown(report)
    assert "\n5 more sections: 4 added, 1 removed:\n\n- Section added: Terms › 0.; *addition* (priority" in text
    assert text.count("… and 110 more words") == 5
    (fold,) = tree(report).xpath("//details[@class='further']")
    assert fold.xpath("string(summary)") == "5 more sections: 4 added, 1 removed"
    assert len(fold.xpath("./div")) == 5


def test_what_could_not_be_read_is_said_with_its_reason(rows):
    page = rows.page("harbor", "fees")
    seen = [rows.capture(page, night) for night in (1, 2, 3)]
    for capture in seen[1:]:
        rows.add(models.Reading(capture_id=capture.id, outcome=Outcome.FAILED, detail="an empty shell"))
    report = rows.report()
    (unread,) = report.unread
    assert (unread.captures, unread.pages, unread.example) == (2, 1, seen[1].id)
    said = "2 captures of 1 page could not be read: an empty shell"
    assert said in render_markdown(report)
    assert said in tree(report).xpath("string(//section[@id='not-compared'])")
    assert "2 captures could not be read (recorded, not compared)" in tree(report).xpath("string(//section[1])")
    assert seen[1].id in {capture.capture for capture in report.evidence}


def test_a_long_menu_is_told_by_its_first_lines(rows):
    page = rows.page("harbor", "fees")
    for night, lines in enumerate((["Menu"], ["Menu", *(f"Entry {number}" for number in range(150))]), start=1):
        capture = rows.capture(page, night)
        rows.read(capture, lines, rows.version(page, capture))
    report = rows.report()
    assert "- … and 138 more lines" in render_markdown(report)
    assert "The JSON form of this report has the other 30 lines." in tree(report).xpath(
        "string(//section[@id='surroundings'])"
    )
