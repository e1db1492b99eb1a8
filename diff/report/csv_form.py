"""The report as a table for a spreadsheet (CSV): one row for each finding, and one for an edit that has none.

What an event tells stands once, with the number of its pages and without an address. Columns, in this order: `site`,
`url`, `title`, `event`, `pages`, `change`, `before_at`, `after_at`, `before_capture`, `after_capture`, `operation`
(empty where the change as a whole is of a kind), `fact_kind`, `section`, `label`, `kind`, `aspect`, `evidence`, `old`,
`new`, `priority` (of the edit, or of the change as a whole). Times are ISO 8601 in UTC. A text that a spreadsheet would
take for a formula is led by an apostrophe; hidden characters are told by their code points; long texts are cut. Lines
end in CR LF, and the text begins with the byte order mark by which spreadsheets know UTF-8.
"""

import csv
import io
from collections.abc import Iterator

from diff.report import words
from diff.report.harmless import visible
from diff.report.steps import Step
from diff.report.values import Event, ListedChange, Report
from diff.values import Edit, Finding

COLUMNS = (
    *("site", "url", "title", "event", "pages", "change", "before_at", "after_at", "before_capture", "after_capture"),
    *("operation", "fact_kind", "section", "label", "kind", "aspect", "evidence", "old", "new", "priority"),
)
_FORMULA = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"  # what spreadsheets, some in full width, take for a formula
_MOST = 2_000  # characters of a cell: enough to recognise a text; spreadsheets take 32,767

_Row = tuple[object, ...]


def render_csv(report: Report) -> str:
    """Write a report as CSV (RFC 4180)."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows([_cell(value) for value in row] for row in _rows(report))
    return "\ufeff" + text.getvalue()


def _rows(report: Report) -> Iterator[_Row]:
    listed = {change.step.change for site in report.changes for page in site.pages for change in page.changes}
    for event in report.events:
        place = _of_event(event)
        yield from (row for shared in event.edits for row in _edit((*place[:4], shared.pages, *place[5:]), shared.edit))
        for step in event.steps:
            if step.change not in listed:
                listed.add(step.change)
                yield from _whole(step)
    for site in report.changes:
        for page in site.pages:
            for change in page.changes:
                yield from _change(change)


def _change(change: ListedChange) -> Iterator[_Row]:
    yield from _whole(change.step)
    for edit in change.edits:
        yield from _edit(_of_step(change.step), edit)


def _whole(step: Step) -> Iterator[_Row]:
    """What a change is as a whole."""
    for finding in step.findings:
        yield (*_of_step(step), "", "", "", "", *_finding(finding), "", "", step.priority)


def _edit(place: _Row, edit: Edit) -> Iterator[_Row]:
    section = words.crumbs(edit.path or edit.old_path) if edit.path or edit.old_path else ""
    what = (edit.operation, edit.fact_kind or "", section, edit.label)
    for finding in edit.findings or (None,):
        said = _finding(finding) if finding else ("", "", "")
        yield (*place, *what, *said, edit.old or "", edit.new or "", edit.priority)


def _finding(finding: Finding) -> tuple[str, str, str]:
    return finding.kind, finding.aspect, finding.evidence


def _of_step(step: Step) -> _Row:
    before = words.iso(step.before_at) if step.before_at else ""
    seen = (before, words.iso(step.after_at), step.before_capture or "", step.after_capture)
    return (step.page.site, step.page.url, step.page.title, "", 1, step.change, *seen)


def _of_event(event: Event) -> _Row:
    begun = [step.before_at for step in event.steps if step.before_at]
    before = words.iso(min(begun)) if begun else ""
    after = words.iso(max(step.after_at for step in event.steps))
    return (event.site, "", "", event.number, event.pages, "", before, after, "", "")


def _cell(value: object) -> object:
    """Make a text harmless in a spreadsheet; numbers are ours."""
    if not isinstance(value, str):
        return value
    text = visible(value)
    text = text if len(text) <= _MOST else text[:_MOST] + " …"
    return f"'{text}" if text.lstrip(" \u00a0")[:1] and text.lstrip(" \u00a0")[0] in _FORMULA else text
