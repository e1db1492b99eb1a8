"""The shape of a small bar chart of changes through time, ready to be drawn and to be read aloud."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from diff.report import words
from diff.report.figures import Level
from diff.report.values import Report

WIDTH, HEIGHT, FLOOR = 720, 132, 104  # of the drawing, and where its bars stand, in SVG units
_MOST = 62  # bars that can be told apart at this width
_LABELS = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """The changes of one level in a bar."""

    level: Level
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The changes of one run of days, the weightiest lowest; `label` is empty where it would touch its neighbour's."""

    name: str
    label: str
    count: int
    x: float
    y: float
    width: float
    pieces: tuple[Piece, ...]

    @property
    def said(self) -> str:
        """Say its numbers: `2 Mar 2026: 13 (12 high, 1 low)`."""
        return f"{self.name}: {self.count} ({', '.join(f'{piece.count} {piece.level}' for piece in self.pieces)})"


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
    per_day = {date.fromisoformat(day.day): Counter(dict(day.counts)) for day in report.summary.per_day}
    if not per_day:
        return None
    first = min([*per_day, *([report.window.since.date()] if report.window.since else [])])
    length = (max([*per_day, report.window.until.date()]) - first).days + 1
    if length == 1:
        return None
    days = -(-length // _MOST)
    starts = [first + timedelta(days=place) for place in range(0, length, days)]
    counts = [_together(per_day, start, days) for start in starts]
    return Chart(_bars(starts, counts, days), days, max(count.total() for count in counts))


def _together(per_day: dict[date, Counter[Level]], start: date, days: int) -> Counter[Level]:
    """The changes of a run of days, by level."""
    together: Counter[Level] = Counter()
    for day in range(days):
        together += per_day.get(start + timedelta(days=day), Counter())
    return together


def _bars(starts: list[date], counts: list[Counter[Level]], days: int) -> tuple[Bar, ...]:
    pitch = WIDTH / len(starts)
    width = min(pitch * 0.7, 48)
    every = -(-len(starts) // _LABELS)
    unit = (FLOOR - 18) / max(count.total() for count in counts)
    bars = []
    for place, (start, count) in enumerate(zip(starts, counts, strict=True)):
        x = pitch * place + (pitch - width) / 2
        label = words.short_day(start.isoformat()) if place % every == 0 else ""
        name = words.day(start) if days == 1 else f"{words.day(start)} to {words.day(start + timedelta(days - 1))}"
        total = count.total()
        pieces = _pieces(count, unit)
        bars.append(Bar(name, label, total, round(x, 1), round(FLOOR - unit * total, 1), round(width, 1), pieces))
    return tuple(bars)


def _pieces(counts: Counter[Level], unit: float) -> tuple[Piece, ...]:
    """Stack the levels of a bar, `unit` high for each change, from the floor up."""
    y = float(FLOOR)
    pieces = []
    for level in Level:
        if counts[level]:
            y -= unit * counts[level]
            pieces.append(Piece(level, counts[level], round(y, 1), round(unit * counts[level], 1)))
    return tuple(pieces)
