"""The report as JSON, for programs; keys are stable, additions may come, nothing is renamed.

Times are ISO 8601 in UTC (`2026-03-04T03:01:00Z`) or null; captures, changes, versions, crawls and pages are
named by their ids in the archive; text is exactly as stored. The one object has:

- `format`: 2; a change that breaks readers raises it.
- `window` {`since`, `until`}, `made_at`, and what was asked for: `sites`, `kinds` (empty lists mean all), `priority`
  (the least).
- `summary`: `changes`, `pages_changed`, `captures`, `pages_observed`, `not_compared`;
  `sites`, each with `site`, the same numbers and `counts` {kind: count}; `signs` {kind and aspect: count}, of changes
  as a whole; `per_day`, each a day; `top` [{`priority`, `site`, `title`, `seen_at`, `evidence`, `event` (a number) or
  `change` (an id)}], the weightiest first; `unlisted` {`technical_upgrades`, `without_edits`}.
- a day: `day` (ISO date), `counts` {`high`, `medium` or `low`: changes}.
- `events`: `number`, `site`, `priority`, `pages` (a count, in the window), `pages_in_all`, `edits` [{`pages`, `edit`}],
  `steps`.
- `changes`: per site `site`, `in_events_only`, `pages` [{`page`, `changes` [{`step`, `edits`, `events`}]}].
- a step: `change`, `page`, `before_at`, `after_at`, `before_capture`, `after_capture`, `from_version`,
  `to_version`, `priority`, `findings` (of the change as a whole), `given_up` (what was compared less finely).
  A page: `id`, `site`, `url`, `title`.
- an edit: `operation`, `path`, `old_path`, `others` (paths), `old`, `new`, `fact_kind`, `label`, `owner`, `scope`,
  `findings`, `priority`, `hunks` [[op, text], …] where op is -1 removed, 0 kept, 1 added, and a third item `true`
  stands by text that moved within its section. A finding: `kind`, `aspect`, `evidence`.
- `calendars`: `page`, `observed` [ISO date, …], `changed`, each a day.
- `surroundings`: `site`, `lines` [{`op`, `text`, `times`}], `pages`, `steps` (a count), `before_at`, `after_at`,
  `before_capture`, `after_capture`.
- `not_compared`: `site`, `crawl`, `at`, `access`, `status`, `captures`, `pages`, `pages_of_crawl`, `examples`.
- `unread`: `site`, `reason`, `captures`, `pages`, `example` (a capture).
- `failed_crawls`: `site`, `crawl`, `at`, `reason`.
- `evidence`: `capture`, `url`, `at`, `status`, `access`, `note`, `digest`, `size`, `command`.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime

from diff.report import words
from diff.report.figures import DayCount, SiteSummary, Summary
from diff.report.values import Event, Evidence, Report
from diff.values import Hunk

_FORMAT = 2
_INTERNAL = {"told"}  # which parts of which edits an event tells: for putting a report together
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
        own = {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.name not in _INTERNAL}
        beside = _beside(value)
        return {**beside, **own, **beside}  # said first, and in place of the field of the same name
    return value


def _beside(value: object) -> dict[str, object]:
    """Give what a value says beside its fields, or in place of one."""
    match value:
        case Summary():
            signs = {f"{kind} {aspect}": number for (kind, aspect), number in value.signs}
            return {**{name: getattr(value, name) for name in _TOTALS}, "signs": signs}
        case SiteSummary() | DayCount():
            return {"counts": dict(value.counts)}
        case Event():
            return {"pages": value.pages}
        case Report():
            return {"format": _FORMAT}
        case Evidence():
            return {"command": words.command(value)}
    return {}
