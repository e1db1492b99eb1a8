"""What the made-up agency gives: answers to requests, and the list of what was planted, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum

from store.kinds import Aspect, Kind

NIGHTS = 7


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
    BLOCKED = "everything blocked"
    PENALTY = "the same sum on three pages"
    DEADLINE = "deadline shortened"
    OTHER_HANDS = "telephone in other hands"
    E_MAIL = "e-mail address removed"
    UPDATED = "review date moved with the content"
    MEETING = "date of a meeting changed"
    PAGE_TAKEN = "page taken down"
    PAGE_BACK = "page back"
    PAGE_MOVED = "page led elsewhere"
    PAGE_CLOSED = "page closed"
    FLIP_FLOP = "changed and changed back"
    NOTICE = "changes every night"
    FEE = "number changed"
    TABLE = "number in a table changed"
    MISTYPED = "review date in the future"
    RENAMED = "section renamed"
    SPLIT = "section split"
    MERGED = "sections merged"
    BACKDATED = "review date backwards"
    DIRECTIVE = "policy identifier changed"
    UNDATED = "review date removed"
    STRONGER = "may became must"
    NEGATED = "may not became may"
    CONDITION = "condition added"
    DEBE = "debe became debería"
    EDITION = "document replaced"
    DATA = "data removed"
    ORDER = "link led elsewhere"
    UNLINKED = "page does not link itself any more"
    TYPO = "typo"
    CAPITALS = "capitals"
    COMMA = "punctuation"
    FIGURE = "spelling of a number"
    HANDBOOK = "number in a PDF changed"
    FILE = "file changed"


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing that is different from `night` on, on every page of `paths`, until the last night.

    `old` and `new` are the visible words before and after (empty where there were none; for a section that moves
    both are its heading, for the template and the block what answered). `told` is of what kinds a report must say that
    it is, and of no others; it is empty where nothing of the content changes. What changes twice is planted twice.
    """

    night: int
    plant: Plant
    paths: tuple[str, ...]
    old: str
    new: str
    told: tuple[tuple[Kind, Aspect], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer: status, headers in order, and the body's bytes."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
