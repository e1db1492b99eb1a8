"""`variorum show --explain`: how a page was read, what was left out of it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from extract import ExtractionError
from extract.explain import ExplainTask, Explanation
from extract.pool import ExtractionPool
from store.bodies import read_body
from store.errors import NotFound
from store.kinds import Access
from store.models import Capture, Page, Site
from store.pages import capture_at
from store.templates import steering_of
from store.versions import FEEDS, load_owed
from variorum.config import Config
from variorum.terminal import counted, moment, print_json, print_table, say

# Of each list; --json prints as many as there are in the explanation.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Explained:
    """The explanation of what a page answered at a moment."""

    url: str
    capture: int
    at: datetime
    access: Access
    explanation: Explanation


def explain_page(session: Session, config: Config, page: Page, at: datetime | None) -> Explained:
    """Explain the last answer up to a moment (none: now) that says what the page holds, read as its site is read now.

    A page that only ever gave other answers has its last one explained. Raises NotFound where there is no body or it
    cannot be read.
    """
    capture = _said_last(session, page, at)
    (owed,) = load_owed(session, [capture.id])
    site = session.get_one(Site, page.site_id)
    steering = steering_of(session, site.id, config.volatile().get(site.name, ()))
    task = ExplainTask(owed.capture_id, read_body(session, owed.body_id or 0), owed.url, owed.content_type, steering)
    with ExtractionPool(1) as pool:  # the bytes are hostile
        (done,) = pool.run([task])
    if isinstance(done.result, ExtractionError):
        raise NotFound(f"{owed.url} cannot be read: {done.result.outcome}")
    return Explained(capture.url, capture.id, capture.at, capture.access, done.result)


def _said_last(session: Session, page: Page, at: datetime | None) -> Capture:
    wanted = select(Capture).where(
        Capture.page_id == page.id,
        Capture.body_id.is_not(None),
        Capture.access.in_(FEEDS),
        Capture.at <= at if at is not None else true(),
    )
    found = session.scalar(wanted.order_by(Capture.at.desc(), Capture.id.desc()).limit(1))
    return found or capture_at(session, page, at)


def print_explained(explained: Explained, *, as_json: bool) -> None:
    """Print an explanation for programs or for people."""
    if as_json:
        print_json(explained)
        return
    how = explained.explanation
    say(f"{explained.url} · capture {explained.capture} · {moment(explained.at)} · {explained.access}\n", "dim")
    print_table("How it was read", ("step", "outcome"), _steps(how))
    _print_some("Facts", ("kind", "facts", "outside the content"), [(f.kind, f.facts, f.outside) for f in how.facts])
    _print_some("Inside the region, but no content", ("why", "text"), [(note.reason, note.text) for note in how.notes])
    fate = "dropped" if how.selection == "trafilatura" else "kept all the same"
    _print_some(f"Lines that trafilatura left out, {fate}", ("line",), [(line,) for line in how.left_out])
    _print_some(
        "Masked, for it moves by itself", ("pattern", "masked", "in"), [(m.pattern, m.text, m.line) for m in how.masked]
    )
    _print_some("Outside the content", ("line",), [(line,) for line in how.outside])


def _steps(how: Explanation) -> list[tuple[str, str]]:
    decoded = f"{how.media_type}, {how.characters:,} characters" if how.characters else how.media_type
    if how.undecodable:
        decoded += f", {how.undecodable:,} of them unreadable"
    return [
        ("what it is", decoded),
        ("where its content is", f"{how.found} (route {how.route})"),
        ("which lines are content", f"{how.why} (selection {how.selection}, coverage {how.coverage:.0%})"),
        ("what came of it", counted(how.sections, "section")),
        ("what kind of page", f"{how.kind}: {how.rule}"),
    ]


def _print_some(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    if not rows:
        return
    print_table(title, columns, rows[:SHOWN])
    if len(rows) > SHOWN:
        say(f"and {len(rows) - SHOWN:,} more, which --json lists\n", "dim")
