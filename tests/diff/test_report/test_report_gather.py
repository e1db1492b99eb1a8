"""A report says what the rows say: on both databases, in few queries, each change once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import event

from diff.report import gather, render_html, render_json, render_markdown
from diff.report.figures import Unlisted
from diff.report.values import LineEdit
from diff.report.wanted import Wanted
from extract.values import FactKind
from store.kinds import Access, Aspect, Kind, Operation

SILENT, BUMP = (Kind.SILENT_EDIT, Aspect.STALE_LABEL), (Kind.REVIEW_DATE, Aspect.BUMPED)
SINCE = datetime(2026, 3, 1, tzinfo=UTC)
NOW = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)


def test_both_databases_tell_the_same_story(any_story):
    report = any_story.report()
    summary = report.summary
    assert (summary.changes, summary.pages_changed) == (20, 18)
    assert (summary.captures, summary.pages_observed, summary.not_compared) == (97, 18, 18)
    assert dict(summary.signs) == {SILENT: 13, BUMP: 1}
    assert summary.unlisted == Unlisted(technical_upgrades=1, without_edits=1)
    assert [(event.pages, len(event.edits)) for event in report.events] == [(12, 1), (11, 1)]
    assert [(site.site, len(site.pages), site.in_events_only) for site in report.changes] == [
        ("harbor", 6, 11),
        ("river", 2, 0),
    ]
    assert [(edit.site, len(edit.pages), edit.steps) for edit in report.surroundings] == [("harbor", 14, 14)]
    blocked = [group for group in report.not_compared if group.access is Access.BLOCKED]
    assert [(group.pages, group.pages_of_crawl, group.captures, group.status) for group in blocked] == [
        (15, 15, 15, 403)
    ]
    assert [crawl.reason for crawl in report.failed_crawls] == ["found 0 of 2 known pages"]
    for render in (render_html, render_markdown, render_json):
        assert "2026" in render(report)


def test_every_cited_capture_is_in_the_evidence(story):
    report = story.report()
    steps = [step for one in report.events for step in one.steps]
    steps += [change.step for site in report.changes for page in site.pages for change in page.changes]
    cited = {number for step in steps for number in (step.before_capture, step.after_capture) if number}
    cited |= {number for edit in report.surroundings for number in (edit.before_capture, edit.after_capture)}
    cited |= {number for group in report.not_compared for number in group.examples}
    assert {capture.capture for capture in report.evidence} == cited


def test_the_number_of_queries_does_not_grow_with_the_changes(story, edits):
    asked = []
    event.listen(story.session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))
    story.report()
    few, fact = len(asked), edits[0]
    for number in range(60):
        page = story.page("harbor", f"more-{number}")
        before, after = story.capture(page, 1), story.capture(page, 2)
        story.change(page, before, after, fact(FactKind.PHONE, f"+1202555{number:04}", None))
    story.session.commit()
    asked.clear()
    assert story.report().summary.changes == 80
    assert len(asked) == few <= 20


def test_gathering_writes_nothing(story):
    story.session.commit()
    story.report()
    assert not story.session.new
    assert not story.session.dirty
    assert not story.session.deleted


def test_window_bounds_are_both_included(rows, edits):
    fact, _ = edits
    page = rows.page("harbor", "a")
    before, after = rows.capture(page, 1), rows.capture(page, 2)
    rows.change(page, before, after, fact(FactKind.PHONE, "+12025550143", None))
    second = timedelta(seconds=1)
    assert rows.report(since=after.at, now=after.at).summary.changes == 1
    assert rows.report(since=after.at + second).summary.changes == 0
    assert rows.report(now=after.at - second).summary.changes == 0
    assert rows.report(since=None).summary.changes == 1


def test_sites_and_kinds_narrow_the_report(story):
    river = story.report(sites=["river"])
    assert river.summary.changes == 2
    assert {site.site for site in river.summary.sites} == {"river"}
    assert not river.surroundings
    assert {crawl.site for crawl in river.failed_crawls} == {"river"}
    gone = story.report(wanted=Wanted(frozenset([Kind.PAGE])))
    assert gone.summary.changes == 1
    assert gone.kinds == (Kind.PAGE,)
    assert {
        edit.operation for site in gone.changes for page in site.pages for one in page.changes for edit in one.edits
    } == {Operation.PAGE_GONE}
    assert story.report(sites=["nowhere"]).summary.changes == 0


def test_a_change_of_a_kind_as_a_whole_is_told_with_all_its_edits(story):
    silent = story.report(wanted=Wanted(frozenset([Kind.SILENT_EDIT])))
    assert dict(silent.summary.signs) == {SILENT: 13}
    own = {page.page.title: one.edits for site in silent.changes for page in site.pages for one in page.changes}
    assert set(own) == {"Moorings", "Policies of the Office of Harbor Safety"}
    assert [edit.kinds for edit in own["Policies of the Office of Harbor Safety"]] == [{Kind.OBLIGATION}]


def test_priorities_narrow_the_report(story):
    report = story.report(wanted=Wanted(priority=0.85))
    assert (report.priority, report.summary.changes, len(report.events)) == (0.85, 12, 2)
    assert [page.page.title for site in report.changes for page in site.pages] == ["Moorings"]
    weighty = story.report(wanted=Wanted(frozenset([Kind.CONTACT, Kind.PAGE]), 0.3))
    assert weighty.summary.changes == 13


def test_naive_times_are_refused(story):
    with pytest.raises(ValueError, match="naive"):
        gather(story.session, since=None, now=datetime(2026, 3, 6))  # noqa: DTZ001 (the point of the test)


def test_other_zones_are_turned_into_utc(story):
    zone = timezone(timedelta(hours=-5))
    assert story.report(now=NOW.astimezone(zone)) == replace(story.report(), made_at=NOW)


def test_surroundings_step_over_other_extractors_and_empty_readings(rows):
    page = rows.page("harbor", "a")
    lines = (["Home", "2025"], ["Home", "2026"], [], ["Home", "2027"], ["2027", "Home"])
    extractors = ("1", "2", "2", "2", "2")
    for night, (shown, extractor) in enumerate(zip(lines, extractors, strict=True), start=1):
        capture = rows.capture(page, night)
        rows.read(capture, shown, rows.version(page, capture, extractor=extractor))
    assert rows.report().surroundings == ()


def test_lines_that_a_new_template_only_joins_are_not_told_beside_one_that_came(rows):
    page = rows.page("harbor", "a")
    shown = (["Home", "About us", "Write to us"], ["Home About us", "Write to us", "Closed on Monday"])
    for night, lines in enumerate((*shown, shown[0]), start=1):
        capture = rows.capture(page, night)
        rows.read(capture, lines, rows.version(page, capture))
    joined, parted = rows.report().surroundings
    assert joined.lines == (LineEdit(1, "Closed on Monday"),)
    assert parted.lines == (LineEdit(-1, "Closed on Monday"),)


def test_surroundings_of_the_window_look_back_before_it(rows):
    page = rows.page("harbor", "a")
    for night, year in ((1, "2025"), (5, "2026")):
        capture = rows.capture(page, night)
        rows.read(capture, ["Home", year, "Home"], rows.version(page, capture))
    (edit,) = rows.report(since=datetime(2026, 3, 5, tzinfo=UTC)).surroundings
    assert edit.lines == (LineEdit(-1, "2025"), LineEdit(1, "2026"))
    assert rows.report(since=datetime(2026, 3, 5, 12, tzinfo=UTC)).surroundings == ()


def test_surroundings_keep_different_differences_apart(rows):
    for place in range(4):
        page = rows.page("harbor", f"p{place}")
        for night, year in ((1, "2025"), (2, "2026")):
            capture = rows.capture(page, night)
            own = [f"note {night}"] * 2 if place == 3 else []
            rows.read(capture, ["Home", year, *own], rows.version(page, capture))
    wide, narrow = rows.report().surroundings
    assert (len(wide.pages), wide.lines) == (4, (LineEdit(-1, "2025"), LineEdit(1, "2026")))
    assert (len(narrow.pages), narrow.lines) == (1, (LineEdit(-1, "note 1", 2), LineEdit(1, "note 2", 2)))
