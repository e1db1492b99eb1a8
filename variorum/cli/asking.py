"""`variorum pages`, `history` and `show`: asking the archive."""

import sys
from dataclasses import dataclass
from datetime import datetime

import click

from extract import Extraction, FactKind
from store import pages as asked
from store.bodies import read_body
from store.pages import CaptureRow, VersionRow
from store.versions import load_extraction
from variorum.cli.common import Shell, UsageProblem, at_option, json_option, site_option
from variorum.terminal import counted, moment, print_json, print_table, say


@click.command()
@site_option
@json_option
@click.pass_obj
def pages(shell: Shell, sites: tuple[str, ...], as_json: bool) -> None:
    """List every page with its last answer and how many versions it has."""
    with shell.archive() as archive, archive.reading() as session:
        asked.require_sites(session, sites)
        rows = asked.list_pages(session, sites)
    if as_json:
        print_json(rows)
        return
    columns = ("site", "page", "title", "last answer", "last capture", "captures", "versions")
    cells = [(row.site, row.url, row.title, row.access, row.last_capture, row.captures, row.versions) for row in rows]
    print_table(counted(len(rows), "page"), columns, cells)


@dataclass(frozen=True, slots=True)
class History:
    """A page's versions and captures, oldest first."""

    url: str
    versions: list[VersionRow]
    captures: list[CaptureRow]


@click.command()
@click.argument("url")
@json_option
@click.pass_obj
def history(shell: Shell, url: str, as_json: bool) -> None:
    """List a page's versions, and every capture that saw them."""
    with shell.archive() as archive, archive.reading() as session:
        page = asked.find_page(session, url)
        told = History(page.url, asked.list_versions(session, page), asked.list_captures(session, page))
    if as_json:
        print_json(told)
        return
    versions = [
        (row.id, row.first_seen, row.last_seen, row.cause, row.sections, row.facts, row.digest[:12])
        for row in told.versions
    ]
    captures = [
        (row.id, row.at, row.status or "–", row.access, row.version_id or "–", row.detail or row.evidence)
        for row in told.captures
    ]
    columns = ("version", "first seen", "last seen", "cause", "sections", "facts", "digest")
    print_table(f"Versions of {told.url}", columns, versions)
    print_table("Captures", ("capture", "at", "status", "access", "version", "evidence"), captures)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page said at a moment."""

    url: str
    version: int
    first_seen: datetime
    last_seen: datetime
    extraction: Extraction


@click.command()
@click.argument("url")
@at_option
@click.option("--raw", is_flag=True, help="Write the stored bytes of the answer instead, checked against their digest.")
@json_option
@click.pass_obj
def show(shell: Shell, url: str, at: datetime | None, raw: bool, as_json: bool) -> None:
    """Show what a page says, or said: its sections, facts and links."""
    if raw and as_json:
        raise UsageProblem("--raw writes bytes and --json writes text: choose one")
    with shell.archive() as archive, archive.reading() as session:
        page = asked.find_page(session, url)
        if raw:
            body_id = asked.capture_at(session, page, at).body_id or 0
            sys.stdout.buffer.write(read_body(session, body_id))
            return
        version = asked.version_at(session, page, at)
        shown = Shown(page.url, version.id, version.first_seen, version.last_seen, load_extraction(session, version))
    if as_json:
        print_json(shown)
    else:
        _print_shown(shown)


def _print_shown(shown: Shown) -> None:
    say(shown.extraction.title or shown.url, "bold")
    seen = f"{moment(shown.first_seen)} … {moment(shown.last_seen)}"
    say(f"{shown.url} · version {shown.version} · seen {seen}\n", "dim")
    for section in shown.extraction.sections:
        if section.path:
            say(" › ".join(section.path), "bold cyan")
        if section.text:
            say(section.text)
        say()
    facts = [fact for fact in shown.extraction.facts if fact.kind is not FactKind.LINK]
    links = [fact for fact in shown.extraction.facts if fact.kind is FactKind.LINK]
    if facts:
        rows = [(fact.kind, fact.label, fact.value, fact.raw, " › ".join(fact.path)) for fact in facts]
        print_table("Facts", ("kind", "label", "value", "as shown", "where"), rows)
    if links:
        print_table("Links", ("text", "leads to"), [(link.label, link.value) for link in links])
