"""The compare stage: every step between two states of a page becomes a change made of typed edits."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from diff.compare import DIFFER, compare
from diff.fates import fate_edits
from diff.past import past_of
from diff.priority import priority_of_change
from diff.routes import Alike
from diff.rows import keep_change
from diff.values import Comparison
from extract.values import PageKind
from store.archive import Archive
from store.changes import drop_changes
from store.models import Change, Page, Version
from store.timeline import Step, page_steps, pages_to_compare


@dataclass(frozen=True, slots=True)
class Compared:
    """What the compare stage did: pages looked at, changes found, edits in them."""

    pages: int = 0
    changes: int = 0
    edits: int = 0


def compare_owed(archive: Archive, alike: Alike, progress: Callable[[Compared], None] = lambda _: None) -> Compared:
    """Bring the changes of every page up to its readings; safe to kill and rerun. The caller holds the derive lock.

    Changes that an older differ made are made again.
    """
    with archive.reading() as session:
        owing = [page.id for page in pages_to_compare(session, DIFFER)]
    done = Compared()
    for page_id in owing:
        with archive.writing() as session:
            made = _compare_page(session, session.get_one(Page, page_id), alike)
        done = Compared(done.pages + 1, done.changes + len(made), done.edits + sum(made))
        progress(done)
    return done


def _compare_page(session: Session, page: Page, alike: Alike) -> list[int]:
    """Make the changes a page lacks and drop those that later captures took back; gives the edits of each new one."""
    steps = page_steps(session, page)
    wanted = {step.after.capture_id for step in steps}
    known = {row.after_capture_id: row for row in session.scalars(select(Change).where(Change.page_id == page.id))}
    outdated = [at for at, change in known.items() if at not in wanted or change.differ != DIFFER]
    drop_changes(session, [known.pop(capture_id).id for capture_id in outdated])
    return [_keep(session, page, step, alike) for step in steps if step.after.capture_id not in known]


def _keep(session: Session, page: Page, step: Step, alike: Alike) -> int:
    compared = comparison_of(session, page, step, alike)
    version_id = step.to_version_id or step.from_version_id
    title = session.get_one(Version, version_id).title if version_id else ""
    keep_change(session, page, step, compared, title)
    return len(compared.edits)


def comparison_of(session: Session, page: Page, step: Step, alike: Alike) -> Comparison:
    """What one step of a page comes to."""
    old = session.get_one(Version, step.from_version_id) if step.from_version_id else None
    new = session.get_one(Version, step.to_version_id) if step.to_version_id else None
    edits = fate_edits(step, new.title if new else "")
    if old is None or new is None or old.digest == new.digest:
        known = new or old
        kind = known.kind if known else PageKind.OTHER
        return Comparison(edits, priority=priority_of_change(edits, (), kind))
    before, after = alike.both(session, old, new)
    found = compare(before, after, page.url, step.after.at, past_of(session, old, new))
    every = (*edits, *found.edits)
    return Comparison(every, found.findings, priority_of_change(every, found.findings, new.kind), found.given_up)
