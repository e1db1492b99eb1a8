"""What a change report says, as one frozen value: every rendering shows this and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from diff.report.groups import EditGroups
from diff.values import Edit
from store.kinds import Access, Operation


class Badge(StrEnum):
    """What text and review date together say of a change."""

    SILENT_EDIT = "silent-edit"
    DATE_BUMP = "date-bump"


@dataclass(frozen=True, slots=True)
class Window:
    """The time a report speaks of: from `since` (the beginning of the archive if empty) to `until`, both included."""

    since: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page as a report names it; the title is its newest one in the step at hand and may be empty."""

    id: int
    site: str
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Where a change happened and between which two observations: last seen as before, first seen as after."""

    change: int
    page: PageRef
    before_at: datetime | None
    after_at: datetime
    before_capture: int | None
    after_capture: int
    from_version: int | None
    to_version: int | None
    badges: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedChange:
    """A change with the edits that are its own; those it shares with other pages stand under `events`, by number."""

    step: Step
    edits: tuple[Edit, ...]
    events: tuple[int, ...] = ()

    @property
    def groups(self) -> EditGroups:
        """Its own edits in reading order."""
        return EditGroups(self.edits)


@dataclass(frozen=True, slots=True)
class SharedEdit:
    """One wording of an event's edit, and the number of pages that have it so."""

    edit: Edit
    pages: int

    @property
    def groups(self) -> EditGroups:
        """The one edit, under its heading."""
        return EditGroups((self.edit,))


@dataclass(frozen=True, slots=True)
class Event:
    """The same edits on many pages of a site within the window, told once."""

    number: int
    site: str
    edits: tuple[SharedEdit, ...]
    steps: tuple[Step, ...]

    @property
    def pages(self) -> int:
        """How many pages it touched."""
        return len({step.page.id for step in self.steps})

    @property
    def badges(self) -> tuple[Badge, ...]:
        """What all its steps have in common."""
        return tuple(badge for badge in Badge if all(badge in step.badges for step in self.steps))


@dataclass(frozen=True, slots=True)
class PageChanges:
    """A page and its listed changes, oldest first."""

    page: PageRef
    changes: tuple[ListedChange, ...]


@dataclass(frozen=True, slots=True)
class SiteChanges:
    """A site's listed changes, page by page; `in_events_only` counts those that its events tell in full."""

    site: str
    pages: tuple[PageChanges, ...]
    in_events_only: int


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """A site in numbers. Captures and pages observed are of the window; `counts` holds only kinds that occur."""

    site: str
    changes: int
    pages_changed: int
    counts: tuple[tuple[Operation, int], ...]
    captures: int
    pages_observed: int
    not_compared: int

    def count(self, kind: Operation) -> int:
        """How many edits of a kind its changes have."""
        return dict(self.counts).get(kind, 0)


@dataclass(frozen=True, slots=True)
class Unlisted:
    """New versions that are no changes: read by a better extractor, or different in nothing that is compared."""

    technical_upgrades: int
    without_edits: int


@dataclass(frozen=True, slots=True)
class Summary:
    """All sites in numbers; `per_day` gives the UTC day of each change's `after_at`, as ISO date and count."""

    sites: tuple[SiteSummary, ...]
    badges: tuple[tuple[Badge, int], ...]
    per_day: tuple[tuple[str, int], ...]
    unlisted: Unlisted

    @property
    def changes(self) -> int:
        """All changes."""
        return sum(site.changes for site in self.sites)

    @property
    def pages_changed(self) -> int:
        """All pages with a change."""
        return sum(site.pages_changed for site in self.sites)

    @property
    def captures(self) -> int:
        """All captures of the window."""
        return sum(site.captures for site in self.sites)

    @property
    def pages_observed(self) -> int:
        """All pages with a capture in the window."""
        return sum(site.pages_observed for site in self.sites)

    @property
    def not_compared(self) -> int:
        """All captures that were neither content nor a redirect."""
        return sum(site.not_compared for site in self.sites)

    @property
    def kinds(self) -> tuple[Operation, ...]:
        """The kinds that occur, in the order of the vocabulary."""
        return tuple(kind for kind in Operation if any(site.count(kind) for site in self.sites))


@dataclass(frozen=True, slots=True)
class LineEdit:
    """A line around the content that came (`op` 1) or went (`op` -1), `times` over on each page."""

    op: int
    text: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class SurroundingsEdit:
    """The same line difference around the content of one or more pages: the residue, not a change of the page.

    `steps` counts how often it was met; the two captures are those of its first occurrence.
    """

    site: str
    lines: tuple[LineEdit, ...]
    pages: tuple[PageRef, ...]
    steps: int
    before_at: datetime
    after_at: datetime
    before_capture: int
    after_capture: int

    @property
    def wide(self) -> bool:
        """Whether it is on more than one page."""
        return len(self.pages) > 1


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Captures of a crawl that gave nothing to compare, by access and HTTP status; `examples` are capture ids."""

    site: str
    crawl: int
    at: datetime
    access: Access
    status: int | None
    captures: int
    pages: int
    pages_of_crawl: int
    examples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FailedCrawl:
    """A crawl of the window that did not come to its end, and why."""

    site: str
    crawl: int
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A capture the report cites. `digest` (SHA-256, hex) and `size` are of its body, and empty where it has none."""

    capture: int
    url: str
    at: datetime
    status: int | None
    access: Access
    note: str
    digest: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """What changed in a window, where, between which observations, of what kind, and on what evidence.

    `sites` and `kinds` are what was asked for; empty means all.
    """

    window: Window
    made_at: datetime
    sites: tuple[str, ...]
    kinds: tuple[Operation, ...]
    summary: Summary
    events: tuple[Event, ...]
    changes: tuple[SiteChanges, ...]
    surroundings: tuple[SurroundingsEdit, ...]
    not_compared: tuple[NotCompared, ...]
    failed_crawls: tuple[FailedCrawl, ...]
    evidence: tuple[Evidence, ...]
