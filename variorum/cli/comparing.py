"""`variorum diff`: two versions of a page side by side."""

from dataclasses import dataclass

import click
from sqlalchemy.orm import Session

from diff.compare import compare
from diff.past import past_of
from diff.routes import Alike
from diff.values import Edit, Finding
from extract.pool import ExtractionPool
from store import pages as asked
from store.errors import NotFound
from store.models import Page, Version
from store.templates import steerings
from variorum.cli.common import Shell, UsageProblem, json_option
from variorum.editlines import edit_lines
from variorum.terminal import counted, print_json, say


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a page and what leads from one to the other."""

    url: str
    from_version: int
    to_version: int
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    priority: float
    given_up: tuple[str, ...]


@click.command()
@click.argument("url")
@click.argument("versions", metavar="[FROM..TO]", required=False, default="..")
@json_option
@click.pass_obj
def diff(shell: Shell, url: str, versions: str, as_json: bool) -> None:
    """Compare two versions of a page.

    FROM..TO are version numbers: `3..5`, `3..` to the newest, `..5` from the one before; without them, the last two.
    """
    with shell.archive() as archive, archive.reading() as session, ExtractionPool(workers=1) as pool:
        page = asked.find_page(session, url)
        old, new = _versions(session, page, versions)
        alike = Alike(pool.run, steerings(archive, shell.config.volatile()))
        found = compare(*alike.both(session, old, new), page.url, new.first_seen, past_of(session, old))
        told = Compared(page.url, old.id, new.id, found.edits, found.findings, found.priority, found.given_up)
    if as_json:
        print_json(told)
        return
    say(f"{told.url} {told.from_version}..{told.to_version}: {counted(len(told.edits), 'edit')}\n")
    for edit in told.edits:
        for line in edit_lines(edit):
            say(line)
        say()


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
