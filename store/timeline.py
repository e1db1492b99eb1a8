"""A page through time: the states its captures showed, and the steps between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urljoin

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from store.kinds import Access, Cause
from store.models import Capture, Change, Page, Reading, Site, Version
from store.urlkey import urlkey

# What becomes of a page counts once two captures in a row said so; 410 is the server's own word and counts at once.
LASTING_AFTER = 2
GONE_FOR_GOOD = 410

_FATES = (Access.GONE, Access.REDIRECTED, Access.BLOCKED)
_EARLIER = aliased(Version, name="earlier")


@dataclass(frozen=True, slots=True)
class Sight:
    """What one capture showed: a version, or (`version_id` empty) that the page is gone, redirected or blocked.

    `target` is where a redirect leads.
    """

    capture_id: int
    at: datetime
    version_id: int | None
    status: int | None = None
    fate: Access = Access.GONE
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """From one state of a page to the next; an empty version is a page not there yet, or one that `after` says is away.

    `before` is the last sight of the old state, `after` the first of the new one; `back` says that the page was away
    in between, and then `from_version_id` is the version it had before that.
    """

    from_version_id: int | None
    to_version_id: int | None
    before: Sight | None
    after: Sight
    back: bool = False


def steps(sights: Iterable[Sight]) -> Iterator[Step]:
    """Walk a page's sights, oldest first, and give every step between states that lasted."""
    walk = _Walk()
    for sight in sights:
        step = walk.away(sight) if sight.version_id is None else walk.there(sight)
        if step is not None:
            yield step


@dataclass(slots=True)
class _Walk:
    """Where a page stands: its version, the fate that keeps it away, and sights that have not lasted yet."""

    version: int | None = None
    last: Sight | None = None
    fate: Access | None = None
    pending: list[Sight] = field(default_factory=list)

    def there(self, sight: Sight) -> Step | None:
        """The page shows a version: a step if that is another one, or if it was away."""
        step = None
        if self.fate is not None or self.version != sight.version_id:
            step = Step(self.version, sight.version_id, self.last, sight, back=self.fate is not None)
        self.version, self.last, self.fate, self.pending = sight.version_id, sight, None, []
        return step

    def away(self, sight: Sight) -> Step | None:
        """The page is away: a step once that lasts. Behind a block nobody sees whether a page that left is there."""
        if sight.fate is self.fate:
            self.last, self.pending = sight, []
            return None
        if self.version is None or (sight.fate is Access.BLOCKED and self.fate is not None):
            return None
        alike = [one for one in self.pending if one.fate is sight.fate]
        self.pending.append(sight)
        if len(alike) + 1 < LASTING_AFTER and sight.status != GONE_FOR_GOOD:
            return None
        first = alike[0] if alike else sight
        step = Step(self.version, None, self.last, first)
        self.last, self.fate, self.pending = sight, sight.fate, []
        return step


def page_steps(session: Session, page: Page) -> list[Step]:
    """Give the steps of a page that are changes: all but its first appearance in the crawl that saw the site first."""
    states = _states(session, page.id)
    found = list(steps(_sights(session, page, states)))
    if (
        found
        and found[0].from_version_id is None
        and found[0].after.at <= _site_first_seen_until(session, page.site_id)
    ):
        del found[0]
    newest = {state: version_id for version_id, state in states.items()}
    return [replace(step, from_version_id=newest.get(step.from_version_id or 0)) for step in found]


def pages_to_compare(session: Session, differ: str) -> list[Page]:
    """Give the pages that may owe a change: a version no change leads to, captures that say away, another differ."""
    pages: dict[int, Page] = {}
    for site_id in session.scalars(select(Site.id).order_by(Site.id)):
        known_since = _site_first_seen_until(session, site_id)
        led_to = exists().where(Change.to_version_id == Version.id)
        second = exists().where(_EARLIER.page_id == Version.page_id, _EARLIER.id < Version.id)
        unled = exists().where(Version.page_id == Page.id, Version.cause == Cause.PAGE, ~led_to)
        unled = unled.where(or_(second, Version.first_seen > known_since))
        outdated = exists().where(Change.page_id == Page.id, Change.differ != differ)
        owed = or_(unled, outdated, *_may_be_away())
        owing = select(Page).where(Page.site_id == site_id, owed).order_by(Page.id)
        pages |= {page.id: page for page in session.scalars(owing)}
    return list(pages.values())


def _may_be_away() -> Iterator[ColumnElement[bool]]:
    """Whether a page is said to be gone, or was redirected or blocked often enough since its last change was made.

    Whole sites are blocked or redirected at times, and their pages need not be looked at for ever after; a capture
    that arrives late has a higher number than those that its page's changes are made of.
    """
    of_page = Capture.page_id == Page.id
    yield exists().where(of_page, Capture.access == Access.GONE)
    known = select(func.coalesce(func.max(Change.after_capture_id), 0)).where(Change.page_id == Page.id)
    for fate in (Access.REDIRECTED, Access.BLOCKED):
        said = select(func.count()).where(of_page, Capture.access == fate, Capture.url == Page.url)
        newest = select(func.max(Capture.id)).where(of_page, Capture.access == fate, Capture.url == Page.url)
        yield and_(newest.scalar_subquery() > known.scalar_subquery(), said.scalar_subquery() >= LASTING_AFTER)


def _states(session: Session, page_id: int) -> dict[int, int]:
    """Map each version of a page to the version whose state it is: a technical upgrade is no state of its own."""
    states: dict[int, int] = {}
    state = 0
    versions = select(Version.id, Version.cause).where(Version.page_id == page_id).order_by(Version.id)
    for version_id, cause in session.execute(versions):
        state = version_id if cause is Cause.PAGE or not state else state
        states[version_id] = state
    return states


def _sights(session: Session, page: Page, states: Mapping[int, int]) -> list[Sight]:
    """Give what a page's captures showed, oldest first; unread and unanswered ones show nothing."""
    shown = (
        select(Capture.id, Capture.at, Reading.version_id, Capture.status, Capture.access)
        .outerjoin(Reading, Reading.capture_id == Capture.id)
        .where(Capture.page_id == page.id)
        .where(or_(Reading.version_id.is_not(None), Capture.access.in_(_FATES)))
        .order_by(Capture.at, Capture.id)
    )
    elsewhere = _sent_elsewhere(session, page)
    found: list[Sight] = []
    for capture_id, at, version_id, status, access in session.execute(shown):
        if version_id is not None:
            found.append(Sight(capture_id, at, states[version_id], status))
        elif access is Access.GONE or capture_id in elsewhere:
            found.append(Sight(capture_id, at, None, status, access, elsewhere.get(capture_id, "")))
    return found


def _sent_elsewhere(session: Session, page: Page) -> dict[int, str]:
    """The captures of a page's own address that were blocked, or redirected to another page, and to which one.

    An old address that leads to the page says nothing of how it is, nor does one that gains an `s` or loses a slash.
    """
    asked = select(Capture.id, Capture.url, Capture.access, Capture.headers)
    asked = asked.where(Capture.page_id == page.id, Capture.access.in_((Access.REDIRECTED, Access.BLOCKED)))
    found: dict[int, str] = {}
    for capture_id, url, access, headers in session.execute(asked):
        target = _target(url, headers) if access is Access.REDIRECTED else ""
        leads_away = access is Access.BLOCKED or _key(target) not in ("", page.urlkey)
        if leads_away and _key(url) == page.urlkey:
            found[capture_id] = target
    return found


def _target(url: str, headers: Sequence[Sequence[str]]) -> str:
    """Where a redirect leads, as its headers say; nowhere if that is no address."""
    leads = next((value for name, value in headers if name.lower() == "location"), "")
    try:
        return urljoin(url, leads) if leads else ""
    except ValueError:
        return ""


def _key(url: str) -> str:
    try:
        return urlkey(url)
    except ValueError:
        return ""


def _site_first_seen_until(session: Session, site_id: int) -> datetime:
    """When the crawl that saw the site first made its last capture: pages it found are no pages that appeared."""
    of_site = select(Capture).join(Page, Page.id == Capture.page_id).where(Page.site_id == site_id)
    first = session.scalar(of_site.with_only_columns(func.min(Capture.crawl_id)).where(Capture.access == Access.OK))
    last = session.scalar(of_site.with_only_columns(func.max(Capture.at)).where(Capture.crawl_id == first))
    return last or datetime.max.replace(tzinfo=UTC)
