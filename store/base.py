"""What the archive's tables have in common: their base, and the columns that each of them has in the same way."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from extract.values import FactKind, PageKind, Route, Scope, Selection, Source
from store.kinds import Access, Aspect, Cause, CrawlState, EntryState, Kind, Operation, Origin, Outcome
from store.types import Id, Json, UtcDateTime, kind


class Base(DeclarativeBase):
    """The one declarative base. Constraint names follow a convention, without which SQLite cannot alter them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        list[str]: Json,
        list[int]: Json,
        list[list[str]]: Json,
        list[list[Any]]: Json,
        dict[str, Any]: Json,
        **{
            enum: kind(enum)
            for enum in (
                *(Access, Aspect, Cause, CrawlState, EntryState, Kind, Operation, Origin, Outcome),
                *(FactKind, PageKind, Route, Scope, Selection, Source),
            )
        },
    }


def own_id() -> Mapped[int]:
    """The column that names a row."""
    return mapped_column(Id, primary_key=True)


def id_of(column: str, *, index: bool = False) -> MappedColumn[Any]:
    """A column that leads to a row of another table."""
    return mapped_column(Id, ForeignKey(column), index=index)
