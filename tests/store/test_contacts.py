"""The archive asked for contacts, on each database: now, then, through time, and by what they ever had."""

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from extract import Fact, FactKind, PageKind, Route, Selection, Source
from store import Archive
from store.claims import claims_at
from store.contacts import contact_history, find_contact, list_changed_values, list_contacts
from store.kinds import Access, Cause, CrawlState, Outcome
from store.models import Capture, Crawl, Extractor, Page, PageUrl, Reading, Site, Version
from store.models import Fact as FactRow
from store.pages import find_page
from store.rows import ids_by_digest
from store.urlkey import urlkey

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
FOOTER = Fact(FactKind.PHONE, "+12025550100", "", "202-555-0100", inside=False)
PRESS = "https://agency.gov/press"


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def phone(value: str, label: str = "Phone", owner: str = "Press Office") -> Fact:
    return Fact(FactKind.PHONE, value, label, value, ("Contact", owner), owner=owner)


def address(value: str, owner: str = "Press Office") -> Fact:
    return Fact(FactKind.ADDRESS, value, "", value, ("Contact", owner), owner=owner, parts=(("city", "Port Merrow"),))


@dataclass
class Shelf:
    """Puts pages with versions into an archive, each version seen for the days it is given."""

    session: Session
    sites: dict[str, int] = field(default_factory=dict)

    def put(
        self, url: str, *versions: tuple[int, int, tuple[Fact, ...]], site: str = "agency", upgrade: int = -1
    ) -> None:
        page_id = self._page(url, site)
        for number, (first, last, facts) in enumerate(versions):
            cause = Cause.TECHNICAL_UPGRADE if number == upgrade else Cause.PAGE
            self._add(
                Version(
                    page_id=page_id,
                    extractor_id=self._extractor(),
                    digest=b"%d" % number,
                    cause=cause,
                    title="Contact",
                    language="en",
                    route=Route.LANDMARK,
                    kind=PageKind.CONTACT,
                    selection=Selection.REGION,
                    coverage=1.0,
                    first_seen=day(first),
                    last_seen=day(last),
                    section_ids=[],
                    fact_ids=self._facts(facts),
                )
            )

    def _page(self, url: str, site: str) -> int:
        if site not in self.sites:
            self.sites[site] = self._add(Site(name=site)).id
        page = self._add(Page(site_id=self.sites[site], urlkey=urlkey(url), url=url, first_seen=START))
        self._add(PageUrl(page_id=page.id, urlkey=urlkey(url), url=url, seen_from=START, seen_to=None))
        return page.id

    def _extractor(self) -> int:
        known = self.session.get(Extractor, 1)
        return known.id if known else self._add(Extractor(id=1, name="plain", version="1", config_digest=b"a")).id

    def _facts(self, facts: tuple[Fact, ...]) -> list[int]:
        rows = {fact.digest: {each.name: getattr(fact, each.name) for each in fields(Fact)} for fact in facts}
        ids = ids_by_digest(self.session, FactRow, rows)
        return [ids[fact.digest] for fact in facts]

    def _add(self, row):
        self.session.add(row)
        self.session.flush()
        return row


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """A press office whose number changed on the second day, a library on a second page, and a footer on both."""
    with archive.writing() as session:
        shelf = Shelf(session)
        before = (phone("+12025550142"), address("400 Slipway Street, Port Merrow, ME 04999"), FOOTER)
        after = (phone("+12025550187"), address("400 Slipway Street, Port Merrow, ME 04999"), FOOTER)
        shelf.put(PRESS, (0, 1, before), (2, 5, after))
        library = Fact(FactKind.PHONE, "+12025550131;ext=4", "Librarian", "x", ("Library",), owner="Library")
        shelf.put("https://agency.gov/library", (0, 5, (library, FOOTER)))
        shelf.put("https://other.gov/", (0, 3, (phone("+12025550142", owner="Bakery"),)), site="other")
    return archive


def rows(archive, **asked):
    with archive.reading() as session:
        return list_contacts(session, **asked)


def held(archive, text, **asked):
    with archive.reading() as session:
        return [
            (each.url, each.name, each.held.value, each.held.ended is None)
            for each in find_contact(session, text, **asked)
        ]


def test_contacts_are_listed_by_site_and_page_each_value_with_its_since(filled):
    found = rows(filled)
    assert [(row.site, row.url, row.name, row.pages) for row in found] == [
        ("agency", "https://agency.gov/library", "Library", 1),
        ("agency", "https://agency.gov/library", "", 2),
        ("agency", PRESS, "Press Office", 1),
        ("other", "https://other.gov/", "Bakery", 1),
    ]
    press = found[2]
    assert [(each.value, each.first_seen) for each in press.values] == [
        ("+12025550187", day(2)),
        ("400 Slipway Street, Port Merrow, ME 04999", day(0)),
    ]
    assert press.last_seen == day(5)


def test_contacts_as_they_were_at_a_moment(filled):
    (press,) = rows(filled, sites=("agency",), at=day(1), like="press office")
    assert [each.value for each in press.values] == ["+12025550142", "400 Slipway Street, Port Merrow, ME 04999"]
    assert rows(filled, at=day(-1)) == []


def test_contacts_of_one_site_one_page_or_with_one_text(filled):
    assert {row.site for row in rows(filled, sites=("other",))} == {"other"}
    with filled.reading() as session:
        page = find_page(session, PRESS)
        assert [row.name for row in list_contacts(session, page=page)] == ["Press Office", ""]
    assert [row.name for row in rows(filled, like="slipway")] == ["Press Office"]
    assert [row.name for row in rows(filled, like="LIBRARY")] == ["Library"]


def test_what_a_contact_no_longer_has_is_no_reason_to_list_it(filled):
    assert [row.name for row in rows(filled, like="0142")] == ["Bakery"]


def test_a_footer_is_one_row_for_all_its_pages(filled):
    (footer,) = [row for row in rows(filled) if not row.is_inside]
    assert (footer.pages, [each.value for each in footer.values]) == (2, ["+12025550100"])


def test_the_history_of_a_page_tells_its_steps(filled):
    with filled.reading() as session:
        press, footer = contact_history(session, find_page(session, PRESS))
    assert [(step.old, step.new, step.before, step.after) for step in press.steps] == [
        ("+12025550142", "+12025550187", day(1), day(2))
    ]
    assert (footer.is_inside, footer.steps) == (False, ())


def test_pages_that_still_show_an_old_number_are_stale(archive):
    old, new = phone("+12025550142"), phone("+12025550187")
    with archive.writing() as session:
        shelf = Shelf(session)
        for number in range(3):
            shelf.put(f"https://agency.gov/{number}", (0, number, (old,)), (number + 1, 9, (new,)))
        shelf.put("https://agency.gov/stale", (0, 9, (phone("+12025550142", owner="Refunds"),)))
        shelf.put("https://agency.gov/back", (0, 1, (old,)), (2, 3, (new,)), (4, 9, (old,)))
        shelf.put("https://other.gov/", (0, 9, (old,)), site="other")
    with archive.reading() as session:
        first, back = list_changed_values(session)
        assert list_changed_values(session, ["other"]) == []
    assert (first.old, first.new, first.pages) == (old.value, new.value, 5)
    assert first.changed == tuple(f"https://agency.gov/{number}" for number in range(3))
    assert [(each.url, each.name) for each in first.stale] == [
        ("https://agency.gov/back", "Press Office"),
        ("https://agency.gov/stale", "Refunds"),
    ]
    assert (first.before, first.after, first.last_after) == (day(0), day(1), day(3))
    assert (back.old, back.new, back.changed) == (new.value, old.value, ("https://agency.gov/back",))
    assert len(back.stale) == 3


def test_a_number_put_back_everywhere_did_not_change(archive):
    old, new = phone("+12025550142"), phone("+12025550187")
    with archive.writing() as session:
        Shelf(session).put(PRESS, (0, 1, (old,)), (2, 3, (new,)), (4, 9, (old,)))
    with archive.reading() as session:
        assert [(each.old, each.new) for each in list_changed_values(session)] == [(new.value, old.value)]


def test_an_upgrade_is_no_step(archive):
    with archive.writing() as session:
        Shelf(session).put(PRESS, (0, 1, (phone("+12025550142"),)), (1, 2, (phone("+12025550142;ext=4"),)), upgrade=1)
    with archive.reading() as session:
        (press,) = contact_history(session, find_page(session, PRESS))
    assert press.steps == ()
    assert [each.began for each in press.intervals] == [Cause.PAGE, Cause.TECHNICAL_UPGRADE]


@pytest.mark.parametrize(
    "text", ["+12025550142", "202-555-0142", "(202) 555-0142", "1 202 555 01GA", "555-0142", "0142"]
)
def test_who_ever_had_a_number_is_found_however_it_is_written(filled, text):
    assert held(filled, text) == [
        (PRESS, "Press Office", "+12025550142", False),
        ("https://other.gov/", "Bakery", "+12025550142", True),
    ]


@pytest.mark.parametrize("text", ["202-555-0131 ext. 4", "202 555 0131 x4", "+12025550131;ext=4"])
def test_an_extension_is_found_as_it_is_dialed(filled, text):
    assert held(filled, text) == [("https://agency.gov/library", "Library", "+12025550131;ext=4", True)]


def test_who_ever_had_an_address_or_a_name(filled):
    assert [name for _, name, _, _ in held(filled, "400  slipway")] == ["Press Office"]
    assert [value for _, _, value, _ in held(filled, "press office")] == [
        "+12025550142",
        "400 Slipway Street, Port Merrow, ME 04999",
        "+12025550187",
    ]


@pytest.mark.parametrize("text", ["%", "_", "0199", "nobody"])
def test_what_nobody_had_is_not_found(filled, text):
    assert held(filled, text) == []


def test_who_ever_had_it_is_narrowed_by_site(filled):
    assert [url for url, _, _, _ in held(filled, "0142", sites=("other",))] == ["https://other.gov/"]


def capture(session, page_id, number, headers, claims):
    """A read capture of a page's only version on a day."""
    crawl = Crawl(site_id=1, state=CrawlState.FINISHED, started_at=day(number), reason=None, pid=1)
    session.add(crawl)
    session.flush()
    row = Capture(
        page_id=page_id, crawl_id=crawl.id, url=PRESS, at=day(number), status=200, headers=headers,
        access=Access.OK, evidence="200", elapsed_ms=1, body_id=None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(Reading(capture_id=row.id, outcome=Outcome.EXTRACTED, version_id=1, claims=claims))


def test_claims_are_those_of_the_last_answer_up_to_then(archive):
    with archive.writing() as session:
        Shelf(session).put(PRESS, (0, 2, ()))
        capture(session, 1, 0, [["Last-Modified", "Tue, 12 Aug 2025 13:30:00 GMT"]], [])
        capture(
            session, 1, 2, [["Content-Type", "text/html"]], [["meta", "dcterms.modified", "2025-06-02", "2025-06-02"]]
        )
    with archive.reading() as session:
        page = find_page(session, PRESS)
        assert [(claim.source, claim.value) for claim in claims_at(session, page, day(1))] == [
            (Source.HTTP, "2025-08-12")
        ]
        assert [(claim.source, claim.label, claim.value) for claim in claims_at(session, page, None)] == [
            (Source.META, "dcterms.modified", "2025-06-02")
        ]
        assert claims_at(session, page, day(-1)) == ()
