"""Why an entry of the frontier got no answer of its own, beside what Scrapy itself can say.

IgnoreRequest (Scrapy's: not retried, not logged as a bug)
├── RobotsDenied     robots.txt forbids it, or its server failed to give it
├── HostUnreachable  nobody answered for robots.txt, so nothing else was asked
├── BodyTooLarge     decompressed, it would be larger than what is kept
├── UndecodableBody  its content encoding cannot be undone
└── Stopping         the crawl is stopping: no answer at all, the entry stays pending
"""

from scrapy.exceptions import IgnoreRequest


class RobotsDenied(IgnoreRequest):
    """robots.txt forbids the address, or its server failed to give it, which means the same (RFC 9309 §2.3.1.4)."""


class HostUnreachable(IgnoreRequest):
    """Nobody answered when robots.txt was asked for; without it nothing else may be asked, and nobody is there."""


class BodyTooLarge(IgnoreRequest):
    """The body would by decompression become larger than what is kept of one answer."""


class UndecodableBody(IgnoreRequest):
    """The body is not in the content encoding it claims, or in one that is not known."""


class Stopping(IgnoreRequest):
    """The crawl is stopping; nothing was asked, so there is nothing to record."""
