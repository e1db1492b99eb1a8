"""Word F1 and heading paths on the five rebuilt pages of one agency, with and without their landmarks."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.extract.scores import mean, overlap, share_of, text_of, with_glued_apart
from bench.gate.data import pages_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from extract import Extraction
from extract.reading import extract

ARCHIVE = "seed-pages"
_NAMES = ("contact", "facts", "home", "policies", "who")
_LANDMARK = re.compile(rb"<(/?)(?:main|header|footer|nav|section|article|aside)\b([^>]*)>")
_ROLE = re.compile(rb'\s(?:role|id|aria-label)="[^"]*"')


@dataclass(frozen=True, slots=True)
class Scored:
    """How well one page's words and the places of its lines were found."""

    f1: float
    paths: float


@dataclass(frozen=True, slots=True)
class Job:
    """Read one page and compare it with its gold text and its lines under their headings."""

    id: int
    body: bytes
    gold: str
    lines: tuple[tuple[str, str], ...]

    def do(self) -> Scored:
        """Score the reading."""
        found = extract(self.body, "https://www.example.gov/page")
        text = text_of(found)
        # the gold was made of text captures, which lose the break before a mail link
        f1 = overlap(text, with_glued_apart(self.gold, text)).f1
        return Scored(f1, share_of(self.lines, placed_lines(found)))


def placed_lines(extraction: Extraction) -> list[tuple[str, str]]:
    """Each line of text with the path of headings it stands under; blanks inside a line do not count."""
    return [
        (" > ".join(section.path), _squeezed(line))
        for section in extraction.sections
        for line in section.text.split("\n")
    ]


def without_landmarks(body: bytes) -> bytes:
    """The page as a template without landmarks has it: only `<div>`s, no roles and no ids."""
    return _LANDMARK.sub(lambda tag: b"<" + tag.group(1) + b"div" + _ROLE.sub(b"", tag.group(2)) + b">", body)


def measure(bench: Bench) -> Iterator[Score]:
    """The means over the five pages; for the variants without landmarks only as information."""
    files = pages_of(ARCHIVE)
    jobs = [_job(number, files, name) for number, name in enumerate(_NAMES)]
    semantic = bench.run(ARCHIVE, jobs)
    yield Score("word F1", mean(each.f1 for each in semantic), bound=Bound.AT_LEAST)
    yield Score("lines under their exact heading path", mean(each.paths for each in semantic), bound=Bound.AT_LEAST)
    bare = bench.run(ARCHIVE, [Job(job.id, without_landmarks(job.body), job.gold, job.lines) for job in jobs])
    yield Score("word F1 without landmarks", mean(each.f1 for each in bare), note="div, no role, no id; no template")
    yield Score("heading paths without landmarks", mean(each.paths for each in bare))


def _job(number: int, files: Mapping[str, bytes], name: str) -> Job:
    lines = json.loads(files[f"{name}.sections.json"])
    gold = files[f"{name}.gold.txt"].decode()
    return Job(
        number, files[f"{name}.sem.html"], gold, tuple((line["path"], _squeezed(line["text"])) for line in lines)
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


FAMILY = Family("seed-pages", "seed-pages: five pages rebuilt as HTML", (ARCHIVE,), measure)
