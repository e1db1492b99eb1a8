"""Prints from the code what pages of docs/reference and docs/explanation say of it, through cog.

`make docs` prints the pages anew; a test fails when they are behind the code.
"""

import inspect
import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from sqlalchemy import Boolean, Column, Enum, Float, Index, Integer, LargeBinary, String, Table, UniqueConstraint
from sqlalchemy.types import TypeEngine

import diff.report.values
import extract.values
import store.kinds
from diff.compare import compare
from diff.extent import weight_of_run
from diff.priority import name_of, terms_of
from diff.values import Finding
from diff.weights import FINDING_WEIGHTS, FULL_RUN, FURTHER_EDITS, HOME_PAGE, IN_ITS_PLACE, SIZE, WEIGHTLESS
from extract.values import Extraction, Route, Section
from store.archive import SCHEMA
from store.kinds import Kind
from store.models import Base
from store.types import Id, Json, UtcDateTime
from variorum.cli import cli
from variorum.config import ArchiveSettings, ExtractSettings, Schedule, SiteSettings
from variorum.editlines import edit_lines
from variorum.exits import Exit
from variorum.weighing import weighed_lines

KIND_PAGES = Path(__file__).parent / "kinds"

# Columns of a terminal that shows the help; fixed, so that the page is the same on every machine.
WIDTH = 100

_VALUES = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    list[str]: "list of texts",
    Schedule: "table",
    ExtractSettings: "table",
}
# Asked in this order: Enum is a String to SQLAlchemy.
_COLUMNS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (String, "text"),
    (LargeBinary, "bytes"),
    (Boolean, "true or false"),
    (Float, "number"),
    (Integer, "whole number"),
)


def commands() -> str:
    """Every command with its help, as a terminal shows it."""
    return "\n\n".join(f"## {path}\n\n```text\n{text}\n```" for path, text in _helps())


def settings() -> str:
    """Every setting of `variorum.toml`, table by table."""
    tables: dict[str, type[BaseModel]] = {
        "[archive]": ArchiveSettings,
        "[site.NAME]": SiteSettings,
        "[site.NAME.schedule]": Schedule,
        "[site.NAME.extract]": ExtractSettings,
    }
    return "\n\n".join(_settings_of(title, model) for title, model in tables.items())


def exit_codes() -> str:
    """Every exit code and what helps."""
    rows = [(f"{code.value}", f"`{code.name}`", code.meaning) for code in Exit]
    return _markdown(("code", "name", "what happened, and what helps"), rows)


def schema() -> str:
    """The number of the newest migration."""
    return f"This page describes schema `{SCHEMA}`."


def tables() -> str:
    """Every table of the archive, in the order of the models."""
    return "\n\n".join(_table_of(model) for model in Base.__subclasses__())


def kinds() -> str:
    """Every closed vocabulary of the archive, of extraction, and of the report."""
    modules = {"Of the archive": store.kinds, "Of extraction": extract.values, "Of the report": diff.report.values}
    return "\n\n".join(f"## {title}\n\n{_kinds_of(module)}" for title, module in modules.items())


def aspects_of(kind: str) -> str:
    """How a kind shows, and what each way adds to a priority, the most first."""
    weights = dict.fromkeys(WEIGHTLESS, 0.0) | dict(FINDING_WEIGHTS)
    named = [(aspect, value) for (of, aspect), value in weights.items() if of is Kind(kind)]
    rows = [
        (f"`{aspect}`", name_of(Finding(Kind(kind), aspect)), f"{value:+.2f}" if value else "nothing")
        for aspect, value in sorted(named, key=lambda pair: (-pair[1], pair[0]))
    ]
    return _markdown(("aspect", "term of a priority", "adds"), rows)


def pages_of_kinds() -> str:
    """Every kind with the first sentence of its page."""
    rows = []
    for kind in Kind:
        title, said, *_ = (KIND_PAGES / f"{kind}.md").read_text(encoding="utf-8").split("\n\n")
        rows.append((f"[{title.removeprefix('# ')}]({kind}.md)", f"`{kind}`", said.replace("\n", " ")))
    return _markdown(("kind", "as `--kind` takes it", "what it is"), rows)


def findings_weighed() -> str:
    """What each kind of finding adds to a priority, the most first."""
    named = [(name_of(Finding(kind, aspect)), value) for (kind, aspect), value in FINDING_WEIGHTS.items()]
    rows = [(name, f"{value:+.2f}") for name, value in sorted(named, key=lambda pair: -pair[1])]
    return _markdown(("term", "adds"), rows)


def other_weights() -> str:
    """What else adds to a priority, each with its reason from the code."""
    rows = [
        ("longest changed run", f"up to {SIZE:+.2f}", f"in full from {FULL_RUN:,} letters and digits on"),
        ("addition in its place", f"{IN_ITS_PLACE:+.2f}", "an edit that takes out a passage and puts in another"),
        ("further edits", f"below {FURTHER_EDITS:+.2f}", "of a change: all its edits but the weightiest"),
        ("home page", f"{HOME_PAGE:+.2f}", "of a change: on the home page of a site"),
    ]
    return _markdown(("term", "adds", "when"), rows)


def sizes_weighed() -> str:
    """What changed runs of some lengths add."""
    rows = [(f"{run:,}", f"{SIZE * weight_of_run(run):+.2f}") for run in (3, 12, 50, 200, 600, FULL_RUN)]
    return _markdown(("letters and digits", "adds"), rows)


def priority_worked_out(old: str, new: str) -> str:
    """How the priority of a section that was edited adds up, as `variorum diff --explain` prints it."""
    before, after = (
        Extraction("", "en", Route.LANDMARK, (Section(("Policies", "Refunds"), text),), ()) for text in (old, new)
    )
    (edit,) = compare(before, after).edits
    shown = [*edit_lines(edit), *weighed_lines(terms_of(edit), edit.findings, edit.priority)]
    return "```text\n" + "\n".join(line.plain for line in shown) + "\n```"


def _helps() -> Iterator[tuple[str, str]]:
    shown = {"terminal_width": WIDTH, "max_content_width": WIDTH} | dict(cli.context_settings)
    root = click.Context(cli, info_name="variorum", **shown)
    yield "variorum", cli.get_help(root)
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        if command is None:
            raise LookupError(f"variorum lists {name} and does not have it")
        context = click.Context(command, parent=root, info_name=name)
        yield context.command_path, command.get_help(context)


def _settings_of(title: str, model: type[BaseModel]) -> str:
    rows = [
        (f"`{key}`", _value_type(field), _default(field), _bounds(field), field.description or "")
        for key, field in model.model_fields.items()
    ]
    return f"## `{title}`\n\n{_said(model)}\n\n" + _markdown(("key", "type", "default", "bounds", "what it says"), rows)


def _value_type(field: FieldInfo) -> str:
    return next(words for kind, words in _VALUES.items() if kind == field.annotation)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    if isinstance(field.default, BaseModel):
        return "its own defaults"
    return f"`{json.dumps(field.default)}`"


def _bounds(field: FieldInfo) -> str:
    words = {"gt": "above {}", "ge": "at least {}", "le": "at most {}", "min_length": "at least {} of them"}
    found = [
        text.format(f"{value:,}")
        for bound in field.metadata
        for name, text in words.items()
        if (value := getattr(bound, name, None)) is not None
    ]
    return ", ".join(found)


def _table_of(model: type[Base]) -> str:
    table = model.metadata.tables[model.__tablename__]
    rows = [
        (f"`{column.name}`", _column_type(column), "yes" if column.nullable else "", _leads_to(column))
        for column in table.columns
    ]
    columns = _markdown(("column", "type", "may be empty", "leads to"), rows)
    return "\n\n".join([f"### {table.name}", _said(model), columns, *_rules(table)])


def _column_type(column: Column[Any]) -> str:
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return "UTC moment"
    if isinstance(kind, Enum) and kind.enum_class is not None:
        name = kind.enum_class.__name__
        return f"[{name}](kinds.md#{name.lower()})"
    if kind in (Id, Json):
        return "id" if kind is Id else "JSON"
    return next(words for known, words in _COLUMNS if isinstance(kind, known))


def _leads_to(column: Column[Any]) -> str:
    return ", ".join(f"[{key.column.table.name}](#{key.column.table.name})" for key in column.foreign_keys)


def _rules(table: Table) -> Iterator[str]:
    unique = [item for item in table.constraints if isinstance(item, UniqueConstraint)]
    for title, items in (("Unique", unique), ("Indexed by", list(table.indexes))):
        if items:
            yield f"{title}: " + "; ".join(sorted(_names(item) for item in items)) + "."


def _names(item: UniqueConstraint | Index) -> str:
    return ", ".join(f"`{column.name}`" for column in item.columns)


def _kinds_of(module: ModuleType) -> str:
    found = [kind for _, kind in inspect.getmembers(module, _is_kind) if kind.__module__ == module.__name__]
    found.sort(key=lambda kind: inspect.getsourcelines(kind)[1])
    return "\n\n".join(
        f"### {kind.__name__}\n\n{_said(kind)}\n\n" + "\n".join(f"- `{member}`" for member in kind) for kind in found
    )


def _is_kind(thing: object) -> bool:
    return inspect.isclass(thing) and issubclass(thing, StrEnum)


def _said(thing: type) -> str:
    return inspect.cleandoc(thing.__doc__ or "")


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
