"""What a person judged of real edits: the lines of verdicts.jsonl as values, and the lines of a reading to come."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from bench.diff.real_pairs import Source
from bench.diff.topics import Claim, Topic
from store.kinds import Aspect, Kind

VERDICTS = Path(__file__).with_name("verdicts.jsonl")


class Way(StrEnum):
    """How an edit was read: with what was told of it, or before seeing that."""

    TOLD = "told"
    BLIND = "blind"


class Unjudged(Exception):
    """A line that was drawn and not read; the message names it."""


@dataclass(frozen=True, slots=True)
class Where:
    """Which reading a line is of, and the pair, heading and edit or section (digests) that were read."""

    reading: str
    source: Source
    pair: str
    section: str
    unit: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One claim as a person judged it; debatable is wrong."""

    where: Where
    claim: Claim
    is_right: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The kinds a person found in a section, or in a page as a whole, before seeing what was told of it."""

    where: Where
    topics: frozenset[Topic]
    reason: str


@dataclass(frozen=True, slots=True)
class Readings:
    """All that was read, oldest first."""

    verdicts: tuple[Verdict, ...]
    carried: tuple[Carried, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The readings in the order in which they were made."""
        return tuple(dict.fromkeys(where.reading for where in self.places))

    @property
    def places(self) -> tuple[Where, ...]:
        """What was read, claim by claim and section by section."""
        return (*(each.where for each in self.verdicts), *(each.where for each in self.carried))

    @property
    def pairs(self) -> tuple[tuple[Source, str], ...]:
        """The pairs that were read, by source and key."""
        return tuple(dict.fromkeys((where.source, where.pair) for where in self.places))

    def of(self, name: str) -> "Readings":
        """One reading alone."""
        verdicts = tuple(each for each in self.verdicts if each.where.reading == name)
        return Readings(verdicts, tuple(each for each in self.carried if each.where.reading == name))


def load(path: Path = VERDICTS) -> Readings:
    """The readings of a file; raises Unjudged where a line has no verdict."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    for line in lines:
        if line["is_right" if line["way"] == Way.TOLD else "carries"] is None:
            raise Unjudged(f"{line['pair']}, {line['section']}: drawn, and no verdict on it")
    told, blind = ([line for line in lines if line["way"] == way] for way in Way)
    return Readings(tuple(map(_verdict, told)), tuple(map(_carried, blind)))


def line_of(way: Way, where: Where, claim: Claim | None = None) -> str:
    """A line for the reader to fill in: the verdict of a claim, or the kinds that a section carries."""
    asked = {**asdict(claim), "is_right": None} if claim else {"carries": None}
    return json.dumps({"way": way, **asdict(where), **asked, "reason": "", "read_on": ""}, ensure_ascii=False)


def _verdict(line: dict[str, str]) -> Verdict:
    claim = Claim(Topic(line["topic"]), Kind(line["kind"]), Aspect(line["aspect"]), line["evidence"])
    return Verdict(_where(line), claim, bool(line["is_right"]), line["reason"])


def _carried(line: dict[str, str]) -> Carried:
    return Carried(_where(line), frozenset(map(Topic, line["carries"])), line["reason"])


def _where(line: dict[str, str]) -> Where:
    return Where(line["reading"], Source(line["source"]), line["pair"], line["section"], line["unit"])
