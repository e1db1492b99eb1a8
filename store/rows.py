"""Putting rows in, and finding what is stored once per digest."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.models import Base, Fact, Section, Surroundings

# SQLite takes 32,766 parameters in one statement since 3.32; a few hundred keys at a time are as fast as more.
AT_ONCE = 500


def insert_new(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows and leave out those that a unique constraint refuses, whoever put them there."""
    if not rows:
        return
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is not one table")
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(make(table).on_conflict_do_nothing(), list(rows))


def ids_by_digest(
    session: Session, model: type[Section | Fact | Surroundings], rows: Mapping[bytes, Mapping[str, Any]]
) -> dict[bytes, int]:
    """Give the id of every row of `rows` (digest → its columns), inserting those that are new."""
    found = _known(session, model, list(rows))
    missing = [{"digest": digest, **row} for digest, row in rows.items() if digest not in found]
    if missing:
        insert_new(session, model, missing)
        found |= _known(session, model, [row["digest"] for row in missing])
    return found


def _known(session: Session, model: type[Section | Fact | Surroundings], digests: Sequence[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for start in range(0, len(digests), AT_ONCE):
        some = digests[start : start + AT_ONCE]
        rows = session.execute(select(model.digest, model.id).where(model.digest.in_(some)))
        found |= dict(rows.all())
    return found
