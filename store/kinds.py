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


class Operation(StrEnum):
    """What one edit did."""

    PAGE_ADDED = "page-added"
    PAGE_GONE = "page-gone"
    PAGE_RETURNED = "page-returned"
    PAGE_REDIRECTED = "page-redirected"
    PAGE_BLOCKED = "page-blocked"
    SECTION_ADDED = "section-added"
    SECTION_REMOVED = "section-removed"
    SECTION_EDITED = "section-edited"
    SECTION_MOVED = "section-moved"
    SECTION_RENAMED = "section-renamed"
    SECTION_SPLIT = "section-split"
    SECTION_MERGED = "section-merged"
    FACT_ADDED = "fact-added"
    FACT_REMOVED = "fact-removed"
    FACT_CHANGED = "fact-changed"
    FACT_MOVED = "fact-moved"
    LINK_ADDED = "link-added"
    LINK_REMOVED = "link-removed"
    LINK_CHANGED = "link-changed"


class Kind(StrEnum):
    """Of what kind an edit or a change is; each may be of several. docs/kinds/ has a page for each."""

    CONTACT = "contact"
    REVIEW_DATE = "review-date"
    SILENT_EDIT = "silent-edit"
    OBLIGATION = "obligation"
    IDENTIFIER = "policy-identifier"
    NUMBER = "number"
    DATE = "date"
    DEADLINE = "deadline"
    LINK = "link"
    DOCUMENT = "document"
    TEXT = "text"
    WORDING = "wording"
    STRUCTURE = "structure"
    REMOVAL = "removal"
    ADDITION = "addition"
    PAGE = "page"
    FLIP_FLOP = "flip-flop"
    VOLATILE = "volatile"


class Aspect(StrEnum):
    """How a kind shows: what became of the contact, the date, the obligation, the page."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REFORMATTED = "reformatted"

    BUMPED = "bumped"
    BACKWARDS = "backwards"
    FUTURE = "future"
    CONTRADICTED = "contradicted"

    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    NEGATED = "negated"
    CONDITION = "condition"
    TOUCHED = "touched"

    REWORDED = "reworded"
    TYPO = "typo"
    PUNCTUATION = "punctuation"
    CASE = "case"
    FORMATTING = "formatting"

    RENAMED = "renamed"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"

    APPEARED = "appeared"
    GONE = "gone"
    RETURNED = "returned"
    REDIRECTED = "redirected"
    BLOCKED = "blocked"

    RETARGETED = "retargeted"
    UNLINKED_ITSELF = "unlinked-itself"
    REPLACED = "replaced"
    DATA = "data"

    STALE_LABEL = "label-stayed"
    REPEATED = "repeated"
