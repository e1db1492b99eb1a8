"""EDGI's six examples: the three real changes rank high, the three that must not be reported rank low."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.gate.data import pages_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.compare import compare
from extract.reading import extract

ARCHIVE = "edgi-pairs"
HIGH, LOW = 0.5, 0.1

_REAL, _FALSE = "truepos-", "falsepos-"


@dataclass(frozen=True, slots=True)
class Ranked:
    """An example and the priority of its change."""

    name: str
    priority: float


@dataclass(frozen=True, slots=True)
class Job:
    """Compare one example's pages."""

    id: int
    name: str
    old: bytes
    new: bytes

    def do(self) -> Ranked:
        """The example ranked."""
        url = f"https://www.example.gov/{self.name}"
        return Ranked(self.name, compare(extract(self.old, url), extract(self.new, url), url).priority)


def _measure(bench: Bench) -> Iterator[Score]:
    pages = pages_of(ARCHIVE)
    names = sorted({path.rsplit("-", 1)[0] for path in pages})
    jobs = [Job(number, name, pages[f"{name}-a.html"], pages[f"{name}-b.html"]) for number, name in enumerate(names)]
    ranked = bench.run(ARCHIVE, jobs)
    real = [each for each in ranked if each.name.startswith(_REAL)]
    false = [each for each in ranked if each.name.startswith(_FALSE)]
    high, low = (sum(each.priority > HIGH for each in real), sum(each.priority < LOW for each in false))
    yield Score(f"real changes above {HIGH}", high, "of 3", Bound.AT_LEAST, _told(real))
    yield Score(f"false ones below {LOW}", low, "of 3", Bound.AT_LEAST, _told(false))


def _told(ranked: list[Ranked]) -> str:
    return ", ".join(f"{each.name.partition('-')[2]} {each.priority:.2f}" for each in ranked)


FAMILY = Family("edgi", "EDGI's examples: before and after", (ARCHIVE,), _measure)
