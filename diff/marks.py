"""A redline while it is written: what is kept, removed and added, token by token, becomes hunks."""

from collections.abc import Sequence
from typing import NamedTuple

from diff.tokens import Token
from diff.values import Hunk


class Step(NamedTuple):
    """What happens next: tokens of both sides are kept, or old ones are removed and new ones added."""

    old: Sequence[Token]
    new: Sequence[Token]
    is_kept: bool = False
    moved: bool = False


class Redline:
    """A redline while it is written: neighbouring pieces of one kind become one hunk."""

    def __init__(self) -> None:
        self._done: list[Hunk] = []
        self._kept: list[str] = []
        self._removed: list[_Stretch] = []
        self._added: list[_Stretch] = []

    def __len__(self) -> int:
        """How many hunks are written down."""
        return len(self._done)

    def write(self, step: Step) -> None:
        """Put down the next step."""
        if not step.is_kept:
            _mark(self._removed, step.old, moved=step.moved)
            _mark(self._added, step.new, moved=step.moved)
        elif step.new:
            text = _text(step.new)
            if self._removed or self._added:
                text = self._settle_space(step.old[0].lead, step.new[0].lead, text)
            self.keep(text)

    def _settle_space(self, old_lead: str, new_lead: str, text: str) -> str:
        """Let space that only one side has beside a change belong to the change."""
        if old_lead and not new_lead and self._removed:
            self._removed[-1].pieces.append(old_lead)
        elif new_lead and not old_lead and self._added:
            self._added[-1].pieces.append(new_lead)
            return text[len(new_lead) :]
        return text

    def keep(self, text: str) -> None:
        """Keep text of the new version, closing the change before it."""
        if not text:
            return
        if self._removed or self._added:
            text = self._close_change(text)
        self._kept.append(text)

    def _close_change(self, following: str) -> str:
        """Write down the change, its leading space moved to the kept text before it where that changes nothing."""
        removed, added = _hunks(-1, self._removed), _hunks(1, self._added)
        self._removed, self._added = [], []
        space = _lead_of(added)
        if space:
            if removed and "\n" in space and "\n" not in _lead_of(removed):
                self._put(removed)
                removed = []
            self._kept.append(space)
        elif _lead_of(removed) and not added and _leading_space(following):
            space = _leading_space(following)
            following = following[len(space) :]
            self._kept.append(space)
            removed[-1] = removed[-1]._replace(text=removed[-1].text + space)
        else:
            self._put([*removed, *added])
            return following
        self._put([*_without_lead(removed), *_without_lead(added)])
        return following

    def _put(self, changed: Sequence[Hunk]) -> None:
        """Write down what was kept, and what was changed behind it."""
        self._done += [hunk for hunk in (Hunk(0, "".join(self._kept)), *changed) if hunk.text]
        self._kept = []

    def hunks(self) -> tuple[Hunk, ...]:
        """Everything written, in order."""
        self._close_change("")
        self._put(())
        return tuple(self._done)


class _Stretch(NamedTuple):
    """Text removed or added in one place, all of it moved or none."""

    moved: bool
    pieces: list[str]


def _mark(stretches: list[_Stretch], tokens: Sequence[Token], *, moved: bool) -> None:
    if not tokens:
        return
    if not stretches or stretches[-1].moved != moved:
        stretches.append(_Stretch(moved, []))
    stretches[-1].pieces.append(_text(tokens))


def _hunks(op: int, stretches: Sequence[_Stretch]) -> list[Hunk]:
    """The stretches as hunks; space between two of them stands behind the former, as a line break does."""
    texts = ["".join(part.pieces) for part in stretches]
    for place in range(1, len(texts)):
        space = _leading_space(texts[place])
        texts[place - 1] += space
        texts[place] = texts[place][len(space) :]
    return [Hunk(op, text, part.moved) for text, part in zip(texts, stretches, strict=True)]


def _lead_of(hunks: Sequence[Hunk]) -> str:
    return _leading_space(hunks[0].text) if hunks else ""


def _without_lead(hunks: Sequence[Hunk]) -> list[Hunk]:
    return [hunk._replace(text=hunk.text.lstrip()) if place == 0 else hunk for place, hunk in enumerate(hunks)]


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.lead + token.text for token in tokens)


def _leading_space(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]
