"""The tables of what changed: changes, their edits and findings, and the events that join edits of many pages."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from extract.values import FactKind, Scope
from store.base import Base, id_of, own_id
from store.kinds import Aspect, Kind, Operation


class Change(Base):
    """The step between two states of a page, dated by an interval: last seen as before, first seen as after.

    `from_version_id` is empty for a page that appeared, `to_version_id` for one that is gone. `differ` names what
    compared them, `given_up` what its bounds kept from being compared more finely; `priority` is 0 to 1.
    """

    __tablename__ = "change"
    __table_args__ = (UniqueConstraint("page_id", "after_capture_id"), Index(None, "after_at"))
    id: Mapped[int] = own_id()
    page_id: Mapped[int] = id_of("page.id")
    from_version_id: Mapped[int | None] = id_of("version.id")
    to_version_id: Mapped[int | None] = id_of("version.id", index=True)
    before_capture_id: Mapped[int | None] = id_of("capture.id")
    after_capture_id: Mapped[int] = id_of("capture.id")
    before_at: Mapped[datetime | None]
    after_at: Mapped[datetime]
    differ: Mapped[str]
    priority: Mapped[float]
    given_up: Mapped[list[str]]


class Edit(Base):
    """One typed difference of a change. `hunks` is the redline: `[-1 | 0 | 1, text]` in reading order."""

    __tablename__ = "edit"
    __table_args__ = (UniqueConstraint("change_id", "position"), Index(None, "operation"))
    id: Mapped[int] = own_id()
    change_id: Mapped[int] = id_of("change.id")
    position: Mapped[int]
    operation: Mapped[Operation]
    fact_kind: Mapped[FactKind | None]
    label: Mapped[str] = mapped_column(default="")
    path: Mapped[list[str]]
    old_path: Mapped[list[str]]
    old: Mapped[str | None]
    new: Mapped[str | None]
    hunks: Mapped[list[list[Any]]]
    owner: Mapped[str] = mapped_column(default="")
    scope: Mapped[Scope | None]
    others: Mapped[list[list[str]]]
    priority: Mapped[float]


class Finding(Base):
    """One kind that an edit is of, or its change as a whole (`edit_id` empty), with how it shows and what says so."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "kind", "change_id"), Index(None, "change_id"), Index(None, "edit_id"))
    id: Mapped[int] = own_id()
    change_id: Mapped[int] = id_of("change.id")
    edit_id: Mapped[int | None] = id_of("edit.id")
    position: Mapped[int]
    kind: Mapped[Kind]
    aspect: Mapped[Aspect]
    evidence: Mapped[str]


class Event(Base):
    """The same done on many pages of a site within one window; `signature` stands for what was done, wherever it is."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "signature"), Index(None, "last_at"))
    id: Mapped[int] = own_id()
    site_id: Mapped[int] = id_of("site.id", index=True)
    signature: Mapped[bytes]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class Occurrence(Base):
    """A part of an edit that may be on other pages too: one passage of its redline, or all that it did.

    `place` numbers the parts of an edit. `signature` is equal for the same part on other pages of the site, `at` is
    when its change was seen first; `event_id` is set once enough pages have it.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        UniqueConstraint("edit_id", "place"),
        Index(None, "signature", "at"),
        Index(None, "event_id", "page_id"),
    )
    id: Mapped[int] = own_id()
    edit_id: Mapped[int] = id_of("edit.id")
    place: Mapped[int]
    page_id: Mapped[int] = id_of("page.id")
    signature: Mapped[bytes]
    at: Mapped[datetime]
    event_id: Mapped[int | None] = id_of("event.id")
