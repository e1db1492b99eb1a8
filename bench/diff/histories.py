"""Captures of the same page through the years: no change where the text stayed, none unseen where it did not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.extract.container import container_text
from bench.gate.data import pages_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.compare import compare
from extract import Extraction
from extract.reading import extract

_HISTORIES = {"canada-ca-history": "//main", "dod-forms-history": "//*[@role='main']"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One capture as it is read, and the text of its container as plain lxml reads it."""

    page: str
    extraction: Extraction
    plain: str


@dataclass(frozen=True, slots=True)
class Job:
    """Read one capture both ways."""

    id: int
    page: str
    body: bytes
    container: str

    def do(self) -> Seen:
        """The two readings."""
        found = extract(self.body, f"https://www.example.gov/{self.page}")
        return Seen(self.page, found, " ".join(container_text(self.body, self.container).split()))


def scores_of(seen: Sequence[Seen]) -> Iterator[Score]:
    """Changes between captures of one page that follow on each other."""
    pairs = [(one, two) for one, two in pairwise(seen) if one.page == two.page]
    told = [(one, two) for one, two in pairs if compare(one.extraction, two.extraction).edits]
    spurious = sum(one.plain == two.plain for one, two in told)
    unseen = sum(one.plain != two.plain for one, two in pairs) - (len(told) - spurious)
    yield Score("spurious changes", spurious, "changes", Bound.EXACTLY, f"{len(told)} changes in {len(pairs)} pairs")
    yield Score("changes of text that are not told", unseen, "pairs", note="as plain lxml reads the container")


def _measuring(archive: str, container: str) -> Family:
    def measure(bench: Bench) -> Iterator[Score]:
        captures = bench.some(list(pages_of(archive).items()))
        jobs = [Job(number, path.rpartition("/")[0], body, container) for number, (path, body) in enumerate(captures)]
        yield from scores_of(bench.run(archive, jobs))

    return Family(archive, f"{archive}: captures through the years", (archive,), measure)


FAMILIES = tuple(_measuring(archive, container) for archive, container in _HISTORIES.items())
