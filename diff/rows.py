"""Changes, edits and findings as rows of the archive, and back."""

from sqlalchemy.orm import Session

from diff.compare import DIFFER
from diff.events import settle_events
from diff.values import Comparison, Edit, Finding, Hunk
from store import models
from store.timeline import Step


def keep_change(session: Session, page: models.Page, step: Step, compared: Comparison, title: str) -> models.Change:
    """Write down what one step of a page comes to, and put its edits to the events they belong to.

    `title` is what the page is called after the step.
    """
    change = models.Change(
        page_id=page.id,
        from_version_id=step.from_version_id,
        to_version_id=step.to_version_id,
        before_capture_id=step.before.capture_id if step.before else None,
        after_capture_id=step.after.capture_id,
        before_at=step.before.at if step.before else None,
        after_at=step.after.at,
        differ=DIFFER,
        priority=compared.priority,
        given_up=list(compared.given_up),
    )
    session.add(change)
    session.flush()
    edits = [edit_row(change.id, position, edit) for position, edit in enumerate(compared.edits)]
    session.add_all(edits)
    session.flush()
    session.add_all(finding_row(change.id, None, number, found) for number, found in enumerate(compared.findings))
    for row, edit in zip(edits, compared.edits, strict=True):
        session.add_all(finding_row(change.id, row.id, number, found) for number, found in enumerate(edit.findings))
    settle_events(session, page, change, title, {row.id: edit for row, edit in zip(edits, compared.edits, strict=True)})
    return change


def edit_row(change_id: int, position: int, edit: Edit) -> models.Edit:
    """The row of the edit at a position of a change."""
    return models.Edit(
        change_id=change_id,
        position=position,
        operation=edit.operation,
        fact_kind=edit.fact_kind,
        label=edit.label,
        path=list(edit.path),
        old_path=list(edit.old_path),
        old=edit.old,
        new=edit.new,
        hunks=[list(hunk) if hunk.moved else [hunk.op, hunk.text] for hunk in edit.hunks],
        owner=edit.owner,
        scope=edit.scope,
        others=[list(path) for path in edit.others],
        priority=edit.priority,
    )


def finding_row(change_id: int, edit_id: int | None, position: int, finding: Finding) -> models.Finding:
    """The row of a finding of an edit, or of its change as a whole."""
    return models.Finding(
        change_id=change_id,
        edit_id=edit_id,
        position=position,
        kind=finding.kind,
        aspect=finding.aspect,
        evidence=finding.evidence,
    )


def edit_of(row: models.Edit, findings: tuple[Finding, ...]) -> Edit:
    """The edit that a row keeps, with its findings."""
    return Edit(
        operation=row.operation,
        path=tuple(row.path),
        old_path=tuple(row.old_path),
        old=row.old,
        new=row.new,
        fact_kind=row.fact_kind,
        label=row.label,
        hunks=tuple(Hunk(int(op), str(text), bool(moved)) for op, text, *moved in row.hunks),
        owner=row.owner,
        scope=row.scope,
        others=tuple(tuple(path) for path in row.others),
        findings=findings,
        priority=row.priority,
    )


def finding_of(row: models.Finding) -> Finding:
    """The finding that a row keeps."""
    return Finding(row.kind, row.aspect, row.evidence)
