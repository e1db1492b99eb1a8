"""How the command ends: every exit code, and what to do about it."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `variorum`; the docstring of each says whether trying again can help."""

    OK = 0
    BUG = 1
    USAGE = 2
    CONFIG = 3
    ARCHIVE = 4
    NOT_FOUND = 5
    BUSY = 6
    CRAWL_FAILED = 7
    CORRUPT = 8
    INTERRUPTED = 75

    @property
    def meaning(self) -> str:
        """Say in a sentence what happened and what helps."""
        return _MEANINGS[self]


_MEANINGS = {
    Exit.OK: "Done.",
    Exit.BUG: "A fault in Variorum, with its traceback: report it.",
    Exit.USAGE: "The command line is wrong, a date that lies in the future included: correct it.",
    Exit.CONFIG: "The configuration cannot be used, or has no such site: the message names file, line and key.",
    Exit.ARCHIVE: "The archive is missing, not migrated or does not answer: the message says which and what to do.",
    Exit.NOT_FOUND: "The archive knows no such site, page, version or capture.",
    Exit.BUSY: "Another process does this already; the message says which. Try again when it has ended.",
    Exit.CRAWL_FAILED: "A crawl ended without answers, or with far fewer than the last one; what came is recorded.",
    Exit.CORRUPT: "A stored body no longer has its digest: restore it from a backup.",
    Exit.INTERRUPTED: "Stopped on request; the same command goes on where it stopped.",
}
