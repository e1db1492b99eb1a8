import contextlib
import os
import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from store.bodies import LONGEST_CHAIN, keep_body, read_body
from store.crawls import begin_crawl, next_entries
from store.errors import CorruptBody, NotFound
from store.kinds import Access
from store.models import Body, Capture
from store.recording import Answer, record

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


def nights_of_one_page(archive, bodies):
    """Record one answer of the same page for each body, a day apart; gives the bodies' ids in order."""
    for number, body in enumerate(bodies):
        crawl = begin_crawl(archive, "agency", [f"https://agency.gov/?n={number}"], max_pages=9_999)
        entry = next_entries(archive, crawl.id, limit=1)[0]
        at = START + timedelta(days=number)
        answer = Answer("https://agency.gov/", at, 200, (), Access.OK, "", 5, body)
        record(archive, crawl.id, entry, answer, max_pages=9_999)
    with archive.reading() as session:
        return list(session.scalars(select(Capture.body_id).order_by(Capture.at)))


def page_bodies(count, seed=7):
    draw = random.Random(seed)
    words = [f"word{number}" for number in range(900)]
    text = [draw.choice(words) for _ in range(6_000)]
    for night in range(count):
        text[draw.randrange(len(text))] = f"night{night}"
        yield " ".join(text).encode()


def test_every_body_reads_back_and_chains_are_bounded(archive):
    bodies = list(page_bodies(2 * LONGEST_CHAIN + 5))
    ids = nights_of_one_page(archive, bodies)
    with archive.reading() as session:
        assert [read_body(session, body_id) for body_id in ids] == bodies
        chains = list(session.scalars(select(Body.chain).order_by(Body.id)))
    assert max(chains) == LONGEST_CHAIN
    assert chains.count(0) == 3


def test_later_bodies_of_a_page_are_stored_as_deltas(archive):
    nights_of_one_page(archive, list(page_bodies(5)))
    with archive.reading() as session:
        sizes = list(session.scalars(select(func.length(Body.data)).order_by(Body.id)))
    assert max(sizes[1:]) < sizes[0] / 20


def test_equal_bytes_are_stored_once(archive):
    first, second = page_bodies(2)
    ids = nights_of_one_page(archive, [first, second, first])
    assert ids[0] == ids[2] != ids[1]
    with archive.reading() as session:
        assert session.scalar(select(func.count()).select_from(Body)) == 2


@pytest.mark.parametrize("content", [b"x", os.urandom(200_000), b"\x00" * 3_000_000], ids=["one", "noise", "zeros"])
def test_unlikely_bytes_read_back(sqlite_archive, content):
    ids = nights_of_one_page(sqlite_archive, [b"<p>before</p>", content])
    with sqlite_archive.reading() as session:
        assert read_body(session, ids[1]) == content


def test_a_body_that_lost_its_digest_is_never_given_out(archive):
    ids = nights_of_one_page(archive, list(page_bodies(3)))
    with archive.writing() as session:
        session.execute(update(Body).where(Body.id == ids[0]).values(data=b"(\xb5/\xfd broken"))
    with archive.reading() as session:
        for body_id in ids:
            with pytest.raises(CorruptBody, match="is corrupt"):
                read_body(session, body_id)


def test_a_swapped_body_is_never_given_out(archive):
    ids = nights_of_one_page(archive, [b"<p>one</p>", b"<p>two</p>"])
    with archive.writing() as session:
        first = session.get(Body, ids[0])
        session.execute(update(Body).where(Body.id == ids[1]).values(data=first.data, base_id=None, size=first.size))
    with archive.reading() as session, pytest.raises(CorruptBody, match="do not have its digest"):
        read_body(session, ids[1])


def test_an_unknown_body_is_said(sqlite_archive):
    with sqlite_archive.reading() as session, pytest.raises(NotFound):
        read_body(session, 99)


def test_a_body_is_kept_only_with_its_capture(archive):
    crawl = begin_crawl(archive, "agency", ["https://agency.gov/"], max_pages=10)
    with contextlib.suppress(RuntimeError), archive.writing() as session:
        keep_body(session, b"never", crawl.id)
        raise RuntimeError
    with archive.reading() as session:
        assert session.scalar(select(func.count()).select_from(Body)) == 0
