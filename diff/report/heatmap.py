"""The shape of a page's calendar: a column a week, a square a day, ready to be drawn and to be read aloud."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from diff.report import words
from diff.report.figures import Calendar, DayCount, Level

SIZE, PITCH, LEFT, TOP = 13, 16, 34, 18
"""A square and the way from one to the next, and the room for weekdays and months, in SVG units."""

WEEKDAYS = (("Mon", 0), ("Wed", 2), ("Fri", 4))
_WEEKS = 53  # columns: a year, as wide as a page; a longer window shows its last year
_WEEK = 7
_DIGIT = 9


@dataclass(frozen=True, slots=True)
class Square:
    """One day: `level` is that of its weightiest change, none where it was only observed; `sign` is drawn in it."""

    name: str
    level: Level | None
    sign: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The squares of the days on which a page was observed; `said` tells the same in words, `months` are labels."""

    squares: tuple[Square, ...]
    months: tuple[tuple[str, int], ...]
    said: str
    width: int
    height: int


def heatmap_of(calendar: Calendar) -> HeatMap:
    """Lay out a calendar, its last year where it spans more; days on which nothing was observed stay empty."""
    changed = {date.fromisoformat(day.day): day for day in calendar.changed}
    days = sorted({date.fromisoformat(day) for day in calendar.observed} | set(changed))
    last = days[-1] + timedelta(days=_WEEK - 1 - days[-1].weekday())
    first = max(days[0] - timedelta(days=days[0].weekday()), last - timedelta(days=_WEEK * _WEEKS - 1))
    shown = [day for day in days if day >= first]
    weeks = ((last - first).days + 1) // _WEEK
    return HeatMap(
        squares=tuple(_square(day, first, changed.get(day)) for day in shown),
        months=tuple(_months(first, weeks)),
        said=_said(shown, [changed[day] for day in shown if day in changed], cut=len(days) > len(shown)),
        width=LEFT + max(weeks, 4) * PITCH,
        height=TOP + _WEEK * PITCH,
    )


def _square(day: date, first: date, changes: DayCount | None) -> Square:
    week, weekday = divmod((day - first).days, _WEEK)
    x, y = LEFT + week * PITCH, TOP + weekday * PITCH
    if changes is None:
        return Square(f"{words.day(day)}: observed, no change", None, "", x, y)
    sign = str(changes.total) if changes.total <= _DIGIT else "+"
    return Square(_told(changes), changes.counts[0][0], sign, x, y)


def _told(changes: DayCount) -> str:
    levels = ", ".join(f"{count} {level}" for level, count in changes.counts)
    return f"{words.day(date.fromisoformat(changes.day))}: {words.count(changes.total, 'change')} ({levels})"


def _months(first: date, weeks: int) -> Iterator[tuple[str, int]]:
    """The name of a month above the week in which it begins, with its place."""
    for week in range(weeks):
        days = [first + timedelta(days=_WEEK * week + day) for day in range(_WEEK)]
        start = next((day for day in days if day.day == 1), days[0] if week == 0 and days[0].day < _WEEK * 3 else None)
        if start:
            yield words.month(start), LEFT + week * PITCH


def _said(days: list[date], changes: list[DayCount], *, cut: bool) -> str:
    start = "The last year: observed" if cut else "Observed"
    told = "; ".join(map(_told, changes))
    return f"{start} on {words.count(len(days), 'day')} from {words.day(days[0])} to {words.day(days[-1])}. {told}."
