"""What became of a review date: moved, backwards, in the future, removed, contradicted."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from diff.folding import likeness
from diff.kinds.quoting import finding, value
from diff.kinds.situation import Situation
from diff.labels import Movement, direction
from diff.values import Edit, Finding
from extract.facts.contradictions import Contradiction, contradictions_of
from extract.values import Extraction, Fact, FactKind, Scope, Source
from store.kinds import Aspect, Kind, Operation

_WAYS = {
    Movement.FORWARD: Aspect.CHANGED,
    Movement.BACKWARDS: Aspect.BACKWARDS,
    Movement.STAYED: Aspect.REFORMATTED,
}
# Clocks differ by a day around the world; what claims to have changed just now is a server that always says so.
_DAY = timedelta(days=1)
_MOST_CONTRADICTIONS = 5


def stamp_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """What became of a review date: moved forward, backwards, into the future, written otherwise, added, removed."""
    if edit.fact_kind is not FactKind.REVIEW_DATE:
        return
    where, old, new = named(edit), edit.old or "", edit.new or ""
    if edit.operation is Operation.FACT_REMOVED:
        yield finding(Kind.REVIEW_DATE, Aspect.REMOVED, f"{where}: {old} removed")
    elif edit.operation is Operation.FACT_ADDED:
        yield finding(Kind.REVIEW_DATE, Aspect.ADDED, f"{where}: {new} added")
    else:
        yield finding(Kind.REVIEW_DATE, _WAYS[direction(old, new)], f"{where}: {old} → {new}")
    if new and situation.at and _lies_ahead(new, situation.at):
        seen = situation.at.date().isoformat()
        yield finding(Kind.REVIEW_DATE, Aspect.FUTURE, f"{where}: {new}, but first seen on {seen}")


def named(edit: Edit) -> str:
    """What a date is of: the page or a section, and its label."""
    path = edit.path or edit.old_path
    is_of_section = edit.scope is Scope.SECTION and path
    whose = f'section "{value(path[-1])}"' if is_of_section else "page"
    return f'{whose}, "{value(edit.label)}"' if edit.label else whose


def new_contradictions(situation: Situation) -> Iterator[Finding]:
    """Which of the publisher's dates disagree now that did not disagree before."""
    known = {_sources(each) for each in _contradictions(situation.old, situation.at)}
    fresh = [each for each in _contradictions(situation.new, situation.at) if _sources(each) not in known]
    for each in fresh[:_MOST_CONTRADICTIONS]:
        shown = f'"{value(each.shown.label)}" shows {each.shown.value}'
        claimed = f"{value(each.claim.label)} ({each.claim.source}) says {value(each.claim.value)}"
        yield finding(Kind.REVIEW_DATE, Aspect.CONTRADICTED, f"{shown}, but {claimed}")


def _contradictions(version: Extraction, at: datetime | None) -> Iterator[Contradiction]:
    """The claims in metadata, and the machine-readable dates under one label, against what a reader sees."""
    dates = [fact for fact in version.facts if fact.kind is FactKind.REVIEW_DATE]
    yield from contradictions_of(dates, (claim for claim in version.claims if not _says_now(claim, at)))
    texts = [fact for fact in dates if fact.source is Source.TEXT]
    timed_dates = (fact for fact in dates if fact.source is Source.TIME and fact.scope is Scope.PAGE)
    for timed in islice(timed_dates, _MOST_CONTRADICTIONS):
        yield from contradictions_of(_of_label(texts, timed.label), [timed])


def _of_label(dates: Iterable[Fact], label: str) -> list[Fact]:
    return [fact for fact in dates if likeness(fact.label) == likeness(label)]


def _sources(contradiction: Contradiction) -> tuple[Source, str]:
    return contradiction.claim.source, contradiction.claim.label.casefold()


def _says_now(claim: Fact, at: datetime | None) -> bool:
    """Whether a server claims that a page was changed as it was asked for: those that make pages always do."""
    if claim.source is not Source.HTTP or at is None:
        return False
    return (at - _DAY).date().isoformat() <= claim.value <= (at + _DAY).date().isoformat()


def _lies_ahead(day: str, at: datetime) -> bool:
    """Whether an ISO date, as precise as it is, begins more than a day after a moment."""
    return day > (at + _DAY).date().isoformat()[: len(day)]
