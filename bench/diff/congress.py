"""Real offices through five years: every contact that changed is told of the office it belongs to, and no other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.diff.congress_records import RECORDS, Offices, name_of, numbers, page_of, same_offices, years
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.compare import compare
from diff.values import Edit
from extract.reading import extract
from extract.values import Fact, FactKind
from store.kinds import Operation

_URL = "https://www.example.gov/offices"
_CHANNELS = ("phone", "fax", "address")

Token = tuple[str, str, str, str]
"""Whose contact, by which channel, what became of it ("-", "+", "changed"), its value."""

Stated = Mapping[tuple[str, str], Sequence[str]]
"""The values of each office and channel."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The changes of one state's offices in one year: those there are, those told, and offices taken for others."""

    place: str
    true: tuple[Token, ...]
    told: tuple[Token, ...]
    renamed: tuple[str, ...]
    offices: int

    @property
    def missed(self) -> Counter[Token]:
        """Changes that are not told."""
        return Counter(self.true) - Counter(self.told)

    @property
    def invented(self) -> Counter[Token]:
        """Changes told that are none, or of another office."""
        return Counter(self.told) - Counter(self.true)


@dataclass(frozen=True, slots=True)
class Job:
    """Read the directory of one state in two years, and compare."""

    id: int
    place: str
    old: Offices
    new: Offices

    def do(self) -> Tally:
        """Hold the edits of contacts against the keys of the records; of addresses, against what is read of each."""
        before, after = (extract(page_of(self.place, offices), _URL) for offices in (self.old, self.new))
        edits = compare(before, after, _URL).edits
        keys = {name_of(key): key for key in (*self.old, *self.new)}
        one = same_offices(self.old, self.new)
        was, now = _stated(self.old, before.facts, keys), _stated(self.new, after.facts, keys)
        true, told = tuple(_merged(_true(was, now), one)), tuple(_merged(_told(edits, keys), one))
        return Tally(self.place, true, told, tuple(_renamed(edits, keys, one)), len({*self.old, *self.new}))


def measure(bench: Bench) -> Iterator[Score]:
    """Changes of numbers and addresses missed, invented, and offices taken for others; all of them to be none."""
    tallies = bench.run("congress", bench.some(_jobs()))
    offices = sum(each.offices for each in tallies)
    for channel in _CHANNELS:
        true = sum(token[1] == channel for each in tallies for token in each.true)
        missed = [token for each in tallies for token in each.missed.elements() if token[1] == channel]
        invented = [token for each in tallies for token in each.invented.elements() if token[1] == channel]
        note = f"of {true} that came, went or changed with {offices} offices"
        yield Score(f"{channel}: missed", len(missed), "changes", Bound.EXACTLY, _noted(note, missed))
        yield Score(f"{channel}: invented", len(invented), "changes", Bound.EXACTLY, _noted("", invented))
    renamed = [each for tally in tallies for each in tally.renamed]
    yield Score("offices taken for others", len(renamed), "offices", Bound.EXACTLY, "; ".join(renamed[:3]))


def _jobs() -> list[Job]:
    """One for each state and each pair of years that follow each other."""
    jobs: list[Job] = []
    for old, new in pairwise(years()):
        for state in sorted({*old, *new}):
            jobs.append(Job(len(jobs), state, old.get(state, {}), new.get(state, {})))
    return jobs


def _renamed(edits: Iterable[Edit], keys: Mapping[str, str], one: Mapping[str, str]) -> Iterator[str]:
    """Offices that are told as renamed though another stands there."""
    for edit in edits:
        was, now = _key(edit.old_path, keys), _key(edit.path, keys)
        if edit.operation is Operation.SECTION_RENAMED and one.get(now, now) != was:
            yield f"{was} → {now}"


def _merged(tokens: Iterable[Token], one: Mapping[str, str]) -> Iterator[Token]:
    """The tokens by the former key of an office; what it lost under one key and gained under the other stayed."""
    kept = {*one, *one.values()}
    counts: Counter[Token] = Counter()
    for key, channel, sign, value in tokens:
        if key not in kept or sign != "changed":
            counts[one.get(key, key), channel, sign, value] += 1
    for key, channel, sign, value in list(counts):
        if key in kept and sign == "-":
            both = min(counts[key, channel, "-", value], counts[key, channel, "+", value])
            counts[key, channel, "-", value] -= both
            counts[key, channel, "+", value] -= both
    return counts.elements()


def _stated(offices: Offices, facts: Iterable[Fact], keys: Mapping[str, str]) -> Stated:
    stated: dict[tuple[str, str], list[str]] = {}
    for key, office in offices.items():
        stated[key, "phone"], stated[key, "fax"] = numbers(office, "phone"), numbers(office, "fax")
    for fact in facts:
        if fact.kind is FactKind.ADDRESS:
            stated.setdefault((_key(fact.path, keys), "address"), []).append(fact.value)
    return stated


def _true(was: Stated, now: Stated) -> Iterator[Token]:
    for key, channel in dict.fromkeys((*was, *now)):
        old, new = was.get((key, channel), ()), now.get((key, channel), ())
        lost, gained = [each for each in old if each not in new], [each for each in new if each not in old]
        yield from ((key, channel, "-", each) for each in lost)
        yield from ((key, channel, "+", each) for each in gained)
        yield from ((key, channel, "changed", "") for _ in zip(lost, gained, strict=False))


def _told(edits: Iterable[Edit], keys: Mapping[str, str]) -> Iterator[Token]:
    for edit in edits:
        if edit.fact_kind not in {FactKind.PHONE, FactKind.ADDRESS}:
            continue
        channel = "address" if edit.fact_kind is FactKind.ADDRESS else edit.label.casefold() or "phone"
        was, now = _key(edit.old_path, keys), _key(edit.path, keys)
        if edit.old:
            yield was, channel, "-", edit.old
        if edit.new:
            yield now, channel, "+", edit.new
        if edit.operation is Operation.FACT_CHANGED:
            yield now, channel, "changed", ""


def _key(path: Sequence[str], keys: Mapping[str, str]) -> str:
    heading = path[-1] if path else ""
    return keys.get(heading, heading)


def _noted(note: str, tokens: Sequence[Token]) -> str:
    return "; ".join([each for each in (note, *(" ".join(token) for token in tokens[:3])) if each])


FAMILY = Family("congress", "contacts of real offices, five yearly states", (RECORDS,), measure)
