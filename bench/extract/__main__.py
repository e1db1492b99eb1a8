"""`make bench-extract`: every figure of the evaluation with its floor; see docs/how-to/measure-extraction.md."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bench.extract.data import MissingData, digest_of, is_present
from bench.extract.evaluation import Bench, Family, Score
from bench.extract.families import FAMILIES
from bench.extract.floors import PINNED, Pins, Refused, check_data, figure, load, repinned, save
from bench.extract.progress import progress
from bench.measure import provenance
from bench.table import Bound, Figure, Floor, Group, Report, show
from extract.pool import ExtractionPool

REFUSED = 2
Measured = tuple[Family, tuple[Score, ...]]


@click.command()
@click.option(
    "--only",
    type=click.Choice([family.name for family in FAMILIES]),
    multiple=True,
    metavar="SET",
    help="Measure this set alone; may be given again. One of: " + ", ".join(family.name for family in FAMILIES) + ".",
)
@click.option("--sample", type=click.IntRange(1), help="Read at most this many pages of a set, always the same.")
@click.option("--workers", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default="one a core")
@click.option("--update", is_flag=True, help="Raise the pinned floors to what is measured; pin the data.")
@click.option("--allow-regression", is_flag=True, help="Let --update lower the floors that are missed.")
@click.option(
    "--floors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=PINNED,
    show_default="bench/extract/floors.json",
    help="The file of pins to hold and to --update.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def main(
    only: tuple[str, ...],
    sample: int | None,
    workers: int,
    update: bool,
    allow_regression: bool,
    floors: Path,
    as_json: bool,
) -> None:
    """Measure how well and how fast pages are read, on the labelled pages of ../shared/data.

    Every figure with a floor has to keep it; floors are pinned in bench/extract/floors.json together with digests of
    the data. Exits 1 when a floor is missed, 2 when nothing could be measured or pinned.

    \b
    While working on one thing:   python -m bench.extract --only wcxb --sample 100
    What a figure means:          docs/how-to/measure-extraction.md
    After an improvement:         python -m bench.extract --update
    """
    families = [family for family in FAMILIES if not only or family.name in only]
    try:
        pins = _checked(families, sample, load(floors), update=update)
        before, (measured, failures) = provenance(), _measured(families, sample, workers)
        if update:
            pins = _updated(pins, measured, failures, allow_regression=allow_regression)
            save(pins, floors)
        sys.exit(show(_report(measured, failures, pins, before), as_json=as_json))
    except (Refused, MissingData) as refused:
        click.echo(f"refused: {refused}", err=True)
        sys.exit(REFUSED)


def _checked(families: Sequence[Family], sample: int | None, pins: Pins, *, update: bool) -> Pins:
    """The pins, if they are of the very data that is about to be read."""
    missing = [family.name for family in families if not is_present(family.archives)]
    if missing:
        raise MissingData(f"the pages of {', '.join(missing)} are not in ../shared/data; --only leaves sets out")
    if update and sample is not None:
        raise Refused("floors are pinned on all pages: --update goes without --sample")
    if not update:
        check_data(pins, [archive for family in families for archive in family.archives])
    return pins


def _measured(families: Sequence[Family], sample: int | None, workers: int) -> tuple[list[Measured], list[str]]:
    """The scores of every family, and what could not be read on the way."""
    with ExtractionPool(workers) as pool, progress() as hear:
        bench = Bench(pool, sample, hear)
        measured = [(family, tuple(family.measure(bench))) for family in families]
    return measured, bench.failures


def _updated(pins: Pins, measured: Sequence[Measured], failures: Sequence[str], *, allow_regression: bool) -> Pins:
    """The pins as these scores and this data leave them."""
    if failures:
        raise Refused(f"pages gave no score: {'; '.join(failures[:5])}")
    data = {archive: digest_of(archive) for family, _ in measured for archive in family.archives}
    scores = [(family.name, score) for family, scores in measured for score in scores]
    return repinned(pins, data, scores, allow_regression=allow_regression)


def _report(measured: Sequence[Measured], failures: Sequence[str], pins: Pins, before: str) -> Report:
    groups = [
        Group(family.title, tuple(figure(family.name, score, pins) for score in scores)) for family, scores in measured
    ]
    unread = Figure(
        "pages that gave no score", len(failures), "pages", Floor(Bound.EXACTLY, 0), "; ".join(failures[:5])
    )
    archives = sorted({archive for family, _ in measured for archive in family.archives})
    return Report(
        title="extraction: quality and speed on real pages",
        data=", ".join(f"{archive} {digest_of(archive)[:12]}" for archive in archives),
        machine=f"{before} before, {provenance().rpartition('load ')[2]} after",
        groups=(*groups, Group("the run", (unread,))),
    )


if __name__ == "__main__":
    main()
