"""The command line: a command parses, calls one function of the library, prints."""

import os
import sys
from collections.abc import Sequence

import click

from store.errors import Busy, CorruptBody, NotFound, StoreError
from variorum import __version__
from variorum.cli.asking import diff_command, history, pages, show
from variorum.cli.changes import changes, report
from variorum.cli.collecting import crawl, process, schedule
from variorum.cli.common import Shell, UsageProblem
from variorum.cli.demo import demo
from variorum.cli.founding import init, upgrade
from variorum.config import FILE_NAME, ConfigError
from variorum.exits import Exit

_EPILOG = "Every command takes --help. Exit codes: " + ", ".join(f"{code.value} {code.name}" for code in Exit)


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
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


for _command in (init, upgrade, crawl, process, schedule, pages, history, show, diff_command, changes, report, demo):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; expected errors are one line on standard error and a documented exit code."""
    try:
        sys.exit(cli.main(arguments, prog_name="variorum", standalone_mode=False) or Exit.OK)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except click.exceptions.Abort:
        _fail(Exit.INTERRUPTED, "stopped; the same command goes on where it stopped")
    except KeyboardInterrupt:
        _fail(Exit.INTERRUPTED, "stopped; the same command goes on where it stopped")
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except click.ClickException as error:
        hint = f" (see `{error.ctx.command_path} --help`)" if getattr(error, "ctx", None) else ""
        _fail(Exit.USAGE, f"{error.format_message()}{hint}")
    except UsageProblem as error:
        _fail(Exit.USAGE, str(error))
    except ConfigError as error:
        _fail(Exit.CONFIG, str(error))
    except StoreError as error:
        _fail(_store_exit(error), str(error))


def _store_exit(error: StoreError) -> Exit:
    match error:
        case NotFound():
            return Exit.NOT_FOUND
        case Busy():
            return Exit.BUSY
        case CorruptBody():
            return Exit.CORRUPT
        case _:
            return Exit.ARCHIVE


def _fail(code: Exit, message: str) -> None:
    click.echo(f"variorum: {' '.join(message.split())}", err=True)
    sys.exit(code)
