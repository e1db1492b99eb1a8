"""What of a body extraction looks at, as one digest: equal ones read alike, and the second need not be read."""

import hashlib
from dataclasses import dataclass

from extract.essence import essence_of
from extract.media import HTML, decode, media_type_of
from extract.tuning import MAX_BODY_BYTES


def fingerprint(body: bytes, content_type: str = "") -> bytes:
    """SHA-256 of a body without what no reading depends on; nothing where that cannot be told cheaply.

    Bodies of equal fingerprints, at one address and under one extractor, give equal extractions.
    """
    if not body or len(body) > MAX_BODY_BYTES:
        return b""
    if media_type_of(body, content_type) != HTML:
        return hashlib.sha256(content_type.encode("utf-8", "surrogatepass") + b"\0" + body).digest()
    essence = essence_of(decode(body, content_type).replace("\0", ""))
    return b"" if essence is None else hashlib.sha256(essence.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class FingerprintTask:
    """One stored body to tell the fingerprint of, in a worker process."""

    id: int
    body: bytes
    content_type: str = ""

    def do(self) -> bytes:
        """Tell it."""
        return fingerprint(self.body, self.content_type)
