"""What a change report says, as one frozen value: every rendering shows this and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from diff.report.figures import Calendar, Summary
from diff.report.groups import EditGroups
from diff.report.steps import PageRef, Sign, Step
from diff.values import Edit
from store.kinds import Access, Kind


@dataclass(frozen=True, slots=True)
class Window:
    """The time a report speaks of: from `since` (the beginning of the archive if empty) to `until`, both included."""

    since: datetime | None
    until: datetime


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

    @property
    def priority(self) -> float:
        """How much it matters: as a whole, or what is its own where events tell the rest."""
        own = max((edit.priority for edit in self.edits), default=0.0)
        return own if self.events else max(own, self.step.priority)


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
    """The same edits on many pages of a site within a short time, told once; `priority` is that of its weightiest edit.

    `steps` are those of the window, `pages_in_all` counts pages outside it as well. `told` names each part it tells:
    the change, the edit's position in it, the part's place in the edit.
    """

    number: int
    site: str
    edits: tuple[SharedEdit, ...]
    steps: tuple[Step, ...]
    priority: float
    pages_in_all: int
    told: frozenset[tuple[int, int, int]]

    @property
    def pages(self) -> int:
        """How many pages it touched in the window."""
        return len({step.page.id for step in self.steps})

    @property
    def signs(self) -> tuple[Sign, ...]:
        """What all its steps have in common."""
        return tuple(sign for sign in self.steps[0].signs if all(sign in step.signs for step in self.steps))


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
class Unread:
    """Captures of a site that hold something and could not be read, for one reason; `example` is a capture's id."""

    site: str
    reason: str
    captures: int
    pages: int
    example: int


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

    `sites`, `kinds` and `priority` (the least) are what was asked for; empty means all.
    """

    window: Window
    made_at: datetime
    sites: tuple[str, ...]
    kinds: tuple[Kind, ...]
    priority: float
    summary: Summary
    events: tuple[Event, ...]
    changes: tuple[SiteChanges, ...]
    calendars: tuple[Calendar, ...]
    surroundings: tuple[SurroundingsEdit, ...]
    not_compared: tuple[NotCompared, ...]
    unread: tuple[Unread, ...]
    failed_crawls: tuple[FailedCrawl, ...]
    evidence: tuple[Evidence, ...]
