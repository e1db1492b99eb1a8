"""The glossary holds: what it names exists, every table has its word, and no public name uses a word it rules out."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import click
import pytest

import diff.report.values
import extract.values
import store.kinds
from store.models import Base
from variorum.cli import cli

ROOT = Path(__file__).parents[2]
PACKAGES = ("variorum", "crawler", "diff", "store", "extract")
# Ordinary words with a meaning of their own, which the code may need for that.
ORDINARY = {
    "agency": "the demo serves one",
    "block": "an element of HTML that begins a line",
    "document": "a file of the web, and the document of a DOM",
    "item": "an item of a list",
    "label": "what names a fact on its page",
    "parse": "reading HTML into a tree",
    "result": "what a function gives",
    "session": "SQLAlchemy's",
    "source": "the text of a file",
    "status": "HTTP's number",
    "tag": "an element's name",
    "target": "what a redirect leads to",
}


class Entry(NamedTuple):
    words: list[str]
    unsaid: list[str]
    place: str


class Name(NamedTuple):
    name: str
    where: str


def entries() -> list[Entry]:
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| **")
    ]
    return [Entry(re.findall(r"\*\*(.+?)\*\*", row[0]), unsaid_in(row[2]), row[3]) for row in rows]


def unsaid_in(cell: str) -> list[str]:
    plain = re.sub(r"\(.*?\)", "", cell)
    return [word.strip() for word in plain.split(",") if word.strip()]


def named(kind: str) -> set[str]:
    return {name for entry in entries() for name in re.findall(rf"{kind} `(\w+)`", entry.place)}


def modules() -> list[Path]:
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [ROOT / "scheduler.py", *found]


@cache
def all_names() -> tuple[Name, ...]:
    return (*public_names(), *shell_names())


def public_names() -> Iterator[Name]:
    """Modules, classes, their attributes, functions, their parameters, and constants, unless they begin with _."""
    for path in modules():
        where = str(path.relative_to(ROOT))
        yield Name(path.stem, where)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in names_in(node):
                if not name.startswith("_"):
                    yield Name(name, where)


def names_in(node: ast.AST) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            given = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
            return [node.name] if node.name.startswith("_") else [node.name, *(each.arg for each in given)]
        case ast.ClassDef() | ast.Module():
            names = [] if isinstance(node, ast.Module) else [node.name]
            return names + [name for statement in node.body for name in assigned_in(statement)]
    return []


def assigned_in(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.Assign(targets=targets):
            return [each.id for each in targets if isinstance(each, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def shell_names() -> Iterator[Name]:
    for table in Base.metadata.tables.values():
        yield Name(table.name, "the archive")
        yield from (Name(column.name, f"table {table.name}") for column in table.columns)
    context = click.Context(cli)
    for name in cli.list_commands(context):
        yield Name(name, "the command line")
        for parameter in cli.get_command(context, name).params:
            yield from (Name(option.lstrip("-"), f"variorum {name}") for option in parameter.opts)


def pieces(name: str) -> set[str]:
    """The words of a name, plurals also in the singular."""
    words = {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}
    return words | {word.removesuffix("s") for word in words} | {word.removesuffix("es") for word in words}


def test_every_table_and_kind_named_exists():
    assert named("table") <= set(Base.metadata.tables)
    kinds = vars(store.kinds) | vars(extract.values) | vars(diff.report.values)
    assert named("kind") <= set(kinds)


def test_every_table_and_kind_has_its_word():
    assert set(Base.metadata.tables) <= named("table")
    assert {name for name, kind in vars(store.kinds).items() if name[0].isupper() and name != "StrEnum"} <= named(
        "kind"
    )


def test_no_word_is_both_said_and_unsaid():
    said = {word for entry in entries() for word in entry.words}
    unsaid = {word for entry in entries() for word in entry.unsaid}
    assert not said & unsaid


@pytest.mark.parametrize("unsaid", sorted({word for entry in entries() for word in entry.unsaid if " " not in word}))
def test_no_public_name_says_what_is_not_to_be_said(unsaid):
    if unsaid in ORDINARY:
        return
    found = sorted({name for name in all_names() if unsaid in pieces(name.name)})
    assert not found, f"{unsaid!r} has another word in docs/glossary.md"


def test_every_exception_is_needed():
    unsaid = {word for entry in entries() for phrase in entry.unsaid for word in phrase.split()}
    assert set(ORDINARY) <= unsaid & {piece for name in all_names() for piece in pieces(name.name)}
