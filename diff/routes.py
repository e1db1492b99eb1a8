"""Two versions as they may be compared: with their publisher's claims, and read by one measure.

A landmark that appears overnight is no change.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from extract import Extraction, ExtractionError, Route
from extract.alike import AlikeTask, Answered
from extract.pool import Done
from extract.steering import Steering
from store.bodies import body_or_nothing
from store.claims import claims_at
from store.models import Page, Site, Version
from store.pages import capture_at
from store.versions import load_extraction, load_owed

# A paper or an opaque file has no lines that another route would have left out.
_OF_PAGES = frozenset({Route.LANDMARK, Route.TEMPLATE, Route.FALLBACK})

Run = Callable[[Sequence[AlikeTask]], Iterator[Done[tuple[Extraction, Extraction]]]]


@dataclass(frozen=True, slots=True)
class Alike:
    """Gives two versions as extractions that may be compared; `run` is ExtractionPool.run, `steering` by site name."""

    run: Run
    steering: Mapping[str, Steering] = field(default_factory=dict)

    def both(self, session: Session, old: Version, new: Version) -> tuple[Extraction, Extraction]:
        """The two versions as they are kept, or read again where their routes differ, with what was claimed beside."""
        page = session.get_one(Page, new.page_id)
        before, after = self._alike(session, page, old, new)
        said = claims_at(session, page, old.last_seen), claims_at(session, page, new.first_seen)
        return replace(before, claims=said[0]), replace(after, claims=said[1])

    def _alike(self, session: Session, page: Page, old: Version, new: Version) -> tuple[Extraction, Extraction]:
        kept = load_extraction(session, old), load_extraction(session, new)
        if old.route is new.route or not {old.route, new.route} <= _OF_PAGES:
            return kept
        steering = self.steering.get(session.get_one(Site, page.site_id).name, Steering())
        before, after = _answered(session, page, old.last_seen), _answered(session, page, new.first_seen)
        done = next(iter(self.run([AlikeTask(new.id, before, after, steering)])))
        # Both were read once already; should that fail now, a comparison that may say too much beats silence.
        return kept if isinstance(done.result, ExtractionError) else done.result


def _answered(session: Session, page: Page, at: datetime) -> Answered:
    """The body a page had at a moment: a 304 has none of its own."""
    owed = load_owed(session, [capture_at(session, page, at).id])[0]
    return Answered(body_or_nothing(session, owed.body_id), owed.url, owed.content_type)
