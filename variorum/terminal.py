"""Printing for people and for programs: tables and JSON, with text from web pages made harmless."""

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Escape sequences can rewrite a terminal, bidirectional marks can make a line read backwards.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: object) -> str:
    """Give text that a terminal shows as it stands, whatever a web page put into it."""
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", str(text))


def moment(at: datetime | None) -> str:
    """Write a UTC moment as people read it."""
    return f"{at:%Y-%m-%d %H:%M:%S}Z" if at else "–"


def counted(number: int, thing: str) -> str:
    """Write a number of things, as `1 edit` or `2 edits`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def console() -> Console:
    """Give a console on the standard output of now; wide where that is a file, unless $COLUMNS says otherwise."""
    known = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(file=sys.stdout, highlight=False, width=None if known else 160)


def say(text: str | Text = "", style: str = "") -> None:
    """Print text as it stands, never cut or wrapped where it goes into a file."""
    console().print(Text(plain(text), style=style) if isinstance(text, str) else text, soft_wrap=True)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; every cell is plain text.

    A column named `site` is left out where all rows have the same one, which the title then says.
    """
    cells = [[plain(moment(cell) if isinstance(cell, datetime) else cell) for cell in row] for row in rows]
    shown = list(range(len(columns)))
    if columns[0] == "site" and len({row[0] for row in cells}) == 1:
        title, shown = f"{title} of {cells[0][0]}", shown[1:]
    say(title, "italic")
    table = Table(header_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for index in shown:
        table.add_column(columns[index], overflow="fold")
    for row in cells:
        table.add_row(*(Text(row[index]) for index in shown))
    console().print(table)


def print_json(value: object) -> None:
    """Print any value of ours as JSON: dataclasses as objects, moments in ISO 8601, bytes in hexadecimal."""
    click.echo(json.dumps(value, default=_jsonable, ensure_ascii=False, indent=2))


def _jsonable(value: object) -> Any:  # noqa: ANN401 (whatever json can go on with)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no JSON for {type(value).__name__}")
