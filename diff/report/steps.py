"""Where and when something changed, as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from diff.values import Finding
from store.kinds import Aspect, Kind

Sign = tuple[Kind, Aspect]
"""Of what kind a change is as a whole, and how it shows."""


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
    priority: float = 0.0
    findings: tuple[Finding, ...] = ()
    given_up: tuple[str, ...] = ()

    @property
    def signs(self) -> tuple[Sign, ...]:
        """What the step is as a whole: a silent edit, a date bump, a flip-flop."""
        return tuple(dict.fromkeys((finding.kind, finding.aspect) for finding in self.findings))
