"""What a person judged of real edits, against what is told of the same pairs today; see verdicts.jsonl."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.diff.readings import Carried, Readings, Verdict, load
from bench.diff.real_pairs import ARCHIVES, RealPair, Source, pairs_of
from bench.diff.topics import Claim, Told, Topic, told_in
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.compare import compare
from extract.reading import extract

_FEWEST = 8
_LEAST = 0.8

_Place = tuple[Source, str]


@dataclass(frozen=True, slots=True)
class Today:
    """What is told of one pair today."""

    place: _Place
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """Compare one pair that was read."""

    id: int
    pair: RealPair

    def do(self) -> Today:
        """What is told of it."""
        pair = self.pair
        compared = compare(extract(pair.old, pair.url), extract(pair.new, pair.url), pair.url)
        return Today((pair.source, pair.key), tuple(told_in(compared)))


ByPair = Mapping[_Place, Sequence[Told]]


def measure(bench: Bench) -> Iterator[Score]:
    """Precision of the claims read, what became of them since, and whether sections carry what a reader found."""
    readings = load()
    jobs = [Job(number, pair) for number, pair in enumerate(pairs_read(readings))]
    today = {each.place: each.told for each in bench.run("pairs that were read", bench.some(jobs))}
    yield from scores_of(readings, today)


def pairs_read(readings: Readings) -> Iterator[RealPair]:
    """The pairs that a verdict is of."""
    wanted = set(readings.pairs)
    for source in dict.fromkeys(source for source, _ in readings.pairs):
        yield from (pair for pair in pairs_of(source) if (source, pair.key) in wanted)


def scores_of(readings: Readings, today: ByPair) -> Iterator[Score]:
    """The figures that count are those of the last reading: rules were mended after the ones before it."""
    last = readings.of(readings.names[-1])
    for name in readings.names:
        yield from _precision(readings.of(name).verdicts, today, name, is_last=name == readings.names[-1])
    yield from _of_topics(readings.verdicts, last.verdicts, today)
    yield from _since(readings.verdicts, today)
    for name in (name for name in readings.names if readings.of(name).carried):
        yield from _blind(readings.of(name).carried, today, name, is_last=name == readings.names[-1])


def _precision(verdicts: Sequence[Verdict], today: ByPair, name: str, *, is_last: bool) -> Iterator[Score]:
    standing = [each for each in verdicts if _stands(each, today)]
    right = sum(each.is_right for each in standing)
    bound = Bound.AT_LEAST if is_last else None
    figure = f"precision of what was told, {_named(name, is_last=is_last)}"
    as_read = sum(each.is_right for each in verdicts)
    note = f"{right} of {len(standing)} claims that still stand; {as_read} of {len(verdicts)} when they were read"
    yield Score(figure, right / max(1, len(standing)), "", bound, note, steady=False)


def _of_topics(every: Sequence[Verdict], last: Sequence[Verdict], today: ByPair) -> Iterator[Score]:
    """Every kind with its precision in all readings, and how many fall short there or in the last."""
    tallies = [_by_topic(verdicts, today) for verdicts in (every, last)]
    for topic in Topic:
        (right, read), (right_last, read_last) = ((tally[0][topic], tally[1][topic]) for tally in tallies)
        if read:
            note = f"{right} of {read} in all readings, {right_last} of {read_last} in the last"
            yield Score(f"{topic}: precision", right / read, note=note)
    poor = {
        topic
        for right, read in tallies
        for topic in Topic
        if read[topic] >= _FEWEST and right[topic] < _LEAST * read[topic]
    }
    name = f"kinds below {_LEAST} where {_FEWEST} or more were read"
    yield Score(name, len(poor), "kinds", Bound.AT_MOST, ", ".join(sorted(poor)))


def _by_topic(verdicts: Sequence[Verdict], today: ByPair) -> tuple[Counter[Topic], Counter[Topic]]:
    """Of the claims that still stand those that are right, and all of them, by topic."""
    standing = [each for each in verdicts if _stands(each, today)]
    return Counter(each.claim.topic for each in standing if each.is_right), Counter(e.claim.topic for e in standing)


def _since(verdicts: Sequence[Verdict], today: ByPair) -> Iterator[Score]:
    """What became of the judged edits since they were read: right claims lost, and claims nobody has read."""
    right = [each for each in verdicts if each.is_right]
    kept = sum(_stands(each, today) for each in right)
    yield Score(
        "right claims that are still made",
        kept / max(1, len(right)),
        "",
        Bound.AT_LEAST,
        f"of {len(right)}",
        steady=False,
    )
    wrong = [each for each in verdicts if not each.is_right]
    mended = sum(not _stands(each, today) for each in wrong)
    yield Score("wrong claims that are no longer made", mended / max(1, len(wrong)), note=f"of {len(wrong)}")
    unread = list(_unread(verdicts, today))
    note = "; ".join(f"{pair}: {claim.kind} {claim.aspect}: {claim.evidence}" for pair, claim in unread[:5])
    yield Score(
        "claims on edits that were read, which nobody has read", len(unread), "claims", Bound.AT_MOST, note, False
    )


def _unread(verdicts: Sequence[Verdict], today: ByPair) -> Iterator[tuple[str, Claim]]:
    """The claims on judged edits without a verdict."""
    judged = {(_pair_of(each), each.claim) for each in verdicts}
    units = {(_pair_of(each), each.where.unit) for each in verdicts}
    for place, told in today.items():
        for each in told:
            if (place, each.edit) in units:
                yield from ((place[1], claim) for claim in each.claims if (place, claim) not in judged)


def _stands(verdict: Verdict, today: ByPair) -> bool:
    """Whether the pair is still told so, by whatever edit."""
    told = today.get(_pair_of(verdict), ())
    return any(verdict.claim in each.claims for each in told)


def _pair_of(read: Verdict | Carried) -> _Place:
    return read.where.source, read.where.pair


def _blind(carried: Sequence[Carried], today: ByPair, name: str, *, is_last: bool) -> Iterator[Score]:
    """The reader's kinds that are told, and the told kinds that the reader found."""
    found: Counter[Topic] = Counter()
    met: Counter[Topic] = Counter()
    told_of: Counter[Topic] = Counter()
    for each in carried:
        told = _told_of_place(today.get(_pair_of(each), ()), each.where.unit)
        found.update(each.topics)
        met.update(each.topics & told)
        told_of.update(told)
    bound = Bound.AT_LEAST if is_last else None
    note = _tally(met, found)
    reading, share = _named(name, is_last=is_last), _share(met, found)
    yield Score(f"kinds that a reader found, {reading}: told", share, "", bound, note, steady=False)
    note, share = _tally(met, told_of), _share(met, told_of)
    yield Score(f"kinds told, {reading}: found by the reader", share, "", bound, note, steady=False)


def _named(name: str, *, is_last: bool) -> str:
    return "the last reading" if is_last else f"reading {name!r}"


def _told_of_place(told: Sequence[Told], place: str) -> frozenset[Topic]:
    return frozenset(claim.topic for each in told if each.place == place for claim in each.claims)


def _share(part: Counter[Topic], whole: Counter[Topic]) -> float:
    return part.total() / max(1, whole.total())


def _tally(part: Counter[Topic], whole: Counter[Topic]) -> str:
    short = ", ".join(f"{topic} {part[topic]}/{whole[topic]}" for topic in Topic if part[topic] < whole[topic])
    return f"{part.total()} of {whole.total()}{'; short: ' if short else ''}{short}"


FAMILY = Family("precision", "real edits read by a person: which kinds are right", tuple(ARCHIVES.values()), measure)
