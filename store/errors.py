"""What can go wrong with the archive, as one tree; each message is one line that says what and what to do.

StoreError
├── BadAddress      the archive's URL is not a database address
├── ArchiveMissing  there is no archive where the URL points
├── NotMigrated     the archive is older (or newer) than this program
├── Unreachable     the database does not answer, or failed under way
├── Busy            somebody else holds what only one may hold
├── NotFound        the archive knows no such site, page, capture or version
└── CorruptBody     stored bytes no longer have their digest
"""


class StoreError(Exception):
    """Anything the archive refuses or cannot do; the command line prints it as one line."""


class BadAddress(StoreError):
    """The archive's URL is not a database address."""


class ArchiveMissing(StoreError):
    """There is no archive where the URL points."""


class NotMigrated(StoreError):
    """The archive's schema is not the one this program was written for."""


class Unreachable(StoreError):
    """The database does not answer, or failed under way."""


class Busy(StoreError):
    """Somebody else holds `name`, which only one may hold at a time."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"{name} is at work already: {detail}")
        self.name = name
        self.detail = detail


class NotFound(StoreError):
    """The archive knows no such site, page, capture or version."""


class CorruptBody(StoreError):
    """Stored bytes no longer have their digest; the row is kept as it is."""

    def __init__(self, digest: bytes, why: str) -> None:
        super().__init__(
            f"body {digest.hex()} is corrupt ({why}): restore the archive from a backup; nothing was changed"
        )
        self.digest = digest
