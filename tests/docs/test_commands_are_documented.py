"""Every command and option says what it does, and every command is shown at work somewhere in the guides."""

import re
from pathlib import Path

import click
import pytest

from variorum.cli import cli

ROOT = Path(__file__).parents[2]
CONTEXT = click.Context(cli)
COMMANDS = {name: cli.get_command(CONTEXT, name) for name in cli.list_commands(CONTEXT)}
GUIDES = [ROOT / "README.md", ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does(name):
    command = COMMANDS[name]
    assert command.help
    assert re.match(r"[A-Z].*\.\Z", command.help.strip().splitlines()[0]), command.help


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_says_what_it_does(name):
    for option in COMMANDS[name].params:
        if isinstance(option, click.Option):
            assert option.help, f"variorum {name} {option.opts[0]}"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_shown_at_work(name):
    assert any(re.search(rf"\$ .*variorum {name}\b", guide.read_text(encoding="utf-8")) for guide in GUIDES)
