"""What every benchmark prints: one table of figures with their floors, the data they were measured on, an exit code."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.table import Table
from rich.text import Text

from variorum.terminal import console, plain, print_json

MISSED = 1


class Bound(StrEnum):
    """Which side of its floor a figure has to stay on."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EXACTLY = "="


@dataclass(frozen=True, slots=True)
class Floor:
    """What a figure has to reach for the benchmark to pass."""

    bound: Bound
    value: float

    def holds(self, measured: float) -> bool:
        """Whether a measured value is on the right side."""
        match self.bound:
            case Bound.AT_LEAST:
                return measured >= self.value
            case Bound.AT_MOST:
                return measured <= self.value
        return measured == self.value


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value with its unit; `note` says how it was come by where the name does not."""

    name: str
    measured: float
    unit: str
    floor: Floor | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Whether the figure has a floor and is on its wrong side."""
        return self.floor is not None and not self.floor.holds(self.measured)


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that are read together."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A benchmark's outcome: `data` names what it ran on, `machine` where."""

    title: str
    data: str
    machine: str
    groups: tuple[Group, ...]

    @property
    def missed(self) -> tuple[Figure, ...]:
        """The figures that miss their floors."""
        return tuple(figure for group in self.groups for figure in group.figures if figure.missed)


def show(report: Report, *, as_json: bool = False) -> int:
    """Print a report, as a table or as JSON; gives the exit code."""
    if as_json:
        print_json(report)
    else:
        _print(report)
    return MISSED if report.missed else 0


def _print(report: Report) -> None:
    table = Table(title=report.title, title_justify="left", header_style="bold")
    table.add_column("figure")
    table.add_column("floor", justify="right")
    table.add_column("measured", justify="right")
    table.add_column("", overflow="fold")
    for group in report.groups:
        table.add_row(Text(plain(group.name), style="bold"))
        for figure in group.figures:
            table.add_row(*_cells(figure))
        table.add_section()
    console().print(table)
    console().print(f"data: {plain(report.data)}", markup=False, soft_wrap=True)
    console().print(f"machine: {plain(report.machine)}", markup=False, soft_wrap=True)
    console().print(_verdict(report.missed), markup=False, soft_wrap=True)


def _cells(figure: Figure) -> Sequence[Text]:
    floor = f"{figure.floor.bound} {_number(figure.floor.value)}" if figure.floor else ""
    style = "bold red" if figure.missed else ""
    note = f"MISSED {figure.note}".rstrip() if figure.missed else figure.note
    measured = f"{_number(figure.measured)} {figure.unit}".rstrip()
    return Text(f"  {plain(figure.name)}"), Text(floor), Text(measured, style=style), Text(plain(note), style=style)


def _verdict(missed: Sequence[Figure]) -> str:
    if not missed:
        return "every floor is kept"
    return f"floors missed: {'; '.join(figure.name for figure in missed)}"


def _number(value: float) -> str:
    """Three digits that count, and none of a whole number cut off."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    places = 3 if abs(value) < 1 else 2 if abs(value) < 10 else 1
    return f"{value:.{places}f}"
