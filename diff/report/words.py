"""How a report speaks: moments, intervals, numbers and kinds in plain English, the same in every rendering."""

import re
import shlex
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import phonenumbers

from diff.report.naming import DID
from diff.report.steps import Step
from diff.report.values import Event, Evidence, ListedChange, NotCompared, Report, Unread
from diff.values import Edit
from extract.values import FactKind
from store.kinds import Access, Operation

# Not strftime: its month names follow the locale of whoever makes the report.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LEAD = 90  # words of an added or removed section that are told at once
_WORD = re.compile(r"\s*\S+")
_UNITS = ((86400 * 2, 86400, "day"), (3600 * 2, 3600, "hour"), (60 * 2, 60, "minute"), (0, 1, "second"))

FACTS = {
    FactKind.REVIEW_DATE: "Review date",
    FactKind.PHONE: "Phone",
    FactKind.EMAIL: "E-mail",
    FactKind.ADDRESS: "Address",
    FactKind.HOURS: "Hours",
    FactKind.FORM: "Contact form",
    FactKind.IDENTIFIER: "Identifier",
    FactKind.EFFECTIVE_DATE: "Effective date",
    FactKind.EXPIRY_DATE: "Expiry date",
    FactKind.OBLIGATION: "Times it says",
    FactKind.LINK: "Link",
    FactKind.DOCUMENT: "File contents (SHA-256)",
}
_DATES = {FactKind.REVIEW_DATE, FactKind.EFFECTIVE_DATE, FactKind.EXPIRY_DATE}
FATES = {
    Operation.PAGE_REDIRECTED: "It has led to another page since then.",
    Operation.PAGE_BLOCKED: "The server has refused to show it since then.",
    Operation.PAGE_ADDED: "No earlier crawl of this site had met it.",
    Operation.PAGE_GONE: "It was there at the first of these times, and missing from the second on.",
    Operation.PAGE_RETURNED: "It had been reported gone.",
}
RESIDUE = (
    "Lines in menus, banners and footers that came or went. They are not counted as page changes; they are said "
    "so that nothing that moved goes unsaid. Lines that only changed their order are left out."
)
EVIDENCE = (
    "Each capture cited above, as the archive keeps it. The digest is the SHA-256 of the body's bytes; the command "
    "prints what the page said then."
)
_ANSWERS = {
    Access.GONE: "answered gone",
    Access.BLOCKED: "answered blocked",
    Access.EMPTY: "gave an empty page",
    Access.ROBOTS_DENIED: "not asked for: robots.txt denies them",
    Access.ERROR: "ended in an error",
}


def day(moment: datetime | date) -> str:
    """Say a day: `3 Mar 2026`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def short_day(iso: str) -> str:
    """Say an ISO date without its year: `3 Mar`."""
    moment = date.fromisoformat(iso)
    return f"{moment.day} {_MONTHS[moment.month - 1]}"


def month(moment: date) -> str:
    """Say a month: `Mar`."""
    return _MONTHS[moment.month - 1]


def when(moment: datetime, *, seconds: bool = False) -> str:
    """Say a UTC moment, without its zone: `3 Mar 2026 03:02`."""
    return f"{day(moment)} {moment:%H:%M:%S}" if seconds else f"{day(moment)} {moment:%H:%M}"


def same_minute(before: datetime, after: datetime) -> bool:
    """Say whether two moments read alike without their seconds."""
    return when(before) == when(after)


def iso(moment: datetime) -> str:
    """Write a UTC moment in full, as machines and the command line read it."""
    return moment.isoformat().replace("+00:00", "Z")


def span(length: timedelta) -> str:
    """Say a length of time in its fitting unit: `24 hours`."""
    seconds = length.total_seconds()
    for floor, size, unit in _UNITS:
        if seconds >= floor:
            return count(round(seconds / size), unit)
    return count(0, "second")


def count(number: int, noun: str, plural: str = "") -> str:
    """Say a number with its noun: `1 page`, `1,200 pages`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def interval(before: datetime | None, after: datetime) -> str:
    """Say between which two observations something happened."""
    if before is None:
        return f"first seen {when(after)} UTC"
    close = same_minute(before, after)
    return f"between {when(before, seconds=close)} and {when(after, seconds=close)} UTC"


def others(edit: Edit) -> str:
    """Say into what a section was split or from what it was merged; empty for any other edit."""
    if edit.operation is Operation.SECTION_SPLIT:
        return "Split into " + ", ".join(crumbs(path) for path in (edit.path, *edit.others)) + "."
    if edit.operation is Operation.SECTION_MERGED:
        return "Merged from " + ", ".join(crumbs(path) for path in (edit.old_path, *edit.others)) + "."
    return ""


def given_up(note: str) -> str:
    """Say what a bound kept from being compared more finely."""
    return f"Compared less finely: {note}."


def cosmetic(number: int) -> str:
    """Say how many edits changed nothing but looks."""
    return f"{count(number, 'small edit')} of wording or structure"


def uncertainty(step: Step) -> str:
    """Say how long the page was not seen between its two states; empty when there was no earlier one."""
    return f"within {span(step.after_at - step.before_at)}" if step.before_at else ""


def did(change: ListedChange) -> str:
    """Say in a word what became of a page."""
    fate = change.groups.fate
    return DID[fate[0].operation] if fate else "Changed"


def event_interval(event: Event) -> str:
    """Say when an event was seen to happen, over all its pages."""
    begun = [step.before_at for step in event.steps if step.before_at]
    return interval(min(begun, default=None), max(step.after_at for step in event.steps))


def window(report: Report) -> str:
    """Say which time a report covers."""
    until = f"{when(report.window.until)} UTC"
    since = report.window.since
    return f"between {when(since)} and {until}" if since else f"from the first observation to {until}"


def nothing(report: Report) -> str:
    """Say that nothing changed, and how well that is known."""
    seen = report.summary
    asked = " of the kinds asked for" if report.kinds else ""
    if not seen.captures:
        return f"No changes{asked} {window(report)}: nothing was observed in that time."
    were = "was" if seen.pages_observed == 1 else "were"
    return (
        f"No changes{asked} {window(report)}; {count(seen.pages_observed, 'page')} {were} "
        f"observed {count(seen.captures, 'time')}."
    )


def further_sections(edits: Sequence[Edit]) -> str:
    """Say how many more sections came and went: `20 more sections added, 3 removed`."""
    added = sum(edit.operation is Operation.SECTION_ADDED for edit in edits)
    removed = len(edits) - added
    parts = [f"{added:,} added" if added else "", f"{removed:,} removed" if removed else ""]
    return f"{count(len(edits), 'more section')}: {', '.join(filter(None, parts))}"


def headline(report: Report) -> str:
    """Say in one sentence what a report found."""
    seen = report.summary
    if not seen.changes:
        return nothing(report)
    touched = sum(1 for site in seen.sites if site.changes)
    pages = count(seen.pages_changed, "page")
    return f"{count(seen.changes, 'change')} on {pages} of {count(touched, 'site')}."


def unread(group: Unread) -> str:
    """Say which captures could not be read, and why."""
    return f"{count(group.captures, 'capture')} of {count(group.pages, 'page')} could not be read: {group.reason}"


def observed(report: Report) -> str:
    """Say how much was looked at; empty when nothing was."""
    seen = report.summary
    if not seen.captures:
        return ""
    said = f"{count(seen.captures, 'capture')} of {count(seen.pages_observed, 'page')} observed in the window"
    lost = [f"{count(seen.not_compared, 'capture')} failed or refused"] if seen.not_compared else []
    unread = sum(group.captures for group in report.unread)
    lost += [f"{count(unread, 'capture')} could not be read"] if unread else []
    return f"{said}, {' and '.join(lost)} (recorded, not compared)." if lost else f"{said}, none failed."


def unlisted(report: Report) -> str:
    """Say which new versions are not listed as changes; empty when there are none."""
    upgraded, alike = report.summary.unlisted.technical_upgrades, report.summary.unlisted.without_edits
    said = []
    if upgraded:
        said.append(f"{count(upgraded, 'technical upgrade')} (the same page read by a newer extractor)")
    if alike:
        said.append(
            f"{count(alike, 'version')} that {'differs' if alike == 1 else 'differ'} in spacing or spelling alone"
        )
    return f"Not listed as changes: {' and '.join(said)}." if said else ""


def fact_value(kind: FactKind | None, value: str | None) -> str:
    """Show a fact's canonical value as people write it; the value itself where that fails."""
    if value is None:
        return "none"
    try:
        if kind in _DATES:
            return day(date.fromisoformat(value))
        if kind is FactKind.PHONE:
            number = phonenumbers.parse(value)
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except (ValueError, phonenumbers.NumberParseException):
        return value
    return value


def fact_name(edit: Edit) -> str:
    """Name a fact: its kind, and what the page calls it."""
    name = FACTS[edit.fact_kind] if edit.fact_kind else "Fact"
    return f"{name}: {edit.label}" if edit.label else name


def lead(text: str) -> tuple[str, str, int]:
    """Split a text into what stands open and what unfolds, with the number of words unfolded."""
    found = _WORD.findall(text)
    if len(found) <= _LEAD + 20:  # a fold for a line or two is more trouble than the lines
        return text, "", 0
    return "".join(found[:_LEAD]), "".join(found[_LEAD:]).lstrip(), len(found) - _LEAD


def crumbs(path: tuple[str, ...]) -> str:
    """Show a heading path as a trail; text before the first heading stands at the top of the page."""
    return " \u203a ".join(path) or "Top of the page"


def refusal(group: NotCompared) -> str:
    """Say what a crawl met instead of content: `15 of 15 pages answered blocked (403)`."""
    status = f" ({group.status})" if group.status else ""
    of = f"{group.pages:,} of {count(group.pages_of_crawl, 'page')}"
    return f"{of} {_ANSWERS.get(group.access, group.access.value)}{status}: recorded, not compared"


def command(evidence: Evidence) -> str:
    """Write the command that shows a capture, quoted for a POSIX shell."""
    return f"variorum show {shlex.quote(evidence.url)} --at {iso(evidence.at)}"
