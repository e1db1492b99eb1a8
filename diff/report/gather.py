"""From the rows of an archive to one frozen report: read-only, a dozen queries however many changes there are."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

from sqlalchemy.orm import Session

from diff.report.access import failed_crawls_in, not_compared_in, observed_in, unread_in
from diff.report.calendars import calendars_in
from diff.report.counting import summary_of
from diff.report.events import take_events
from diff.report.figures import Unlisted
from diff.report.rows import FoundChange, Scope, changes_in, evidence_of, upgrades_in
from diff.report.surroundings import surroundings_in
from diff.report.values import ListedChange, PageChanges, Report, SiteChanges, Window
from diff.report.wanted import EVERYTHING, Wanted
from store.kinds import Kind


def gather(
    session: Session,
    *,
    since: datetime | None,
    sites: Collection[str] = (),
    wanted: Wanted = EVERYTHING,
    until: datetime | None = None,
    now: datetime,
) -> Report:
    """Report what was seen to change between `since` (or the first observation) and `until` (or `now`).

    Without `sites` all of them are told; a site that is not in the archive has nothing to tell. Times must be aware.
    Nothing is written.
    """
    window = Window(_utc(since) if since else None, _utc(until or now))
    scope = Scope(window, tuple(sorted(set(sites))))
    found = changes_in(session, scope)
    told = tuple(change for change in found if change.edits)
    everything, own = take_events(session, told)
    events = tuple(event for event in everything if wanted.has_event(event))
    listed = tuple(kept for change in own if (kept := wanted.of_change(change)))
    unlisted = Unlisted(upgrades_in(session, scope), len(found) - len(told))
    report = Report(
        window=scope.window,
        made_at=_utc(now),
        sites=scope.sites,
        kinds=tuple(kind for kind in Kind if kind in wanted.kinds),
        priority=wanted.priority,
        summary=summary_of(_in(told, wanted), events, listed, observed_in(session, scope), unlisted),
        events=events,
        changes=_by_site(listed),
        calendars=calendars_in(session, scope, _in(told, wanted)),
        surroundings=surroundings_in(session, scope),
        not_compared=not_compared_in(session, scope),
        unread=unread_in(session, scope),
        failed_crawls=failed_crawls_in(session, scope),
        evidence=(),
    )
    return replace(report, evidence=evidence_of(session, _cited(report)))


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"naive time {moment!r}: a report speaks of aware times only")
    return moment.astimezone(UTC)


def _in(told: Sequence[FoundChange], wanted: Wanted) -> tuple[FoundChange, ...]:
    return tuple(kept for change in told if (kept := wanted.of_found(change)))


def _by_site(listed: Sequence[ListedChange]) -> tuple[SiteChanges, ...]:
    sites = []
    for site, group in groupby(listed, key=lambda change: change.step.page.site):
        changes = list(group)
        own = [change for change in changes if change.edits]
        sites.append(SiteChanges(site, _by_page(own), len(changes) - len(own)))
    return tuple(sites)


def _by_page(changes: Sequence[ListedChange]) -> tuple[PageChanges, ...]:
    """The pages of a site with their changes, the page with the weightiest change first."""
    pages = []
    for _, group in groupby(changes, key=lambda change: change.step.page.id):
        steps = tuple(group)
        pages.append(PageChanges(steps[-1].step.page, steps))
    return tuple(sorted(pages, key=lambda page: -max(change.priority for change in page.changes)))


def _cited(report: Report) -> set[int]:
    steps = [step for event in report.events for step in event.steps]
    steps += [change.step for site in report.changes for page in site.pages for change in page.changes]
    cited = {capture for step in steps for capture in (step.before_capture, step.after_capture) if capture}
    cited |= {capture for edit in report.surroundings for capture in (edit.before_capture, edit.after_capture)}
    cited |= {group.example for group in report.unread}
    return cited | {capture for group in report.not_compared for capture in group.examples}
