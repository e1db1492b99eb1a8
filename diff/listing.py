"""The changes of an archive as a plain list, for a table or a program."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from diff.report.rows import FoundChange, Scope, changes_in
from diff.report.values import Window
from diff.report.wanted import EVERYTHING, Wanted


def list_changes(
    session: Session,
    *,
    since: datetime | None,
    sites: Collection[str] = (),
    wanted: Wanted = EVERYTHING,
    now: datetime,
) -> list[FoundChange]:
    """Give every change first seen between two aware moments that holds what is wanted, with all its edits.

    A step without edits is no change: its versions differ only in what comparison folds, such as quotes and spaces.
    """
    found = changes_in(session, Scope(Window(since, now), tuple(sites)))
    return [change for change in found if wanted.of_found(change)]
