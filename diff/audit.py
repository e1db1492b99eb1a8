"""The audit of review dates: content moved × label moved, per page and per section, from what the archive keeps."""

import shlex
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, select
from sqlalchemy.orm import Session

from diff.labels import Movement, Verdict, said_of, verdicts
from diff.rows import finding_of
from diff.values import Edit, Finding, Path
from extract.values import Fact as FactValue
from extract.values import FactKind
from store import models
from store.contents import fact_value

_AT_ONCE = 500  # changes whose edits are held at a time: their texts stay where they are
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One step of a page, or of a section of it (`path`), that lies in a cell of the matrix.

    `label` is what names the date, `old` and `new` are its ISO dates, empty where there was none. `moved` says what
    content moved, the weightiest first, out of `moves` edits. `command` shows the step.
    """

    site: str
    url: str
    path: Path | None
    before_at: datetime | None
    after_at: datetime
    from_version: int
    to_version: int
    label: str
    old: str
    new: str
    moves: int
    moved: tuple[str, ...]
    command: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The cases in which content moved or not, and the label went one way."""

    content_moved: bool
    label: Movement
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """The matrix of pages and that of sections with a date of their own: a cell for every pair, empty ones too."""

    steps: int
    pages: tuple[Cell, ...]
    sections: tuple[Cell, ...]


_Cases = dict[tuple[bool, bool, Movement], list[Case]]


def audit_dates(session: Session, sites: Collection[str] = (), since: datetime | None = None) -> Audit:
    """Hold every step between two versions, first seen since a moment (none: ever), against its review labels."""
    dates = _review_dates(session)
    cases: _Cases = defaultdict(list)
    steps = 0
    for changes in session.execute(_changes(sites, since)).partitions(_AT_ONCE):
        edits = _edits(session, [change.id for change in changes])
        steps += len(changes)
        for change in changes:
            old, new = ([dates[each] for each in ids if each in dates] for ids in (change.old_facts, change.new_facts))
            for verdict in verdicts(old, new, edits.get(change.id, ())):
                is_of_page = verdict.label.path is None
                cases[is_of_page, bool(verdict.moved), verdict.label.movement].append(_case(change, verdict))
    return Audit(steps, _cells(cases, is_of_page=True), _cells(cases, is_of_page=False))


def _cells(cases: _Cases, *, is_of_page: bool) -> tuple[Cell, ...]:
    pairs = ((content, movement) for content in (True, False) for movement in Movement)
    return tuple(Cell(*pair, tuple(cases.get((is_of_page, *pair), ()))) for pair in pairs)


def _case(change: Row[*tuple[Any, ...]], verdict: Verdict) -> Case:
    label = verdict.label
    weightiest = sorted(verdict.moved, key=lambda edit: -edit.priority)[:_MOST_TOLD]
    return Case(
        *(change.site, change.url, label.path, change.before_at, change.after_at),
        *(change.from_version_id, change.to_version_id, label.text, label.old, label.new),
        moves=len(verdict.moved),
        moved=tuple(map(said_of, weightiest)),
        command=f"variorum diff {shlex.quote(change.url)} {change.from_version_id}..{change.to_version_id}",
    )


def _changes(sites: Collection[str], since: datetime | None) -> Select[*tuple[Any, ...]]:
    """The steps between two versions, with the facts of both."""
    change, page, site = models.Change, models.Page, models.Site
    before, after = models.Version.__table__.alias("before"), models.Version.__table__.alias("after")
    query = (
        select(
            *(change.id, change.before_at, change.after_at, change.from_version_id, change.to_version_id),
            *(page.url, site.name.label("site")),
            *(before.c.fact_ids.label("old_facts"), after.c.fact_ids.label("new_facts")),
        )
        .join(page, page.id == change.page_id)
        .join(site, site.id == page.site_id)
        .join(before, before.c.id == change.from_version_id)
        .join(after, after.c.id == change.to_version_id)
        .order_by(site.name, page.url, page.id, change.after_at, change.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    if sites:
        query = query.where(site.name.in_(sites))
    return query.where(change.after_at >= since) if since else query


def _edits(session: Session, changes: Sequence[int]) -> Mapping[int, Sequence[Edit]]:
    """The edits of changes with their findings; of texts only the dates."""
    row, dated = models.Edit, models.Edit.fact_kind == FactKind.REVIEW_DATE
    query = select(
        *(row.id, row.change_id, row.operation, row.fact_kind, row.label, row.path, row.old_path, row.scope),
        *(row.priority, case((dated, row.old)).label("old"), case((dated, row.new)).label("new")),
    )
    findings = _findings(session, changes)
    found: defaultdict[int, list[Edit]] = defaultdict(list)
    for each in session.execute(query.where(row.change_id.in_(changes)).order_by(row.change_id, row.position)):
        found[each.change_id].append(
            Edit(
                each.operation,
                path=tuple(each.path),
                old_path=tuple(each.old_path),
                old=each.old,
                new=each.new,
                fact_kind=each.fact_kind,
                label=each.label,
                scope=each.scope,
                findings=tuple(findings.get(each.id, ())),
                priority=each.priority,
            )
        )
    return found


def _findings(session: Session, changes: Sequence[int]) -> Mapping[int | None, Sequence[Finding]]:
    """The findings of each edit of some changes."""
    row = models.Finding
    query = select(row).where(row.change_id.in_(changes), row.edit_id.is_not(None)).order_by(row.edit_id, row.position)
    found: defaultdict[int | None, list[Finding]] = defaultdict(list)
    for each in session.scalars(query):
        found[each.edit_id].append(finding_of(each))
    return found


def _review_dates(session: Session) -> dict[int, FactValue]:
    """Every review date of the archive: few rows, for each is stored once per digest."""
    stated = select(models.Fact).where(models.Fact.kind == FactKind.REVIEW_DATE)
    return {row.id: fact_value(row) for row in session.scalars(stated)}
