"""What a comparison costs: redlines beside difflib's, a whole page, and the worst that a page can hold."""

import multiprocessing
import random
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from difflib import SequenceMatcher
from enum import StrEnum
from functools import partial
from statistics import median

from bench.diff.notes import jobs_of
from bench.diff.redlines import GOVUK, Texts, govuk_texts
from bench.gate.evaluation import Bench, Family, Score
from bench.measure import MEBIBYTE, Stopwatch, peak_memory
from bench.table import Bound
from diff.compare import compare
from diff.words import redline
from extract.reading import extract

_SEED, _ROUNDS, _PAGES = 7, 3, 300
_WORD = re.compile(r"\w+|[^\w\s]")
_EDITS, _SHARE = 5, 0.1
_LONG_LINE = 30


class Edits(StrEnum):
    """What was done to a text of many lines."""

    FEW = "five words edited"
    MANY = "a tenth of the words edited"
    ALL = "another text"


# Beyond, difflib does not end within half a minute.
_BESIDE_DIFFLIB = ((Edits.FEW, 20_000), (Edits.FEW, 200_000), (Edits.MANY, 20_000), (Edits.ALL, 20_000))
_LARGE = 2_000_000
_ROWS = 50_000


def measure(bench: Bench) -> Iterator[Score]:
    """Processor time, the least of some rounds: load only ever adds to it."""
    lines = [line for texts in govuk_texts() for line in texts.new.split("\n") if len(line) > _LONG_LINE]
    for edits, size in _BESIDE_DIFFLIB:
        texts = texts_of(edits, size, lines)
        ours = _seconds(partial(redline, *texts))
        careful, hasty = (_seconds(partial(_difflib, texts, autojunk=junk), rounds=1) for junk in (False, True))
        name = f"difflib's time over ours, {size // 1_000} KB, {edits}"
        note = f"{hasty / ours:.1f} × with autojunk, which is inexact"
        yield Score(name, careful / ours, "×", Bound.AT_LEAST, note, steady=False)
    yield from _large(lines)
    jobs = bench.some(list(jobs_of()), _PAGES)
    pages = [(extract(job.old, job.url), extract(job.new, job.url), job.url) for job in jobs]
    taken = [_seconds(partial(compare, *page)) for page in pages]
    note = f"{len(taken)} pages, each with its real edits"
    yield Score("a page compared, median", 1_000 * median(taken), "ms", Bound.AT_MOST, note, steady=False)


def _large(lines: Sequence[str]) -> Iterator[Score]:
    """What large texts take, each in a process of its own, so that its memory is its own."""
    cases = {"2 MB, another text": texts_of(Edits.ALL, _LARGE, lines), "50,000 rows, other values": _tables()}
    for name, texts in cases.items():
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            seconds, memory = pool.submit(_alone, texts).result()
        yield Score(f"{name}: redline", seconds, "s", Bound.AT_MOST, steady=False)
        yield Score(f"{name}: memory", memory / MEBIBYTE, "MiB", Bound.AT_MOST, steady=False)


def _alone(texts: Texts) -> tuple[float, int]:
    """The processor time in seconds and the peak memory in bytes of this process."""
    return _seconds(partial(redline, *texts), rounds=1), peak_memory()


def texts_of(edits: Edits, size: int, lines: Sequence[str]) -> Texts:
    """Two texts of about `size` characters, made of the given lines; the same every time."""
    source = random.Random(f"{_SEED} {edits} {size}")
    old = _text(size, lines, source)
    if edits is Edits.ALL:
        return Texts("\n".join(old), "\n".join(_other_text(size, lines, source)))
    words = [line.split() for line in old]
    places = [(line, word) for line, found in enumerate(words) for word in range(len(found))]
    for line, word in source.sample(places, _EDITS if edits is Edits.FEW else int(_SHARE * len(places))):
        words[line][word] = "edited"
    return Texts("\n".join(old), "\n".join(map(" ".join, words)))


def _text(size: int, lines: Sequence[str], source: random.Random) -> list[str]:
    """Lines, each told from its like by a number."""
    found: list[str] = []
    while size > 0:
        found.append(f"{source.choice(lines)} {source.randrange(10**6)}")
        size -= len(found[-1]) + 1
    return found


def _other_text(size: int, lines: Sequence[str], source: random.Random) -> list[str]:
    """Lines of the same words in no order."""
    words = " ".join(lines).split()
    return [" ".join(source.choices(words, k=len(line.split()))) for line in _text(size, lines, source)]


def _tables() -> Texts:
    """Two tables of few distinct values that have nothing in common but those."""
    source = random.Random(_SEED)
    values = ("yes", "no", "open", "closed", "north", "south", "paid", "due")
    tables = ("\n".join(" | ".join(source.choices(values, k=4)) for _ in range(_ROWS)) for _ in range(2))
    return Texts(*tables)


def _difflib(texts: Texts, *, autojunk: bool) -> object:
    old, new = map(_WORD.findall, texts)
    return SequenceMatcher(None, old, new, autojunk=autojunk).get_opcodes()


def _seconds(way: Callable[[], object], rounds: int = _ROUNDS) -> float:
    taken = []
    for _ in range(rounds):
        watch = Stopwatch()
        way()
        taken.append(watch.read().cpu)
    return min(taken)


FAMILY = Family("speed", "what comparing costs", (GOVUK,), measure)
