"""Review dates against labels read by eye: scope and value, on pages with a stamp and on pages without."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.gate.data import GOLD, is_present, pages_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from extract import FactKind, Scope, Source
from extract.reading import extract

LABELS = GOLD / "review_dates.json"
_CLAIMED = frozenset({Source.META, Source.JSON_LD, Source.HTTP})
_URLS = {"doe-directives-2017": "https://", "usagov-2023": "https://www.usa.gov/"}
# What speaks for a whole page or site; an unlabelled date of a section or of somebody else misleads nobody.
_WHOLE = frozenset({Scope.PAGE, Scope.SITE})
Stamp = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """One page: how many stamps it has, which of them were missed, and which it does not have."""

    path: str
    labelled: int
    missed: tuple[Stamp, ...]
    unlabelled: tuple[Stamp, ...]

    @property
    def invented(self) -> tuple[Stamp, ...]:
        """The stamps said to be the page's or the site's that nobody sees there."""
        return tuple(stamp for stamp in self.unlabelled if stamp[0] in _WHOLE)


@dataclass(frozen=True, slots=True)
class Job:
    """Read one page for its stamps."""

    id: int
    path: str
    body: bytes
    gold: tuple[Stamp, ...]

    def do(self) -> Tally:
        """Hold the stamps that are shown against the labels; claims in metadata are no stamps."""
        archive, _, path = self.path.partition("/")
        kind = "text/plain" if path.endswith(".txt") else ""
        facts = extract(self.body, _URLS.get(archive, "https://www.example.gov/") + path, kind).facts
        found = {
            (str(fact.scope), fact.value)
            for fact in facts
            if fact.kind is FactKind.REVIEW_DATE and fact.source not in _CLAIMED
        }
        gold = set(self.gold)
        return Tally(self.path, len(gold), tuple(sorted(gold - found)), tuple(sorted(found - gold)))


def measure(bench: Bench) -> Iterator[Score]:
    """The share of labelled stamps found with their scope, and the counts of those found that nobody labelled."""
    tallies = bench.run("review dates", _jobs(bench))
    labelled = sum(each.labelled for each in tallies)
    missed = [f"{each.path} {' '.join(stamp)}" for each in tallies for stamp in each.missed]
    invented = [f"{each.path} {' '.join(stamp)}" for each in tallies for stamp in each.invented]
    stamped = sum(each.labelled > 0 for each in tallies)
    note = f"{labelled} stamps on {stamped} of {len(tallies)} pages"
    right = (labelled - len(missed)) / max(1, labelled)
    yield Score("right", right, bound=Bound.AT_LEAST, note=_noted(note, missed))
    yield Score("invented", len(invented), "dates", Bound.EXACTLY, _noted("", invented))
    others = sum(len(each.unlabelled) - len(each.invented) for each in tallies)
    yield Score("other dates of a section or of somebody else", others, "dates", note="nobody labelled these")


def _jobs(bench: Bench) -> list[Job]:
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    chosen = bench.some(sorted(labels))
    return [
        Job(number, path, pages_of(path.partition("/")[0])[path.partition("/")[2]], _stamps(labels[path]))
        for number, path in enumerate(chosen)
        if is_present([path.partition("/")[0]])
    ]


def _stamps(labelled: Sequence[Sequence[str]]) -> tuple[Stamp, ...]:
    return tuple((scope, value) for scope, value in labelled)


def _noted(note: str, paths: Sequence[str]) -> str:
    return "; ".join([each for each in (note, *paths[:3]) if each])


def _archives() -> tuple[str, ...]:
    if not LABELS.exists():
        return ()
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    return tuple(sorted({path.partition("/")[0] for path in labels}))


FAMILY = Family("review-dates", "review dates of every labelled page", _archives(), measure)
