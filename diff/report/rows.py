"""What a report reads from the archive of changes and captures, in a bounded number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from diff.report.badges import badges_of
from diff.report.values import Evidence, PageRef, Step, Window
from diff.rows import edit_of
from diff.values import Edit
from extract.values import FactKind
from extract.values import Scope as FactScope
from store import models
from store.kinds import Cause

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
    """Read the changes of a scope with their edits and badges: by site, URL and time."""
    rows = session.execute(_changes(scope)).all()
    edits = _edits(session, scope)
    dates = _review_dates(session) if rows else {}
    return tuple(_found(row, edits.get(row.id, ()), dates) for row in rows)


def _changes(scope: Scope) -> Select[*tuple[Any, ...]]:
    change, page, site = models.Change, models.Page, models.Site
    before, after = aliased(models.Version), aliased(models.Version)
    return (
        select(
            *(change.id, change.from_version_id, change.to_version_id),
            *(change.before_capture_id, change.after_capture_id, change.before_at, change.after_at),
            *(page.id.label("page_id"), page.url, site.name.label("site")),
            *(before.title.label("old_title"), after.title.label("new_title")),
            *(before.fact_ids.label("old_facts"), after.fact_ids.label("new_facts")),
        )
        .join(page, page.id == change.page_id)
        .join(site, site.id == page.site_id)
        .outerjoin(before, before.id == change.from_version_id)
        .outerjoin(after, after.id == change.to_version_id)
        .where(scope.holds(change.after_at))
        .order_by(site.name, page.url, page.id, change.after_at, change.id)
    )


def _edits(session: Session, scope: Scope) -> dict[int, tuple[Edit, ...]]:
    row, change, page, site = models.Edit, models.Change, models.Page, models.Site
    query = (
        select(row)
        .join(change, change.id == row.change_id)
        .join(page, page.id == change.page_id)
        .join(site, site.id == page.site_id)
        .where(scope.holds(change.after_at))
        .order_by(row.change_id, row.position)
    )
    edits: defaultdict[int, list[Edit]] = defaultdict(list)
    for found in session.scalars(query):
        edits[found.change_id].append(edit_of(found, ()))
    return {change_id: tuple(found) for change_id, found in edits.items()}


def _review_dates(session: Session) -> dict[int, str]:
    """Every review date of the archive as its page shows it: few rows, for each is stored once per digest.

    The stamp of a section, a site or a library says nothing of when the page was reviewed.
    """
    fact = models.Fact
    query = select(fact.id, fact.raw, fact.value).where(fact.kind == FactKind.REVIEW_DATE, fact.scope == FactScope.PAGE)
    return {row.id: row.raw or row.value for row in session.execute(query)}


def _found(row: Row[*tuple[Any, ...]], edits: tuple[Edit, ...], dates: dict[int, str]) -> FoundChange:
    step = Step(
        change=row.id,
        page=PageRef(row.page_id, row.site, row.url, row.new_title or row.old_title or ""),
        before_at=row.before_at,
        after_at=row.after_at,
        before_capture=row.before_capture_id,
        after_capture=row.after_capture_id,
        from_version=row.from_version_id,
        to_version=row.to_version_id,
    )
    shown = ([dates[fact] for fact in facts or () if fact in dates] for facts in (row.old_facts, row.new_facts))
    return FoundChange(replace(step, badges=badges_of(edits, *shown)), edits)


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
