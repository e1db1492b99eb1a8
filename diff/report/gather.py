"""From the rows of an archive to one frozen report: read-only, a dozen queries however many changes there are."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

from sqlalchemy.orm import Session

from diff.report.access import failed_crawls_in, not_compared_in, observed_in
from diff.report.events import take_events
from diff.report.rows import FoundChange, Scope, changes_in, evidence_of, upgrades_in
from diff.report.surroundings import surroundings_in
from diff.report.values import (
    Badge,
    ListedChange,
    PageChanges,
    Report,
    SiteChanges,
    SiteSummary,
    Summary,
    Unlisted,
    Window,
)
from store.kinds import Operation


def gather(
    session: Session,
    *,
    since: datetime | None,
    sites: Collection[str] = (),
    kinds: Collection[Operation] = (),
    now: datetime,
) -> Report:
    """Report what was seen to change between `since` (or the first observation) and `now`.

    Without `sites` or `kinds` all of them are told; a site that is not in the archive has nothing to tell.
    Times must be aware. Nothing is written.
    """
    scope = Scope(Window(_utc(since) if since else None, _utc(now)), tuple(sorted(set(sites))))
    found = changes_in(session, scope)
    told = _told(found, kinds)
    events, listed = take_events(told)
    report = Report(
        window=scope.window,
        made_at=scope.window.until,
        sites=scope.sites,
        kinds=tuple(kind for kind in Operation if kind in kinds),
        summary=_summary(told, observed_in(session, scope), _unlisted(session, scope, found)),
        events=events,
        changes=_by_site(listed),
        surroundings=surroundings_in(session, scope),
        not_compared=not_compared_in(session, scope),
        failed_crawls=failed_crawls_in(session, scope),
        evidence=(),
    )
    return replace(report, evidence=evidence_of(session, _cited(report)))


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"naive time {moment!r}: a report speaks of aware times only")
    return moment.astimezone(UTC)


def _told(found: Sequence[FoundChange], kinds: Collection[Operation]) -> tuple[FoundChange, ...]:
    """Leave out the kinds nobody asked for, and changes in nothing that is compared."""
    wanted = set(kinds or Operation)
    kept = (replace(change, edits=tuple(edit for edit in change.edits if edit.operation in wanted)) for change in found)
    return tuple(change for change in kept if change.edits)


def _unlisted(session: Session, scope: Scope, found: Iterable[FoundChange]) -> Unlisted:
    return Unlisted(upgrades_in(session, scope), sum(not change.edits for change in found))


def _by_site(listed: Sequence[ListedChange]) -> tuple[SiteChanges, ...]:
    sites = []
    for site, group in groupby(listed, key=lambda change: change.step.page.site):
        changes = list(group)
        own = [change for change in changes if change.edits]
        sites.append(SiteChanges(site, _by_page(own), len(changes) - len(own)))
    return tuple(sites)


def _by_page(changes: Sequence[ListedChange]) -> tuple[PageChanges, ...]:
    pages = []
    for _, group in groupby(changes, key=lambda change: change.step.page.id):
        steps = tuple(group)
        pages.append(PageChanges(steps[-1].step.page, steps))
    return tuple(pages)


def _summary(told: Sequence[FoundChange], observed: dict[str, tuple[int, int, int]], unlisted: Unlisted) -> Summary:
    names = sorted({change.step.page.site for change in told} | set(observed))
    badges = Counter(badge for change in told for badge in change.step.badges)
    days = Counter(change.step.after_at.date().isoformat() for change in told)
    return Summary(
        sites=tuple(_site_summary(name, told, observed.get(name, (0, 0, 0))) for name in names),
        badges=tuple((badge, badges[badge]) for badge in Badge if badges[badge]),
        per_day=tuple(sorted(days.items())),
        unlisted=unlisted,
    )


def _site_summary(name: str, told: Sequence[FoundChange], observed: tuple[int, int, int]) -> SiteSummary:
    changes = [change for change in told if change.step.page.site == name]
    kinds = Counter(edit.operation for change in changes for edit in change.edits)
    captures, pages, not_compared = observed
    return SiteSummary(
        site=name,
        changes=len(changes),
        pages_changed=len({change.step.page.id for change in changes}),
        counts=tuple((kind, kinds[kind]) for kind in Operation if kinds[kind]),
        captures=captures,
        pages_observed=pages,
        not_compared=not_compared,
    )


def _cited(report: Report) -> set[int]:
    steps = [step for event in report.events for step in event.steps]
    steps += [change.step for site in report.changes for page in site.pages for change in page.changes]
    cited = {capture for step in steps for capture in (step.before_capture, step.after_capture) if capture}
    cited |= {capture for edit in report.surroundings for capture in (edit.before_capture, edit.after_capture)}
    return cited | {capture for group in report.not_compared for capture in group.examples}
