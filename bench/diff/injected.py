"""Small edits injected into real pages: how many of each kind are told, and what cosmetic ones are mistaken for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bench.diff.govuk import html_of_sections
from bench.diff.injecting import Injection, injections
from bench.diff.small_changes import Injected
from bench.gate.data import pages_of, records_of, spread
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.compare import compare
from diff.values import Comparison, Finding
from extract.reading import extract
from store.kinds import Aspect, Kind

USAGOV, SEEDS, GOVUK = "usagov-2023", "seed-pages", "diff/govuk_change_notes_pairs.jsonl.gz"
_SEED_NAMES = ("contact", "facts", "home", "policies", "who")
_PAGES = 130

TUNING, HELD_OUT = 0, 1
"""Which half of the pages: rules were looked after on the one, figures are reported of the other."""

_SAYS: dict[Injected, frozenset[tuple[Kind, Aspect]]] = {
    Injected.PHONE: frozenset({(Kind.CONTACT, Aspect.CHANGED)}),
    Injected.EMAIL: frozenset({(Kind.CONTACT, Aspect.CHANGED)}),
    Injected.MODAL: frozenset({(Kind.OBLIGATION, Aspect.STRENGTHENED), (Kind.OBLIGATION, Aspect.WEAKENED)}),
    # "do not have to" and "have to" are as far apart in strength as they are opposite
    Injected.NEGATION: frozenset(
        (Kind.OBLIGATION, aspect) for aspect in (Aspect.NEGATED, Aspect.STRENGTHENED, Aspect.WEAKENED)
    ),
    Injected.NUMBER: frozenset({(Kind.NUMBER, Aspect.CHANGED), (Kind.NUMBER, Aspect.DATA)}),
    Injected.DATE: frozenset({(Kind.DATE, Aspect.CHANGED), (Kind.DEADLINE, Aspect.CHANGED)}),
    Injected.LINK: frozenset({(Kind.LINK, Aspect.RETARGETED), (Kind.DOCUMENT, Aspect.REPLACED)}),
    Injected.TYPO: frozenset({(Kind.WORDING, Aspect.TYPO)}),
    Injected.FORMATTING: frozenset(
        (Kind.WORDING, aspect) for aspect in (Aspect.PUNCTUATION, Aspect.CASE, Aspect.FORMATTING)
    ),
    Injected.REVIEW_ONLY: frozenset({(Kind.REVIEW_DATE, Aspect.BUMPED)}),
    Injected.SILENT: frozenset({(Kind.SILENT_EDIT, Aspect.STALE_LABEL)}),
}
_HIGH = frozenset({Kind.CONTACT, Kind.OBLIGATION, Kind.IDENTIFIER, Kind.NUMBER, Kind.DATE, Kind.DEADLINE, Kind.TEXT})
"""Kinds that none of the cosmetic injections is of."""

_COSMETIC = frozenset({Injected.TYPO, Injected.FORMATTING, Injected.REVIEW_ONLY})
_LOWER = frozenset({Injected.MODAL, Injected.NEGATION, Injected.NUMBER})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an injection was told as what it is, and the high kinds it was mistaken for."""

    kind: Injected
    is_told: bool
    mistaken: frozenset[Kind]
    note: str


@dataclass(frozen=True, slots=True)
class Job:
    """Inject what a page has room for, and compare before and after."""

    id: int
    body: bytes
    url: str

    def do(self) -> tuple[Verdict, ...]:
        """A verdict for every injection."""
        read = extract(self.body, self.url)
        verdicts = (verdict_on(each, self.url) for each in injections(self.body, read, f"{self.id}"))
        return tuple(verdict for verdict in verdicts if verdict is not None)


def verdict_on(injection: Injection, url: str) -> Verdict | None:
    """What the whole comparison makes of an injection; nothing of one that fell outside the content."""
    old, new = extract(injection.old, url), extract(injection.new, url)
    if old.digest == new.digest:
        return None
    compared = compare(old, new, url)
    told = {(finding.kind, finding.aspect) for finding in _findings(compared)}
    mistaken = frozenset(kind for kind, _ in told if kind in _HIGH) if injection.kind in _COSMETIC else frozenset()
    return Verdict(injection.kind, not told.isdisjoint(_SAYS[injection.kind]), mistaken, injection.note)


def jobs_of(half: int, count: int) -> list[Job]:
    """Pages of all sets, every second one: those of the tuning half or of the other."""
    pages = [*_usagov(), *_govuk()]
    chosen = spread(pages[half::2], count)
    if half == HELD_OUT:
        chosen += _seeds()
    return [Job(number, body, url) for number, (url, body) in enumerate(chosen)]


def measure(bench: Bench) -> Iterator[Score]:
    """Recall of each kind, and cosmetic injections mistaken for something that matters."""
    jobs = jobs_of(HELD_OUT, _PAGES if bench.sample is None else bench.sample)
    yield from scores_of([verdict for verdicts in bench.run("injected", jobs) for verdict in verdicts])


def scores_of(verdicts: Sequence[Verdict]) -> Iterator[Score]:
    """The share of injections told, by kind, and of the cosmetic ones told as something that matters."""
    tried, told = Counter(each.kind for each in verdicts), Counter(each.kind for each in verdicts if each.is_told)
    for kind in Injected:
        if tried[kind]:
            note = f"{told[kind]} of {tried[kind]}; floor {'.95' if kind in _LOWER else '.98'}"
            yield Score(f"{kind}: recall", told[kind] / tried[kind], bound=Bound.AT_LEAST, note=note)
    cosmetic = [each for each in verdicts if each.kind in _COSMETIC]
    mistaken = [each for each in cosmetic if each.mistaken]
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(k for m in mistaken for k in m.mistaken).items())
    note = f"{len(mistaken)} of {len(cosmetic)}{': ' if kinds else ''}{kinds}"
    yield Score("cosmetic edits told as more", len(mistaken) / max(1, len(cosmetic)), bound=Bound.AT_MOST, note=note)


def _findings(compared: Comparison) -> Iterator[Finding]:
    yield from compared.findings
    for edit in compared.edits:
        yield from edit.findings


def _usagov() -> list[tuple[str, bytes]]:
    pages = [(path, body) for path, body in pages_of(USAGOV).items() if path.endswith((".html", ".htm"))]
    return [(f"https://www.usa.gov/{path}", body) for path, body in pages]


def _seeds() -> list[tuple[str, bytes]]:
    files = pages_of(SEEDS)
    return [("https://www.example.gov/page", files[f"{name}.sem.html"]) for name in _SEED_NAMES]


def _govuk() -> list[tuple[str, bytes]]:
    rows = islice(records_of(GOVUK), 0, None, 5)
    return [(f"https://www.gov.uk/{row['path']}", html_of_sections(row["old"])) for row in rows]


FAMILY = Family("injected", "injected edits: recall of each kind on real pages", (USAGOV, SEEDS, GOVUK), measure)
