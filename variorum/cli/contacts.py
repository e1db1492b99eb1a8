"""`variorum contacts`: who is reached how, since when, who ever had a number, and which pages still show an old one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import click
from sqlalchemy.orm import Session

from store import pages as asked
from store.contact_past import ContactHistory, ContactStep, Interval
from store.contact_spread import ChangedValue, Sighting
from store.contacts import (
    ContactRow,
    Holder,
    contact_history,
    find_contact,
    list_changed_values,
    list_contacts,
)
from store.kinds import Cause
from store.models import Page
from variorum.cli.common import Shell, UsageProblem, at_option, json_option, site_option
from variorum.terminal import counted, moment, print_json, print_table, say


@dataclass(frozen=True, slots=True)
class _Question:
    """What was asked of the contacts."""

    sites: tuple[str, ...]
    page: str | None
    history: bool
    at: datetime | None
    text: str


@click.command()
@site_option
@click.option("--page", metavar="URL", help="Only the contacts of this page.")
@click.option(
    "--history",
    is_flag=True,
    help="What changed and which pages still show the old; of one --page every value its contacts ever had.",
)
@at_option
@click.option("--find", "text", metavar="TEXT", default="", help="Who ever had a number, an address or a name like it.")
@json_option
@click.pass_obj
def contacts(
    shell: Shell, sites: tuple[str, ...], page: str | None, history: bool, at: datetime | None, text: str, as_json: bool
) -> None:
    """List offices and people and how they are reached, each value with the moment since when it is so."""
    question = _Question(sites, page, history, at, text.strip())
    _check(question)
    with shell.archive() as archive, archive.reading() as session:
        asked.require_sites(session, sites)
        found_page = asked.find_page(session, page) if page else None
        if found_page is not None:
            asked.version_at(session, found_page, at)
        _answer(session, question, found_page, as_json)


def _check(question: _Question) -> None:
    if question.history and (question.at is not None or question.text):
        raise UsageProblem("--history tells all times and contacts: leave --at and --find out")
    if question.page is not None and question.sites:
        raise UsageProblem("--page names one page: leave --site out")


def _answer(session: Session, question: _Question, page: Page | None, as_json: bool) -> None:
    if question.history and page is not None:
        past = contact_history(session, page)
        print_json(past) if as_json else _print_history(page.url, past)
    elif question.history:
        changed = list_changed_values(session, question.sites)
        print_json(changed) if as_json else _print_changed(question, changed)
    elif question.text and question.at is None:
        holders = find_contact(session, question.text, question.sites, page)
        print_json(holders) if as_json else _print_holders(question.text, holders)
    else:
        rows = list_contacts(session, question.sites, question.at, question.text, page)
        print_json(rows) if as_json else _print_rows(question, rows)


def _print_rows(question: _Question, rows: Sequence[ContactRow]) -> None:
    if not rows:
        say(f"no contacts{_of(question)}: `variorum contacts` lists all there are now")
        return
    for (site, where, seen), found in groupby(rows, lambda row: (row.site, _where(row), row.last_seen)):
        say(where, "bold")
        cells = [(_name(row), _how(each), each.value, _since(each)) for row in found for each in row.values]
        print_table(f"{site} · last seen {moment(seen)}", ("contact", "how", "value", "since"), _named_once(cells))
    say(counted(len(rows), "contact"), "dim")


def _print_holders(text: str, holders: Sequence[Holder]) -> None:
    if not holders:
        say(f"nobody ever had {text!r} on a page of the archive: try the last digits, or less of the address")
    for (site, where, name), found in groupby(holders, lambda row: (row.site, _where(row), _name(row))):
        say(f"{name} · {where}", "bold")
        _print_intervals(site, [row.held for row in found])


def _print_history(url: str, past: Sequence[ContactHistory]) -> None:
    if not past:
        say(f"{url} never stated a contact: `variorum show {url}` shows what it says")
    for history in past:
        gone = "" if history.is_current else f" · no longer on the page, last seen {moment(history.last_seen)}"
        say(f"{_name(history)}{gone}", "bold")
        _print_intervals(" › ".join(history.path) or "Values", history.intervals)
        if history.steps:
            print_table(
                "Changes", ("last seen before", "first seen after", "what", "from", "to"), _steps(history.steps)
            )


def _print_changed(question: _Question, changed: Sequence[ChangedValue]) -> None:
    if not changed:
        say(f"no contact changed{_of(question)}: `variorum contacts` lists all there are now")
    for site, values in groupby(changed, lambda each: each.site):
        say(f"Changed contacts of {site}", "bold")
        for each in values:
            say(f"  {each.old} → {each.new}  {_labelled(each.kind, each.label)}, {each.name or '(no name)'}")
            say(f"    {_spread(each)}, between {moment(each.before)} and {moment(each.after)}\n")
    for each in changed:
        if each.stale:
            say(f"{each.old} is still shown, though {each.new} was put for it", "bold")
            pages = [(sighting.url, _whose(sighting), sighting.last_seen) for sighting in each.stale]
            print_table(each.site, ("page", "for", "last seen"), pages)


def _spread(changed: ChangedValue) -> str:
    stale = len({sighting.url for sighting in changed.stale})
    said = f"changed on {len(changed.changed)} of {counted(changed.pages, 'page')}"
    return f"{said}; {stale} stale" if stale else said


def _whose(sighting: Sighting) -> str:
    return sighting.name or ("(the page itself)" if sighting.is_inside else "(around the page)")


def _print_intervals(title: str, intervals: Iterable[Interval]) -> None:
    cells = [(_how(each), each.value, _since(each), _until(each)) for each in intervals]
    print_table(title, ("how", "value", "first seen", "last seen"), cells)


def _steps(steps: Iterable[ContactStep]) -> list[tuple[object, ...]]:
    return [
        (step.before, step.after, _labelled(step.kind or "", step.label), step.old or "–", step.new or "–")
        for step in steps
    ]


def _since(interval: Interval) -> str:
    # A better extractor read the value first: the page may have stated it before.
    return moment(interval.first_seen) + (" or before" if interval.began is Cause.TECHNICAL_UPGRADE else "")


def _until(interval: Interval) -> str:
    return moment(interval.last_seen) + (" (now)" if interval.ended is None else "")


def _how(interval: Interval) -> str:
    return _labelled(interval.kind, interval.label)


def _labelled(kind: str, label: str) -> str:
    return kind if label.lower() == kind else f"{kind} {label}".strip()


def _where(row: ContactRow | Holder) -> str:
    return f"{row.url} and {row.pages - 1} more" if row.pages > 1 else row.url


def _name(contact: ContactRow | Holder | ContactHistory) -> str:
    return contact.name or ("(the page itself)" if contact.is_inside else "(around the page)")


def _of(question: _Question) -> str:
    said = [
        f" of {', '.join(question.sites)}" if question.sites else "",
        f" on {question.page}" if question.page else "",
        f" with {question.text!r}" if question.text else "",
        f" at {moment(question.at)}" if question.at else "",
    ]
    return "".join(said)


def _named_once(cells: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows in which a name stands only where it begins."""
    before = [("",), *cells]
    return [("" if row[0] == above[0] else row[0], *row[1:]) for above, row in zip(before, cells, strict=False)]
