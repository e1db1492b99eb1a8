"""The shape of a small bar chart of changes through time, ready to be drawn and to be read aloud."""

from dataclasses import dataclass
from datetime import date, timedelta

from diff.report import words
from diff.report.values import Report

WIDTH, HEIGHT, FLOOR = 720, 132, 104  # of the drawing, and where its bars stand, in SVG units
_MOST = 62  # bars that can be told apart at this width
_LABELS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """The changes of one run of days; `label` is empty where it would touch its neighbour's."""

    name: str
    label: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of `days` days each; the tallest stands for `peak` changes."""

    bars: tuple[Bar, ...]
    days: int
    peak: int

    @property
    def title(self) -> str:
        """Say what a bar is."""
        return "Changes per day" if self.days == 1 else f"Changes per {self.days} days"


def chart_of(report: Report) -> Chart | None:
    """Lay out the changes by the UTC day on which they were first seen; nothing where there are none, or one day."""
    per_day = {date.fromisoformat(day.day): day.total for day in report.summary.per_day}
    if not per_day:
        return None
    first = min([*per_day, *([report.window.since.date()] if report.window.since else [])])
    length = (max([*per_day, report.window.until.date()]) - first).days + 1
    if length == 1:
        return None
    days = -(-length // _MOST)
    starts = [first + timedelta(days=place) for place in range(0, length, days)]
    counts = [sum(per_day.get(start + timedelta(days=day), 0) for day in range(days)) for start in starts]
    return Chart(_bars(starts, counts, days), days, max(counts))


def _bars(starts: list[date], counts: list[int], days: int) -> tuple[Bar, ...]:
    pitch = WIDTH / len(starts)
    width = min(pitch * 0.7, 48)
    every = -(-len(starts) // _LABELS)
    bars = []
    for place, (start, count) in enumerate(zip(starts, counts, strict=True)):
        height = (FLOOR - 18) * count / max(counts)
        x = pitch * place + (pitch - width) / 2
        label = words.short_day(start.isoformat()) if place % every == 0 else ""
        name = words.day(start) if days == 1 else f"{words.day(start)} to {words.day(start + timedelta(days - 1))}"
        bars.append(Bar(name, label, count, round(x, 1), round(FLOOR - height, 1), round(width, 1), round(height, 1)))
    return tuple(bars)
