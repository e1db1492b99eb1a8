"""How much text an edit changed: its longest run that says something else, and what such a run weighs."""

import math
import re
from collections.abc import Iterator

from diff.values import Edit, Hunk
from diff.weights import COSMETIC, FIRST_RUN, FULL_RUN
from store.kinds import Operation

_NO_LETTER = re.compile(r"[\W_]+")
_PLURAL = re.compile(r"(?<=[^\W\d_]{3})s\b")

WHOLE = frozenset({Operation.SECTION_ADDED, Operation.SECTION_REMOVED})
"""The operations of sections that came or went whole."""


def changed_run(edit: Edit) -> int:
    """Letters and digits of the longest run that was removed or added; facts and links have none.

    A section that came or went is one run. An edited one has none where its findings are of looks alone, or where it
    has no findings: then all that moved in it is told by facts.
    """
    if edit.operation in WHOLE:
        return len(_letters(edit.new or edit.old or ""))
    if all(finding.aspect in COSMETIC for finding in edit.findings):
        return 0
    return max(_runs(edit.hunks), default=0)


def weight_of_run(run: int) -> float:
    """0 to 1, steep at first and full at `FULL_RUN`: the tenth sentence adds less than the first."""
    return math.log(1 + min(run, FULL_RUN) / FIRST_RUN) / math.log(1 + FULL_RUN / FIRST_RUN)


def _runs(hunks: tuple[Hunk, ...]) -> Iterator[int]:
    """The lengths of the changed runs; what one text was put for another counts as the longer of the two.

    Words put in another number have none: "tasks exist", "task exists".
    """
    removed = ""
    for hunk in (*hunks, Hunk(0, "")):
        if hunk.op < 0:
            removed = hunk.text
            continue
        added = hunk.text if hunk.op > 0 else ""
        if _letters(_PLURAL.sub("", removed)) != _letters(_PLURAL.sub("", added)):
            yield max(len(_letters(removed)), len(_letters(added)))
        removed = ""


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())
