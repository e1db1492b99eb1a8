"""Publishers' claims of when a page was changed, as the archive keeps them: beside captures, never in a version."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from extract.facts.claims import http_claim
from extract.values import Fact, FactKind, Source
from store.models import Capture, Page, Reading


def claims_at(session: Session, page: Page, at: datetime | None) -> tuple[Fact, ...]:
    """Give what the page's last answer up to a moment (none: now) claimed: in its markup, and in its HTTP headers."""
    read = (
        select(Capture.headers, Reading.claims)
        .join(Reading, Reading.capture_id == Capture.id)
        .where(Capture.page_id == page.id, Reading.version_id.is_not(None))
        .order_by(Capture.at.desc(), Capture.id.desc())
        .limit(1)
    )
    if at is not None:
        read = read.where(Capture.at <= at)
    row = session.execute(read).first()
    if row is None:
        return ()
    headers, claims = row
    stated = tuple(
        Fact(FactKind.REVIEW_DATE, value, label, raw, inside=False, source=Source(source))
        for source, label, value, raw in claims
    )
    said = http_claim(headers)
    return (*stated, said) if said else stated
