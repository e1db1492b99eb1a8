"""The command of a gated evaluation: measure families, show every figure with its floor, pin floors."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bench.gate.data import MissingData, digest_of, is_present
from bench.gate.evaluation import Bench, Family, Score
from bench.gate.floors import Pins, Refused, check_data, figure, load, repinned, save
from bench.gate.progress import progress
from bench.measure import provenance
from bench.table import Bound, Figure, Floor, Group, Report, show
from extract.pool import ExtractionPool

REFUSED = 2
Measured = tuple[Family, tuple[Score, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one run is to measure, and whether the floors are to follow."""

    only: tuple[str, ...]
    sample: int | None
    workers: int
    update: bool
    allow_regression: bool
    floors: Path
    as_json: bool


def command_of(families: Sequence[Family], *, title: str, pinned: Path, teaches: str) -> click.Command:
    """The command that measures these families against the floors of a file; `teaches` is its help."""
    names = [family.name for family in families]
    options = [
        click.Option(
            ["--only"],
            type=click.Choice(names),
            multiple=True,
            metavar="SET",
            help=f"Measure this set alone; may be given again. One of: {', '.join(names)}.",
        ),
        click.Option(["--sample"], type=click.IntRange(1), help="Read at most this many of a set, always the same."),
        click.Option(["--workers"], type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default="one a core"),
        click.Option(["--update"], is_flag=True, help="Raise the pinned floors to what is measured; pin the data."),
        click.Option(["--allow-regression"], is_flag=True, help="Let --update lower the floors that are missed."),
        click.Option(
            ["--floors"],
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            default=pinned,
            show_default="floors.json of this evaluation",
            help="The file of pins to hold and to --update.",
        ),
        click.Option(["--json", "as_json"], is_flag=True, help="Print the figures as JSON."),
    ]

    def run(**asked: object) -> None:
        sys.exit(_outcome(families, title, Asked(**asked)))  # type: ignore[arg-type]  # click checked them

    return click.Command(None, callback=run, params=list(options), help=teaches)


def _outcome(families: Sequence[Family], title: str, asked: Asked) -> int:
    wanted = [family for family in families if not asked.only or family.name in asked.only]
    try:
        pins = _checked(wanted, asked)
        before, (measured, failures) = provenance(), _measured(wanted, asked)
        if asked.update:
            pins = _updated(pins, measured, failures, allow_regression=asked.allow_regression)
            save(pins, asked.floors)
        return show(_report(title, measured, failures, pins, before), as_json=asked.as_json)
    except (Refused, MissingData) as refused:
        click.echo(f"refused: {refused}", err=True)
        return REFUSED


def _checked(families: Sequence[Family], asked: Asked) -> Pins:
    """The pins, if they are of the very data that is about to be read."""
    missing = [family.name for family in families if not is_present(family.archives)]
    if missing:
        raise MissingData(f"the data of {', '.join(missing)} is not in ../shared/data; --only leaves sets out")
    if asked.update and asked.sample is not None:
        raise Refused("floors are pinned on all pages: --update goes without --sample")
    pins = load(asked.floors)
    if not asked.update:
        check_data(pins, [archive for family in families for archive in family.archives])
    return pins


def _measured(families: Sequence[Family], asked: Asked) -> tuple[list[Measured], list[str]]:
    """The scores of every family, and what could not be read on the way."""
    with ExtractionPool(asked.workers) as pool, progress() as hear:
        bench = Bench(pool, asked.sample, hear)
        measured = [(family, tuple(family.measure(bench))) for family in families]
    return measured, bench.failures


def _updated(pins: Pins, measured: Sequence[Measured], failures: Sequence[str], *, allow_regression: bool) -> Pins:
    """The pins as these scores and this data leave them."""
    if failures:
        raise Refused(f"pages gave no score: {'; '.join(failures[:5])}")
    data = {archive: digest_of(archive) for family, _ in measured for archive in family.archives}
    scores = [(family.name, score) for family, scores in measured for score in scores]
    return repinned(pins, data, scores, allow_regression=allow_regression)


def _report(title: str, measured: Sequence[Measured], failures: Sequence[str], pins: Pins, before: str) -> Report:
    groups = [
        Group(family.title, tuple(figure(family.name, score, pins) for score in scores)) for family, scores in measured
    ]
    unread = Figure(
        "pages that gave no score", len(failures), "pages", Floor(Bound.EXACTLY, 0), "; ".join(failures[:5])
    )
    archives = sorted({archive for family, _ in measured for archive in family.archives})
    return Report(
        title=title,
        data=", ".join(f"{archive} {digest_of(archive)[:12]}" for archive in archives),
        machine=f"{before} before, {provenance().rpartition('load ')[2]} after",
        groups=(*groups, Group("the run", (unread,))),
    )
