"""What the made-up agency gives: answers to requests, and the list of what was planted, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum

from store.kinds import Operation

NIGHTS = 6


class Plant(StrEnum):
    """What was planted in the site on one night."""

    HOTLINE = "hotline number changed"
    SILENT_EDIT = "silent edit"
    DATE_BUMP = "date bump"
    SECTION_MOVED = "section moved"
    PAGE_ADDED = "page added"
    LISTED = "added to its listing"
    PAGE_GONE = "page gone"
    UNLISTED = "taken off its listing"
    FOOTER = "footer changed"
    TEMPLATE = "template replaced"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing that is different from `night` on, on every page of `paths`, until the last night.

    `old` and `new` are the visible words before and after (empty where there were none; for a section that moves
    both are its heading, for the template and the block what answered). `edits` are the kinds of edit that a report
    must at least show for it; it is empty where nothing of the content changes.
    """

    night: int
    plant: Plant
    paths: tuple[str, ...]
    old: str
    new: str
    edits: tuple[Operation, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer: status, headers in order, and the body's bytes."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
