"""The executive summary: how much changed where, of what kinds, when, and what matters most."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from diff.report import naming, words
from diff.report.figures import DayCount, Level, SiteSummary, Summary, Top, Unlisted, level_of
from diff.report.rows import FoundChange
from diff.report.steps import Sign
from diff.report.values import Event, ListedChange
from diff.values import Edit
from diff.weights import FINDING_WEIGHTS
from store.kinds import Kind

TOP = 10
"""How many of the weightiest things a summary names."""


def summary_of(
    told: Sequence[FoundChange],
    events: Sequence[Event],
    listed: Sequence[ListedChange],
    observed: Mapping[str, tuple[int, int, int]],
    unlisted: Unlisted,
) -> Summary:
    """Sum up changes, and what events and pages tell of them; `observed` counts captures, pages and failures a site."""
    names = sorted({change.step.page.site for change in told} | set(observed))
    signs: Counter[Sign] = Counter(sign for change in told for sign in change.step.signs)
    return Summary(
        sites=tuple(_site_summary(name, told, observed.get(name, (0, 0, 0))) for name in names),
        signs=tuple(sorted(signs.items())),
        per_day=days_of(told),
        top=_top(events, listed),
        unlisted=unlisted,
    )


def days_of(told: Iterable[FoundChange]) -> tuple[DayCount, ...]:
    """The UTC days on which changes were first seen, each with its changes by level."""
    days: defaultdict[str, Counter[Level]] = defaultdict(Counter)
    for change in told:
        days[change.step.after_at.date().isoformat()][level_of(change.step.priority)] += 1
    return tuple(
        DayCount(day, tuple((level, counts[level]) for level in Level if counts[level]))
        for day, counts in sorted(days.items())
    )


def kinds_of(change: FoundChange) -> tuple[Kind, ...]:
    """Of what kinds a change is, as a whole or in an edit, in the order of the vocabulary."""
    kinds = {finding.kind for finding in change.step.findings}.union(*(edit.kinds for edit in change.edits))
    return tuple(kind for kind in Kind if kind in kinds)


def _site_summary(name: str, told: Sequence[FoundChange], observed: tuple[int, int, int]) -> SiteSummary:
    changes = [change for change in told if change.step.page.site == name]
    kinds = Counter(kind for change in changes for kind in kinds_of(change))
    captures, pages, not_compared = observed
    return SiteSummary(
        site=name,
        changes=len(changes),
        pages_changed=len({change.step.page.id for change in changes}),
        counts=tuple((kind, kinds[kind]) for kind in Kind if kinds[kind]),
        captures=captures,
        pages_observed=pages,
        not_compared=not_compared,
    )


def _top(events: Sequence[Event], listed: Sequence[ListedChange]) -> tuple[Top, ...]:
    """The weightiest events and changes of pages, each with what says so."""
    found = [
        Top(
            event.priority,
            event.site,
            f"{words.count(event.pages, 'page')} at once",
            max(step.after_at for step in event.steps),
            _evidence(shared.edit for shared in event.edits),
            event=event.number,
        )
        for event in events
    ]
    for change in listed:
        if change.edits:
            step, title = change.step, change.step.page.title or change.step.page.url
            evidence = _evidence(change.edits)
            found.append(Top(change.priority, step.page.site, title, step.after_at, evidence, change=step.change))
    found.sort(key=lambda top: -top.priority)
    return tuple(found[:TOP])


def _evidence(edits: Iterable[Edit]) -> str:
    """What says so in the weightiest edit, after the kind of what weighs most in it."""
    weightiest = max(edits, key=lambda edit: edit.priority)
    telling = [finding for finding in weightiest.findings if finding.evidence]
    found = max(telling, key=lambda each: FINDING_WEIGHTS.get((each.kind, each.aspect), 0.0), default=None)
    return f"{naming.label(found)}: {found.evidence}" if found else ""
