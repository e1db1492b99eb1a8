"""What a report reads from the archive of changes and captures, in a bounded number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from diff.report.steps import PageRef, Step
from diff.report.values import Evidence, Window
from diff.rows import edit_of, finding_of
from diff.values import Edit, Finding
from store import models
from store.kinds import Cause

_Findings = Mapping[int, tuple[Finding, ...]]
_Row = TypeVar("_Row", bound=Select[Any])

_BATCH = 10_000  # ids in one query: SQLite takes 32,766 variables, PostgreSQL's protocol 65,535


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows a report is about: a window, and some sites or all."""

    window: Window
    sites: tuple[str, ...]

    def holds(self, moment: InstrumentedAttribute[datetime] | ColumnElement[datetime]) -> ColumnElement[bool]:
        """Give the condition that a moment and `site.name` lie in the scope."""
        since = moment >= self.window.since if self.window.since else true()
        named = models.Site.name.in_(self.sites) if self.sites else true()
        return and_(moment <= self.window.until, since, named)


@dataclass(frozen=True, slots=True)
class FoundChange:
    """A change of the archive with all its edits."""

    step: Step
    edits: tuple[Edit, ...]


def changes_in(session: Session, scope: Scope) -> tuple[FoundChange, ...]:
    """Read the changes of a scope with their edits and findings: by site, URL and time."""
    rows = session.execute(_changes(scope)).all()
    of_edits, of_changes = _findings(session, scope)
    edits = _edits(session, scope, of_edits)
    return tuple(_found(row, edits.get(row.id, ()), of_changes.get(row.id, ())) for row in rows)


def _changes(scope: Scope) -> Select[*tuple[Any, ...]]:
    change, page, site = models.Change, models.Page, models.Site
    before, after = aliased(models.Version), aliased(models.Version)
    return (
        select(
            *(change.id, change.from_version_id, change.to_version_id),
            *(change.before_capture_id, change.after_capture_id, change.before_at, change.after_at),
            *(page.id.label("page_id"), page.url, site.name.label("site")),
            *(before.title.label("old_title"), after.title.label("new_title")),
            *(change.priority, change.given_up),
        )
        .join(page, page.id == change.page_id)
        .join(site, site.id == page.site_id)
        .outerjoin(before, before.id == change.from_version_id)
        .outerjoin(after, after.id == change.to_version_id)
        .where(scope.holds(change.after_at))
        .order_by(site.name, page.url, page.id, change.after_at, change.id)
    )


def _edits(session: Session, scope: Scope, findings: _Findings) -> dict[int, tuple[Edit, ...]]:
    query = _of_scope(select(models.Edit), models.Edit.change_id, scope)
    edits: defaultdict[int, list[Edit]] = defaultdict(list)
    for found in session.scalars(query.order_by(models.Edit.change_id, models.Edit.position)):
        edits[found.change_id].append(edit_of(found, findings.get(found.id, ())))
    return {change_id: tuple(found) for change_id, found in edits.items()}


def _findings(session: Session, scope: Scope) -> tuple[_Findings, _Findings]:
    """The findings of edits, by edit, and those of changes as a whole, by change."""
    query = _of_scope(select(models.Finding), models.Finding.change_id, scope)
    of_edits: defaultdict[int, tuple[Finding, ...]] = defaultdict(tuple)
    of_changes: defaultdict[int, tuple[Finding, ...]] = defaultdict(tuple)
    for row in session.scalars(query.order_by(models.Finding.change_id, models.Finding.position)):
        if row.edit_id is None:
            of_changes[row.change_id] += (finding_of(row),)
        else:
            of_edits[row.edit_id] += (finding_of(row),)
    return of_edits, of_changes


def _of_scope(query: _Row, change_id: InstrumentedAttribute[int], scope: Scope) -> _Row:
    change, page, site = models.Change, models.Page, models.Site
    joined = query.join(change, change.id == change_id).join(page, page.id == change.page_id)
    return joined.join(site, site.id == page.site_id).where(scope.holds(change.after_at))


def _found(row: Row[*tuple[Any, ...]], edits: tuple[Edit, ...], findings: tuple[Finding, ...]) -> FoundChange:
    step = Step(
        change=row.id,
        page=PageRef(row.page_id, row.site, row.url, row.new_title or row.old_title or ""),
        before_at=row.before_at,
        after_at=row.after_at,
        before_capture=row.before_capture_id,
        after_capture=row.after_capture_id,
        from_version=row.from_version_id,
        to_version=row.to_version_id,
        priority=row.priority,
        findings=findings,
        given_up=tuple(row.given_up),
    )
    return FoundChange(step, edits)


def upgrades_in(session: Session, scope: Scope) -> int:
    """Count the versions that exist only because a better extractor read the same capture again."""
    version, page, site = models.Version, models.Page, models.Site
    query = (
        select(func.count())
        .select_from(version)
        .join(page, page.id == version.page_id)
        .join(site, site.id == page.site_id)
        .where(version.cause == Cause.TECHNICAL_UPGRADE, scope.holds(version.first_seen))
    )
    return session.scalar(query) or 0


def evidence_of(session: Session, captures: Collection[int]) -> tuple[Evidence, ...]:
    """Read the captures a report cites, in order of their ids."""
    row, body = models.Capture, models.Body
    found: list[Evidence] = []
    for ids in batches(sorted(captures)):
        query = (
            select(row.id, row.url, row.at, row.status, row.access, row.evidence, body.digest, body.size)
            .outerjoin(body, body.id == row.body_id)
            .where(row.id.in_(ids))
            .order_by(row.id)
        )
        for capture, url, at, status, access, note, digest, size in session.execute(query):
            found.append(Evidence(capture, url, at, status, access, note, digest.hex() if digest else None, size))
    return tuple(found)


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut ids into runs that fit into one query."""
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
