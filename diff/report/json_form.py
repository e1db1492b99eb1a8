"""The report as JSON, for programs; keys are stable, additions may come, nothing is renamed.

Times are ISO 8601 in UTC (`2026-03-04T03:01:00Z`) or null; captures, changes, versions, crawls and pages are
named by their ids in the archive; text is exactly as stored. The one object has:

- `format`: 1; a change that breaks readers raises it.
- `window` {`since`, `until`}, `made_at`, and what was asked for: `sites`, `kinds` (empty lists mean all).
- `summary`: `changes`, `pages_changed`, `captures`, `pages_observed`, `not_compared`;
  `sites`, each with `site`, the same numbers and `counts` {edit kind: count}; `badges` {name: count};
  `per_day` [[ISO date, count], …]; `unlisted` {`technical_upgrades`, `without_edits`}.
- `events`: `number`, `site`, `pages` (a count), `edits` [{`pages`, `edit`}], `steps`.
- `changes`: per site `site`, `in_events_only`, `pages` [{`page`, `changes` [{`step`, `events`, `edits`}]}].
- a step: `change`, `page`, `before_at`, `after_at`, `before_capture`, `after_capture`, `from_version`,
  `to_version`, `badges`. A page: `id`, `site`, `url`, `title`.
- an edit: `kind`, `fact_kind`, `label`, `path`, `old_path`, `old`, `new`, `hunks` [[op, text], …] where op is -1
  removed, 0 kept, 1 added, and a third item `true` stands by text that moved within its section.
- `surroundings`: `site`, `lines` [{`op`, `text`, `times`}], `pages`, `steps` (a count), `before_at`, `after_at`,
  `before_capture`, `after_capture`.
- `not_compared`: `site`, `crawl`, `at`, `access`, `status`, `captures`, `pages`, `pages_of_crawl`, `examples`.
- `failed_crawls`: `site`, `crawl`, `at`, `reason`.
- `evidence`: `capture`, `url`, `at`, `status`, `access`, `note`, `digest`, `size`, `command`.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime

from diff.report import words
from diff.report.figures import SiteSummary, Summary
from diff.report.values import Event, Evidence, Report
from diff.values import Hunk

_FORMAT = 1
_TOTALS = ("changes", "pages_changed", "captures", "pages_observed", "not_compared")


def render_json(report: Report) -> str:
    """Write a report as one JSON object in ASCII, ending in a newline."""
    return json.dumps(_plain(report), indent=2) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return words.iso(value)
    if isinstance(value, Hunk):
        return [*value] if value.moved else [value.op, value.text]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        own = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        beside = _beside(value)
        return {**beside, **own, **beside}  # said first, and in place of the field of the same name
    return value


def _beside(value: object) -> dict[str, object]:
    """Give what a value says beside its fields, or in place of one."""
    match value:
        case Summary():
            return {name: getattr(value, name) for name in _TOTALS}
        case SiteSummary():
            return {"counts": dict(value.counts)}
        case Event():
            return {"pages": value.pages}
        case Report():
            return {"format": _FORMAT}
        case Evidence():
            return {"command": words.command(value)}
    return {}
