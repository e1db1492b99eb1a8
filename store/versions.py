"""Versions: what extraction made of captures, kept so that equal content is one version seen many times."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from extract import Extraction, ExtractorIdentity, Route
from store.changes import OF_CHANGES, drop_changes
from store.contents import fact_row, fact_value, section_row, section_value
from store.kinds import Access, Cause, Outcome
from store.models import Capture, Change, Extractor, Fact, Page, Reading, Section, Surroundings, Version
from store.rows import ids_by_digest, insert_new

# Only these answers say what a page holds.
FEEDS = (Access.OK, Access.NOT_MODIFIED)

# The routes on which a site's template has a say: taken with it, or for want of one that fits.
BY_TEMPLATE = (Route.TEMPLATE, Route.FALLBACK)


@dataclass(frozen=True, slots=True)
class Owed:
    """A capture that extraction still owes a reading."""

    capture_id: int
    page_id: int
    at: datetime
    url: str
    body_id: int | None
    content_type: str


@dataclass(frozen=True, slots=True)
class Extractors:
    """The extractor rows of a site's versions: with its template where that had a say, and without it.

    So a site that learns more does not upgrade its pages with landmarks, of which a template says nothing.
    """

    plain: int
    templated: int

    def of(self, route: Route) -> int:
        """The one whose version has that route."""
        return self.templated if route in BY_TEMPLATE else self.plain


def owed_ids(session: Session, site_id: int) -> list[int]:
    """Give the ids of a site's captures without a reading, oldest first: a page stands once in most batches so."""
    unread = ~exists().where(Reading.capture_id == Capture.id)
    wanted = select(Capture.id).join(Page).where(Page.site_id == site_id, Capture.access.in_(FEEDS), unread)
    return list(session.scalars(wanted.order_by(Capture.at, Capture.id)))


def load_owed(session: Session, capture_ids: Sequence[int]) -> list[Owed]:
    """Give captures by their ids, in that order."""
    found = {capture.id: capture for capture in session.scalars(select(Capture).where(Capture.id.in_(capture_ids)))}
    return [_owed(found[capture_id]) for capture_id in capture_ids]


def captures_to_upgrade(
    session: Session, site_id: int, extractors: Extractors, *, after: int, limit: int
) -> list[tuple[int, Owed]]:
    """Give, for pages whose newest version other extractors made, that version's id and the capture to read again.

    In order of version ids above `after`, so that a page whose upgrade fails is passed by and not asked for again.
    """
    newest = select(func.max(Version.id)).join(Page).where(Page.site_id == site_id).group_by(Version.page_id)
    current = case((Version.route.in_(BY_TEMPLATE), extractors.templated), else_=extractors.plain)
    wanted = select(Version).where(Version.id.in_(newest), Version.extractor_id != current, Version.id > after)
    found = session.scalars(wanted.order_by(Version.id).limit(limit))
    return [(version.id, _last_body(session, version)) for version in found]


def find_extractor(session: Session, identity: ExtractorIdentity) -> int | None:
    """Give the id of an extractor that was used before."""
    found = select(Extractor.id).filter_by(**_extractor_row(identity))
    return session.scalar(found)


def extractor_row(session: Session, identity: ExtractorIdentity) -> int:
    """Give the id of an extractor, making its row on first use."""
    row = _extractor_row(identity)
    insert_new(session, Extractor, [row])
    return session.scalars(select(Extractor.id).filter_by(**row)).one()


def newest_version(session: Session, page_id: int) -> Version | None:
    """Give the version a page has now."""
    return session.scalar(select(Version).where(Version.page_id == page_id).order_by(Version.id.desc()).limit(1))


def previous_reading(session: Session, owed: Owed) -> tuple[Capture, Reading] | None:
    """Give the page's last read capture before this one, if any was read without failure."""
    earlier = (
        select(Capture, Reading)
        .join(Reading, Reading.capture_id == Capture.id)
        .where(Capture.page_id == owed.page_id, Capture.at <= owed.at, Reading.version_id.is_not(None))
        .order_by(Capture.at.desc(), Capture.id.desc())
        .limit(1)
    )
    row = session.execute(earlier).first()
    return (row[0], row[1]) if row else None


def keep_reading(
    session: Session, owed: Owed, extraction: Extraction, extractor_id: int, fingerprint: bytes = b""
) -> Version:
    """Let a capture point at its version: the newest one when the content is the same, else a new one."""
    version = newest_version(session, owed.page_id)
    if version is not None and version.digest == extraction.digest:
        outcome = Outcome.UNCHANGED
        version.last_seen = max(version.last_seen, owed.at)
    else:
        outcome = Outcome.EXTRACTED
        version = _new_version(session, owed, extraction, extractor_id, Cause.PAGE)
    surroundings = {extraction.surroundings_digest: {"lines": list(extraction.surroundings)}}
    surroundings_id = ids_by_digest(session, Surroundings, surroundings)[extraction.surroundings_digest]
    claims = [[claim.source.value, claim.label, claim.value, claim.raw] for claim in extraction.claims]
    row = {"outcome": outcome, "version_id": version.id, "surroundings_id": surroundings_id}
    session.add(Reading(capture_id=owed.capture_id, **row, fingerprint=fingerprint, claims=claims))
    return version


def keep_same_reading(session: Session, owed: Owed) -> None:
    """Let a capture that reads as the one before it point at the version the page has, without extracting again."""
    previous = previous_reading(session, owed)
    version = newest_version(session, owed.page_id)
    if previous is None or version is None:
        keep_failure(session, owed, "the server says not modified, but there is no earlier capture")
        return
    session.add(
        Reading(
            capture_id=owed.capture_id,
            outcome=Outcome.UNCHANGED,
            version_id=version.id,
            # After a technical upgrade the old extractor's surroundings would look like a change around the content.
            surroundings_id=previous[1].surroundings_id if previous[1].version_id == version.id else None,
            fingerprint=previous[1].fingerprint,
            claims=previous[1].claims,
        )
    )
    version.last_seen = max(version.last_seen, owed.at)


def keep_failure(session: Session, owed: Owed, why: str) -> None:
    """Record that a capture could not be read; it stays as evidence and feeds no version."""
    session.add(Reading(capture_id=owed.capture_id, outcome=Outcome.FAILED, detail=why))


def keep_upgrade(session: Session, owed: Owed, extraction: Extraction, extractor_id: int) -> None:
    """Put a technical upgrade behind the page's newest version: same capture, better extractor, never a change."""
    _new_version(session, owed, extraction, extractor_id, Cause.TECHNICAL_UPGRADE)


def load_extraction(session: Session, version: Version) -> Extraction:
    """Give a version back as the value it was made from (without its surroundings, which belong to captures)."""
    sections = {row.id: row for row in session.scalars(select(Section).where(Section.id.in_(version.section_ids)))}
    facts = {row.id: row for row in session.scalars(select(Fact).where(Fact.id.in_(version.fact_ids)))}
    return Extraction(
        title=version.title,
        language=version.language,
        route=version.route,
        sections=tuple(section_value(sections[row_id]) for row_id in version.section_ids),
        facts=tuple(fact_value(facts[row_id]) for row_id in version.fact_ids),
        coverage=version.coverage,
        kind=version.kind,
        selection=version.selection,
    )


def forget_after(session: Session, page_id: int, at: datetime) -> None:
    """Drop what was derived of a page's captures after a moment: a capture arrived late, and the rest is owed again."""
    captures = select(Capture.id).where(Capture.page_id == page_id, Capture.at > at)
    changes = select(Change.id).where(Change.page_id == page_id, Change.after_at > at)
    drop_changes(session, session.scalars(changes).all())
    session.execute(delete(Reading).where(Reading.capture_id.in_(captures)))
    session.execute(delete(Version).where(Version.page_id == page_id, Version.first_seen > at))
    for version in session.scalars(select(Version).where(Version.page_id == page_id, Version.last_seen > at)):
        version.last_seen = _last_sight(session, version).at


def forget_all(session: Session) -> None:
    """Drop everything derived; `process` builds it again from the captures."""
    for model in (*OF_CHANGES, Reading, Version, Surroundings, Fact, Section, Extractor):
        session.execute(delete(model))


def forget_last_failures(session: Session, site_id: int) -> None:
    """Drop the failures after a page's last good reading, so that a new extractor tries these captures again."""
    later, read = aliased(Capture), aliased(Reading)
    good_since = (
        select(read.capture_id)
        .join(later, later.id == read.capture_id)
        .where(later.page_id == Capture.page_id, later.at >= Capture.at, read.version_id.is_not(None))
    )
    failed = (
        select(Capture.id)
        .join(Page)
        .join(Reading, Reading.capture_id == Capture.id)
        .where(Page.site_id == site_id, Reading.outcome == Outcome.FAILED, ~good_since.exists())
    )
    session.execute(delete(Reading).where(Reading.capture_id.in_(failed)))


def forget_overtaken(session: Session) -> int:
    """Mend pages where a capture arrived late, before ones that are read: the later ones are owed again."""
    read = select(Reading.capture_id)
    late = (
        select(Capture.page_id, func.min(Capture.at))
        .where(Capture.access.in_(FEEDS), Capture.id.not_in(read))
        .group_by(Capture.page_id)
    )
    mended = 0
    for page_id, at in session.execute(late).all():
        later = exists().where(Reading.capture_id == Capture.id, Capture.page_id == page_id, Capture.at > at)
        if session.scalar(select(later)):
            forget_after(session, page_id, at)
            mended += 1
    return mended


def _new_version(session: Session, owed: Owed, extraction: Extraction, extractor_id: int, cause: Cause) -> Version:
    sections = {section.digest: section_row(section) for section in extraction.sections}
    facts = {fact.digest: fact_row(fact) for fact in extraction.facts}
    section_ids = ids_by_digest(session, Section, sections)
    fact_ids = ids_by_digest(session, Fact, facts)
    version = Version(
        page_id=owed.page_id,
        extractor_id=extractor_id,
        digest=extraction.digest,
        cause=cause,
        title=extraction.title,
        language=extraction.language,
        route=extraction.route,
        kind=extraction.kind,
        selection=extraction.selection,
        coverage=extraction.coverage,
        first_seen=owed.at,
        last_seen=owed.at,
        section_ids=[section_ids[section.digest] for section in extraction.sections],
        fact_ids=[fact_ids[fact.digest] for fact in extraction.facts],
    )
    session.add(version)
    session.flush()
    return version


def _last_sight(session: Session, version: Version) -> Capture:
    saw = select(Capture).join(Reading).where(Reading.version_id == version.id)
    found = session.scalar(saw.order_by(Capture.at.desc(), Capture.id.desc()).limit(1))
    if found is not None:
        return found
    # A technical upgrade that no capture has confirmed yet was made from the capture it is dated by.
    made_from = select(Capture).where(Capture.page_id == version.page_id, Capture.at == version.first_seen)
    return session.scalars(made_from.order_by(Capture.id.desc()).limit(1)).one()


def _last_body(session: Session, version: Version) -> Owed:
    """The newest body of a page's newest version, dated by its last sight: that may be a 304, which has no body."""
    read = Reading.version_id.is_not(None), Capture.body_id.is_not(None)
    seen = select(Capture).join(Reading).where(Capture.page_id == version.page_id, *read)
    newest = seen.where(Capture.at <= version.last_seen).order_by(Capture.at.desc(), Capture.id.desc()).limit(1)
    return replace(_owed(session.scalars(newest).one()), at=version.last_seen)


def _owed(capture: Capture) -> Owed:
    content_type = next((value for name, value in capture.headers if name.lower() == "content-type"), "")
    return Owed(capture.id, capture.page_id, capture.at, capture.url, capture.body_id, content_type)


def _extractor_row(identity: ExtractorIdentity) -> dict[str, Any]:
    return {"name": identity.name, "version": identity.version, "config_digest": identity.config_digest}
