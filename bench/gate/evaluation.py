"""What the score families have in common: scores, jobs run in worker processes, and the progress of it all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bench.gate.data import spread
from bench.table import Bound
from extract import ExtractionError
from extract.pool import ExtractionPool, Work

_Result = TypeVar("_Result")
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Score:
    """One measured value. With a `bound` it has a floor, pinned under its name; without, it is shown only.

    A `steady` score is the same in every run, so that its floor may be raised to what was measured.
    """

    name: str
    measured: float
    unit: str = ""
    bound: Bound | None = None
    note: str = ""
    steady: bool = True


@dataclass(slots=True)
class Bench:
    """The means of one run: worker processes, how many pages of each set to take, and who hears of the progress.

    Without `beside_stock` the slow column of stock trafilatura is left out. `failures` names every page that gave no
    score.
    """

    pool: ExtractionPool
    sample: int | None = None
    hear: Callable[[str, int, int], None] = lambda _label, _done, _total: None
    beside_stock: bool = True
    failures: list[str] = field(default_factory=list)

    def some(self, items: Sequence[_Item], at_most: int | None = None) -> list[_Item]:
        """The items of this run: all of them, or a sample that is the same every time."""
        limits = [limit for limit in (self.sample, at_most) if limit is not None]
        return spread(items, min(limits, default=None))

    def run(self, label: str, jobs: Sequence[Work[_Result]]) -> list[_Result]:
        """What the jobs gave, in order, without those that failed."""
        given = []
        for count, done in enumerate(self.pool.run(jobs), 1):
            self.hear(label, count, len(jobs))
            if isinstance(done.result, ExtractionError):
                self.failures.append(f"{label} #{done.id}: {done.result.outcome}")
            else:
                given.append(done.result)
        return given


@dataclass(frozen=True, slots=True)
class Family:
    """Scores that are measured together, on the pages of some archives; `name` is what `--only` takes."""

    name: str
    title: str
    archives: tuple[str, ...]
    measure: Callable[[Bench], Iterator[Score]]
