"""Redlines of real edits: as short as can be, following sentences and cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Indel

from bench.gate.data import records_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.cutting import lines_of, sentences_of
from diff.tokens import keys_of
from diff.values import Hunk
from diff.words import redline

GOVUK = "diff/govuk_change_notes_pairs.jsonl.gz"
_OTA = "diff/ota_pga-versions_pairs.jsonl.gz"
_PAIRS = 400
_LARGEST = 200_000


class Texts(NamedTuple):
    """Two texts of one place that differ."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Told:
    """How one edit is told: its changes and words, and how many of them cut through what is read as one."""

    changes: int
    words: int
    least: int
    sentences_cut: int
    cells_cut: int


@dataclass(frozen=True, slots=True)
class Job:
    """Redline two texts."""

    id: int
    texts: Texts

    def do(self) -> Told:
        """The redline, counted."""
        return told(self.texts, redline(*self.texts))


def told(texts: Texts, hunks: Sequence[Hunk]) -> Told:
    """What a redline comes to."""
    changed = [hunk for hunk in hunks if hunk.op and not hunk.moved]
    beginnings = [_beginnings(text) for text in texts]
    return Told(
        changes=len(changed),
        words=sum(len(keys_of(hunk.text)) for hunk in changed),
        least=Indel.distance(keys_of(texts.old), keys_of(texts.new)),
        sentences_cut=sum(_is_cut(hunk.text, beginnings[hunk.op > 0]) for hunk in changed),
        cells_cut=sum("\n" not in hunk.text and " | " in hunk.text.strip(" |") for hunk in changed),
    )


def _beginnings(text: str) -> frozenset[str]:
    """What the sentences and lines of a text begin with."""
    return frozenset(keys[0] for piece in _sentences(text) if (keys := keys_of(piece)))


def _sentences(text: str) -> list[str]:
    return [sentence.text for line in lines_of(text)[0] for sentence in sentences_of(line.text)]


def _is_cut(changed: str, beginnings: frozenset[str]) -> bool:
    """Whether a change runs over the end of a sentence though it does not begin with one."""
    return len(_sentences(changed)) > 1 and not beginnings.intersection(keys_of(changed)[:1])


def measure(bench: Bench) -> Iterator[Score]:
    """The figures over a sample of both sets."""
    texts = bench.some([*govuk_texts(), *_ota()], _PAIRS)
    found = bench.run("redlines", [Job(number, pair) for number, pair in enumerate(texts)])
    changes = sum(one.changes for one in found)
    note = f"{len(found)} texts, {changes} removed or added runs"
    yield Score("runs in an edited text", changes / len(found), "runs", note=note)
    least = sum(one.least for one in found)
    yield Score("words marked, of the fewest possible", sum(one.words for one in found) / least, "×", Bound.AT_MOST)
    yield Score("runs that cut through sentences", sum(one.sentences_cut for one in found) / changes, "", Bound.AT_MOST)
    yield Score("runs that cut through cells", sum(one.cells_cut for one in found) / changes, "", Bound.AT_MOST)


def govuk_texts() -> list[Texts]:
    """The sections of pages of GOV.UK that both versions have under one path, where their texts differ."""
    found = []
    for record in records_of(GOVUK):
        old, new = ({tuple(path): _text(blocks) for path, _, blocks, _ in record[side]} for side in ("old", "new"))
        found += [Texts(old[path], new[path]) for path in old if path in new and old[path] != new[path]]
    return found


def _text(blocks: Sequence[Sequence[str]]) -> str:
    return "\n".join(" ".join(text.split()) for _, text in blocks)


def _ota() -> list[Texts]:
    """Whole documents, each as one text."""
    pairs = (Texts(record["old"], record["new"]) for record in records_of(_OTA))
    return [pair for pair in pairs if pair.old != pair.new and max(map(len, pair)) <= _LARGEST]


FAMILY = Family("redlines", "redlines of real edits", (GOVUK, _OTA), measure)
