"""The small rules of a report: redlines, events, words, harmless text, the chart."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diff.report import naming, words
from diff.report.chart import WIDTH, chart_of
from diff.report.harmless import visible, web_address
from diff.report.redline import Mark, pieces_of, signature
from diff.values import Edit, Hunk
from extract.values import FactKind
from store.kinds import Kind, Operation


def test_long_kept_runs_are_cut_and_short_ones_are_not():
    run = " ".join(f"w{number}" for number in range(40)) + " "
    edit = Edit(Operation.SECTION_EDITED, hunks=(Hunk(0, run), Hunk(-1, "must "), Hunk(0, "soon "), Hunk(1, "may ")))
    pieces = pieces_of(edit)
    assert [piece.mark for piece in pieces] == [Mark.GAP, Mark.KEPT, Mark.OLD, Mark.KEPT, Mark.NEW]
    assert pieces[1].text == " ".join(f"w{number}" for number in range(28, 40)) + " "
    middle = Edit(Operation.SECTION_EDITED, hunks=(Hunk(-1, "a "), Hunk(0, run), Hunk(1, "b")))
    assert [piece.mark for piece in pieces_of(middle)] == [Mark.OLD, Mark.KEPT, Mark.GAP, Mark.KEPT, Mark.NEW]


@given(st.lists(st.tuples(st.sampled_from([-1, 0, 1]), st.text(alphabet="ab \n", max_size=120)), max_size=6))
def test_a_redline_never_loses_a_changed_word(runs):
    edit = Edit(Operation.SECTION_EDITED, hunks=tuple(Hunk(op, text) for op, text in runs) or (Hunk(1, "x"),))
    pieces = pieces_of(edit)
    for op, mark in ((-1, Mark.OLD), (1, Mark.NEW)):
        assert "".join(piece.text for piece in pieces if piece.mark is mark) == "".join(
            hunk.text for hunk in edit.hunks if hunk.op == op
        )


def test_an_edited_section_without_hunks_is_shown_whole():
    pieces = pieces_of(Edit(Operation.SECTION_EDITED, old="before", new="after"))
    assert pieces == ((Mark.OLD, "before"), (Mark.NEW, "after"))


def test_signatures_ignore_what_stands_around_and_nothing_else():
    hunks = (Hunk(-1, "143 "), Hunk(1, "188 "))
    here = Edit(
        Operation.SECTION_EDITED, path=("A",), old="Call 143 ", new="Call 188 ", hunks=(Hunk(0, "Call "), *hunks)
    )
    there = Edit(Operation.SECTION_EDITED, path=("B",), old="Ring 143 ", new="Ring 188 ", hunks=hunks)
    assert signature(here) == signature(there)
    other = Edit(Operation.SECTION_EDITED, hunks=(Hunk(-1, "143 "), Hunk(1, "189 ")))
    assert signature(here) != signature(other)
    assert signature(Edit(Operation.SECTION_RENAMED, path=("A", "New"), old_path=("A", "Old"))) != signature(
        Edit(Operation.SECTION_RENAMED, path=("B", "Newer"), old_path=("B", "Old"))
    )


def two_pages_and_three(rows, edits):
    fact, _ = edits
    for place in range(5):
        page = rows.page("harbor", f"p{place}")
        before, after = rows.capture(page, 1), rows.capture(page, 2)
        number = "+12025550143" if place < 2 else "+12025550144"
        own = Edit(Operation.SECTION_ADDED, path=(f"Own {place}",), new=f"text {place}")
        rows.change(page, before, after, fact(FactKind.PHONE, number, None), *([own] if place == 4 else []))
    return rows.report()


def test_three_pages_make_an_event_and_two_do_not(rows, edits):
    report = two_pages_and_three(rows, edits)
    (event,) = report.events
    assert event.pages == 3
    (site,) = report.changes
    listed = {page.page.url[-2:]: page.changes[0] for page in site.pages}
    assert set(listed) == {"p0", "p1", "p4"}
    assert [edit.operation for edit in listed["p4"].edits] == [Operation.SECTION_ADDED]
    assert (listed["p4"].events, site.in_events_only) == ((1,), 2)
    assert report.summary.changes == 5


def test_one_page_three_times_is_no_event(rows, edits):
    fact, _ = edits
    page = rows.page("harbor", "a")
    for night in (1, 3, 5):
        before, after = rows.capture(page, night), rows.capture(page, night + 1)
        rows.change(page, before, after, fact(FactKind.PHONE, "+12025550143", None))
    report = rows.report(now=datetime(2026, 3, 9, tzinfo=UTC))
    assert report.events == ()
    assert len(report.changes[0].pages[0].changes) == 3


def test_pages_that_appear_together_stay_each_their_own(rows):
    for place in range(4):
        page = rows.page("harbor", f"p{place}")
        rows.change(page, None, rows.capture(page, 2), Edit(Operation.PAGE_ADDED, new="Title"))
    report = rows.report()
    assert (report.events, len(report.changes[0].pages)) == ((), 4)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("plain", "plain"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\x00\x1b[2Jb", "a⟨U+0000⟩⟨U+001B⟩[2Jb"),
        ("zero\u200bwidth\ufeff", "zero⟨U+200B⟩width⟨U+FEFF⟩"),
        ("half\ud800", "half⟨U+D800⟩"),
        ("soft\u00adhyphen", "softhyphen"),
        ("می\u200cخواهم\n\tשלום", "می\u200cخواهم\n\tשלום"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_hidden_characters_become_visible(hostile, shown):
    assert visible(hostile) == shown


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//x.example/", "/a", "http:", "", None,
     "https://x.example/\u202egnp.exe", "https://[x", "https://x.example/a b", "\thttps://x.example/"],
)  # fmt: skip
def test_addresses_off_the_web_are_not_linked(url):
    assert web_address(url) is None


def test_web_addresses_are_linked():
    assert web_address("https://x.example/ä?b=c&d") == "https://x.example/ä?b=c&d"


def test_words():
    assert words.span(timedelta(hours=24)) == "24 hours"
    assert words.span(timedelta(days=3, hours=1)) == "3 days"
    assert words.span(timedelta(seconds=40)) == "40 seconds"
    assert words.count(1, "page") == "1 page"
    assert words.count(1200, "byte") == "1,200 bytes"
    assert words.fact_value(FactKind.PHONE, "+12025550143;ext=4") == "+1 202-555-0143 ext. 4"
    assert words.fact_value(FactKind.PHONE, "311") == "311"
    assert words.fact_value(FactKind.REVIEW_DATE, "2026-13-99") == "2026-13-99"
    assert words.fact_value(FactKind.EMAIL, None) == "none"


def test_intervals_show_seconds_only_where_minutes_do_not_tell_apart():
    moment = datetime(2026, 3, 3, 3, 2, 5, tzinfo=UTC)
    assert words.interval(moment, moment + timedelta(days=1)) == "between 3 Mar 2026 03:02 and 4 Mar 2026 03:02 UTC"
    assert words.interval(moment, moment + timedelta(seconds=9)) == (
        "between 3 Mar 2026 03:02:05 and 3 Mar 2026 03:02:14 UTC"
    )
    assert words.interval(None, moment) == "first seen 3 Mar 2026 03:02 UTC"


def test_every_kind_has_its_words():
    assert set(naming.KINDS) == set(Kind)
    assert set(naming.DID) == set(Operation)
    assert set(words.FACTS) == set(FactKind)
    assert set(words.FATES) == {operation for operation in Operation if operation.startswith("page-")}


def test_commands_are_quoted_for_a_shell(rows):
    page = rows.page("harbor", "https://x.example/$(rm -rf ~)'`")
    rows.change(page, None, rows.capture(page, 2), Edit(Operation.PAGE_ADDED))
    (capture,) = rows.report().evidence
    assert words.command(capture).startswith("""variorum show 'https://x.example/$(rm -rf ~)'"'"'`' --at 2026-03-02T""")


@pytest.mark.parametrize(("days", "per_bar"), [(5, 1), (62, 1), (63, 2), (3000, 49)])
def test_the_chart_holds_any_window(rows, days, per_bar):
    page = rows.page("harbor", "a")
    for night in (1, days):
        rows.change(page, None, rows.capture(page, night), Edit(Operation.PAGE_ADDED))
    chart = chart_of(rows.report(since=None, now=datetime(2026, 3, 1, 23, tzinfo=UTC) + timedelta(days=days - 1)))
    assert chart.days == per_bar
    assert len(chart.bars) <= 62
    assert sum(bar.count for bar in chart.bars) == 2
    assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH for bar in chart.bars)
    assert chart.bars[0].name.startswith(words.day(date(2026, 3, 1)))


def test_no_chart_of_nothing_nor_of_a_single_day(rows):
    assert chart_of(rows.report()) is None
    rows.change(page := rows.page("harbor", "a"), None, rows.capture(page, 1), Edit(Operation.PAGE_ADDED))
    assert chart_of(rows.report(now=datetime(2026, 3, 1, 23, tzinfo=UTC))) is None
    assert chart_of(rows.report()) is not None
