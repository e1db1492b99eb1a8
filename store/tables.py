"""The archive's tables but those of changes: evidence (site … capture), which never changes, and what is read in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from extract.values import FactKind, PageKind, Route, Scope, Selection, Source
from store.base import Base, id_of, own_id
from store.kinds import Access, Cause, CrawlState, EntryState, Origin, Outcome
from store.types import Id


class Site(Base):
    """A named set of seeds, as the configuration calls it."""

    __tablename__ = "site"
    id: Mapped[int] = own_id()
    name: Mapped[str] = mapped_column(unique=True)


class Page(Base):
    """What is watched through time. `url` is the address it was last fetched at."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("site_id", "urlkey"),)
    id: Mapped[int] = own_id()
    site_id: Mapped[int] = id_of("site.id")
    urlkey: Mapped[str]
    url: Mapped[str]
    first_seen: Mapped[datetime]


class PageUrl(Base):
    """A URL that leads to a page, and since when; `seen_to` is empty while it still does."""

    __tablename__ = "page_url"
    __table_args__ = (UniqueConstraint("page_id", "url", "seen_from"), Index(None, "urlkey"))
    id: Mapped[int] = own_id()
    page_id: Mapped[int] = id_of("page.id")
    urlkey: Mapped[str]
    url: Mapped[str]
    seen_from: Mapped[datetime]
    seen_to: Mapped[datetime | None]


class Crawl(Base):
    """One run over a site's seeds. `entries` counts its frontier, `summary` holds its counts once it has ended."""

    __tablename__ = "crawl"
    __table_args__ = (Index(None, "site_id", "started_at"),)
    id: Mapped[int] = own_id()
    site_id: Mapped[int] = id_of("site.id")
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
    id: Mapped[int] = own_id()
    crawl_id: Mapped[int] = id_of("crawl.id")
    urlkey: Mapped[str]
    url: Mapped[str]
    depth: Mapped[int]
    hops: Mapped[int] = mapped_column(default=0)
    origin: Mapped[Origin]
    state: Mapped[EntryState] = mapped_column(default=EntryState.PENDING)


class Body(Base):
    """The bytes of a response, once per digest: zstd, whole or against the body `base_id`, `chain` hops deep."""

    __tablename__ = "body"
    id: Mapped[int] = own_id()
    digest: Mapped[bytes] = mapped_column(unique=True)
    size: Mapped[int]
    base_id: Mapped[int | None] = id_of("body.id")
    chain: Mapped[int]
    data: Mapped[bytes]


class Capture(Base):
    """One response, or failure, at one moment. `status` is empty when no response came; headers are as received."""

    __tablename__ = "capture"
    __table_args__ = (Index(None, "page_id", "at"), Index(None, "crawl_id"), Index(None, "body_id"))
    id: Mapped[int] = own_id()
    page_id: Mapped[int] = id_of("page.id")
    crawl_id: Mapped[int] = id_of("crawl.id")
    url: Mapped[str]
    at: Mapped[datetime]
    status: Mapped[int | None]
    headers: Mapped[list[list[str]]]
    access: Mapped[Access]
    evidence: Mapped[str]
    elapsed_ms: Mapped[int | None]
    body_id: Mapped[int | None] = id_of("body.id")


class Extractor(Base):
    """Name, version and configuration digest of what produced a version."""

    __tablename__ = "extractor"
    __table_args__ = (UniqueConstraint("name", "version", "config_digest"),)
    id: Mapped[int] = own_id()
    name: Mapped[str]
    version: Mapped[str]
    config_digest: Mapped[bytes]


class Section(Base):
    """A heading path and its text, once per digest."""

    __tablename__ = "section"
    id: Mapped[int] = own_id()
    digest: Mapped[bytes] = mapped_column(unique=True)
    path: Mapped[list[str]]
    text: Mapped[str]


class Fact(Base):
    """A typed statement, once per digest."""

    __tablename__ = "fact"
    __table_args__ = (Index(None, "kind", "value"),)
    id: Mapped[int] = own_id()
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
    id: Mapped[int] = own_id()
    page_id: Mapped[int] = id_of("page.id")
    extractor_id: Mapped[int] = id_of("extractor.id")
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
    id: Mapped[int] = own_id()
    digest: Mapped[bytes] = mapped_column(unique=True)
    lines: Mapped[list[str]]


class Template(Base):
    """What a site's pages share around their content, learned from the bodies `body_ids` of its pages."""

    __tablename__ = "template"
    __table_args__ = (UniqueConstraint("site_id", "digest"),)
    id: Mapped[int] = own_id()
    site_id: Mapped[int] = id_of("site.id")
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
    version_id: Mapped[int | None] = id_of("version.id", index=True)
    surroundings_id: Mapped[int | None] = id_of("surroundings.id")
    fingerprint: Mapped[bytes] = mapped_column(default=b"")
    claims: Mapped[list[list[str]]] = mapped_column(default=list)
