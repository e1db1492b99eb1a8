"""The compare stage: every step between two states of a page becomes a change made of typed edits."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from diff.compare import compare
from diff.routes import Alike
from diff.values import Edit
from store import models
from store.archive import Archive
from store.kinds import EditKind
from store.models import Change, Page, Version
from store.timeline import Step, page_steps, pages_to_compare


@dataclass(frozen=True, slots=True)
class Compared:
    """What the compare stage did: pages looked at, changes found, edits in them."""

    pages: int = 0
    changes: int = 0
    edits: int = 0


def compare_owed(archive: Archive, alike: Alike, progress: Callable[[Compared], None] = lambda _: None) -> Compared:
    """Bring the changes of every page up to its readings; safe to kill and rerun. The caller holds the derive lock."""
    with archive.reading() as session:
        owing = [page.id for page in pages_to_compare(session)]
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
    for capture_id, change in known.items():
        if capture_id not in wanted:
            session.execute(delete(models.Edit).where(models.Edit.change_id == change.id))
            session.delete(change)
    return [_keep(session, page, step, alike) for step in steps if step.after.capture_id not in known]


def _keep(session: Session, page: Page, step: Step, alike: Alike) -> int:
    change = Change(
        page_id=page.id,
        from_version_id=step.from_version_id,
        to_version_id=step.to_version_id,
        before_capture_id=step.before.capture_id if step.before else None,
        after_capture_id=step.after.capture_id,
        before_at=step.before.at if step.before else None,
        after_at=step.after.at,
    )
    session.add(change)
    session.flush()
    edits = edits_of(session, step, alike)
    session.add_all(_row(change.id, position, edit) for position, edit in enumerate(edits))
    return len(edits)


def edits_of(session: Session, step: Step, alike: Alike) -> tuple[Edit, ...]:
    """Give the edits of one step."""
    if step.to_version_id is None:
        return (Edit(EditKind.PAGE_GONE),)
    new = session.get_one(Version, step.to_version_id)
    if step.from_version_id is None:
        return (Edit(EditKind.PAGE_ADDED, new=new.title),)
    back = (Edit(EditKind.PAGE_RETURNED),) if step.back else ()
    old = session.get_one(Version, step.from_version_id)
    if old.digest == new.digest:
        return back
    return (*back, *compare(*alike.both(session, old, new)))


def _row(change_id: int, position: int, edit: Edit) -> models.Edit:
    return models.Edit(
        change_id=change_id,
        position=position,
        kind=edit.kind,
        fact_kind=edit.fact_kind,
        label=edit.label,
        path=list(edit.path),
        old_path=list(edit.old_path),
        old=edit.old,
        new=edit.new,
        hunks=[[hunk.op, hunk.text] for hunk in edit.hunks],
    )
