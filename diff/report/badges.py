"""Silent edit and date bump: what the section texts and the review dates of one change say together."""

from collections.abc import Sequence

from diff.report.values import Badge
from diff.values import Edit
from extract.values import FactKind
from store.kinds import Operation

_TEXT = (Operation.SECTION_EDITED, Operation.SECTION_ADDED, Operation.SECTION_REMOVED)


def badges_of(edits: Sequence[Edit], dates_before: Sequence[str], dates_after: Sequence[str]) -> tuple[Badge, ...]:
    """Judge all edits of a change, given the review dates as the page showed them before and after."""
    moved = any(_is_date(edit) for edit in edits)
    if moved and all(_is_date(edit) or _is_stamp(edit, dates_before, dates_after) for edit in edits):
        return (Badge.DATE_BUMP,)
    if not moved and dates_after and any(edit.operation in _TEXT for edit in edits):
        return (Badge.SILENT_EDIT,)
    return ()


def _is_date(edit: Edit) -> bool:
    return edit.fact_kind is FactKind.REVIEW_DATE


def _is_stamp(edit: Edit, before: Sequence[str], after: Sequence[str]) -> bool:
    """Say whether a section differs in nothing but the dates it shows."""
    if edit.operation is not Operation.SECTION_EDITED or edit.old is None or edit.new is None:
        return False
    return _without(edit.old, before) == _without(edit.new, after)


def _without(text: str, dates: Sequence[str]) -> str:
    for date in sorted(dates, key=len, reverse=True):
        text = text.replace(date, "")
    return text
