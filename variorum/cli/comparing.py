"""`variorum diff`: two versions of a page side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

import click
from rich.text import Text
from sqlalchemy.orm import Session

from diff.compare import compare
from diff.past import past_of
from diff.priority import Term, terms_of, terms_of_change
from diff.routes import Alike
from diff.values import Comparison, Edit, Finding
from extract.pool import ExtractionPool
from extract.values import PageKind
from store import pages as asked
from store.errors import NotFound
from store.models import Page, Version
from store.templates import steerings
from variorum.cli.common import Shell, UsageProblem, json_option
from variorum.editlines import edit_lines
from variorum.terminal import counted, print_json, say
from variorum.weighing import kinds_line, weighed_lines


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a page, what leads from one to the other, and the terms of each priority, edit by edit."""

    url: str
    from_version: int
    to_version: int
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    priority: float
    given_up: tuple[str, ...]
    terms: tuple[Term, ...]
    terms_of_edits: tuple[tuple[Term, ...], ...]


@click.command()
@click.argument("url")
@click.argument("versions", metavar="[FROM..TO]", required=False, default="..")
@click.option("--explain", is_flag=True, help="Say why: every term of each priority, every finding, its evidence.")
@json_option
@click.pass_obj
def diff(shell: Shell, url: str, versions: str, explain: bool, as_json: bool) -> None:
    """Compare two versions of a page.

    FROM..TO are version numbers: `3..5`, `3..` to the newest, `..5` from the one before; without them, the last two.
    `variorum changes` lists them. Each edit is told with its priority (0 to 1) and the kinds it is of; `--explain`
    shows how the priority adds up and the words that say so. What each term is worth: docs/explanation/priority.md.
    """
    with shell.archive() as archive, archive.reading() as session, ExtractionPool(workers=1) as pool:
        page = asked.find_page(session, url)
        old, new = _versions(session, page, versions)
        alike = Alike(pool.run, steerings(archive, shell.config.volatile()))
        before, after = alike.both(session, old, new)
        found = compare(before, after, page.url, new.first_seen, past_of(session, old, new))
        told = _told(page.url, (old.id, new.id), found, after.kind)
    if as_json:
        print_json(told)
    else:
        _print(told, explain=explain)


def _told(url: str, versions: tuple[int, int], found: Comparison, kind: PageKind) -> Compared:
    return Compared(
        url,
        *versions,
        found.edits,
        found.findings,
        found.priority,
        found.given_up,
        terms_of_change(found.edits, found.findings, kind),
        tuple(terms_of(edit) for edit in found.edits),
    )


def _print(told: Compared, *, explain: bool) -> None:
    say(f"{told.url} {told.from_version}..{told.to_version}: {counted(len(told.edits), 'edit')}")
    say(kinds_line(told.findings, told.priority))
    if explain:
        _say_all(weighed_lines(told.terms, told.findings, told.priority))
    for note in told.given_up:
        say(f"given up: {note}", "dim")
    say()
    for edit, terms in zip(told.edits, told.terms_of_edits, strict=True):
        _say_all(edit_lines(edit))
        say(kinds_line(edit.findings, edit.priority))
        if explain:
            _say_all(weighed_lines(terms, edit.findings, edit.priority))
        say()


def _say_all(lines: Iterable[Text]) -> None:
    for line in lines:
        say(line)


def _versions(session: Session, page: Page, address: str) -> tuple[Version, Version]:
    left, dots, right = address.partition("..")
    if not dots or not all(part == "" or part.isdecimal() for part in (left, right)):
        raise UsageProblem(
            f"{address!r} addresses no step: write FROM..TO with version numbers, either may be left out"
        )
    new = asked.version_of(session, page, int(right)) if right else asked.version_at(session, page, None)
    old = asked.version_of(session, page, int(left)) if left else asked.version_before(session, new)
    if old is None:
        raise NotFound(f"{page.url} has no version before {new.id}: it has not changed since it was first seen")
    return old, new
