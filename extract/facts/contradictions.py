"""Publishers' dates against each other: what the metadata claims and what the page shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extract.values import Fact, Scope, Source

_SHOWN = frozenset({Source.TEXT, Source.TIME})
_NO_REVIEW = ("publish", "issued", "created", "available")  # claims of a day on which nothing was reviewed yet


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A publisher's claim that its own page contradicts by the review date it shows."""

    claim: Fact
    shown: Fact


def contradictions_of(reviews: Sequence[Fact], claims: Iterable[Fact]) -> Iterator[Contradiction]:
    """Claims of another day than the newest review date that the page shows of itself."""
    shown = [fact for fact in reviews if fact.scope is Scope.PAGE and fact.source in _SHOWN]
    if not shown:
        return
    newest = max(shown, key=lambda fact: fact.value)
    for claim in claims:
        of_review = not any(word in claim.label.lower() for word in _NO_REVIEW)
        if of_review and not _agree(claim.value, newest.value):
            yield Contradiction(claim, newest)


def _agree(claim: str, shown: str) -> bool:
    """Whether two ISO dates can mean the same day, each as precise as it is."""
    length = min(len(claim), len(shown))
    if length < len("2024-05-07"):
        return claim[:length] == shown[:length]
    # Servers claim in UTC what a page dates by the clock of its office.
    return abs((date.fromisoformat(claim[:length]) - date.fromisoformat(shown[:length])).days) <= 1
