"""The word-level redline of two texts: which runs were kept, removed and added, as a reader would mark them."""

from collections.abc import Sequence
from itertools import chain

from diff.matching import Run, common_runs
from diff.tokens import Token, keys_of, tokens_of
from diff.values import Hunk

# A page of data that was replaced is better said in one hunk than in thousands.
_MOST_RUNS = 5_000

# A short kept run between two changes reads worse than one longer change (findings: at most 4 tokens, 1 content word).
_SHORT_RUN = 4
_FUNCTION_WORDS = frozenset(
    keys_of(
        "a an and are as at be by for from had has have if in is it its of on or that the their this to was were"
        " which will with you your al con de del el en es la las lo los o para por que se su sus un una y"
    )
)


def redline(old: str, new: str) -> tuple[Hunk, ...]:
    """The hunks that lead from one text to the other.

    Kept and added hunks joined are the new text exactly; kept and removed hunks joined are the old text but for
    white space, quotes and dashes, which are never shown as a change.
    """
    before, _ = tokens_of(old)
    after, tail = tokens_of(new)
    ends = (len(before), len(after))
    runs = _joined(common_runs([token.key for token in before], [token.key for token in after]), after, ends)
    if len(runs) > _MOST_RUNS:
        runs = _ends_only(runs, ends)
    redlined = _Redline()
    _write(redlined, before, after, runs)
    redlined.keep(tail)
    return redlined.hunks()


def _ends_only(runs: Sequence[Run], ends: tuple[int, int]) -> list[Run]:
    """The runs at the very start and the very end of both texts."""
    first, last = runs[0], runs[-1]
    starts = [first] if first.old == first.new == 0 else []
    reaches = (last.old + last.size, last.new + last.size) == ends
    return [*starts, last] if reaches and last != first else starts


def _joined(runs: Sequence[Run], after: Sequence[Token], ends: tuple[int, int]) -> list[Run]:
    """The runs without those too short to interrupt the changes around them; a line break always interrupts."""
    return [
        run
        for run in runs
        if run[:2] == (0, 0) or (run.old + run.size, run.new + run.size) == ends or not _is_interjection(run, after)
    ]


def _is_interjection(run: Run, after: Sequence[Token]) -> bool:
    """Whether a run is at most four tokens of one line with at most one word of content."""
    if run.size > _SHORT_RUN:
        return False
    tokens = after[run.new : run.new + run.size + 1]
    if any("\n" in token.lead for token in tokens):
        return False
    return sum(_is_content(token.key) for token in tokens[: run.size]) <= 1


def _is_content(key: str) -> bool:
    """Whether a token carries meaning of its own."""
    return key.casefold() not in _FUNCTION_WORDS and any(character.isalnum() for character in key)


def _write(redlined: "_Redline", before: Sequence[Token], after: Sequence[Token], runs: Sequence[Run]) -> None:
    """Put down both texts run by run: what lies between two kept runs was removed and added."""
    i = j = 0
    for run in chain(runs, [Run(len(before), len(after), 0)]):
        redlined.remove(before[i : run.old])
        redlined.add(after[j : run.new])
        i, j = run.old + run.size, run.new + run.size
        redlined.keep_run(before[run.old : i], after[run.new : j])


class _Redline:
    """A redline while it is written: neighbouring pieces of one kind become one hunk."""

    def __init__(self) -> None:
        self._done: list[Hunk] = []
        self._kept = ""
        self._removed = ""
        self._added = ""

    def remove(self, tokens: Sequence[Token]) -> None:
        """Mark tokens of the old text as removed."""
        self._removed += _text(tokens)

    def add(self, tokens: Sequence[Token]) -> None:
        """Mark tokens of the new text as added."""
        self._added += _text(tokens)

    def keep_run(self, old: Sequence[Token], new: Sequence[Token]) -> None:
        """Keep tokens in their new spelling; space that only one side has beside a change belongs to the change."""
        if not new:
            return
        text = _text(new)
        if self._removed or self._added:
            text = self._settle_space(old[0].lead, new[0].lead, text)
        self.keep(text)

    def _settle_space(self, old_lead: str, new_lead: str, text: str) -> str:
        if old_lead and not new_lead:
            self._removed += old_lead
        elif new_lead and not old_lead:
            self._added += new_lead
            return text[len(new_lead) :]
        return text

    def keep(self, text: str) -> None:
        """Keep text of the new version, closing the change before it."""
        if not text:
            return
        if self._removed or self._added:
            text = self._close_change(text)
        self._kept += text

    def _close_change(self, following: str) -> str:
        """Write down the change, its leading space moved to the kept text before it where that changes nothing."""
        removed, added = self._removed, self._added
        space = _leading_space(added)
        if not added and _leading_space(removed) and _leading_space(following):
            space = _leading_space(following)
            following = following[len(space) :]
            removed = removed.lstrip() + space
        elif space:
            added = added[len(space) :]
            removed = removed.lstrip()
        self._flush(self._kept + space, removed, added)
        return following

    def _flush(self, kept: str, removed: str, added: str) -> None:
        self._done += [Hunk(op, text) for op, text in ((0, kept), (-1, removed), (1, added)) if text]
        self._kept = self._removed = self._added = ""

    def hunks(self) -> tuple[Hunk, ...]:
        """Everything written, in order."""
        self._close_change("")
        return tuple(self._done)


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.lead + token.text for token in tokens)


def _leading_space(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]
