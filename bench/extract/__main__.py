"""`make bench-extract`: every figure of the evaluation with its floor; see docs/how-to/measure-extraction.md."""

from pathlib import Path

from bench.extract.families import FAMILIES
from bench.gate.command import command_of

PINNED = Path(__file__).with_name("floors.json")

main = command_of(
    FAMILIES,
    title="extraction: quality and speed on real pages",
    pinned=PINNED,
    teaches="""Measure how well and how fast pages are read, on the labelled pages of ../shared/data.

    Every figure with a floor has to keep it; floors are pinned in bench/extract/floors.json together with digests of
    the data. Exits 1 when a floor is missed, 2 when nothing could be measured or pinned.

    \b
    While working on one thing:   python -m bench.extract --only wcxb --sample 100
    What a figure means:          docs/how-to/measure-extraction.md
    After an improvement:         python -m bench.extract --update
    """,
)

if __name__ == "__main__":
    main()
