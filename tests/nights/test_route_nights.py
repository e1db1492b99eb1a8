"""A page that gains a landmark overnight: its versions have different routes and are compared alike."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

import scheduler
from diff.compare import edits_between
from extract import Route
from extract.reading import extract
from store.crawls import begin_crawl, finish_crawl, next_entries
from store.kinds import Access, CrawlState, Operation
from store.models import Change, Edit, Version
from store.recording import Answer, record

URL = "https://moorings.example.gov/rules"
START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
RULES = [
    "Every vessel that winters in the basin must be reported to the harbor master before the first of November.",
    "The fee is due on the day of arrival and is paid at the desk in the eastern quay house, by card or by check.",
    "Owners who leave a vessel unattended for more than thirty days must name a person who can be reached by night.",
]
LATER = [*RULES[:2], RULES[2].replace("thirty", "fourteen")]
# Beside the text: trafilatura does not point there, a landmark around both holds it.
LOOSE = "<div>Desk: daily</div><ul><li><a href='/fees.pdf'>Fees</a></li><li><a href='/map'>Map of berths</a></li></ul>"
MENU = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("Home", "Rules", "Fees", "Charts", "About us"))


def bare(rules):
    """The old template: nothing but divs."""
    text = "".join(f"<p>{rule}</p>" for rule in rules)
    columns = f"<div><h1>Mooring rules</h1>{text}</div><div>{LOOSE}</div>"
    return f"<html><body><div><ul>{MENU}</ul></div>{columns}</body></html>".encode()


def marked(rules):
    """The new template: the same words in a landmark, with a banner above."""
    text = "".join(f"<p>{rule}</p>" for rule in rules) + LOOSE
    return (
        f"<html><body><header><nav><ul>{MENU}</ul></nav><p>Open for the season!</p></header>"
        f"<main><h1>Mooring rules</h1>{text}</main></body></html>"
    ).encode()


def nights(archive, *bodies):
    for day, body in enumerate(bodies):
        crawl = begin_crawl(archive, "moorings", [URL], max_pages=9)
        for entry in next_entries(archive, crawl.id, limit=9):
            headers = (("Content-Type", "text/html; charset=utf-8"),)
            answer = Answer(entry.url, START + timedelta(days=day), 200, headers, Access.OK, "", 5, body)
            record(archive, crawl.id, entry, answer, max_pages=9)
        finish_crawl(archive, crawl.id, CrawlState.FINISHED, "done")
        scheduler.process(archive, workers=1)


def told(archive):
    with archive.reading() as session:
        edits = session.scalars(select(Edit).join(Change).order_by(Edit.id))
        return [(edit.operation, edit.old, edit.new) for edit in edits]


def test_the_routes_themselves_do_not_compare():
    assert edits_between(extract(bare(RULES), URL), extract(marked(RULES), URL)) != ()


@pytest.mark.parametrize("turn", [False, True], ids=["gains", "loses"])
def test_a_landmark_that_comes_or_goes_is_no_change(archive, turn):
    bodies = [bare(RULES), marked(RULES)]
    nights(archive, *(reversed(bodies) if turn else bodies))
    assert told(archive) == []


def test_an_edit_under_a_new_template_is_told_alone(archive):
    nights(archive, bare(RULES), marked(LATER))
    with archive.reading() as session:
        routes = list(session.scalars(select(Version.route).order_by(Version.id)))
    assert routes == [Route.FALLBACK, Route.LANDMARK]
    assert [edit[0] for edit in told(archive)] == [Operation.SECTION_EDITED]
    assert "thirty" in told(archive)[0][1]
    assert "fourteen" in told(archive)[0][2]
