"""The seven nights of the demo: every planted change is told, and nothing else is."""

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
from store.kinds import Aspect, Kind
from store.models import Capture, Crawl, Page, Version
from variorum.cli import main
from variorum.demo import NIGHTS, PLANTED, Plant, Told, verdict
from variorum.demo.pages import pages_on

TOLD = [planted for planted in PLANTED if planted.told]
TOLD_OF = {planted.plant: planted.told for planted in TOLD}
RESTLESS = "/crossings/"


@pytest.fixture
def archive(demo_folder) -> Iterator[Archive]:
    opened = open_archive(f"sqlite:///{demo_folder / 'variorum.db'}")
    yield opened
    opened.close()


@pytest.fixture
def changes(archive):
    """Every change, as (night, path, of what kinds it is)."""
    with archive.reading() as session:
        nights = {row.id: number for number, row in enumerate(session.scalars(select(Crawl).order_by(Crawl.id)), 1)}
        captures = {row.id: nights[row.crawl_id] for row in session.scalars(select(Capture))}
        found = list_changes(session, since=None, now=datetime.now(UTC))
    return {
        (captures[one.step.after_capture], urlsplit(one.step.page.url).path): {
            (told.kind, told.aspect)
            for told in (*one.step.findings, *(told for edit in one.edits for told in edit.findings))
        }
        for one in found
    }


@pytest.fixture
def report_text(demo_folder):
    source = (demo_folder / "report.html").read_text(encoding="utf-8")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split())


@pytest.mark.parametrize(
    "planted", TOLD, ids=[f"{planted.night}-{planted.plant.replace(' ', '-')}" for planted in TOLD]
)
def test_every_planted_change_is_found_on_its_night_and_page(changes, planted):
    for path in planted.paths:
        assert set(planted.told) <= changes[planted.night, path]


def test_nothing_else_is_found(changes):
    planted: dict[tuple[int, str], set] = {}
    for each in TOLD:
        for path in each.paths:
            planted.setdefault((each.night, path), set()).update(each.told)
    assert changes == planted


def test_the_demo_says_so_itself(demo_said):
    assert "changes: every planted change was found, and nothing else" in demo_said


def test_what_is_missing_or_invented_is_said():
    (hotline, *_) = (Told(2, "/contact/", kind, aspect) for kind, aspect in TOLD_OF[Plant.HOTLINE])
    planted = {Told(each.night, path, *told) for each in TOLD for path in each.paths for told in each.told}
    forged = Told(4, "/about/", Kind.NUMBER, Aspect.CHANGED)
    found = verdict(planted - {hotline} | {forged})
    assert (found.missing, found.invented) == ((hotline,), (forged,))
    assert found.words == (
        "not found: contact changed on /contact/ in night 2; never planted: number changed on /about/ in night 4"
    )


def test_the_footer_the_new_template_and_the_blocked_night_change_nothing(changes):
    assert {path for night, path in changes if night in {4, 5, NIGHTS}} == {RESTLESS}


def test_no_version_began_on_the_nights_of_the_footer_the_template_and_the_block(archive):
    with archive.reading() as session:
        starts = list(session.scalars(select(Crawl.started_at).order_by(Crawl.id)))
        began = list(session.scalars(select(Version.first_seen).join(Page).where(Page.url.not_like(f"%{RESTLESS}"))))
    quiet = [(starts[3], starts[5]), (starts[NIGHTS - 1], datetime.max.replace(tzinfo=UTC))]
    assert not [at for at in began if any(start <= at < end for start, end in quiet)]


def test_the_footer_is_told_once_for_all_pages_and_is_no_change_of_any(archive):
    with archive.reading() as session:
        report = gather(session, since=None, now=datetime.now(UTC))
    (footer,) = report.surroundings
    (planted,) = [planted for planted in PLANTED if planted.plant is Plant.FOOTER]
    (back,) = [planted for planted in PLANTED if planted.plant is Plant.PAGE_BACK]  # it came back with the new footer
    assert {urlsplit(page.url).path for page in footer.pages} == {*planted.paths, *back.paths}
    assert [(line.op, line.text) for line in footer.lines if line.text == planted.new] == [(1, planted.new)]


def test_the_same_edit_on_three_pages_is_one_event(archive):
    with archive.reading() as session:
        report = gather(session, since=None, now=datetime.now(UTC))
    (event,) = report.events
    (planted,) = [planted for planted in PLANTED if planted.plant is Plant.PENALTY]
    assert {urlsplit(step.page.url).path for step in event.steps} == set(planted.paths)


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
