"""The changes of an archive as a plain list, for a table or a program."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from diff.report.rows import FoundChange, Scope, changes_in
from diff.report.values import Window
from store.kinds import Operation


def list_changes(
    session: Session,
    *,
    since: datetime | None,
    sites: Collection[str] = (),
    kinds: Collection[Operation] = (),
    now: datetime,
) -> list[FoundChange]:
    """Give every change first seen between two aware moments, with all its edits; of `kinds`, if any are named.

    A step without edits is no change: its versions differ only in what comparison folds, such as quotes and spaces.
    """
    found = changes_in(session, Scope(Window(since, now), tuple(sites)))
    return [change for change in found if any(not kinds or edit.operation in kinds for edit in change.edits)]
