"""The six nights of the demo: every planted change is told, and nothing else is."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from diff.listing import list_changes
from diff.report import gather
from store import Archive, open_archive
from store.models import Capture, Crawl, Version
from variorum.cli import main
from variorum.demo import NIGHTS, PLANTED, Plant
from variorum.demo.pages import pages_on

TOLD = [planted for planted in PLANTED if planted.edits]


@pytest.fixture
def archive(demo_folder) -> Iterator[Archive]:
    opened = open_archive(f"sqlite:///{demo_folder / 'variorum.db'}")
    yield opened
    opened.close()


@pytest.fixture
def changes(archive):
    """Every change, as (night, path, its edits)."""
    with archive.reading() as session:
        nights = {row.id: number for number, row in enumerate(session.scalars(select(Crawl).order_by(Crawl.id)), 1)}
        captures = {row.id: nights[row.crawl_id] for row in session.scalars(select(Capture))}
        found = list_changes(session, since=None, now=datetime.now(UTC))
    return [(captures[one.step.after_capture], urlsplit(one.step.page.url).path, one.edits) for one in found]


@pytest.fixture
def report_text(demo_folder):
    source = (demo_folder / "report.html").read_text(encoding="utf-8")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split())


@pytest.mark.parametrize("planted", TOLD, ids=[planted.plant.replace(" ", "-") for planted in TOLD])
def test_every_planted_change_is_found_on_its_night_and_page(changes, planted):
    for path in planted.paths:
        (edits,) = [edits for night, page, edits in changes if (night, page) == (planted.night, path)]
        assert set(planted.edits) <= {edit.operation for edit in edits}


def test_nothing_else_is_found(changes):
    assert {(night, path) for night, path, _ in changes} == {
        (planted.night, path) for planted in TOLD for path in planted.paths
    }
    wanted = {(planted.night, path): set(planted.edits) for planted in TOLD for path in planted.paths}
    for night, path, edits in changes:
        # The stamp of a bumped date stands in a section, whose one changed word is that date.
        surplus = {edit.operation for edit in edits} - wanted[night, path]
        assert surplus <= {"section-edited", "fact-changed"}, (night, path, edits)


def test_the_new_template_and_the_blocked_night_change_nothing(changes):
    assert not [change for change in changes if change[0] in {4, 5, 6}]


def test_no_version_began_on_the_nights_of_the_footer_the_template_and_the_block(archive):
    with archive.reading() as session:
        starts = list(session.scalars(select(Crawl.started_at).order_by(Crawl.id)))
        assert not list(session.scalars(select(Version).where(Version.first_seen >= starts[3])))


def test_the_footer_is_told_once_for_all_pages_and_is_no_change_of_any(archive):
    with archive.reading() as session:
        report = gather(session, since=None, now=datetime.now(UTC))
    (footer,) = report.surroundings
    (planted,) = [planted for planted in PLANTED if planted.plant is Plant.FOOTER]
    assert {urlsplit(page.url).path for page in footer.pages} == set(planted.paths)
    assert [(line.op, line.text) for line in footer.lines if line.text == planted.new] == [(1, planted.new)]


def test_the_blocked_night_is_told_as_not_compared(archive):
    with archive.reading() as session:
        report = gather(session, since=None, now=datetime.now(UTC))
    blocked = [row for row in report.not_compared if row.access == "blocked"]
    assert sum(row.captures for row in blocked) >= len(pages_on(NIGHTS))
    assert {row.status for row in blocked} == {403}


def test_the_report_is_one_file_that_shows_what_was_planted(demo_folder, report_text):
    source = (demo_folder / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|<img|src=|@import|url\(", source)
    for words in (
        "800-555-0142",
        "800-555-0187",
        "refund the full fare",
        "September 15, 2025",
        "If a crossing is canceled for ice",
        "Ramp repairs will close Old Ferry landing for nine days",
        "Reasonable accommodation is available on request at every landing.",
        "403",
    ):
        assert words in report_text, words


def test_the_silent_edit_and_the_date_bump_are_named(report_text):
    assert "silent edit" in report_text.lower()
    assert "date bump" in report_text.lower()


def test_what_robots_txt_forbids_was_never_asked_for(archive):
    with archive.reading() as session:
        denied = list(session.scalars(select(Capture).where(Capture.url.contains("/internal/"))))
    assert denied
    assert {capture.access for capture in denied} == {"robots-denied"}
    assert {capture.status for capture in denied} == {None}


def test_a_second_demo_replaces_the_first_but_nobodys_own_folder(demo_folder, tmp_path, capsys):
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--into", str(tmp_path)])
    assert ended.value.code == 2
    assert "letters.txt, which no demo left there" in capsys.readouterr().err
    assert (tmp_path / "letters.txt").read_text() == "mine"
