"""`make bench-diff`: every figure of the comparison with its floor; see docs/how-to/measure-comparison.md."""

from pathlib import Path

from bench.diff.families import FAMILIES
from bench.gate.command import command_of

PINNED = Path(__file__).with_name("floors.json")

main = command_of(
    FAMILIES,
    title="comparison: what changed, of what kind, how much it matters",
    pinned=PINNED,
    teaches="""Measure how well changes are told: planted edits, edits people have labelled, histories of real pages.

    Every figure with a floor has to keep it; floors are pinned in bench/diff/floors.json together with digests of
    the data. Exits 1 when a floor is missed, 2 when nothing could be measured or pinned.

    \b
    While working on one thing:   python -m bench.diff --only planted --sample 50
    What a figure means:          docs/how-to/measure-comparison.md
    After an improvement:         python -m bench.diff --update
    """,
)

if __name__ == "__main__":
    main()
