"""The names a report has for what changed: kinds, operations, and what a change is as a whole."""

from collections.abc import Iterable
from dataclasses import replace

from diff.priority import name_of
from diff.report.figures import Level, level_of
from diff.report.steps import Sign
from diff.values import Finding
from store.kinds import Aspect, Kind, Operation

KINDS = {
    Kind.CONTACT: "Contacts",
    Kind.REVIEW_DATE: "Review dates",
    Kind.SILENT_EDIT: "Silent edits",
    Kind.OBLIGATION: "Obligations",
    Kind.IDENTIFIER: "Policy identifiers",
    Kind.NUMBER: "Numbers",
    Kind.DATE: "Dates",
    Kind.DEADLINE: "Deadlines",
    Kind.LINK: "Links",
    Kind.DOCUMENT: "Documents",
    Kind.TEXT: "Text",
    Kind.WORDING: "Wording",
    Kind.STRUCTURE: "Structure",
    Kind.REMOVAL: "Removals",
    Kind.ADDITION: "Additions",
    Kind.PAGE: "Pages",
    Kind.FLIP_FLOP: "Flip-flops",
    Kind.VOLATILE: "Restless places",
}
COLUMNS = ("Changes", "Pages changed", "Captures", "Pages observed", "Captures not compared")
DID = {
    Operation.PAGE_ADDED: "Page appeared",
    Operation.PAGE_GONE: "Page gone",
    Operation.PAGE_RETURNED: "Page returned",
    Operation.PAGE_REDIRECTED: "Page redirected",
    Operation.PAGE_BLOCKED: "Page blocked",
    Operation.SECTION_ADDED: "Section added",
    Operation.SECTION_REMOVED: "Section removed",
    Operation.SECTION_EDITED: "Section edited",
    Operation.SECTION_MOVED: "Section moved",
    Operation.SECTION_RENAMED: "Section renamed",
    Operation.SECTION_SPLIT: "Section split",
    Operation.SECTION_MERGED: "Sections merged",
    Operation.FACT_ADDED: "Fact added",
    Operation.FACT_REMOVED: "Fact removed",
    Operation.FACT_CHANGED: "Fact changed",
    Operation.FACT_MOVED: "Fact moved",
    Operation.LINK_ADDED: "Link added",
    Operation.LINK_REMOVED: "Link removed",
    Operation.LINK_CHANGED: "Link changed",
}
SIGNS: dict[Sign, tuple[str, str]] = {
    (Kind.SILENT_EDIT, Aspect.STALE_LABEL): ("silent edit", "the content moved, its review date did not"),
    (Kind.REVIEW_DATE, Aspect.BUMPED): ("date bump", "a review date moved, and nothing it speaks for did"),
    (Kind.REVIEW_DATE, Aspect.CONTRADICTED): ("contradiction", "the page's own dates disagree"),
    (Kind.FLIP_FLOP, Aspect.RETURNED): ("flip-flop", "the page says again what it said before"),
    (Kind.VOLATILE, Aspect.REPEATED): ("restless", "this place changes all the time"),
}
LEVELS = {
    Level.HIGH: "high: somebody may be harmed who goes by the old page",
    Level.MEDIUM: "medium: worth reading",
    Level.LOW: "low: small or harmless",
}


_ONCE = {(Kind.ADDITION, Aspect.ADDED): "addition", (Kind.REMOVAL, Aspect.REMOVED): "removal"}
_SHOWN_BY_ROWS = frozenset({Kind.CONTACT, Kind.LINK, Kind.REVIEW_DATE, Kind.OBLIGATION})
_BY_OLD_AND_NEW = frozenset(
    {Aspect.ADDED, Aspect.REMOVED, Aspect.CHANGED, Aspect.REFORMATTED, Aspect.RETARGETED, Aspect.TOUCHED}
)


def sign(of: Sign) -> tuple[str, str]:
    """Name what a change is as a whole, and say what that means."""
    kind, aspect = of
    return SIGNS.get(of, (f"{kind.value} {aspect.value}", ""))


def label(finding: Finding) -> str:
    """Name what a finding is, without saying it twice: `obligation weakened`, `removal`."""
    return _ONCE.get((finding.kind, finding.aspect)) or name_of(finding)


def row(findings: Iterable[Finding]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """As `told`, where a row says old and new by itself: only what it does not show is named and quoted."""
    shown = [replace(each, evidence="") if _is_shown_by_row(each) else each for each in findings]
    return told(each for each in shown if each.kind is not Kind.LINK or each.evidence)


def _is_shown_by_row(finding: Finding) -> bool:
    return finding.kind in _SHOWN_BY_ROWS and finding.aspect in _BY_OLD_AND_NEW


def told(findings: Iterable[Finding]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each kind as a label (`obligation weakened`), once, with all that says so."""
    labels: dict[str, dict[str, None]] = {}
    for finding in findings:
        evidence = labels.setdefault(label(finding), {})
        if finding.evidence:
            evidence[finding.evidence] = None
    return tuple((name, tuple(evidence)) for name, evidence in labels.items())


def counts(of: Iterable[tuple[Kind, int]]) -> str:
    """How many changes are of each kind: `contacts 2, silent edits 12`."""
    return ", ".join(f"{KINDS[kind].lower()} {number:,}" for kind, number in of)


def priority(value: float) -> str:
    """Say a priority as a number and in a word: `0.65, high`."""
    return f"{value:.2f}, {level_of(value).value}"
