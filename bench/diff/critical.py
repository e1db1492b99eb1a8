"""Small edits that matter and edits of looks, put into the same pages: the first rank above the second."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.diff import injected
from bench.diff.injecting import injections
from bench.diff.ranking import area_under_curve
from bench.diff.small_changes import Injected
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.compare import compare
from extract.reading import extract

_PAGES = 100

_CRITICAL = frozenset(
    {Injected.PHONE, Injected.EMAIL, Injected.MODAL, Injected.NEGATION, Injected.NUMBER, Injected.DATE}
)
_COSMETIC = frozenset({Injected.TYPO, Injected.FORMATTING, Injected.REVIEW_ONLY})


@dataclass(frozen=True, slots=True)
class Ranked:
    """An injection and the priority of its change."""

    kind: Injected
    priority: float


@dataclass(frozen=True, slots=True)
class Job:
    """Inject what a page has room for, and rank each."""

    id: int
    body: bytes
    url: str

    def do(self) -> tuple[Ranked, ...]:
        """The injections ranked."""
        given = injections(self.body, extract(self.body, self.url), f"{self.id}")
        return tuple(
            Ranked(each.kind, compare(extract(each.old, self.url), extract(each.new, self.url), self.url).priority)
            for each in given
            if each.kind in _CRITICAL | _COSMETIC
        )


def _measure(bench: Bench) -> Iterator[Score]:
    pages = injected.jobs_of(injected.HELD_OUT, _PAGES if bench.sample is None else bench.sample)
    jobs = [Job(page.id, page.body, page.url) for page in pages]
    ranked = [each for page in bench.run("critical", jobs) for each in page]
    critical = [each.priority for each in ranked if each.kind in _CRITICAL]
    cosmetic = [each.priority for each in ranked if each.kind in _COSMETIC]
    area = area_under_curve(critical, cosmetic)
    note = f"{len(critical)} of phone, e-mail, modal, negation, number, date; {len(cosmetic)} of looks; held out"
    yield Score("small but critical above cosmetic: AUC", area, "", Bound.AT_LEAST, note)


FAMILY = Family(
    "critical", "the same priority: small but critical edits above cosmetic ones", injected.FAMILY.archives, _measure
)
