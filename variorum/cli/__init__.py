"""The command line: a command parses, calls one function of the library, prints."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from store.errors import Busy, CorruptBody, NotFound, StoreError
from variorum import __version__
from variorum.cli.common import Shell, UsageProblem
from variorum.config import FILE_NAME, ConfigError
from variorum.exits import Exit

_EPILOG = "Every command takes --help. Exit codes: " + ", ".join(f"{code.value} {code.name}" for code in Exit)


# The first that fits counts.
_EXITS: dict[type[Exception], Exit] = {
    UsageProblem: Exit.USAGE,
    ConfigError: Exit.CONFIG,
    NotFound: Exit.NOT_FOUND,
    Busy: Exit.BUSY,
    CorruptBody: Exit.CORRUPT,
    StoreError: Exit.ARCHIVE,
}

# Each command is imported when it is asked for: comparing brings SciPy along, which costs a second that `pages` and
# `crawl` need not wait for.
_COMMANDS = {
    "init": "founding:init",
    "upgrade": "founding:upgrade",
    "crawl": "crawling:crawl",
    "process": "processing:process",
    "schedule": "processing:schedule",
    "pages": "asking:pages",
    "history": "asking:history",
    "show": "showing:show",
    "contacts": "contacts:contacts",
    "diff": "comparing:diff",
    "changes": "changes:changes",
    "report": "changes:report",
    "audit": "auditing:audit",
    "demo": "demo:demo",
}


class _Commands(click.Group):
    """The commands in the order in which they are used."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="variorum")
@click.option(
    "--config",
    type=click.Path(dir_okay=False),
    default=FILE_NAME,
    show_default=True,
    help="The configuration file.",
)
@click.pass_context
def cli(context: click.Context, config: str) -> None:
    """Watch public pages: keep every answer as evidence, report what changed.

    Begin with `variorum demo`, which needs nothing, or with `variorum init`.
    """
    context.obj = Shell(config)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; expected errors are one line on standard error and a documented exit code."""
    try:
        sys.exit(cli.main(arguments, prog_name="variorum", standalone_mode=False) or Exit.OK)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _fail(Exit.INTERRUPTED, "stopped; the same command goes on where it stopped")
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except click.ClickException as error:
        _fail(Exit.USAGE, f"{error.format_message()} (see `variorum --help`)")
    except (UsageProblem, ConfigError, StoreError) as error:
        _fail(_exit_of(error), str(error))


def _exit_of(error: Exception) -> Exit:
    return next(code for kind, code in _EXITS.items() if isinstance(error, kind))


def _fail(code: Exit, message: str) -> None:
    click.echo(f"variorum: {' '.join(message.split())}", err=True)
    sys.exit(code)
