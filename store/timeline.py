"""A page through time: the states its captures showed, and the steps between them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from store.kinds import Access, Cause
from store.models import Capture, Change, Page, Reading, Site, Version

# A page is gone once two captures in a row said so; 410 is the server's own word for it and counts at once.
GONE_AFTER = 2
GONE_FOR_GOOD = 410

_EARLIER = aliased(Version, name="earlier")


@dataclass(frozen=True, slots=True)
class Sight:
    """What one capture showed: a version, or that the page is gone (`version_id` empty)."""

    capture_id: int
    at: datetime
    version_id: int | None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """From one state of a page to the next; an empty version is a page not there yet, or gone.

    `before` is the last sight of the old state, `after` the first of the new one; `back` says that the page was gone
    in between, and then `from_version_id` is the version it had before that.
    """

    from_version_id: int | None
    to_version_id: int | None
    before: Sight | None
    after: Sight
    back: bool = False


def steps(sights: Iterable[Sight]) -> Iterator[Step]:
    """Walk a page's sights, oldest first, and give every step between states that lasted."""
    last: Sight | None = None
    version: int | None = None
    missing: list[Sight] = []
    gone = False
    for sight in sights:
        if sight.version_id is None:
            missing.append(sight)
            lasted = len(missing) >= GONE_AFTER or sight.status == GONE_FOR_GOOD
            if lasted and not gone and version is not None:
                yield Step(version, None, last, missing[0])
                gone = True
            continue
        if gone or version != sight.version_id:
            yield Step(version, sight.version_id, missing[-1] if gone else last, sight, back=gone)
        last, version, missing, gone = sight, sight.version_id, [], False


def page_steps(session: Session, page: Page) -> list[Step]:
    """Give the steps of a page that are changes: all but its first appearance in the crawl that saw the site first."""
    states = _states(session, page.id)
    found = list(steps(_sights(session, page.id, states)))
    if (
        found
        and found[0].from_version_id is None
        and found[0].after.at <= _site_first_seen_until(session, page.site_id)
    ):
        del found[0]
    newest = {state: version_id for version_id, state in states.items()}
    return [replace(step, from_version_id=newest.get(step.from_version_id or 0)) for step in found]


def pages_to_compare(session: Session, differ: str) -> list[Page]:
    """Give the pages that may owe a change: a version no change leads to, a capture that says gone, another differ."""
    pages: dict[int, Page] = {}
    for site_id in session.scalars(select(Site.id).order_by(Site.id)):
        known_since = _site_first_seen_until(session, site_id)
        led_to = exists().where(Change.to_version_id == Version.id)
        second = exists().where(_EARLIER.page_id == Version.page_id, _EARLIER.id < Version.id)
        unled = exists().where(Version.page_id == Page.id, Version.cause == Cause.PAGE, ~led_to)
        unled = unled.where(or_(second, Version.first_seen > known_since))
        gone = exists().where(Capture.page_id == Page.id, Capture.access == Access.GONE)
        outdated = exists().where(Change.page_id == Page.id, Change.differ != differ)
        owing = select(Page).where(Page.site_id == site_id, or_(unled, gone, outdated)).order_by(Page.id)
        pages |= {page.id: page for page in session.scalars(owing)}
    return list(pages.values())


def _states(session: Session, page_id: int) -> dict[int, int]:
    """Map each version of a page to the version whose state it is: a technical upgrade is no state of its own."""
    states: dict[int, int] = {}
    state = 0
    versions = select(Version.id, Version.cause).where(Version.page_id == page_id).order_by(Version.id)
    for version_id, cause in session.execute(versions):
        state = version_id if cause is Cause.PAGE or not state else state
        states[version_id] = state
    return states


def _sights(session: Session, page_id: int, states: Mapping[int, int]) -> list[Sight]:
    """Give what a page's captures showed, oldest first; unread and unanswered ones show nothing."""
    shown = (
        select(Capture.id, Capture.at, Reading.version_id, Capture.status)
        .outerjoin(Reading, Reading.capture_id == Capture.id)
        .where(Capture.page_id == page_id)
        .where(or_(Reading.version_id.is_not(None), Capture.access == Access.GONE))
        .order_by(Capture.at, Capture.id)
    )
    return [
        Sight(capture_id, at, states[version_id] if version_id else None, status)
        for capture_id, at, version_id, status in session.execute(shown)
    ]


def _site_first_seen_until(session: Session, site_id: int) -> datetime:
    """When the crawl that saw the site first made its last capture: pages it found are no pages that appeared."""
    of_site = select(Capture).join(Page, Page.id == Capture.page_id).where(Page.site_id == site_id)
    first = session.scalar(of_site.with_only_columns(func.min(Capture.crawl_id)).where(Capture.access == Access.OK))
    last = session.scalar(of_site.with_only_columns(func.max(Capture.at)).where(Capture.crawl_id == first))
    return last or datetime.max.replace(tzinfo=UTC)
