"""Captures of the same page through the years: no new version where the text stayed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.extract.container import container_text
from bench.gate.data import pages_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from extract.reading import extract

_HISTORIES = {"canada-ca-history": "//main", "dod-forms-history": "//*[@role='main']"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One capture: our digest, and the text of its container as plain lxml reads them."""

    page: str
    digest: bytes
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
        digest = extract(self.body, f"https://www.example.gov/{self.page}").digest
        return Seen(self.page, digest, " ".join(container_text(self.body, self.container).split()))


def _measuring(archive: str, container: str) -> Family:
    def measure(bench: Bench) -> Iterator[Score]:
        captures = bench.some(list(pages_of(archive).items()))
        jobs = [Job(number, path.rpartition("/")[0], body, container) for number, (path, body) in enumerate(captures)]
        yield from scores_of(bench.run(archive, jobs))

    return Family(archive, f"{archive}: captures through the years", (archive,), measure)


def scores_of(seen: Sequence[Seen]) -> Iterator[Score]:
    """Pairs of one page's captures that follow on each other."""
    pairs = [(one, two) for one, two in pairwise(seen) if one.page == two.page]
    unfounded = sum(one.digest != two.digest and one.plain == two.plain for one, two in pairs)
    overlooked = sum(one.digest == two.digest and one.plain != two.plain for one, two in pairs)
    same = sum(one.plain == two.plain for one, two in pairs)
    note = f"{len(pairs)} pairs of captures, {same} with the same text"
    yield Score("versions whose text did not change", unfounded, "versions", Bound.EXACTLY, note)
    yield Score("changes of text without a version", overlooked, "pairs", note="as plain lxml reads the container")


FAMILIES = tuple(_measuring(archive, container) for archive, container in _HISTORIES.items())
