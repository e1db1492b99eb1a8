"""A report in numbers, as frozen values: how much changed where, of what kinds, when, and what matters most."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from diff.report.steps import PageRef, Sign
from store.kinds import Kind


class Level(StrEnum):
    """How much something matters, in a word; `LEAST` says from which priority on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


LEAST = {Level.HIGH: 0.6, Level.MEDIUM: 0.3, Level.LOW: 0.0}


def level_of(priority: float) -> Level:
    """Say a priority in a word."""
    return next(level for level, least in LEAST.items() if priority >= least)


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """A site in numbers. Captures and pages observed are of the window; `counts` holds only kinds that occur."""

    site: str
    changes: int
    pages_changed: int
    counts: tuple[tuple[Kind, int], ...]
    captures: int
    pages_observed: int
    not_compared: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its numbers without the kinds: changes, pages changed, captures, pages observed, captures not compared."""
        return self.changes, self.pages_changed, self.captures, self.pages_observed, self.not_compared


@dataclass(frozen=True, slots=True)
class Unlisted:
    """New versions that are no changes: read by a better extractor, or different in nothing that is compared."""

    technical_upgrades: int
    without_edits: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many changes of each level were first seen on one UTC day (ISO date)."""

    day: str
    counts: tuple[tuple[Level, int], ...]

    @property
    def total(self) -> int:
        """All of that day."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class Top:
    """One of the weightiest things of a report: an event (by number) or a page's own change (by id), and why.

    `seen_at` is when it was seen first: of an event, on the last of its pages.
    """

    priority: float
    site: str
    title: str
    seen_at: datetime
    evidence: str
    event: int | None = None
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A page's days in the window (ISO dates): on which it was observed, and which changes were first seen when."""

    page: PageRef
    observed: tuple[str, ...]
    changed: tuple[DayCount, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """All sites in numbers; `per_day` gives the UTC days of the changes' `after_at` as ISO dates, with a count a level.

    `signs` counts what changes are as a whole, `top` are the weightiest changes and events.
    """

    sites: tuple[SiteSummary, ...]
    signs: tuple[tuple[Sign, int], ...]
    per_day: tuple[DayCount, ...]
    top: tuple[Top, ...]
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
