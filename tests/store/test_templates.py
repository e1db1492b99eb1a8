"""When a site's template is learned, from what, and what that does to its versions."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from diff.pending import compare_owed
from diff.routes import Alike
from extract import ExtractionError, Route
from extract.identity import identity
from extract.pool import Done, ExtractionPool, Reading
from extract.site.profile import ProfileTask
from extract.site.template import Template
from store.crawls import begin_crawl, finish_crawl, next_entries
from store.derive import Extracted, extract_owed
from store.kinds import Access, Cause, CrawlState
from store.models import Body, Change, Extractor, Site, Version
from store.models import Template as TemplateRow
from store.recording import Answer, record
from store.templates import ENOUGH, MOST, PROBES, steerings
from store.versions import forget_all, load_extraction

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
WORDS = [
    "anchor",
    "buoy",
    "chart",
    "dredge",
    "estuary",
    "ferry",
    "gauge",
    "harbor",
    "inlet",
    "jetty",
    "keel",
    "lagoon",
    "mooring",
    "pier",
    "quay",
    "rudder",
]
HEAD = "<div class=top><p>Harbor Department of the Coast</p><ul class=menu><li><a href=/t>Tides</a><li><a href=/f>Fees</a></ul></div>"
FOOT = "<div class=below><p>Was this page of use to you, then say so</p></div>"
MODERN_HEAD = "<div class=banner><p>The Coast, Harbors and Tides</p></div>"
MODERN_FOOT = "<div class=foot><p>All of the coast under one roof</p></div>"


def text(number, words=40):
    return " ".join(random.Random(number).choices(WORDS, k=words))


def bare(number, words=40):
    """A page of nothing but `div`s."""
    return f"<html><body>{HEAD}<div class=text><h2>Rules {number}</h2><p>{text(number, words)}</p></div>{FOOT}</body></html>"


def modern(number):
    """The same page under another layout."""
    story = f"<div class=story><h2>Rules {number}</h2><p>{text(number)}</p></div>"
    return f"<html><body>{MODERN_HEAD}<div class=shell>{story}</div>{MODERN_FOOT}</body></html>"


def marked(number):
    """A page with a landmark."""
    return f"<html><body>{HEAD}<main><h2>Rules {number}</h2><p>{text(number)}</p></main>{FOOT}</body></html>"


def night(archive, day, pages, site="harbor"):
    """Capture pages (number → markup) once, some days after the first night."""
    bodies = {f"https://{site}.example.gov/{number}": markup.encode() for number, markup in pages.items()}
    crawl = begin_crawl(archive, site, list(bodies), max_pages=999, in_scope=bodies.__contains__)
    while entries := next_entries(archive, crawl.id, limit=99):
        for entry in entries:
            at = START + timedelta(days=day, seconds=entry.id)
            headers = (("Content-Type", "text/html"),)
            record(
                archive,
                crawl.id,
                entry,
                Answer(entry.url, at, 200, headers, Access.OK, "", 5, bodies[entry.url]),
                max_pages=999,
            )
    finish_crawl(archive, crawl.id, CrawlState.FINISHED, "done")


class Pool:
    """Does the work of the pool in this process, and counts the jobs that are no readings."""

    def __init__(self):
        self.jobs = []

    def read(self, tasks):
        return iter([each.result for each in map(self._done, tasks)])

    def run(self, jobs):
        self.jobs += jobs
        return iter([self._done(job) for job in jobs])

    def _done(self, job):
        try:
            return Done(job.id, job.do())
        except ExtractionError as error:
            return Done(job.id, Reading(job.id, error))


def process(archive, pool=None):
    return extract_owed(archive, pool or Pool(), identity)


def routes(archive):
    """The route and cause of every version, in their order."""
    with archive.reading() as session:
        return session.execute(select(Version.route, Version.cause).order_by(Version.id)).all()


def rows(archive):
    """The template rows, oldest first, as (layouts, bodies)."""
    with archive.reading() as session:
        found = session.scalars(select(TemplateRow).order_by(TemplateRow.id)).all()
        return [(len(Template(tuple(row.containers)).layouts), len(row.body_ids)) for row in found]


def contents(archive):
    """What the newest version of each page says, by its first section's heading."""
    with archive.reading() as session:
        newest = select(func.max(Version.id)).group_by(Version.page_id)
        versions = session.scalars(select(Version).where(Version.id.in_(newest)))
        sections = [load_extraction(session, version).sections for version in versions]
        return {each[0].path[0]: each[0].text for each in sections}


def changes(archive):
    compare_owed(archive, Alike(Pool().run, steerings(archive, {})))
    with archive.reading() as session:
        return session.scalar(select(func.count()).select_from(Change).where(Change.before_capture_id.is_not(None)))


def test_on_the_first_night_a_site_is_learned_before_it_is_read(archive):
    night(archive, 0, {number: bare(number) for number in range(ENOUGH + 2)})
    assert process(archive) == Extracted(read=ENOUGH + 2)
    assert rows(archive) == [(1, ENOUGH + 2)]
    assert set(routes(archive)) == {(Route.TEMPLATE, Cause.PAGE)}
    assert contents(archive) == {f"Rules {number}": text(number) for number in range(ENOUGH + 2)}


def test_what_is_rebuilt_is_what_was_there(archive):
    night(archive, 0, {number: bare(number) for number in range(ENOUGH)})
    process(archive)
    night(archive, 1, {number: bare(number, 30 + number) for number in range(ENOUGH)})
    process(archive)

    def derived():
        with archive.reading() as session:
            versions = select(Version.page_id, Version.digest, Version.cause, Version.route, Version.first_seen)
            templates = select(TemplateRow.digest, TemplateRow.learned_at, TemplateRow.body_ids)
            named = select(Extractor.config_digest).order_by(Extractor.config_digest)
            return [
                session.execute(versions.order_by(Version.page_id, Version.first_seen)).all(),
                session.execute(templates).all(),
                session.scalars(named).all(),
            ]

    before = derived()
    with archive.writing() as session:
        forget_all(session)
    process(archive)
    assert derived() == before
    with archive.writing() as session:  # even a template that was lost is learned as it was, from the first bodies
        forget_all(session)
        session.query(TemplateRow).delete()
    process(archive)
    assert [row[0] for row in derived()[1]] == [row[0] for row in before[1]]


def test_too_few_pages_teach_nothing(sqlite_archive):
    pool = Pool()
    night(sqlite_archive, 0, {number: bare(number) for number in range(ENOUGH - 1)})
    process(sqlite_archive, pool)
    assert rows(sqlite_archive) == []
    assert pool.jobs == []
    assert {route for route, _ in routes(sqlite_archive)} == {Route.FALLBACK}


def test_pages_read_before_are_upgraded_once_there_are_enough_and_none_of_them_changed(archive):
    night(archive, 0, {number: bare(number) for number in range(ENOUGH - 1)})
    process(archive)
    pages = {number: bare(number) for number in range(ENOUGH)}
    night(archive, 1, pages)
    assert process(archive) == Extracted(read=1, unchanged=ENOUGH - 1, upgraded=ENOUGH - 1)
    assert [cause for _, cause in routes(archive)].count(Cause.TECHNICAL_UPGRADE) == ENOUGH - 1
    night(archive, 2, pages)
    assert process(archive) == Extracted(unchanged=ENOUGH)
    assert changes(archive) == 0


def test_a_site_with_landmarks_costs_a_few_looks_and_only_once(sqlite_archive):
    pool = Pool()
    night(sqlite_archive, 0, {number: marked(number) for number in range(40)})
    process(sqlite_archive, pool)
    assert len(pool.jobs) == PROBES
    night(sqlite_archive, 1, {number: marked(number) + " " for number in range(40)})
    process(sqlite_archive, pool)
    assert len(pool.jobs) == PROBES
    assert rows(sqlite_archive) == []


def test_pages_with_landmarks_are_not_upgraded_when_their_site_learns(sqlite_archive):
    first = {number: marked(number) for number in range(12)}
    night(sqlite_archive, 0, first)
    process(sqlite_archive)
    night(sqlite_archive, 1, first | {number: bare(number) for number in range(100, 100 + ENOUGH)})
    assert process(sqlite_archive) == Extracted(read=ENOUGH, unchanged=12)
    assert len(rows(sqlite_archive)) == 1


def test_few_pages_without_a_landmark_among_many_are_found_by_how_they_were_read(sqlite_archive):
    pages = {number: marked(number) for number in range(60)} | {100 + each: bare(each) for each in range(ENOUGH)}
    night(sqlite_archive, 0, pages)
    process(sqlite_archive)
    night(sqlite_archive, 1, pages)
    assert process(sqlite_archive) == Extracted(unchanged=60 + ENOUGH, upgraded=ENOUGH)
    assert rows(sqlite_archive) == [(1, ENOUGH)]


def test_a_site_that_has_grown_is_learned_anew_and_nothing_changed(sqlite_archive):
    night(sqlite_archive, 0, {number: bare(number) for number in range(ENOUGH)})
    process(sqlite_archive)
    pages = {number: bare(number) for number in range(2 * ENOUGH)}
    for day in (1, 2, 3):
        night(sqlite_archive, day, pages)
        process(sqlite_archive)
    assert rows(sqlite_archive)[-1] == (1, 2 * ENOUGH)
    assert len(rows(sqlite_archive)) <= 2
    assert changes(sqlite_archive) == 0


def test_no_more_than_so_many_bodies_are_looked_at(sqlite_archive):
    pool = Pool()
    night(sqlite_archive, 0, {number: bare(number) for number in range(MOST + 20)})
    process(sqlite_archive, pool)
    assert rows(sqlite_archive) == [(1, MOST)]
    night(sqlite_archive, 1, {number: bare(number) for number in range(MOST + 20)})
    process(sqlite_archive, pool)
    assert sum(isinstance(job, ProfileTask) for job in pool.jobs) == MOST + PROBES


def test_a_new_layout_is_learned_beside_the_old_one_and_is_no_change(archive):
    night(archive, 0, {number: bare(number) for number in range(2 * ENOUGH)})
    process(archive)
    night(archive, 1, {number: modern(number) if number else bare(number) for number in range(2 * ENOUGH)})
    process(archive)
    assert rows(archive)[-1][0] == 2
    assert contents(archive) == {f"Rules {number}": text(number) for number in range(2 * ENOUGH)}
    assert changes(archive) == 0
    with archive.writing() as session:
        forget_all(session)
    process(archive)
    assert set(routes(archive)) == {(Route.TEMPLATE, Cause.PAGE)}


def test_pages_that_share_nothing_are_looked_at_once(sqlite_archive):
    pool = Pool()
    pages = {
        number: f"<html><body><div class={word}><p>{text(number)}</p></div></body></html>"
        for number, word in enumerate(WORDS)
    }
    night(sqlite_archive, 0, pages)
    process(sqlite_archive, pool)
    assert rows(sqlite_archive) == [(0, len(WORDS))]
    looked = len(pool.jobs)
    night(sqlite_archive, 1, pages)
    process(sqlite_archive, pool)
    assert len(pool.jobs) == looked
    assert {route for route, _ in routes(sqlite_archive)} == {Route.FALLBACK}


def test_each_site_has_its_own(sqlite_archive):
    night(sqlite_archive, 0, {number: bare(number) for number in range(ENOUGH)})
    night(sqlite_archive, 0, {number: modern(number) for number in range(ENOUGH)}, site="coast")
    process(sqlite_archive)
    found = steerings(sqlite_archive, {"coast": ("[0-9]+ ships",)})
    assert found["harbor"].template != found["coast"].template
    assert (found["harbor"].volatile, found["coast"].volatile) == ((), ("[0-9]+ ships",))


def test_a_damaged_body_is_no_reason_not_to_learn(sqlite_archive):
    night(sqlite_archive, 0, {number: bare(number) for number in range(ENOUGH)})
    process(sqlite_archive)
    night(sqlite_archive, 1, {number: bare(number) for number in range(2 * ENOUGH)})
    process(sqlite_archive)
    with sqlite_archive.writing() as session:
        session.scalars(select(Body).order_by(Body.id)).first().data = b"broken"
    process(sqlite_archive)
    assert rows(sqlite_archive)[-1] == (1, 2 * ENOUGH - 1)


def test_a_run_that_was_killed_after_learning_goes_on_with_what_it_learned(archive):
    night(archive, 0, {number: bare(number) for number in range(ENOUGH)})

    class Killed(Pool):
        def read(self, tasks):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        process(archive, Killed())
    pool = Pool()
    assert process(archive, pool) == Extracted(read=ENOUGH)
    assert not any(isinstance(job, ProfileTask) for job in pool.jobs)
    assert rows(archive) == [(1, ENOUGH)]


def test_the_work_is_done_in_workers(sqlite_archive):
    night(sqlite_archive, 0, {number: bare(number) for number in range(ENOUGH)})
    with ExtractionPool(1) as pool:
        assert extract_owed(sqlite_archive, pool, identity) == Extracted(read=ENOUGH)
    assert rows(sqlite_archive) == [(1, ENOUGH)]
    with sqlite_archive.reading() as session:
        assert session.scalars(select(Site.name)).all() == ["harbor"]
