"""Facts in a section's text: which of them an edit of facts tells already, and where they stand."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from diff.kinds.situation import Situation
from diff.kinds.spans import Sort, Span
from diff.values import Path
from extract.values import Fact, FactKind

_SHOWN = frozenset(FactKind) - {FactKind.LINK, FactKind.DOCUMENT, FactKind.OBLIGATION, FactKind.FORM}
"""The kinds of facts whose words stand in the text."""

_MOST_FACTS = 500
"""Facts of one section that are looked for; a table of a thousand phones is compared as it stands."""


class Shown(NamedTuple):
    """A fact's words in the text, and the key under which they are compared."""

    raw: str
    key: str
    sort: Sort


class Told(NamedTuple):
    """The facts shown under each path of the old and of the new version."""

    old: Mapping[Path, Sequence[Shown]]
    new: Mapping[Path, Sequence[Shown]]


def told_by(situation: Situation) -> Told:
    """The facts of both versions; those that an edit states as come, gone or changed are told."""
    facts = [edit for edit in situation.edits if edit.fact_kind in _SHOWN]
    lost = {(edit.fact_kind, edit.old) for edit in facts if edit.old is not None}
    gained = {(edit.fact_kind, edit.new) for edit in facts if edit.new is not None}
    return Told(_by_path(situation.old.facts, lost), _by_path(situation.new.facts, gained))


def spans_in(text: str, shown: Sequence[Shown]) -> list[Span]:
    """Where the facts stand in the text, in order, the longer before what it holds, none over another."""
    placed = [
        span for each in {each.raw: each for each in shown[:_MOST_FACTS]}.values() for span in _places(text, each)
    ]
    placed.sort(key=lambda span: (span.start, -span.end))
    apart: list[Span] = []
    for span in placed:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _places(text: str, shown: Shown) -> Iterator[Span]:
    """Everywhere a fact's words stand that are not a part of a longer word."""
    at = text.find(shown.raw)
    while at >= 0:
        end = at + len(shown.raw)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield Span(at, end, shown.key, shown.sort)
        at = text.find(shown.raw, end)


def _by_path(facts: Iterable[Fact], told: Container[object]) -> dict[Path, list[Shown]]:
    shown: dict[Path, list[Shown]] = {}
    for fact in facts:
        if fact.inside and fact.raw and fact.kind in _SHOWN:
            shown.setdefault(fact.path, []).append(_shown(fact, is_told=(fact.kind, fact.value) in told))
    return shown


def _shown(fact: Fact, *, is_told: bool) -> Shown:
    if is_told or not fact.is_of_the_page:  # a site's own stamp is nothing the page says
        return Shown(fact.raw, f"<{fact.kind}>", Sort.TOLD)
    return Shown(fact.raw, fact.value, Sort.CITATION if fact.kind is FactKind.IDENTIFIER else Sort.FACT)
