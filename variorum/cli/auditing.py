"""`variorum audit`: what the archive says about the publishers' own dates."""

from collections.abc import Sequence
from datetime import datetime

import click

from diff.audit import Audit, Case, Cell, audit_dates
from diff.labels import Movement
from store.pages import require_sites
from variorum.cli.common import Shell, json_option, since_option, site_option
from variorum.terminal import counted, moment, print_json, print_table, say

# Of each cell; --json prints all.
_SHOWN = 10

_MOVEMENTS = {
    Movement.FORWARD: "moved forward",
    Movement.STAYED: "stayed",
    Movement.BACKWARDS: "moved backwards",
    Movement.REMOVED: "was removed",
    Movement.ADDED: "was added",
    Movement.NONE: "has none",
}


@click.group()
def audit() -> None:
    """Hold what publishers say of themselves against what was seen."""


@audit.command()
@site_option
@since_option
@json_option
@click.pass_obj
def dates(shell: Shell, sites: tuple[str, ...], since: datetime | None, as_json: bool) -> None:
    """Hold review dates against content: which moved without the other, per page and per section.

    Content that moved while its label stayed is a silent edit; a label that moved alone is a date bump.
    """
    with shell.archive() as archive, archive.reading() as session:
        require_sites(session, sites)
        found = audit_dates(session, sites, since)
    print_json(found) if as_json else _print(found)


def _print(found: Audit) -> None:
    say(f"{counted(found.steps, 'change')} between two versions of a page\n")
    _print_matrix("Pages: did content and review date move together?", found.pages)
    if any(cell.cases for cell in found.sections):
        _print_matrix("Sections with a date of their own", found.sections)
    for whose, cells in (("page", found.pages), ("section", found.sections)):
        for cell in cells:
            if cell.cases and _is_telling(cell):
                _print_cases(whose, cell)
    say("`variorum diff PAGE VERSIONS` shows a case", "dim")


def _is_telling(cell: Cell) -> bool:
    """Whether content and label say different things, or the label alone says something."""
    if cell.label is Movement.STAYED:
        return cell.content_moved
    return cell.label is not Movement.NONE and not (cell.content_moved and cell.label is Movement.FORWARD)


def _print_matrix(title: str, cells: Sequence[Cell]) -> None:
    counts = {(cell.content_moved, cell.label): len(cell.cases) for cell in cells}
    rows = [
        (f"the date {_MOVEMENTS[label]}", counts[True, label] or "–", counts[False, label] or "–") for label in Movement
    ]
    print_table(title, ("", "content moved", "content stayed"), rows)


def _print_cases(whose: str, cell: Cell) -> None:
    content = "content moved" if cell.content_moved else "content stayed"
    more = f", {_SHOWN} of them" if len(cell.cases) > _SHOWN else ""
    title = f"{content}, date of the {whose} {_MOVEMENTS[cell.label]}: {counted(len(cell.cases), 'case')}{more}"
    say(title, "bold")
    for case in cell.cases[:_SHOWN]:
        say(f"  {_where(case)}  {_versions(case)}")
        say(f"    {case.label}: {_dates(case)}; first seen after {moment(case.after_at)}")
        say(f"    {_moved(case)}\n", "dim")


def _where(case: Case) -> str:
    return case.url if case.path is None else f"{case.url} › {case.path[-1] if case.path else 'top'}"


def _dates(case: Case) -> str:
    return case.new if case.old == case.new else f"{case.old or 'none'} → {case.new or 'none'}"


def _versions(case: Case) -> str:
    return f"{case.from_version}..{case.to_version}"


def _moved(case: Case) -> str:
    more = f" and {case.moves - len(case.moved)} more" if case.moves > len(case.moved) else ""
    return "; ".join(case.moved) + more or "–"
