"""Bodies, kept once per digest: zstd against the page's earlier body, in short chains, checked on every read."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import zstandard
from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import Session

from store.errors import CorruptBody, NotFound
from store.models import Body, Capture
from store.rows import insert_new

# Reading a body inflates every link of its chain. Sixteen links keep that under two milliseconds for a page of
# 80 kB, and a keyframe every seventeenth body costs little beside the bodies between.
LONGEST_CHAIN = 16

# Above this the window of a delta would need more memory than the saving is worth.
LARGEST_BASE = 8 << 20

# Level 6 is where deltas stopped getting smaller on real histories.
LEVEL = 6

# Statements of the crawl's hot path are built once: building them costs more than running them.
_KNOWN = select(Body.id).where(Body.digest == bindparam("digest"))
_NEWEST_OF_PAGE = (
    select(Capture.body_id)
    .where(Capture.page_id == bindparam("page_id"), Capture.body_id.is_not(None))
    .order_by(Capture.at.desc(), Capture.id.desc())
    .limit(1)
)
_COLUMNS = (Body.id, Body.digest, Body.size, Body.base_id, Body.chain, Body.data)
_LINKS = select(*_COLUMNS, literal(0).label("depth")).where(Body.id == bindparam("body_id")).cte(recursive=True)
_LINKS = _LINKS.union_all(
    select(*_COLUMNS, _LINKS.c.depth + 1).where(Body.id == _LINKS.c.base_id, _LINKS.c.depth < LONGEST_CHAIN)
)
_CHAIN = select(*(_LINKS.c[column.name] for column in _COLUMNS)).order_by(_LINKS.c.depth)


@dataclass(frozen=True, slots=True)
class _Link:
    """One row of a chain: what is stored of a body, and against which other one."""

    id: int
    digest: bytes
    size: int
    base_id: int | None
    chain: int
    data: bytes


def keep_body(session: Session, content: bytes, page_id: int) -> int:
    """Store bytes unless they are there already, against the newest body of the same page; gives the body's id."""
    digest = hashlib.sha256(content).digest()
    known: int | None = session.connection().scalar(_KNOWN, {"digest": digest})
    if known is not None:
        return known
    base, data = _against_newest(session, content, page_id)
    row = {
        "digest": digest,
        "size": len(content),
        "base_id": base.id if base else None,
        "chain": base.chain + 1 if base else 0,
        "data": data,
    }
    insert_new(session, Body, [row])
    kept: int = session.connection().execute(_KNOWN, {"digest": digest}).scalar_one()
    return kept


def _against_newest(session: Session, content: bytes, page_id: int) -> tuple[_Link | None, bytes]:
    """Compress bytes against the newest body of their page, if there is one that serves."""
    newest = session.connection().scalar(_NEWEST_OF_PAGE, {"page_id": page_id})
    chain = _chain(session, newest) if newest is not None else []
    if not chain or not chain[0].size or chain[0].chain >= LONGEST_CHAIN or chain[0].size + len(content) > LARGEST_BASE:
        return None, _deflate(content, None)
    try:
        return chain[0], _deflate(content, _inflate_chain(chain))
    except CorruptBody:  # evidence comes first: a damaged past must not keep tonight from being kept whole
        return None, _deflate(content, None)


def body_or_nothing(session: Session, body_id: int | None) -> bytes:
    """The bytes of a body, none where a capture has none; raises CorruptBody as `read_body` does."""
    return b"" if body_id is None else read_body(session, body_id)


def read_body(session: Session, body_id: int) -> bytes:
    """Give back the bytes of a body; raises CorruptBody when they no longer have their digest."""
    chain = _chain(session, body_id)
    if not chain:
        raise NotFound(f"the archive has no body {body_id}")
    return _inflate_chain(chain)


def _chain(session: Session, body_id: int) -> list[_Link]:
    """Give a body and what it is stored against, down to a keyframe; never more than a chain may have."""
    return [_Link(*row) for row in session.connection().execute(_CHAIN, {"body_id": body_id})]


def _inflate_chain(chain: Sequence[_Link]) -> bytes:
    body = chain[0]
    if chain[-1].base_id is not None:
        raise CorruptBody(body.digest, "the body it is stored against is missing")
    content: bytes | None = None
    for link in reversed(chain):
        content = _inflate(link, content)
    if content is None or hashlib.sha256(content).digest() != body.digest:
        raise CorruptBody(body.digest, "its bytes do not have its digest")
    return content


def _deflate(content: bytes, base: bytes | None) -> bytes:
    if base is None:
        return zstandard.ZstdCompressor(level=LEVEL).compress(content)
    window = max(17, (len(base) + len(content)).bit_length())
    settings = zstandard.ZstdCompressionParameters.from_level(
        LEVEL, source_size=len(content), dict_size=len(base), window_log=window
    )
    return zstandard.ZstdCompressor(compression_params=settings, dict_data=_dictionary(base)).compress(content)


def _inflate(body: _Link, base: bytes | None) -> bytes:
    try:
        dictionary = _dictionary(base) if base is not None else None
        reader = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=1 << 28)
        return reader.decompress(body.data, max_output_size=max(body.size, 1))
    except zstandard.ZstdError as error:
        raise CorruptBody(body.digest, str(error)) from error


def _dictionary(base: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
