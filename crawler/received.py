"""What came over the wire for a request, before anything decoded or judged it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response

_KEY = "variorum_received"


@dataclass(frozen=True, slots=True)
class Received:
    """The head of one answer: headers as received, as far as Scrapy keeps their order; `elapsed_ms` until they came."""

    at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    elapsed_ms: int | None


def note(request: Request, response: Response) -> None:
    """Keep the head of an answer with its request."""
    latency = request.meta.get("download_latency")
    request.meta[_KEY] = Received(
        at=datetime.now(UTC),
        status=response.status,
        headers=tuple(
            (header_text(name), header_text(value)) for name, values in response.headers.items() for value in values
        ),
        elapsed_ms=None if latency is None else round(latency * 1000),
    )


def forget(request: Request) -> None:
    """Drop the head of an earlier attempt, which a retry would inherit."""
    request.meta.pop(_KEY, None)


def received(request: Request) -> Received | None:
    """Give the head of the answer to a request, if one came."""
    found: Received | None = request.meta.get(_KEY)
    return found


def header_text(value: bytes) -> str:
    """Read a header's bytes, whatever they are."""
    # Latin-1 keeps every byte; NUL alone is refused by PostgreSQL.
    return value.decode("latin-1").replace("\0", "")
