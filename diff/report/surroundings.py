"""The residue: which lines around the content of pages came and went between successive readings."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Over, Select, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from diff.report.rows import Scope, batches
from diff.report.steps import PageRef
from diff.report.values import LineEdit, SurroundingsEdit
from store import models

_Lines = dict[int, Counter[str]]

# Beyond so many lines gone times lines come, none is looked for in another.
_MOST_PAIRS = 100_000


def surroundings_in(session: Session, scope: Scope) -> tuple[SurroundingsEdit, ...]:
    """Compare successive surroundings of each page as multisets of lines; the widest differences come first."""
    steps = [row for row in session.execute(_steps(scope)).all() if row.extractor == row.old_extractor]
    lines = _lines(session, sorted({row.surroundings for row in steps} | {row.old for row in steps}))
    return _grouped([(row, edit) for row in steps for edit in _line_edits(lines[row.old], lines[row.surroundings])])


def _steps(scope: Scope) -> Select[*tuple[Any, ...]]:
    """Pairs of successive readings with different surroundings, the later one in the window."""
    readings = _readings(scope).subquery()
    page, site = models.Page, models.Site
    return (
        select(readings, page.url, site.name.label("site"))
        .join(page, page.id == readings.c.page_id)
        .join(site, site.id == page.site_id)
        .where(scope.holds(readings.c.at), readings.c.old != readings.c.surroundings)
        .order_by(site.name, page.url, readings.c.at)
    )


def _readings(scope: Scope) -> Select[*tuple[Any, ...]]:
    reading, capture, version = models.Reading, models.Capture, models.Version
    named = models.Site.name.in_(scope.sites) if scope.sites else true()
    return (
        select(
            *(capture.id.label("capture"), capture.page_id, capture.at),
            reading.surroundings_id.label("surroundings"),
            version.title,
            version.extractor_id.label("extractor"),
            _last(reading.surroundings_id).label("old"),
            _last(version.extractor_id).label("old_extractor"),
            _last(capture.id).label("old_capture"),
            _last(capture.at).label("old_at"),
        )
        .join(capture, capture.id == reading.capture_id)
        .join(models.Page, models.Page.id == capture.page_id)
        .join(models.Site, models.Site.id == models.Page.site_id)
        .outerjoin(version, version.id == reading.version_id)
        .where(reading.surroundings_id.is_not(None), capture.at <= scope.window.until, named)
    )


def _last(column: InstrumentedAttribute[Any]) -> Over[Any]:
    """What the reading before this one has in a column: the type is said, for `lag` gives a bare value otherwise."""
    place = (models.Capture.at, models.Capture.id)
    return func.lag(column, type_=column.type).over(partition_by=models.Capture.page_id, order_by=place)


def _lines(session: Session, wanted: Sequence[int]) -> _Lines:
    row = models.Surroundings
    lines: _Lines = {}
    for ids in batches(wanted):
        query = select(row.id, row.lines).where(row.id.in_(ids))
        lines.update({found.id: Counter(found.lines) for found in session.execute(query)})
    return lines


def _line_edits(old: Counter[str], new: Counter[str]) -> list[LineEdit]:
    if not old or not new:  # a reading by the fallback route knows no surroundings: the step says nothing
        return []
    if _words(old) == _words(new):  # a new template cuts the same words into other lines
        return []
    gone, came = old - new, new - old
    if len(gone) * len(came) <= _MOST_PAIRS:
        _drop_recut(gone, came)
        _drop_recut(came, gone)
    told = ((op, text, times) for op, side in ((-1, gone), (1, came)) for text, times in side.items())
    return [LineEdit(op, text, times) for op, text, times in told if times > 0]


def _drop_recut(pieces: Counter[str], wholes: Counter[str]) -> None:
    """Take back every line that some of the pieces say together, each once, and those pieces."""
    for whole in wholes:
        parts = Counter(piece for piece, times in pieces.items() if times > 0 and f" {piece} " in f" {whole} ")
        if wholes[whole] > 0 and _words(parts) == _words(Counter([whole])):
            pieces.subtract(parts)
            wholes[whole] -= 1


def _words(lines: Counter[str]) -> Counter[str]:
    return Counter(word for line in lines.elements() for word in line.split())


def _grouped(found: list[tuple[Any, LineEdit]]) -> tuple[SurroundingsEdit, ...]:
    """Bundle the lines that came and went together in the same steps."""
    by_line: defaultdict[tuple[str, LineEdit], list[Any]] = defaultdict(list)
    for row, edit in found:
        by_line[(row.site, edit)].append(row)
    bundles: defaultdict[tuple[int, ...], list[LineEdit]] = defaultdict(list)
    rows_of: dict[tuple[int, ...], list[Any]] = {}
    for (_, edit), rows in by_line.items():
        key = tuple(row.capture for row in rows)
        bundles[key].append(edit)
        rows_of[key] = rows
    edits = [_edit(rows_of[key], lines) for key, lines in bundles.items()]
    return tuple(sorted(edits, key=lambda edit: (-len(edit.pages), edit.after_at, edit.after_capture)))


def _edit(rows: list[Any], lines: list[LineEdit]) -> SurroundingsEdit:
    pages = {row.page_id: PageRef(row.page_id, row.site, row.url, row.title or "") for row in rows}
    first = min(rows, key=lambda row: (row.at, row.capture))
    return SurroundingsEdit(
        site=first.site,
        lines=tuple(sorted(lines, key=lambda line: line.op)),
        pages=tuple(pages.values()),
        steps=len(rows),
        before_at=first.old_at,
        after_at=first.at,
        before_capture=first.old_capture,
        after_capture=first.capture,
    )
