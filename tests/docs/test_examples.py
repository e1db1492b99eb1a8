"""The examples of the guides can be typed: each command line parses, and those that need no archive are run."""

import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from store.migrate import upgrade
from variorum.cli import cli
from variorum.cli.common import UsageProblem
from variorum.config import load_config

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Needs no archive, no site and no time.
RUN = re.compile(r"variorum (?:init|upgrade|--version|.*--help)\b")


class Example(NamedTuple):
    page: str
    command: str
    shown: str

    @property
    def words(self) -> list[str]:
        """The words of the command itself, without what the shell does around it."""
        return shlex.split(re.split(r" (?:\||>|>>|2>|&&|\|\|) ", self.command)[0], comments=True)


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (str(page.relative_to(ROOT)), text)
        for page in PAGES
        for found, text in BLOCK.findall(page.read_text(encoding="utf-8"))
        if found == language
    ]


def examples() -> list[Example]:
    """Every command of a console block, with the output shown under it."""
    found = []
    for page, text in blocks("console"):
        for piece in re.split(r"^\$ ", text.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
            command, _, shown = piece.partition("\n")
            found.append(Example(page, command.strip(), shown))
    return found


def arguments(example: Example) -> list[str] | None:
    """What follows `variorum` in an example, or nothing where it runs something else."""
    words = [word for word in example.words if not re.match(r"[A-Z_]+=", word)]
    return words[1:] if words and words[0].rpartition("/")[2] == "variorum" else None


TYPED = [example for example in examples() if arguments(example) is not None]
FOUNDING = sorted({example.page for example in TYPED if RUN.fullmatch(example.command)})


def problem_with(words: list[str]) -> str:
    """Parse as the command line does and run nothing; gives what is wrong, if anything is."""
    try:
        with cli.make_context("variorum", list(words)) as context:
            place = next(place for place, word in enumerate(words) if word in cli.list_commands(context))
            command = cli.get_command(context, words[place])
            command.make_context(words[place], words[place + 1 :], parent=context)
    except click.exceptions.Exit as ended:  # --help and --version
        return f"ends with {ended.exit_code}" if ended.exit_code else ""
    except (click.ClickException, UsageProblem) as problem:
        return str(problem)
    return ""


@pytest.mark.parametrize("example", TYPED, ids=lambda example: f"{example.page}: {example.command}")
def test_a_command_line_parses(example):
    problem = problem_with(arguments(example) or [])
    # The output of a run is pasted with its date, which a machine whose clock is behind has still to reach.
    assert problem == "" or "lies in the future" in problem


@pytest.mark.parametrize("page", FOUNDING)
def test_what_needs_no_archive_runs_and_shows_what_the_page_shows(page, tmp_path):
    for example in TYPED:
        if example.page == page and RUN.fullmatch(example.command):
            command = [sys.executable, "-m", "variorum", *(arguments(example) or ())]
            ran = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True)
            assert ran.returncode == 0, ran.stderr
            assert example.shown.strip() in (ran.stdout + ran.stderr)


def test_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    asked = {words[1] for example in examples() if (words := example.words) and words[0] == "make" and len(words) > 1}
    assert asked
    assert asked <= targets


def test_questions_in_sql_can_be_asked(tmp_path):
    upgrade(f"sqlite:///{tmp_path / 'variorum.db'}")
    asked = [text for _, text in blocks("sql")]
    assert asked
    with sqlite3.connect(tmp_path / "variorum.db") as database:
        for text in asked:
            database.execute(text)
    database.close()


@pytest.mark.parametrize(("page", "text"), blocks("toml"))
def test_a_configuration_can_be_read(page, text, tmp_path):
    path = tmp_path / "variorum.toml"
    path.write_text(text, encoding="utf-8")
    assert load_config(path, {}).site
