"""`variorum init` and `variorum upgrade`: the configuration and the archive."""

import click

from store.migrate import upgrade as upgrade_archive
from variorum.cli.common import Shell, UsageProblem, json_option
from variorum.starter import STARTER
from variorum.terminal import print_json


@click.command()
@json_option
@click.pass_obj
def init(shell: Shell, as_json: bool) -> None:
    """Write a commented variorum.toml to start from; never overwrites one."""
    try:
        with shell.config_path.open("x", encoding="utf-8") as file:
            file.write(STARTER)
    except FileExistsError as error:
        raise UsageProblem(f"{shell.config_path} is there already: edit it, or name another with --config") from error
    except OSError as error:
        raise UsageProblem(f"{shell.config_path} cannot be written: {error.strerror}") from error
    if as_json:
        print_json({"config": str(shell.config_path)})
    else:
        click.echo(f"wrote {shell.config_path}: put your seeds and contact in it, then run `variorum upgrade`")


@click.command()
@json_option
@click.pass_obj
def upgrade(shell: Shell, as_json: bool) -> None:
    """Make the archive, or bring it to this program's schema; safe to run again."""
    url = shell.config.archive.url
    before, after = upgrade_archive(url)
    if as_json:
        print_json({"before": before, "after": after})
    elif before == after:
        click.echo(f"the archive has schema {after} already")
    elif before is None:
        click.echo(f"made an archive with schema {after}")
    else:
        click.echo(f"the archive went from schema {before} to {after}")
