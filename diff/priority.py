"""How much an edit and a change matter, 0 to 1: named terms that add up; docs/explanation/priority.md tells them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diff.extent import changed_run, weight_of_run
from diff.values import Edit, Finding
from diff.weights import FINDING_WEIGHTS, FURTHER_EDITS, HOME_PAGE, IN_ITS_PLACE, SIZE
from extract.values import PageKind
from store.kinds import Kind


@dataclass(frozen=True, slots=True)
class Term:
    """One reason that a priority is what it is, and what it adds (or takes)."""

    name: str
    value: float


def terms_of(edit: Edit) -> tuple[Term, ...]:
    """The terms of an edit: of its findings, and of how much text it changed."""
    return (*_terms_of_findings(edit.findings), *_terms_of_replacement(edit), *_terms_of_size(edit))


def priority_of(edit: Edit) -> float:
    """The terms of an edit added up, held between 0 and 1."""
    return _held(terms_of(edit))


def terms_of_change(edits: Sequence[Edit], findings: Sequence[Finding], kind: PageKind) -> tuple[Term, ...]:
    """The terms of a change: of its weightiest edit, of the others together, and of what it is as a whole.

    `kind` is what the page is for; the edits have their priorities.
    """
    ranked = sorted((edit.priority for edit in edits), reverse=True)
    if not ranked and not findings:
        return ()
    weightiest = [Term("weightiest edit", ranked[0])] if ranked else []
    return (*weightiest, *_terms_of_others(ranked[1:]), *_terms_of_findings(findings), *_terms_of_page(kind))


def priority_of_change(edits: Sequence[Edit], findings: Sequence[Finding], kind: PageKind) -> float:
    """The terms of a change added up, held between 0 and 1."""
    return _held(terms_of_change(edits, findings, kind))


def name_of(finding: Finding) -> str:
    """The kind of a finding and how it shows, in plain words; the name of its term."""
    return f"{finding.kind} {finding.aspect}".replace("-", " ")


def _terms_of_findings(findings: Iterable[Finding]) -> Iterator[Term]:
    """One term for each kind and aspect, however often it was found."""
    named = {(finding.kind, finding.aspect): name_of(finding) for finding in findings}
    for found, name in named.items():
        if found in FINDING_WEIGHTS:
            yield Term(name, FINDING_WEIGHTS[found])


def _terms_of_replacement(edit: Edit) -> Iterator[Term]:
    if {Kind.REMOVAL, Kind.ADDITION} <= edit.kinds:
        yield Term("addition in its place", IN_ITS_PLACE)


def _terms_of_size(edit: Edit) -> Iterator[Term]:
    run = changed_run(edit)
    if run:
        yield Term(f"longest changed run: {run:,} characters", round(SIZE * weight_of_run(run), 4))


def _terms_of_others(priorities: Sequence[float]) -> Iterator[Term]:
    """Many edits matter more than one of them, but ten small ones never as much as one that counts."""
    total = sum(priorities)
    if total:
        count = f"{len(priorities)} further edit{'s' if len(priorities) > 1 else ''}"
        yield Term(count, round(FURTHER_EDITS * total / (1 + total), 4))


def _terms_of_page(kind: PageKind) -> Iterator[Term]:
    if kind is PageKind.HOME:
        yield Term("home page", HOME_PAGE)


def _held(terms: Sequence[Term]) -> float:
    return round(min(1.0, max(0.0, sum(term.value for term in terms))), 4)
