"""What a reader sees of a drawn edit: both texts as one redline, and what was told of it or nothing of that."""

from collections.abc import Iterator

from bench.diff.real_pairs import RealPair
from bench.diff.topics import WHOLE_PAGE, Told, digest_of_edit, digest_of_place
from diff.compare import compare
from diff.values import Comparison, Edit
from diff.words import redlined
from extract import Extraction
from extract.reading import extract
from extract.values import FactKind

_CONTEXT = 110
_LONGEST_RUN = 900
_MOST_EDITS = 15
_LONGEST_EDIT = 300


def told_card(number: int, pair: RealPair, told: Told) -> str:
    """An edit with what was told of it."""
    old, new, compared = _compared(pair)
    if told.edit == WHOLE_PAGE:
        shown, findings = list(_whole(old, new, compared)), compared.findings
    else:
        edit = next(edit for edit in compared.edits if digest_of_edit(edit) == told.edit)
        shown, findings = [_shown(edit)], edit.findings
    said = [f"  - {each.kind} {each.aspect}: {each.evidence}" for each in findings]
    return "\n".join([f"=== {number} {pair.source} {pair.page} ({told.edit})", *shown, *said])


def blind_card(number: int, pair: RealPair, told: Told) -> str:
    """A section or a whole page without what was told of it."""
    old, new, compared = _compared(pair)
    if told.place == WHOLE_PAGE:
        shown = list(_whole(old, new, compared))
    else:
        shown = [_shown(edit) for edit in compared.edits if told.place == digest_of_place(edit.path or edit.old_path)]
    return "\n".join([f"=== {number} {pair.source} {pair.page} ({told.place})", *shown])


def _compared(pair: RealPair) -> tuple[Extraction, Extraction, Comparison]:
    old, new = extract(pair.old, pair.url), extract(pair.new, pair.url)
    return old, new, compare(old, new, pair.url)


def _whole(old: Extraction, new: Extraction, compared: Comparison) -> Iterator[str]:
    """The dates that a page shows, before and after, and each edit in a few words."""
    for side, version in (("before", old), ("after", new)):
        dates = [fact for fact in version.facts if fact.kind is FactKind.REVIEW_DATE]
        yield f"{side}: {'; '.join(f'{d.scope} {d.source} {d.label!r} {d.value}' for d in dates[:8])}"
    for edit in compared.edits[:_MOST_EDITS]:
        yield _cut(_shown(edit))


def _cut(shown: str) -> str:
    """The beginning and the end: what a date line says stands last."""
    return shown if len(shown) <= 2 * _LONGEST_EDIT else f"{shown[:_LONGEST_EDIT]} … {shown[-_LONGEST_EDIT:]}"


def _shown(edit: Edit) -> str:
    where = " > ".join(edit.path or edit.old_path)
    head = f"* {edit.operation} [{where}]"
    if edit.old_path and edit.path and edit.old_path != edit.path:
        head += f" (was [{' > '.join(edit.old_path)}])"
    if edit.fact_kind or edit.operation.startswith("link"):
        return f"{head} {edit.fact_kind or ''} {edit.label!r} {edit.owner!r}: {edit.old} => {edit.new}"
    return f"{head}\n{_redline(edit)}"


def _redline(edit: Edit) -> str:
    """Both texts in one, what stayed cut short: [-gone-] {+come+}."""
    pieces = []
    for hunk in edit.hunks or redlined(edit.old or "", edit.new or "").hunks:
        text = hunk.text if len(hunk.text) <= _LONGEST_RUN else f"{hunk.text[:_LONGEST_RUN]} …"
        if hunk.op:
            pieces.append(f"[-{text}-]" if hunk.op < 0 else f"{{+{text}+}}")
        elif len(hunk.text) > 2 * _CONTEXT:
            pieces.append(f"{hunk.text[:_CONTEXT]} … {hunk.text[-_CONTEXT:]}")
        else:
            pieces.append(hunk.text)
    return "".join(pieces)
