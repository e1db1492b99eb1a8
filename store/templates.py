"""Templates of sites: from which bodies they are learned, when they are learned anew, where they are kept."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from extract import ExtractionError, Route
from extract.pool import Done, Work
from extract.site.learning import LearnTask
from extract.site.profile import Profile, ProfileTask
from extract.site.template import FitTask, Template
from extract.steering import Steering
from store.archive import Archive
from store.bodies import body_or_nothing
from store.errors import CorruptBody
from store.kinds import Access
from store.models import Capture, Page, Reading, Site, Version
from store.models import Template as TemplateRow
from store.versions import BY_TEMPLATE, Owed, load_owed

ENOUGH = 8
"""Pages without a landmark from which a site's template is learned: more add little."""

MOST = 60
"""Bodies that are looked at in one go; twice as many taught nothing more on real sites."""

GROWN = 2
"""A template learned from few pages is learned anew once there are so many times more."""

PROBES = 8
"""Bodies looked at before many are."""

_AT_ONCE = 16  # bodies in memory at a time: each may have 32 MiB

_Result = TypeVar("_Result")


class Run(Protocol):
    """What ExtractionPool.run promises."""

    def __call__(self, tasks: Sequence[Work[_Result]], /) -> Iterator[Done[_Result]]:
        """What each task gave, in the order of the tasks."""


def refresh_template(archive: Archive, run: Run, site_id: int) -> None:
    """Learn a site's template where it has none yet, has outgrown it or changed its layout; safe to kill and rerun.

    The caller holds the derive lock. What a site's bodies say decides, and nothing else: no clock, no order of rows.
    """
    with archive.reading() as session:
        known, site = _current(session, site_id), _look_at(session, site_id)
    if known is None:
        _learn_first(archive, run, site)
    elif len(known.bodies) < MOST and len(site.bare) >= GROWN * len(known.bodies):
        _learn_more(archive, run, site, known.template)
    elif known.template.containers:
        _learn_layout(archive, run, site, known.template)


def steerings(archive: Archive, volatile: Mapping[str, tuple[str, ...]]) -> dict[str, Steering]:
    """How the pages of each site are to be read now, by its name; `volatile` are its patterns in the configuration."""
    with archive.reading() as session:
        sites = session.execute(select(Site.name, Site.id).order_by(Site.id)).all()
        return {name: steering_of(session, site_id, volatile.get(name, ())) for name, site_id in sites}


def steering_of(session: Session, site_id: int, volatile: tuple[str, ...]) -> Steering:
    """How the pages of one site are to be read now."""
    known = _current(session, site_id)
    return Steering(known.template if known and known.template.containers else None, volatile)


@dataclass(frozen=True, slots=True)
class _Known:
    """A template and what it was learned from; an empty one says that these bodies share nothing."""

    template: Template
    bodies: list[int]


@dataclass(frozen=True, slots=True)
class _SitePages:
    """Pages of a site in an order of their own: read last without a landmark, with a body to read, and never read."""

    id: int
    bare: list[int]
    waiting: list[int]
    unread: list[int]


def _learn_first(archive: Archive, run: Run, site: _SitePages) -> None:
    """Learn from the pages known to have no landmark and those never read, if a few of these have none either."""
    if len(site.bare) + len(site.unread) < ENOUGH:
        return
    if len(site.bare) < ENOUGH:
        probes = _newest(archive, site.unread[:PROBES])
        if 4 * len(_profiles(archive, run, probes)) < len(probes):
            return
    captures = _newest(archive, [*site.bare, *site.unread][:MOST])
    profiles = _profiles(archive, run, captures)
    if len(profiles) >= ENOUGH:
        _keep(archive, site.id, _learn(run, profiles) or Template(()), captures, profiles)


def _learn_more(archive: Archive, run: Run, site: _SitePages, known: Template) -> None:
    """Learn the newest layout again from more pages; where these share nothing, the template stays as it was."""
    earlier = Template.of(known.layouts[:-1])
    captures = _unfit(archive, run, _newest(archive, site.bare[:MOST]), earlier)
    profiles = _profiles(archive, run, captures)
    if len(profiles) >= ENOUGH:
        found = _learn(run, profiles)
        _keep(archive, site.id, known.learned_more(found) if found else known, captures, profiles)


def _learn_layout(archive: Archive, run: Run, site: _SitePages, known: Template) -> None:
    """Learn another layout where the template no longer fits most of the newest captures, and the new one does."""
    if len(site.waiting) < ENOUGH:
        return
    probes = _newest(archive, site.waiting[:PROBES])
    unfit = _unfit(archive, run, probes, known)
    if 2 * len(unfit) <= len(probes):
        return
    captures = _unfit(archive, run, _newest(archive, [*site.waiting, *site.bare][:MOST]), known)
    profiles = _profiles(archive, run, captures)
    found = _learn(run, profiles) if len(profiles) >= ENOUGH else None
    if found is not None and 2 * len(_unfit(archive, run, unfit, found)) < len(unfit):
        _keep(archive, site.id, known.with_layout(found), captures, profiles)


def _current(session: Session, site_id: int) -> _Known | None:
    newest = select(TemplateRow).where(TemplateRow.site_id == site_id).order_by(TemplateRow.id.desc()).limit(1)
    row = session.scalar(newest)
    return None if row is None else _Known(Template(tuple(row.containers)), row.body_ids)


def _look_at(session: Session, site_id: int) -> _SitePages:
    of_site = Page.site_id == site_id
    newest = select(func.max(Version.id)).join(Page).where(of_site).group_by(Version.page_id)
    routes: dict[int, Route] = dict(
        session.execute(select(Version.page_id, Version.route).where(Version.id.in_(newest))).all()
    )
    unread = Capture.access == Access.OK, Capture.body_id.is_not(None), Reading.capture_id.is_(None)
    owing = select(Page.id).join(Capture).outerjoin(Reading, Reading.capture_id == Capture.id).where(of_site, *unread)
    waiting = set(session.scalars(owing.distinct()))
    keys = {page_id: _place(key) for page_id, key in session.execute(select(Page.id, Page.urlkey).where(of_site))}
    pages = sorted(keys, key=lambda page_id: keys[page_id])
    return _SitePages(
        site_id,
        bare=[page_id for page_id in pages if routes.get(page_id) in BY_TEMPLATE],
        waiting=[page_id for page_id in pages if page_id in waiting],
        unread=[page_id for page_id in pages if page_id in waiting and page_id not in routes],
    )


def _place(urlkey: str) -> bytes:
    """Where a page stands among those of its site to learn from: neighbours are often alike."""
    return hashlib.sha256(urlkey.encode("utf-8", "surrogatepass")).digest()


def _newest(archive: Archive, page_ids: Sequence[int]) -> list[Owed]:
    """The newest capture with a body of each page."""
    with archive.reading() as session:
        found = []
        for page_id in page_ids:
            with_body = Capture.page_id == page_id, Capture.access == Access.OK, Capture.body_id.is_not(None)
            newest = select(Capture.id).where(*with_body).order_by(Capture.at.desc(), Capture.id.desc()).limit(1)
            found += list(session.scalars(newest))
        return load_owed(session, found)


def _profiles(archive: Archive, run: Run, captures: Sequence[Owed]) -> dict[int, Profile]:
    """The profiles of captures without a landmark."""
    made = _done(archive, run, captures, lambda owed, body: ProfileTask(owed.capture_id, body, owed.content_type))
    return {capture_id: profile for capture_id, profile in made.items() if profile is not None}


def _learn(run: Run, profiles: Mapping[int, Profile]) -> Template | None:
    done = next(iter(run([LearnTask(0, tuple(profiles.values()))])))
    return None if isinstance(done.result, ExtractionError) else done.result


def _unfit(archive: Archive, run: Run, captures: Sequence[Owed], template: Template) -> list[Owed]:
    """The captures without a landmark that a template does not fit."""
    fits = _done(archive, run, captures, lambda owed, body: FitTask(owed.capture_id, body, template, owed.content_type))
    return [owed for owed in captures if fits.get(owed.capture_id) is False]


def _done(
    archive: Archive, run: Run, captures: Sequence[Owed], task: Callable[[Owed, bytes], Work[_Result]]
) -> dict[int, _Result]:
    """What a task gave for each capture; those are missing whose body cannot be read."""
    results: dict[int, _Result] = {}
    for start in range(0, len(captures), _AT_ONCE):
        tasks = []
        with archive.reading() as session:
            for owed in captures[start : start + _AT_ONCE]:
                body = _body(session, owed)
                tasks += [task(owed, body)] if body else []
        results |= {done.id: done.result for done in run(tasks) if not isinstance(done.result, ExtractionError)}
    return results


def _body(session: Session, owed: Owed) -> bytes:
    """The bytes of a capture, none where they are damaged: learning does without, and reading it says so."""
    try:
        return body_or_nothing(session, owed.body_id)
    except CorruptBody:
        return b""


def _keep(archive: Archive, site_id: int, template: Template, captures: Sequence[Owed], used: Collection[int]) -> None:
    """Make a template the site's newest, whether or not it had it before."""
    learned_from = [owed for owed in captures if owed.capture_id in used]
    with archive.writing() as session:
        session.execute(
            delete(TemplateRow).where(TemplateRow.site_id == site_id, TemplateRow.digest == template.digest)
        )
        row = TemplateRow(
            site_id=site_id,
            digest=template.digest,
            learned_at=max(owed.at for owed in learned_from),
            body_ids=[owed.body_id for owed in learned_from if owed.body_id is not None],
            containers=list(template.containers),
        )
        session.add(row)
