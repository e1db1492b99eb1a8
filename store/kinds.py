"""The closed vocabularies of the archive: how a server answered, what a crawl came to, what an edit is."""

from enum import StrEnum


class Access(StrEnum):
    """How the server answered. Only `ok` and `not-modified` feed versions."""

    OK = "ok"
    NOT_MODIFIED = "not-modified"
    REDIRECTED = "redirected"
    GONE = "gone"
    BLOCKED = "blocked"
    EMPTY = "empty"
    ROBOTS_DENIED = "robots-denied"
    ERROR = "error"


class CrawlState(StrEnum):
    """Where a crawl stands. One that died is still `running`; the next crawl of its site takes it up again."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class EntryState(StrEnum):
    """Whether a frontier entry still waits for its answer."""

    PENDING = "pending"
    DONE = "done"


class Origin(StrEnum):
    """Why a URL is in the frontier."""

    SEED = "seed"
    KNOWN = "known"
    SITEMAP = "sitemap"
    LINK = "link"
    REDIRECT = "redirect"


class Outcome(StrEnum):
    """What extraction made of a capture."""

    EXTRACTED = "extracted"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class Cause(StrEnum):
    """Why a version exists: the page moved, or a better extractor read it again."""

    PAGE = "page"
    TECHNICAL_UPGRADE = "technical-upgrade"


class EditKind(StrEnum):
    """What one edit of a change is."""

    PAGE_ADDED = "page-added"
    PAGE_GONE = "page-gone"
    PAGE_RETURNED = "page-returned"
    SECTION_ADDED = "section-added"
    SECTION_REMOVED = "section-removed"
    SECTION_EDITED = "section-edited"
    SECTION_MOVED = "section-moved"
    SECTION_RENAMED = "section-renamed"
    FACT_ADDED = "fact-added"
    FACT_REMOVED = "fact-removed"
    FACT_CHANGED = "fact-changed"
    LINK_ADDED = "link-added"
    LINK_REMOVED = "link-removed"
