"""What a crawl records: each answer is one transaction, and one is all that a crash can cost.

Body, capture, page identity, the settled frontier entry and the links it led to are committed together. This is the
hot path of a crawl, so its statements are built once and speak to the tables directly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from store.archive import Archive
from store.bodies import keep_body
from store.errors import NotFound
from store.identity import PageRef, merge_into, page_at
from store.kinds import Access, EntryState, Origin
from store.models import Capture, Crawl, FrontierEntry, Page
from store.rows import AT_ONCE, insert_new
from store.urlkey import urlkey


@dataclass(frozen=True, slots=True)
class Entry:
    """A frontier entry to visit: `depth` links from a seed, `hops` redirects from where it was found."""

    id: int
    url: str
    depth: int
    hops: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request: a response, or a failure without status and body.

    `at` is aware UTC, `headers` as received and in order, `evidence` says in words why `access` is what it is,
    `body` is what the content encoding held.
    """

    url: str
    at: datetime
    status: int | None
    headers: tuple[tuple[str, str], ...]
    access: Access
    evidence: str
    elapsed_ms: int | None = None
    body: bytes | None = None


_ROOM = select(Crawl.id, Crawl.site_id, Crawl.entries).where(Crawl.id == bindparam("crawl_id"))
_KNOWN_KEYS = select(FrontierEntry.urlkey).where(
    FrontierEntry.crawl_id == bindparam("crawl_id"), FrontierEntry.urlkey.in_(bindparam("keys", expanding=True))
)
_SETTLE = update(FrontierEntry).where(FrontierEntry.id == bindparam("entry_id")).values(state=EntryState.DONE)
_NEW_CAPTURE = insert(Capture.__table__)  # type: ignore[arg-type]  # it is a Table
_MOVED = update(Page).where(Page.id == bindparam("page_id")).values(url=bindparam("new_url"))


@dataclass(slots=True)
class Room:
    """A crawl's frontier as one transaction sees it: `entries` grows up to `most`."""

    crawl_id: int
    site_id: int
    entries: int
    most: int


def record(
    archive: Archive,
    crawl_id: int,
    entry: Entry,
    answer: Answer,
    *,
    links: Sequence[str] = (),
    redirect: str | None = None,
    max_pages: int,
) -> None:
    """Keep one answer and settle its entry, in one transaction; `redirect` is where a 3xx leads, if in scope."""
    with archive.writing() as session:
        room = room_of(session, crawl_id, max_pages)
        page = page_at(session, room.site_id, answer.url, answer.at)
        _keep(session, crawl_id, page, answer)
        session.connection().execute(_SETTLE, {"entry_id": entry.id})
        add_to_frontier(session, room, dict.fromkeys(links, entry.depth + 1), Origin.LINK)
        if redirect is not None:
            _follow(session, room, page, entry, answer, redirect)


def room_of(session: Session, crawl_id: int, max_pages: int) -> Room:
    """Give the room a crawl's frontier has; raises NotFound for a crawl that is not there."""
    found = session.connection().execute(_ROOM, {"crawl_id": crawl_id}).first()
    if found is None:
        raise NotFound(f"the archive has no crawl {crawl_id}")
    return Room(found[0], found[1], found[2], max_pages)


def add_to_frontier(session: Session, room: Room, depths: Mapping[str, int], origin: Origin) -> int:
    """Put URLs (with their depths) into the frontier unless their urlkey is there or there is no room left.

    Gives how many were new. Where two URLs have one key, the first spelling is kept.
    """
    keyed: dict[str, str] = {}
    for url in depths:
        keyed.setdefault(urlkey(url), url)
    known = _known_keys(session, room.crawl_id, list(keyed))
    fresh = [key for key in keyed if key not in known][: max(0, room.most - room.entries)]
    if fresh:
        row = {"crawl_id": room.crawl_id, "hops": 0, "origin": origin, "state": EntryState.PENDING}
        rows = [{**row, "urlkey": key, "url": keyed[key], "depth": depths[keyed[key]]} for key in fresh]
        insert_new(session, FrontierEntry, rows)
        room.entries += len(fresh)
        session.execute(update(Crawl).where(Crawl.id == room.crawl_id).values(entries=room.entries))
    return len(fresh)


def _known_keys(session: Session, crawl_id: int, keys: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        asked = {"crawl_id": crawl_id, "keys": keys[start : start + AT_ONCE]}
        known.update(session.connection().scalars(_KNOWN_KEYS, asked))
    return known


def _keep(session: Session, crawl_id: int, page: PageRef, answer: Answer) -> None:
    body_id = keep_body(session, answer.body, page.id) if answer.body else None
    row = {
        "page_id": page.id,
        "crawl_id": crawl_id,
        "url": answer.url,
        "at": answer.at,
        "status": answer.status,
        "headers": [[_storable(part) for part in header] for header in answer.headers],
        "access": answer.access,
        "evidence": _storable(answer.evidence),
        "elapsed_ms": answer.elapsed_ms,
        "body_id": body_id,
    }
    session.connection().execute(_NEW_CAPTURE, row)
    if answer.access is Access.OK and page.url != answer.url:
        session.connection().execute(_MOVED, {"page_id": page.id, "new_url": answer.url})


def _storable(text: str) -> str:
    """Keep a NUL that a server sent visible: PostgreSQL takes none in text, and one answer must not stop a crawl."""
    return text.replace("\0", "\N{SYMBOL FOR NULL}")


def _follow(session: Session, room: Room, page: PageRef, entry: Entry, answer: Answer, target: str) -> None:
    """Go on where a redirect leads, and let an address that never had content of its own lead to that page."""
    if urlkey(target) == urlkey(answer.url):
        again = {"state": EntryState.PENDING, "url": target, "hops": entry.hops + 1}
        session.execute(update(FrontierEntry).where(FrontierEntry.id == entry.id).values(again))
        return
    if add_to_frontier(session, room, {target: entry.depth}, Origin.REDIRECT):
        arrived = update(FrontierEntry).where(
            FrontierEntry.crawl_id == room.crawl_id, FrontierEntry.urlkey == urlkey(target)
        )
        session.execute(arrived.values(hops=entry.hops + 1))
    merge_into(session, page, page_at(session, room.site_id, target, answer.at))
