from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from store.crawls import add_urls, begin_crawl, finish_crawl, frontier_counts, next_entries
from store.kinds import Access, CrawlState, Origin
from store.models import Capture, Crawl, Page, PageUrl
from store.recording import Answer, record

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
HOME = "https://agency.gov/"


def answer(url, access=Access.OK, status=200, minutes=0, body=b"<p>text</p>"):
    kept = body if access is Access.OK else None
    return Answer(
        url, START + timedelta(minutes=minutes), status, (("Content-Type", "text/html"),), access, "", 5, kept
    )


def visit(archive, crawl, *, access=Access.OK, status=200, minutes=0, **more):
    """Answer the oldest pending entry; gives the URL it was for."""
    entry = next_entries(archive, crawl.id, limit=1)[0]
    record(archive, crawl.id, entry, answer(entry.url, access, status, minutes), max_pages=100, **more)
    return entry.url


def count(archive, model):
    with archive.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def pages(archive):
    with archive.reading() as session:
        urls = select(Page.url, PageUrl.url).join(PageUrl, PageUrl.page_id == Page.id).order_by(PageUrl.url)
        found = {}
        for page, url in session.execute(urls):
            found.setdefault(page, []).append(url)
        return found


def test_a_crawl_visits_each_key_once_and_remembers_its_links(archive):
    crawl = begin_crawl(archive, "agency", [HOME, "https://www.agency.gov"], max_pages=100)
    assert visit(archive, crawl, links=["https://agency.gov/a", "https://agency.gov/a/", HOME]) == HOME
    assert [entry.depth for entry in next_entries(archive, crawl.id, limit=9)] == [1]
    assert visit(archive, crawl, links=["https://agency.gov/a#part"]) == "https://agency.gov/a"
    assert frontier_counts(archive, crawl.id) == (0, 2)


def test_an_interrupted_crawl_is_taken_up_where_it_stopped(archive):
    crawl = begin_crawl(archive, "agency", [HOME], max_pages=100)
    visit(archive, crawl, links=["https://agency.gov/a", "https://agency.gov/b"])
    again = begin_crawl(archive, "agency", [HOME], max_pages=100)
    assert (again.id, again.resumed) == (crawl.id, True)
    assert [entry.url for entry in next_entries(archive, again.id, limit=9)] == [
        "https://agency.gov/a",
        "https://agency.gov/b",
    ]


def test_entries_in_hand_are_not_given_twice(archive):
    crawl = begin_crawl(archive, "agency", [HOME, "https://agency.gov/a"], max_pages=100)
    first = next_entries(archive, crawl.id, limit=1)
    assert [entry.url for entry in next_entries(archive, crawl.id, limit=9, in_hand={first[0].id})] == [
        "https://agency.gov/a"
    ]


def test_the_next_crawl_visits_every_page_that_ever_answered(archive):
    crawl = begin_crawl(archive, "agency", [HOME], max_pages=100)
    visit(archive, crawl, links=["https://agency.gov/orphan", "https://agency.gov/broken"])
    visit(archive, crawl, minutes=1)
    visit(archive, crawl, access=Access.GONE, status=404, minutes=2)
    finish_crawl(archive, crawl.id, CrawlState.FINISHED, "done")
    following = begin_crawl(archive, "agency", [HOME], max_pages=100)
    assert not following.resumed
    assert [entry.url for entry in next_entries(archive, following.id, limit=9)] == [HOME, "https://agency.gov/orphan"]


def test_a_crawl_never_takes_more_than_its_room(archive):
    crawl = begin_crawl(archive, "agency", [HOME], max_pages=3)
    added = add_urls(archive, crawl.id, [f"https://agency.gov/{n}" for n in range(10)], Origin.LINK, 1, max_pages=3)
    assert added == 2
    assert add_urls(archive, crawl.id, ["https://agency.gov/more"], Origin.SITEMAP, 1, max_pages=3) == 0
    assert frontier_counts(archive, crawl.id) == (3, 0)


def test_a_redirect_to_the_same_key_is_asked_again_at_its_new_address(archive):
    crawl = begin_crawl(archive, "agency", ["http://agency.gov/a"], max_pages=100)
    visit(archive, crawl, access=Access.REDIRECTED, status=301, redirect="https://agency.gov/a/")
    entry = next_entries(archive, crawl.id, limit=1)[0]
    assert (entry.url, entry.hops) == ("https://agency.gov/a/", 1)
    visit(archive, crawl, minutes=1)
    assert pages(archive) == {"https://agency.gov/a/": ["http://agency.gov/a", "https://agency.gov/a/"]}
    assert count(archive, Capture) == 2


def test_an_address_that_only_ever_redirected_leads_to_the_page_behind_it(archive):
    crawl = begin_crawl(archive, "agency", ["https://agency.gov/old"], max_pages=100)
    visit(archive, crawl, access=Access.REDIRECTED, status=301, redirect="https://agency.gov/older")
    visit(archive, crawl, access=Access.REDIRECTED, status=301, minutes=1, redirect="https://agency.gov/new")
    visit(archive, crawl, minutes=2)
    assert pages(archive) == {
        "https://agency.gov/new": ["https://agency.gov/new", "https://agency.gov/old", "https://agency.gov/older"]
    }


def test_a_page_with_content_stays_itself_when_it_begins_to_redirect(archive):
    crawl = begin_crawl(archive, "agency", ["https://agency.gov/a"], max_pages=100)
    visit(archive, crawl)
    finish_crawl(archive, crawl.id, CrawlState.FINISHED, "done")
    crawl = begin_crawl(archive, "agency", ["https://agency.gov/a"], max_pages=100)
    visit(archive, crawl, access=Access.REDIRECTED, status=302, minutes=9, redirect=HOME)
    visit(archive, crawl, minutes=10)
    assert pages(archive) == {HOME: [HOME], "https://agency.gov/a": ["https://agency.gov/a"]}


def test_a_redirect_loop_ends(archive):
    crawl = begin_crawl(archive, "agency", ["https://agency.gov/a"], max_pages=100)
    visit(archive, crawl, access=Access.REDIRECTED, status=302, redirect="https://agency.gov/b")
    visit(archive, crawl, access=Access.REDIRECTED, status=302, minutes=1, redirect="https://agency.gov/a")
    assert frontier_counts(archive, crawl.id) == (0, 2)


def test_a_crawl_is_summed_up_beside_the_one_before(archive):
    crawl = begin_crawl(archive, "agency", [HOME], max_pages=100)
    visit(archive, crawl, links=["https://agency.gov/a"])
    visit(archive, crawl, minutes=1)
    assert finish_crawl(archive, crawl.id, CrawlState.FINISHED, "done").previous_ok is None
    crawl = begin_crawl(archive, "agency", [HOME], max_pages=100)
    visit(archive, crawl, access=Access.BLOCKED, status=403, minutes=60)
    summary = finish_crawl(archive, crawl.id, CrawlState.FAILED, "blocked")
    assert (summary.previous_ok, summary.answered, summary.pending, summary.access) == (2, 0, 1, {"blocked": 1})
    with archive.reading() as session:
        assert session.get(Crawl, crawl.id).summary["access"] == {"blocked": 1}


def test_a_nul_in_a_header_stops_no_crawl(archive):
    crawl = begin_crawl(archive, "agency", [HOME], max_pages=100)
    entry = next_entries(archive, crawl.id, limit=1)[0]
    hostile = Answer(HOME, START, 200, (("X-\0", "a\0b"),), Access.OK, "2\0", 5, b"text\0")
    record(archive, crawl.id, entry, hostile, max_pages=100)
    with archive.reading() as session:
        kept = session.scalars(select(Capture)).one()
        assert (kept.headers, kept.evidence) == ([["X-\u2400", "a\u2400b"]], "2\u2400")


def test_an_answer_that_cannot_be_kept_leaves_its_entry_pending(archive):
    crawl = begin_crawl(archive, "agency", [HOME], max_pages=100)
    entry = next_entries(archive, crawl.id, limit=1)[0]
    naive = Answer(HOME, datetime(2026, 3, 1), 200, (), Access.OK, "", 5, b"text")  # noqa: DTZ001 (that is the fault)
    with pytest.raises(Exception, match="naive time"):
        record(archive, crawl.id, entry, naive, max_pages=100)
    assert frontier_counts(archive, crawl.id) == (1, 0)
    assert count(archive, Capture) == 0
