"""`variorum changes` and `report`: what changed."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from diff.listing import list_changes
from diff.report import Report, gather, render_html, render_json, render_markdown
from store.kinds import Operation
from store.pages import require_sites
from variorum.cli.common import Shell, UsageProblem, json_option, since_option, site_option
from variorum.terminal import counted, moment, print_json, print_table

_RENDERERS: dict[str, Callable[[Report], str]] = {
    ".html": render_html,
    ".md": render_markdown,
    ".json": render_json,
}

kind_option = click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in Operation]),
    help="Only changes with an edit of this kind; may be repeated.",
)


@click.command()
@since_option
@site_option
@kind_option
@json_option
@click.pass_obj
def changes(
    shell: Shell, since: datetime | None, sites: tuple[str, ...], kinds: tuple[str, ...], as_json: bool
) -> None:
    """List changes, each dated by the interval in which it happened."""
    with shell.archive() as archive, archive.reading() as session:
        require_sites(session, sites)
        found = list_changes(
            session, since=since, sites=sites, kinds=[Operation(kind) for kind in kinds], now=datetime.now(UTC)
        )
    if as_json:
        print_json(found)
        return
    rows = [
        (
            change.step.page.site,
            change.step.page.url,
            moment(change.step.before_at),
            moment(change.step.after_at),
            ", ".join(f"{count} {kind}" for kind, count in Counter(edit.operation for edit in change.edits).items()),
            f"{change.step.from_version or ''}..{change.step.to_version or ''}",
        )
        for change in found
    ]
    columns = ("site", "page", "last seen before", "first seen after", "edits", "versions")
    print_table(counted(len(rows), "change"), columns, rows)


@click.command()
@since_option
@site_option
@kind_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: .html, .md or .json.",
)
@json_option
@click.pass_obj
def report(
    shell: Shell,
    since: datetime | None,
    sites: tuple[str, ...],
    kinds: tuple[str, ...],
    output: Path | None,
    as_json: bool,
) -> None:
    """Write a change report for people to read; one self-contained file."""
    if output is None and not as_json:
        raise UsageProblem("name the file to write: -o report.html (or .md, .json), or print JSON with --json")
    if output is not None and output.suffix.lower() not in _RENDERERS:
        raise UsageProblem(f"{output} has no ending that says what to write: use .html, .md or .json")
    with shell.archive() as archive, archive.reading() as session:
        require_sites(session, sites)
        told = gather(
            session, since=since, sites=sites, kinds=[Operation(kind) for kind in kinds], now=datetime.now(UTC)
        )
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
