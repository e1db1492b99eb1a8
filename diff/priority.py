"""How much an edit and a change matter, 0 to 1: named terms that add up; docs/explanation/priority.md tells them."""

from collections.abc import Sequence
from typing import NamedTuple

from diff.values import Edit, Finding
from extract.values import PageKind


class Term(NamedTuple):
    """One reason that a priority is what it is, and what it adds (or takes)."""

    name: str
    value: float


def terms_of(edit: Edit) -> tuple[Term, ...]:
    """The terms of an edit with its findings."""
    return tuple(Term(finding.kind.value, 0.0) for finding in edit.findings)


def priority_of(edit: Edit) -> float:
    """The terms of an edit added up, held between 0 and 1."""
    return _held(terms_of(edit))


def terms_of_change(edits: Sequence[Edit], findings: Sequence[Finding], kind: PageKind) -> tuple[Term, ...]:
    """The terms of a change: of its weightiest edit, and of what it is as a whole."""
    weightiest = max(edits, key=lambda edit: edit.priority, default=None)
    return (Term("weightiest edit", weightiest.priority),) if weightiest else ()


def priority_of_change(edits: Sequence[Edit], findings: Sequence[Finding], kind: PageKind) -> float:
    """The terms of a change added up, held between 0 and 1."""
    return _held(terms_of_change(edits, findings, kind))


def _held(terms: Sequence[Term]) -> float:
    return round(min(1.0, max(0.0, sum(term.value for term in terms))), 4)
