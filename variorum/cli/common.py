"""What the commands share: the opened archive, dates, and the options every one of them has."""

import os
import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import click

from store.archive import Archive, open_archive
from variorum.config import Config, load_config

_Command = TypeVar("_Command", bound=Callable[..., Any])

workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that extract at once.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


class UsageProblem(Exception):
    """Something typed that cannot be meant; one line that says what would be right."""


class Shell:
    """What a command line works with: the configuration, read when first asked for, and the archive."""

    def __init__(self, config_path: str) -> None:
        self.config_path = Path(config_path)

    @cached_property
    def config(self) -> Config:
        """The checked configuration."""
        return load_config(self.config_path)

    def archive(self) -> closing[Archive]:
        """Open the configured archive for the length of a `with` block."""
        return closing(open_archive(self.config.archive.url))


def site_option(command: _Command) -> _Command:
    """Add `--site`, which may be given more than once."""
    return click.option("--site", "sites", multiple=True, metavar="SITE", help="Only this site; may be repeated.")(
        command
    )


def since_option(command: _Command) -> _Command:
    """Add `--since`, read as the beginning of a day or as a moment."""
    return click.option(
        "--since", metavar="DATE", callback=_since, help="Only changes first seen since then (UTC), as 2026-03-01."
    )(command)


def at_option(command: _Command) -> _Command:
    """Add `--at`, read as the end of a day or as a moment."""
    return click.option(
        "--at", metavar="DATE", callback=_at, help="As it was then (UTC): 2026-03-01 or 2026-03-01T12:00."
    )(command)


def _since(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    return read_moment(text, datetime.now(UTC)) if text else None


def _at(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    return read_moment(text, datetime.now(UTC), end_of_day=True) if text else None


def read_moment(text: str, now: datetime, *, end_of_day: bool = False) -> datetime:
    """Read a date or moment, in UTC unless it says otherwise; raises UsageProblem for nonsense and for the future."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageProblem(f"{text!r} is no date: write 2026-03-01, 2026-03-01T12:00 or 2026-03-01T12:00Z") from error
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    if at > now:
        raise UsageProblem(f"{text} lies in the future: now it is {now:%Y-%m-%d %H:%M} UTC")
    whole_day = re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text)
    return at + timedelta(days=1, microseconds=-1) if end_of_day and whole_day else at
