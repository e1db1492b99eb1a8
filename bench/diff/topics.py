"""The kinds that a person reads for, each with the findings that claim it, and how a finding is known again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bench.diff.small_changes import Injected
from diff.labels import is_only_a_stamp
from diff.values import Comparison, Edit, Finding, Path
from extract.values import FactKind
from store.kinds import Aspect, Kind

Topic = Injected
"""What is injected is what is read for."""

WHOLE_PAGE = "page"
"""Stands for an edit or place where the change as a whole is meant."""

_BY_KIND = {
    Kind.NUMBER: Topic.NUMBER,
    Kind.DATE: Topic.DATE,
    Kind.DEADLINE: Topic.DATE,
    Kind.LINK: Topic.LINK,
    Kind.DOCUMENT: Topic.LINK,
    Kind.SILENT_EDIT: Topic.SILENT,
}
_CONTACTS = {FactKind.PHONE: Topic.PHONE, FactKind.EMAIL: Topic.EMAIL}
_TURNED = frozenset({Aspect.NEGATED, Aspect.CONDITION})
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Claim:
    """A finding on one of the topics; `evidence` is its first words, by which it is known again in its pair."""

    topic: Topic
    kind: Kind
    aspect: Aspect
    evidence: str


@dataclass(frozen=True, slots=True)
class Told:
    """An edit with the claims on it; `edit` and `place` are digests, `section` the heading it stands under.

    `changed` counts the characters that came and went; `is_stamp` where nothing but a review date did.
    """

    edit: str
    place: str
    section: str
    claims: tuple[Claim, ...]
    changed: int = 0
    is_stamp: bool = False


def told_in(compared: Comparison) -> Iterator[Told]:
    """Every edit of a comparison, then the change as a whole."""
    for edit in compared.edits:
        path = edit.path or edit.old_path
        claims = tuple(_claims(edit.findings, edit.fact_kind))
        section = path[-1][:_LONGEST] if path else ""
        stamped = is_only_a_stamp(edit)
        yield Told(digest_of_edit(edit), digest_of_place(path), section, claims, _changed(edit), stamped)
    yield Told(WHOLE_PAGE, WHOLE_PAGE, "", tuple(_claims(compared.findings, None)))


def digest_of_edit(edit: Edit) -> str:
    """What an edit is known by: its operation, headings, label and both its texts."""
    parts = (
        edit.operation,
        *edit.old_path,
        *edit.path,
        edit.label,
        edit.fact_kind or "",
        edit.old or "",
        edit.new or "",
    )
    return _digest(parts)


def digest_of_place(path: Path) -> str:
    """What a section is known by: its headings."""
    return _digest(path)


def _changed(edit: Edit) -> int:
    if edit.hunks:
        return sum(len(hunk.text) for hunk in edit.hunks if hunk.op)
    return len(edit.old or "") + len(edit.new or "")


def _digest(parts: Sequence[str]) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()


def _claims(findings: Sequence[Finding], fact_kind: FactKind | None) -> Iterator[Claim]:
    for finding in findings:
        topic = _topic_of(finding, fact_kind)
        if topic is not None:
            yield Claim(topic, finding.kind, finding.aspect, finding.evidence[:_LONGEST])


def _topic_of(finding: Finding, fact_kind: FactKind | None) -> Topic | None:
    match finding.kind:
        case Kind.CONTACT:
            return _CONTACTS.get(fact_kind) if fact_kind else None
        case Kind.OBLIGATION:
            return Topic.NEGATION if finding.aspect in _TURNED else Topic.MODAL
        case Kind.WORDING:
            return Topic.TYPO if finding.aspect is Aspect.TYPO else Topic.FORMATTING
        case Kind.REVIEW_DATE:
            return Topic.REVIEW_ONLY if finding.aspect is Aspect.BUMPED else None
    return _BY_KIND.get(finding.kind)
