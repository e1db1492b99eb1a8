"""`variorum pages` and `history`: what the archive holds of pages."""

from dataclasses import dataclass

import click

from store import pages as asked
from store.pages import CaptureRow, VersionRow
from variorum.cli.common import Shell, json_option, site_option
from variorum.terminal import counted, print_json, print_table


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
