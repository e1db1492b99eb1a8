"""Bodies, kept once per digest: zstd against the page's earlier body, in short chains, checked on every read."""

import hashlib

import zstandard
from sqlalchemy import select
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


def keep_body(session: Session, content: bytes, page_id: int) -> int:
    """Store bytes unless they are there already, against the newest body of the same page; gives the body's id."""
    digest = hashlib.sha256(content).digest()
    known = session.scalar(select(Body.id).where(Body.digest == digest))
    if known is not None:
        return known
    base = _base_for(session, page_id, len(content))
    try:
        data = _deflate(content, _inflate_chain(session, base) if base else None)
    except CorruptBody:  # evidence comes first: a damaged past must not keep tonight from being kept whole
        base, data = None, _deflate(content, None)
    row = {
        "digest": digest,
        "size": len(content),
        "base_id": base.id if base else None,
        "chain": base.chain + 1 if base else 0,
        "data": data,
    }
    insert_new(session, Body, [row])
    return session.scalars(select(Body.id).where(Body.digest == digest)).one()


def read_body(session: Session, body_id: int) -> bytes:
    """Give back the bytes of a body; raises CorruptBody when they no longer have their digest."""
    body = session.get(Body, body_id)
    if body is None:
        raise NotFound(f"the archive has no body {body_id}")
    return _inflate_chain(session, body)


def _base_for(session: Session, page_id: int, size: int) -> Body | None:
    newest = (
        select(Body)
        .join(Capture, Capture.body_id == Body.id)
        .where(Capture.page_id == page_id)
        .order_by(Capture.at.desc(), Capture.id.desc())
        .limit(1)
    )
    base = session.scalar(newest)
    if base is None or not base.size or base.chain >= LONGEST_CHAIN or base.size + size > LARGEST_BASE:
        return None
    return base


def _inflate_chain(session: Session, body: Body) -> bytes:
    links = [body]
    while links[-1].base_id is not None:
        base = session.get(Body, links[-1].base_id)
        if base is None or len(links) > LONGEST_CHAIN:
            raise CorruptBody(body.digest, "the body it is stored against is missing")
        links.append(base)
    content: bytes | None = None
    for link in reversed(links):
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


def _inflate(body: Body, base: bytes | None) -> bytes:
    try:
        dictionary = _dictionary(base) if base is not None else None
        reader = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=1 << 28)
        return reader.decompress(body.data, max_output_size=max(body.size, 1))
    except zstandard.ZstdError as error:
        raise CorruptBody(body.digest, str(error)) from error


def _dictionary(base: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
