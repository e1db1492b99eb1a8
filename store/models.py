"""The archive's tables. Evidence (site … capture) is never changed; all below `Extractor` can be rebuilt from it."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, MetaData, UniqueConstraint
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


def _id() -> Mapped[int]:
    return mapped_column(Id, primary_key=True)


def _to(column: str, *, index: bool = False) -> MappedColumn[Any]:
    return mapped_column(Id, ForeignKey(column), index=index)


class Site(Base):
    """A named set of seeds, as the configuration calls it."""

    __tablename__ = "site"
    id: Mapped[int] = _id()
    name: Mapped[str] = mapped_column(unique=True)


class Page(Base):
    """What is watched through time. `url` is the address it was last fetched at."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("site_id", "urlkey"),)
    id: Mapped[int] = _id()
    site_id: Mapped[int] = _to("site.id")
    urlkey: Mapped[str]
    url: Mapped[str]
    first_seen: Mapped[datetime]


class PageUrl(Base):
    """A URL that leads to a page, and since when; `seen_to` is empty while it still does."""

    __tablename__ = "page_url"
    __table_args__ = (UniqueConstraint("page_id", "url", "seen_from"), Index(None, "urlkey"))
    id: Mapped[int] = _id()
    page_id: Mapped[int] = _to("page.id")
    urlkey: Mapped[str]
    url: Mapped[str]
    seen_from: Mapped[datetime]
    seen_to: Mapped[datetime | None]


class Crawl(Base):
    """One run over a site's seeds. `entries` counts its frontier, `summary` holds its counts once it has ended."""

    __tablename__ = "crawl"
    __table_args__ = (Index(None, "site_id", "started_at"),)
    id: Mapped[int] = _id()
    site_id: Mapped[int] = _to("site.id")
    state: Mapped[CrawlState]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    pid: Mapped[int]
    entries: Mapped[int] = mapped_column(default=0)
    summary: Mapped[dict[str, Any]] = mapped_column(default=dict)


class FrontierEntry(Base):
    """A URL a crawl has still to visit, or has visited. `hops` counts the redirects that led to it."""

    __tablename__ = "frontier"
    __table_args__ = (UniqueConstraint("crawl_id", "urlkey"), Index(None, "crawl_id", "state", "id"))
    id: Mapped[int] = _id()
    crawl_id: Mapped[int] = _to("crawl.id")
    urlkey: Mapped[str]
    url: Mapped[str]
    depth: Mapped[int]
    hops: Mapped[int] = mapped_column(default=0)
    origin: Mapped[Origin]
    state: Mapped[EntryState] = mapped_column(default=EntryState.PENDING)


class Body(Base):
    """The bytes of a response, once per digest: zstd, whole or against the body `base_id`, `chain` hops deep."""

    __tablename__ = "body"
    id: Mapped[int] = _id()
    digest: Mapped[bytes] = mapped_column(unique=True)
    size: Mapped[int]
    base_id: Mapped[int | None] = _to("body.id")
    chain: Mapped[int]
    data: Mapped[bytes]


class Capture(Base):
    """One response, or failure, at one moment. `status` is empty when no response came; headers are as received."""

    __tablename__ = "capture"
    __table_args__ = (Index(None, "page_id", "at"), Index(None, "crawl_id"), Index(None, "body_id"))
    id: Mapped[int] = _id()
    page_id: Mapped[int] = _to("page.id")
    crawl_id: Mapped[int] = _to("crawl.id")
    url: Mapped[str]
    at: Mapped[datetime]
    status: Mapped[int | None]
    headers: Mapped[list[list[str]]]
    access: Mapped[Access]
    evidence: Mapped[str]
    elapsed_ms: Mapped[int | None]
    body_id: Mapped[int | None] = _to("body.id")


class Extractor(Base):
    """Name, version and configuration digest of what produced a version."""

    __tablename__ = "extractor"
    __table_args__ = (UniqueConstraint("name", "version", "config_digest"),)
    id: Mapped[int] = _id()
    name: Mapped[str]
    version: Mapped[str]
    config_digest: Mapped[bytes]


class Section(Base):
    """A heading path and its text, once per digest."""

    __tablename__ = "section"
    id: Mapped[int] = _id()
    digest: Mapped[bytes] = mapped_column(unique=True)
    path: Mapped[list[str]]
    text: Mapped[str]


class Fact(Base):
    """A typed statement, once per digest."""

    __tablename__ = "fact"
    __table_args__ = (Index(None, "kind", "value"),)
    id: Mapped[int] = _id()
    digest: Mapped[bytes] = mapped_column(unique=True)
    kind: Mapped[FactKind]
    value: Mapped[str]
    label: Mapped[str]
    raw: Mapped[str]
    path: Mapped[list[str]]
    inside: Mapped[bool]
    scope: Mapped[Scope]
    source: Mapped[Source]
    owner: Mapped[str]
    parts: Mapped[list[list[str]]]


class Version(Base):
    """A distinct extracted state of a page. `section_ids` and `fact_ids` give its layout in document order.

    A→B→A makes three versions: the same digest may stand on many rows of a page.
    """

    __tablename__ = "version"
    __table_args__ = (Index(None, "page_id", "first_seen"),)
    id: Mapped[int] = _id()
    page_id: Mapped[int] = _to("page.id")
    extractor_id: Mapped[int] = _to("extractor.id")
    digest: Mapped[bytes]
    cause: Mapped[Cause]
    title: Mapped[str]
    language: Mapped[str]
    route: Mapped[Route]
    kind: Mapped[PageKind]
    selection: Mapped[Selection]
    coverage: Mapped[float]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    section_ids: Mapped[list[int]]
    fact_ids: Mapped[list[int]]


class Surroundings(Base):
    """The visible lines around the content, once per digest: the residue that no version holds."""

    __tablename__ = "surroundings"
    id: Mapped[int] = _id()
    digest: Mapped[bytes] = mapped_column(unique=True)
    lines: Mapped[list[str]]


class Template(Base):
    """What a site's pages share around their content, learned from the bodies `body_ids` of its pages."""

    __tablename__ = "template"
    __table_args__ = (UniqueConstraint("site_id", "digest"),)
    id: Mapped[int] = _id()
    site_id: Mapped[int] = _to("site.id")
    digest: Mapped[bytes]
    learned_at: Mapped[datetime]
    body_ids: Mapped[list[int]]
    containers: Mapped[list[str]]


class Reading(Base):
    """What extraction made of a capture. A capture that feeds versions and has no reading is still owed one.

    `fingerprint` stands for everything in the body that extraction looks at; `claims` are the publisher's dates in it
    that no reader sees, as `[source, name, value, as written]`.
    """

    __tablename__ = "reading"
    capture_id: Mapped[int] = mapped_column(Id, ForeignKey("capture.id"), primary_key=True, autoincrement=False)
    outcome: Mapped[Outcome]
    detail: Mapped[str] = mapped_column(default="")
    version_id: Mapped[int | None] = _to("version.id", index=True)
    surroundings_id: Mapped[int | None] = _to("surroundings.id")
    fingerprint: Mapped[bytes] = mapped_column(default=b"")
    claims: Mapped[list[list[str]]] = mapped_column(default=list)


class Change(Base):
    """The step between two states of a page, dated by an interval: last seen as before, first seen as after.

    `from_version_id` is empty for a page that appeared, `to_version_id` for one that is gone. `differ` names what
    compared them, `given_up` what its bounds kept from being compared more finely; `priority` is 0 to 1.
    """

    __tablename__ = "change"
    __table_args__ = (UniqueConstraint("page_id", "after_capture_id"), Index(None, "after_at"))
    id: Mapped[int] = _id()
    page_id: Mapped[int] = _to("page.id")
    from_version_id: Mapped[int | None] = _to("version.id")
    to_version_id: Mapped[int | None] = _to("version.id", index=True)
    before_capture_id: Mapped[int | None] = _to("capture.id")
    after_capture_id: Mapped[int] = _to("capture.id")
    before_at: Mapped[datetime | None]
    after_at: Mapped[datetime]
    differ: Mapped[str]
    priority: Mapped[float]
    given_up: Mapped[list[str]]


class Event(Base):
    """The same edit on many pages of a site within one window; `signature` stands for the edit, wherever it is."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "signature"), Index(None, "last_at"))
    id: Mapped[int] = _id()
    site_id: Mapped[int] = _to("site.id", index=True)
    signature: Mapped[bytes]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class Edit(Base):
    """One typed difference of a change. `hunks` is the redline: `[-1 | 0 | 1, text]` in reading order.

    `signature` is equal for the same edit on other pages of the site; `event_id` is set once enough of them have it.
    """

    __tablename__ = "edit"
    __table_args__ = (UniqueConstraint("change_id", "position"), Index(None, "operation"), Index(None, "signature"))
    id: Mapped[int] = _id()
    change_id: Mapped[int] = _to("change.id")
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
    signature: Mapped[bytes]
    event_id: Mapped[int | None] = _to("event.id", index=True)


class Finding(Base):
    """One kind that an edit is of, or its change as a whole (`edit_id` empty), with how it shows and what says so."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "kind", "change_id"), Index(None, "change_id"), Index(None, "edit_id"))
    id: Mapped[int] = _id()
    change_id: Mapped[int] = _to("change.id")
    edit_id: Mapped[int | None] = _to("edit.id")
    position: Mapped[int]
    kind: Mapped[Kind]
    aspect: Mapped[Aspect]
    evidence: Mapped[str]
