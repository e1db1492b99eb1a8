"""`variorum changes` and `report`: what changed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from diff.listing import list_changes
from diff.report import Report, gather, render_csv, render_html, render_json, render_markdown
from diff.report.counting import kinds_of
from diff.report.wanted import Wanted
from store.kinds import Kind
from store.pages import require_sites
from variorum.cli.common import Shell, UsageProblem, json_option, read_moment, since_option, site_option
from variorum.terminal import counted, moment, print_json, print_table

_RENDERERS: dict[str, Callable[[Report], str]] = {
    ".html": render_html,
    ".md": render_markdown,
    ".json": render_json,
    ".csv": render_csv,
}


def _until(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    now = datetime.now(UTC)
    return min(read_moment(text, now, end_of_day=True), now) if text else None


until_option = click.option(
    "--until", metavar="DATE", callback=_until, help="Only changes first seen until then (UTC), as 2026-03-31."
)
kind_option = click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in Kind]),
    help="Only what is of this kind; may be repeated.",
)
priority_option = click.option(
    "--priority",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Only what matters at least so much, from 0 to 1.",
)


@click.command()
@since_option
@site_option
@kind_option
@priority_option
@json_option
@click.pass_obj
def changes(
    shell: Shell,
    since: datetime | None,
    sites: tuple[str, ...],
    kinds: tuple[str, ...],
    priority: float,
    as_json: bool,
) -> None:
    """List changes, the weightiest first, each dated by the interval in which it happened.

    Priority is 0 to 1: from about 0.6 somebody may be harmed who reads the old page (a phone, a "must", a deadline, a
    page that is gone), below 0.1 it is looks and dates. A change or an edit of it has to reach what `--priority` asks;
    `--kind` and `--priority` together ask for edits that are of the kind and matter so much. Versions are written as
    `variorum diff URL FROM..TO --explain` takes them, which says why. `--json` holds every edit with its findings.
    """
    with shell.archive() as archive, archive.reading() as session:
        require_sites(session, sites)
        wanted = Wanted(frozenset(map(Kind, kinds)), priority)
        found = list_changes(session, since=since, sites=sites, wanted=wanted, now=datetime.now(UTC))
    found.sort(key=lambda change: -change.step.priority)
    if as_json:
        print_json(found)
        return
    rows = [
        (
            change.step.page.site,
            f"{change.step.priority:.2f}",
            change.step.page.url,
            moment(change.step.before_at),
            moment(change.step.after_at),
            ", ".join(kinds_of(change)),
            f"{change.step.from_version or ''}..{change.step.to_version or ''}",
        )
        for change in found
    ]
    columns = ("site", "priority", "page", "last seen before", "first seen after", "kinds", "versions")
    print_table(counted(len(rows), "change"), columns, rows)


@click.command()
@since_option
@until_option
@site_option
@kind_option
@priority_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: .html, .md, .json or .csv.",
)
@json_option
@click.pass_obj
def report(
    shell: Shell,
    since: datetime | None,
    until: datetime | None,
    sites: tuple[str, ...],
    kinds: tuple[str, ...],
    priority: float,
    output: Path | None,
    as_json: bool,
) -> None:
    """Write a change report for people to read; one self-contained file."""
    if output is None and not as_json:
        raise UsageProblem("name the file to write: -o report.html (or .md, .json, .csv), or print JSON with --json")
    if output is not None and output.suffix.lower() not in _RENDERERS:
        raise UsageProblem(f"{output} has no ending that says what to write: use .html, .md, .json or .csv")
    if since and until and until < since:
        raise UsageProblem("--until lies before --since")
    with shell.archive() as archive, archive.reading() as session:
        require_sites(session, sites)
        wanted = Wanted(frozenset(map(Kind, kinds)), priority)
        told = gather(session, since=since, until=until, sites=sites, wanted=wanted, now=datetime.now(UTC))
    if output is not None:
        _write(output, _RENDERERS[output.suffix.lower()](told))
    if as_json:
        click.echo(render_json(told))
    else:
        told_of = f"{counted(told.summary.changes, 'change')} on {counted(told.summary.pages_changed, 'page')}"
        click.echo(f"wrote {output}: {told_of}")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageProblem(f"{path} cannot be written: {error.strerror}") from error
