"""The audit of review dates on an archive made by hand, on each database: every step in one cell, with its evidence."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from diff.audit import audit_dates
from diff.compare import compare
from diff.labels import Movement
from diff.rows import keep_change
from extract.values import Extraction, Fact, FactKind, Route, Scope, Section
from store import models
from store.kinds import Access, Cause, CrawlState
from store.rows import ids_by_digest
from store.timeline import Sight, Step

START = datetime(2026, 3, 1, 3, tzinfo=UTC)
FEES, RULES = ("Rules", "Fees"), ("Rules", "Boats")
TEXTS = {FEES: "The landing fee is due on the day of the landing.", RULES: "Boats of every length keep to the right."}


def said(*facts, **texts):
    sections = [Section(path, texts.get(path[-1].lower(), text)) for path, text in TEXTS.items()]
    return Extraction("Rules", "en", Route.LANDMARK, tuple(sections), facts)


def date(value, path=("Rules",), scope=Scope.PAGE):
    return Fact(FactKind.REVIEW_DATE, value, "Last reviewed", value, path, scope=scope)


def phone(value):
    return Fact(FactKind.PHONE, value, "", value, FEES, owner="Fees")


class Shelf:
    """Puts pages with two versions and the change between them into an archive."""

    def __init__(self, session):
        self.session = session
        self.sites = {}

    def put(self, url, old, new, site="harbor"):
        if site not in self.sites:
            self.sites[site] = self._add(models.Site(name=site))
        site_id = self.sites[site].id
        page = self._add(models.Page(site_id=site_id, urlkey=url, url=url, first_seen=START))
        crawl = self._add(
            models.Crawl(site_id=site_id, state=CrawlState.FINISHED, started_at=START, finished_at=START, pid=1)
        )
        sights = [self._sight(page, crawl, number, each) for number, each in enumerate((old, new))]
        step = Step(sights[0].version_id, sights[1].version_id, *sights)
        keep_change(self.session, page, step, compare(old, new, url, sights[1].at), "Rules")

    def _sight(self, page, crawl, number, extraction):
        at = START + timedelta(days=number)
        capture = self._add(
            models.Capture(
                page_id=page.id, crawl_id=crawl.id, url=page.url, at=at, status=200, headers=[], access=Access.OK,
                evidence="", elapsed_ms=1,
            )
        )  # fmt: skip
        rows = {
            fact.digest: {each.name: getattr(fact, each.name) for each in fields(Fact)} for fact in extraction.facts
        }
        ids = ids_by_digest(self.session, models.Fact, rows)
        version = self._add(
            models.Version(
                page_id=page.id, extractor_id=self._extractor(), digest=extraction.digest, cause=Cause.PAGE,
                title=extraction.title, language="en", route=extraction.route, kind=extraction.kind,
                selection=extraction.selection, coverage=1.0, first_seen=at, last_seen=at, section_ids=[],
                fact_ids=[ids[fact.digest] for fact in extraction.facts],
            )
        )  # fmt: skip
        return Sight(capture.id, at, version.id)

    def _extractor(self):
        known = self.session.get(models.Extractor, 1)
        return (known or self._add(models.Extractor(id=1, name="plain", version="1", config_digest=b""))).id

    def _add(self, row):
        self.session.add(row)
        self.session.flush()
        return row


@pytest.fixture
def audited(archive):
    own = date("2025-01-01", FEES, Scope.SECTION)
    moved = date("2026-02-01", FEES, Scope.SECTION)
    with archive.writing() as session:
        shelf = Shelf(session)
        shelf.put("https://a.gov/silent", said(date("2025-05-05"), phone("+1")), said(date("2025-05-05"), phone("+2")))
        shelf.put("https://a.gov/bump", said(date("2025-05-05")), said(date("2026-02-02")))
        shelf.put("https://a.gov/back", said(date("2025-05-05")), said(date("2024-04-04")))
        shelf.put("https://a.gov/gone", said(date("2025-05-05"), phone("+1")), said(phone("+2")))
        shelf.put("https://a.gov/none", said(phone("+1")), said(phone("+2")))
        shelf.put(
            "https://a.gov/own",
            said(date("2025-05-05"), own, phone("+1")),
            said(date("2025-05-05"), moved, phone("+2")),
        )
        shelf.put("https://b.gov/", said(phone("+1")), said(date("2025-05-05"), phone("+2")), site="river")
    return archive


def cells(audit, which="pages"):
    return {
        (cell.content_moved, cell.label): [case.url.rpartition("/")[2] for case in cell.cases]
        for cell in getattr(audit, which)
        if cell.cases
    }


def test_every_step_lies_in_the_cell_of_its_page(audited):
    with audited.reading() as session:
        found = audit_dates(session)
    assert found.steps == 7
    assert cells(found) == {
        (True, Movement.STAYED): ["silent"],
        (False, Movement.FORWARD): ["bump"],
        (False, Movement.BACKWARDS): ["back"],
        (True, Movement.REMOVED): ["gone"],
        (True, Movement.NONE): ["none"],
        (False, Movement.STAYED): ["own"],
        (True, Movement.ADDED): [""],
    }
    assert cells(found, "sections") == {(True, Movement.FORWARD): ["own"]}
    assert len(found.pages) == len(found.sections) == 2 * len(Movement)


def test_a_case_brings_its_evidence(audited):
    with audited.reading() as session:
        (silent,) = next(cell.cases for cell in audit_dates(session).pages if cell.cases)
    assert (silent.label, silent.old, silent.new, silent.moves) == ("Last reviewed", "2025-05-05", "2025-05-05", 1)
    assert silent.moved[0].startswith("Fees, phone: ")
    assert (silent.before_at, silent.after_at) == (START, START + timedelta(days=1))
    assert silent.command == f"variorum diff https://a.gov/silent {silent.from_version}..{silent.to_version}"


def test_the_audit_is_of_the_sites_and_the_time_asked_for(audited):
    with audited.reading() as session:
        assert cells(audit_dates(session, ["river"])) == {(True, Movement.ADDED): [""]}
        assert audit_dates(session, since=START + timedelta(days=2)).steps == 0
        assert audit_dates(session, since=START + timedelta(days=1)).steps == 7
