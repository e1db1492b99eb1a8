"""What goes into a site's crawl and what comes out of it, as values that travel between two processes as JSON."""

import json
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import Any, Self

from store.kinds import CrawlState

MEBIBYTE = 1 << 20


class Exit(IntEnum):
    """How a crawl ended, as the exit code of its process; the numbers are those of sysexits.h where it has one."""

    FINISHED = 0
    FAILED = 1
    BUSY = 69
    INTERRUPTED = 75


@dataclass(frozen=True, slots=True)
class CrawlPlan:
    """All a crawl of one site needs to know; nothing else configures it.

    `hosts` are `name` or `name:port`, and the hosts of the seeds where it is empty. `excludes` are shell-style
    globs over `path?query`. `delay` and `timeout` are seconds, `max_body` is bytes. `contact` is an address or a URL
    where the operator is found. `archive_url` may hold a password.
    """

    name: str
    seeds: tuple[str, ...]
    archive_url: str = field(repr=False)
    contact: str
    hosts: tuple[str, ...] = ()
    path_prefixes: tuple[str, ...] = ("/",)
    excludes: tuple[str, ...] = ()
    max_pages: int = 2000
    max_depth: int = 20
    sitemaps: bool = True
    delay: float = 1.0
    concurrency: int = 2
    autothrottle: bool = True
    timeout: float = 60.0
    max_body: int = 32 * MEBIBYTE
    log_level: str = "INFO"

    def to_json(self) -> str:
        """Write the plan as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        fields: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()
        }
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a crawl stands: entries done and queued over its whole life, the rest since this process began."""

    done: int
    queued: int
    bytes: int
    errors: int
    seconds: float


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """What one run of a site's crawl came to, in the counts of the archive.

    `state` is `running` where a later run takes the crawl up again; `crawl_id` is empty where none was begun.
    `access` counts captures by the words of `store.kinds.Access`.
    """

    site: str
    crawl_id: int | None
    state: CrawlState
    reason: str
    exit: Exit
    resumed: bool = False
    captures: int = 0
    pages: int = 0
    bytes: int = 0
    pending: int = 0
    access: dict[str, int] = field(default_factory=dict)
