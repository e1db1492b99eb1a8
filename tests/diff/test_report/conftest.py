"""An archive made by hand: two made-up agencies, six nights, a change of every kind."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from diff.report import gather
from diff.rows import keep_change
from diff.values import Comparison, Edit, Finding, Hunk
from extract.values import FactKind, PageKind, Route, Scope, Selection, Source, digest_of
from store import models, timeline
from store.kinds import Access, Aspect, Cause, CrawlState, Kind, Operation, Outcome

FIRST_NIGHT = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
SINCE = datetime(2026, 3, 1, tzinfo=UTC)
TOPICS = (
    "Moorings", "Ferry safety", "Night lights", "Boat permits", "Tide tables", "Harbor fees", "Pilot rules",
    "Dredging", "Fog signals", "Salvage", "Inspections", "Fuel docks",
)  # fmt: skip
NO_VERSION = (Operation.PAGE_GONE, Operation.PAGE_REDIRECTED, Operation.PAGE_BLOCKED)
DUTY = '"must" became "may": "Masters may report a fuel spill"'
SILENT = Finding(Kind.SILENT_EDIT, Aspect.STALE_LABEL, "Last reviewed: 5 Jan 2026")
BUMP = Finding(Kind.REVIEW_DATE, Aspect.BUMPED, "5 Jan 2026 → 2 Mar 2026")


class Rows:
    """Rows by a few words each; everything else gets a fitting value."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.sites: dict[str, models.Site] = {}
        self.crawls: dict[tuple[str, int], models.Crawl] = {}
        self.extractors: dict[str, models.Extractor] = {}
        self.known_lines: dict[bytes, models.Surroundings] = {}
        self.minute = count()

    def add(self, row):
        self.session.add(row)
        self.session.flush()
        return row

    def page(self, site: str, path: str) -> models.Page:
        if site not in self.sites:
            self.sites[site] = self.add(models.Site(name=site))
        url = path if ":" in path else f"https://www.{site}.example/{path}"
        return self.add(models.Page(site_id=self.sites[site].id, urlkey=url, url=url, first_seen=FIRST_NIGHT))

    def crawl(self, site: str, night: int, state=CrawlState.FINISHED, reason=None) -> models.Crawl:
        if (site, night) not in self.crawls:
            at = FIRST_NIGHT + timedelta(days=night - 1)
            row = models.Crawl(
                site_id=self.sites[site].id, state=state, started_at=at, finished_at=at, reason=reason, pid=1
            )
            self.crawls[site, night] = self.add(row)
        return self.crawls[site, night]

    def capture(
        self, page: models.Page, night: int, access=Access.OK, status: int | None = 200, note="", body=None
    ) -> models.Capture:
        site = next(name for name, row in self.sites.items() if row.id == page.site_id)
        crawl = self.crawl(site, night)
        kept = self.body(body if body is not None else f"{page.url} {night}".encode()) if status == 200 else None
        at = crawl.started_at + timedelta(seconds=7 * next(self.minute) % 3000)
        return self.add(
            models.Capture(
                page_id=page.id, crawl_id=crawl.id, url=page.url, at=at, status=status, headers=[], access=access,
                evidence=note, elapsed_ms=80, body_id=kept,
            )
        )  # fmt: skip

    def body(self, data: bytes) -> int:
        row = models.Body(digest=hashlib.sha256(data).digest(), size=len(data), chain=0, data=data)
        return self.add(row).id

    def version(self, page, seen, title="", date=None, extractor="1", cause=Cause.PAGE) -> models.Version:
        """`date` is a review date as the page shows it."""
        if extractor not in self.extractors:
            row = models.Extractor(name="html", version=extractor, config_digest=b"")
            self.extractors[extractor] = self.add(row)
        facts = []
        if date:
            row = models.Fact(
                digest=digest_of([page.id, date, next(self.minute)]), kind=FactKind.REVIEW_DATE, value=date,
                label="Last reviewed", raw=date, path=[], inside=True,
                scope=Scope.PAGE, source=Source.TEXT, owner="", parts=[],
            )  # fmt: skip
            facts = [self.add(row).id]
        return self.add(
            models.Version(
                page_id=page.id, extractor_id=self.extractors[extractor].id, digest=b"", cause=cause,
                title=title, language="en", route=Route.LANDMARK, coverage=1.0, first_seen=seen.at,
                last_seen=seen.at, section_ids=[], fact_ids=facts, kind=PageKind.OTHER, selection=Selection.REGION,
            )
        )  # fmt: skip

    def read(self, capture, lines, version=None) -> None:
        key = digest_of(lines)
        if key not in self.known_lines:
            self.known_lines[key] = self.add(models.Surroundings(digest=key, lines=list(lines)))
        self.add(
            models.Reading(
                capture_id=capture.id, outcome=Outcome.EXTRACTED, surroundings_id=self.known_lines[key].id,
                version_id=version.id if version else None,
            )
        )  # fmt: skip

    def change(
        self, page, before, after, *edits: Edit, title="", dates=(None, None), findings=(), given_up=()
    ) -> models.Change:
        """`findings` are those of the change as a whole; its priority is that of its weightiest edit."""
        old = self.version(page, before, title, dates[0]) if before else None
        gone = any(edit.operation in NO_VERSION for edit in edits)
        new = None if gone else self.version(page, after, title, dates[1])
        step = timeline.Step(
            from_version_id=old.id if old else None,
            to_version_id=new.id if new else None,
            before=timeline.Sight(before.id, before.at, None) if before else None,
            after=timeline.Sight(after.id, after.at, None),
        )
        priority = max((edit.priority for edit in edits), default=0.0)
        compared = Comparison(tuple(edits), tuple(findings), priority, tuple(given_up))
        return keep_change(self.session, page, step, compared, title)

    def report(self, **wishes):
        self.session.flush()
        return gather(self.session, **{"since": SINCE, "now": NOW, **wishes})


def fact(kind, old, new, label="", path=()) -> Edit:
    """A fact changed, added or removed, whichever the values say."""
    word = Operation.FACT_ADDED if old is None else Operation.FACT_REMOVED if new is None else Operation.FACT_CHANGED
    return Edit(word, path=path, old_path=path, old=old, new=new, fact_kind=kind, label=label)


def edited(path, *hunks) -> Edit:
    """A section edited, its texts put together from the hunks."""
    runs = tuple(Hunk(op, words) for op, words in hunks)
    old, new = ("".join(run.text for run in runs if run.op != side) for side in (1, -1))
    return Edit(Operation.SECTION_EDITED, path=path, old_path=path, old=old, new=new, hunks=runs)


def judged(edit: Edit, priority: float, kind: Kind, aspect: Aspect, evidence: str = "") -> Edit:
    """An edit that is of one kind more, and matters so much."""
    return replace(edit, findings=(*edit.findings, Finding(kind, aspect, evidence)), priority=priority)


def footer(year: int) -> list[str]:
    return ["Home", "About", "News", f"© {year} Office of Harbor Safety", "Privacy", "Home"]


GONE = judged(Edit(Operation.PAGE_GONE), 0.7, Kind.PAGE, Aspect.GONE, "answered 404 on 5 Mar 2026")


@pytest.fixture
def session() -> Iterator[Session]:
    """An empty archive in memory."""
    engine = create_engine("sqlite://")
    models.Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def rows(session: Session) -> Rows:
    """A maker of rows in an empty rows."""
    return Rows(session)


@pytest.fixture
def edits():
    """The two makers of edits, for tests that make their own."""
    return fact, edited


@pytest.fixture
def judge():
    """Says of what kind an edit is, and how much it matters."""
    return judged


@pytest.fixture
def story(session: Session) -> Rows:
    """The full archive on SQLite."""
    return tell(Rows(session))


@pytest.fixture
def any_story(archive_url: str) -> Iterator[Rows]:
    """The full archive on each database."""
    engine = create_engine(archive_url)
    with Session(engine) as session:
        yield tell(Rows(session))
    engine.dispose()


def tell(rows: Rows) -> Rows:
    """Six nights at the Office of Harbor Safety and the River Bureau."""
    pages = {topic: rows.page("harbor", topic.lower().replace(" ", "-")) for topic in TOPICS}
    pages |= {name: rows.page("harbor", name.lower()) for name in ("Contact", "Policies", "Archive")}
    seen = {}
    for night in (1, 2, 3, 5, 6):
        for name, page in pages.items():
            gone = name == "Archive" and night > 4
            answer = (Access.GONE, 404) if gone else (Access.OK, 200)
            seen[name, night] = rows.capture(page, night, *answer)
            if not gone:
                version = rows.version(page, seen[name, night], name)
                rows.read(seen[name, night], footer(2025 if night < 5 else 2026), version)
    for page in pages.values():
        rows.capture(page, 4, Access.BLOCKED, 403, "challenge page of a web firewall")
    _hotline(rows, pages, seen)
    _policies(rows, pages, seen)
    _structure(rows, pages, seen)
    _river(rows)
    rows.session.commit()
    return rows


def _hotline(rows, pages, seen) -> None:
    """A number changes on twelve pages; on the contact page other things change with it."""
    says = "+1 202-555-0143 → +1 202-555-0188"
    number = fact(FactKind.PHONE, "+12025550143", "+12025550188", "Hotline")
    number = judged(number, 0.9, Kind.CONTACT, Aspect.CHANGED, says)
    for place, topic in enumerate(TOPICS):
        lead = "Questions about this page? Call " if place else "In an emergency, call the watch room at "
        own = edited(("Need help?",), (0, lead), (-1, "202-555-0143"), (1, "202-555-0188"), (0, ", day and night."))
        rows.change(
            pages[topic], seen[topic, 1], seen[topic, 2], number, judged(own, 0.9, Kind.CONTACT, Aspect.CHANGED, says),
            title=topic, dates=("5 Jan 2026", "5 Jan 2026"), findings=[SILENT],
        )  # fmt: skip
    rows.change(
        pages["Contact"], seen["Contact", 1], seen["Contact", 2],
        fact(FactKind.PHONE, "+12025550111", "+12025550112;ext=4", "Fax", ("Offices", "Eastern quay")),
        fact(FactKind.EMAIL, None, "quay@harbor.example", "", ("Offices", "Eastern quay")),
        fact(FactKind.EMAIL, "night@harbor.example", None, "Night desk"),
        edited(("Offices", "Eastern quay"), (0, "Open on weekdays from "), (-1, "nine to five"),
               (1, "ten to four, and on Saturdays by appointment"), (0, ".\nBring a photo identification.")),
        title="Contact the Office of Harbor Safety",
    )  # fmt: skip


def _policies(rows, pages, seen) -> None:
    """A duty becomes a choice under an old date; elsewhere a date moves over an untouched text."""
    before = (
        "This policy covers every vessel over twelve metres that lies in the inner basin for more than a night. "
        "It was first issued by the harbor master and applies to owners, charterers and crews alike. "
    )
    after = (
        " report a fuel spill to the watch room within thirty minutes, whatever its size. Reports are kept for "
        "five years and are open to the public on request. A copy goes to the port physician and to the insurer."
    )
    rows.change(
        pages["Policies"], seen["Policies", 2], seen["Policies", 3],
        judged(edited(("Policies", "Fuel and spills", "4. Duty to report"), (0, before + "Masters "), (-1, "must"),
                      (1, "may"), (0, after)), 0.8, Kind.OBLIGATION, Aspect.WEAKENED, DUTY),
        title="Policies of the Office of Harbor Safety", dates=("12 June 2024", "12 June 2024"), findings=[SILENT],
    )  # fmt: skip
    rows.change(
        pages["Boat permits"], seen["Boat permits", 2], seen["Boat permits", 3],
        judged(fact(FactKind.REVIEW_DATE, "2026-01-05", "2026-03-02", "Last reviewed"),
               0.05, Kind.REVIEW_DATE, Aspect.CHANGED, "5 Jan 2026 → 2 Mar 2026"),
        judged(edited(("Boat permits",), (0, "Permits are issued at the eastern quay.\nLast reviewed: "),
                      (-1, "5 Jan 2026"), (1, "2 Mar 2026")), 0.05, Kind.REVIEW_DATE, Aspect.CHANGED),
        title="Boat permits", dates=("5 Jan 2026", "2 Mar 2026"), findings=[BUMP],
    )  # fmt: skip


def _structure(rows, pages, seen) -> None:
    """Sections, links and pages come, go and move."""
    new = "A new basin opens in May. " * 60
    rows.change(
        pages["Moorings"], seen["Moorings", 3], seen["Moorings", 5],
        Edit(Operation.SECTION_ADDED, path=("Moorings", "Third basin"), new=new.strip()),
        Edit(Operation.SECTION_REMOVED, old_path=("Moorings", "Winter storage"),
             old="Boats may be laid up ashore from October to March.\nAsk the yard for a place."),
        Edit(Operation.SECTION_RENAMED, path=("Moorings", "Charges"), old_path=("Moorings", "Fees"), old="x", new="x"),
        Edit(Operation.SECTION_MOVED, path=("Moorings", "Rules"), old_path=("Moorings", "Rules"), old="y", new="y"),
        Edit(Operation.SECTION_MOVED, path=("Moorings", "Rules", "Anchors"), old_path=("Moorings", "Anchors")),
        Edit(Operation.LINK_ADDED, fact_kind=FactKind.LINK, label="Plan of the third basin",
             new="https://www.harbor.example/files/basin-3.pdf", path=("Moorings",)),
        Edit(Operation.LINK_REMOVED, fact_kind=FactKind.LINK, label="Data on winter storage",
             old="https://data.harbor.example/winter.csv", old_path=("Moorings",)),
        fact(FactKind.LINK, "https://www.harbor.example/fees", "https://www.harbor.example/charges", "What it costs"),
        title="Moorings",
    )  # fmt: skip
    fresh = rows.page("harbor", "third-basin")
    rows.read(rows.capture(fresh, 5), footer(2026))
    rows.change(fresh, None, rows.capture(fresh, 6), Edit(Operation.PAGE_ADDED), title="The third basin")
    rows.change(pages["Archive"], seen["Archive", 3], seen["Archive", 5], GONE, title="Archive")
    rows.version(pages["Dredging"], seen["Dredging", 6], "Dredging", extractor="2", cause=Cause.TECHNICAL_UPGRADE)
    rows.change(pages["Dredging"], seen["Dredging", 5], seen["Dredging", 6], title="Dredging")


def _river(rows) -> None:
    """A second site: a page that comes back, a file that changes, a night without an answer."""
    levels, gauge = rows.page("river", "levels"), rows.page("river", "files/gauges.pdf")
    first, last = rows.capture(levels, 2, Access.ERROR, None, "no answer in 60 s"), rows.capture(levels, 3)
    rows.change(levels, first, last, Edit(Operation.PAGE_RETURNED), title="River levels")
    old, new = rows.capture(gauge, 2, body=b"one"), rows.capture(gauge, 3, body=b"two")
    digests = (hashlib.sha256(data).hexdigest() for data in (b"one", b"two"))
    rows.change(gauge, old, new, fact(FactKind.DOCUMENT, *digests), title="")
    rows.capture(gauge, 4, Access.NOT_MODIFIED, 304)
    rows.crawl("river", 5, CrawlState.FAILED, "found 0 of 2 known pages")
