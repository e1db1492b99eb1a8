"""Sentences as the rules read them: their terms, how alike two of them are, and which terms they exchanged."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from diff.folding import folded
from diff.kinds.modals import Modal, modals_of
from diff.kinds.spans import Sort, Span
from diff.kinds.terms import Term, stem_of, terms_of

ALIKE = 0.65
"""How much of their words two sentences must share to be one that was edited (findings: taxonomy)."""

NEARLY = 0.8
"""How much they must share for a small word between them to turn the whole."""

_LABEL = re.compile(r"[^.:;!?]{1,40}:\s*")
_SAME_ROW = 0.9
"""How much two rows must share that have not even their first cell in common."""

_SHORTEST = 3
"""Terms of a sentence that another may hold whole: fewer stand in many."""


@dataclass(frozen=True)  # no slots: what is read of a sentence is read when it is first asked for
class Sentence:
    """A sentence, a list item or a table row as the page shows it, with the facts in it."""

    text: str
    spans: tuple[Span, ...] = ()
    language: str = "en"

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """What it names, in order."""
        return terms_of(self.text, self.spans, self.language)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What it says, term by term."""
        return tuple(term.key for term in self.terms)

    @cached_property
    def letters(self) -> str:
        """What it says, wherever its words are parted: "web site" and "website"."""
        return "".join(self.keys)

    @cached_property
    def modals(self) -> tuple[Modal, ...]:
        """What in it obliges, allows and forbids."""
        return modals_of(self.terms)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """What it says, whatever the number and tense of its words, and as if all its modals were one."""
        stems = [stem_of(term.key) if term.sort is Sort.WORD else term.key for term in self.terms]
        for modal in reversed(self.modals):
            stems[modal.start : modal.end] = ["<modal>"]
        return tuple(stems)

    @cached_property
    def shape(self) -> tuple[str, ...]:
        """What it says but for its numbers, dates and names of laws."""
        return tuple(term.key if term.sort is Sort.WORD else term.sort.value for term in self.terms)

    @cached_property
    def look(self) -> str:
        """What a reader sees, whatever its quotes, dashes and spaces."""
        plain = self.text.isascii() and "`" not in self.text  # nine in ten: folding would find nothing else
        return " ".join(self.text.split()) if plain else folded(self.text)

    @property
    def says_more(self) -> bool:
        """Whether it is more than facts that are told elsewhere, one of them labelled ("Last reviewed:").

        Its terms are read only where it holds such facts.
        """
        told = next((span for span in self.spans if span.sort is Sort.TOLD), None)
        if told is None:
            return True
        if _LABEL.fullmatch(self.text[: told.start]) and not self.text[told.end :].strip(" ."):
            return False
        return any(term.sort is not Sort.TOLD for term in self.terms)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return " | " in self.text


class Swap(NamedTuple):
    """Terms that stand for others: `old` from the place `start`, `new` from `new_start`; either may be empty."""

    old: tuple[Term, ...]
    new: tuple[Term, ...]
    start: int
    new_start: int


@dataclass(frozen=True)  # no slots: the exchanged terms are sought when they are first asked for
class Pair:
    """A sentence and what became of it; `likeness` is the share of words they have in common, from 0 to 1."""

    old: Sentence
    new: Sentence
    likeness: float

    @cached_property
    def swaps(self) -> tuple[Swap, ...]:
        """The runs of terms exchanged, in order; none where only spelling, signs or told facts differ."""
        return tuple(_swaps(self.old, self.new))


def likeness_of(old: Sentence, new: Sentence) -> float:
    """The share of terms in common; those that are the same but for numbers or one clause are always alike."""
    if not old.keys or not new.keys:
        return 1.0 if old.keys == new.keys else 0.0
    if old.letters == new.letters:
        return 1.0
    likeness = float(Indel.normalized_similarity(old.stems, new.stems))
    if old.is_row and new.is_row and likeness < _SAME_ROW and not _is_same_row(old.look, new.look):
        return 0.0
    if old.shape == new.shape and any(term.sort is Sort.WORD for term in old.terms):
        return ALIKE + (1 - ALIKE) * likeness
    return max(likeness, NEARLY) if _differ_by_a_clause(old.keys, new.keys) else likeness


def _is_same_row(old: str, new: str) -> bool:
    """Whether two rows have their first cell or half of their cells in common: "9 May | Hall | Choir" and others."""
    before, after = ([cell.strip().casefold() for cell in row.split(" | ")] for row in (old, new))
    if before[0] == after[0]:
        return True
    same = (Counter(before) & Counter(after)).total()
    return 2 * same >= min(len(before), len(after))


def _differ_by_a_clause(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the one is the other with one run of terms put in."""
    short = min(len(old), len(new))
    if short < _SHORTEST:
        return False
    before = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(old, new, strict=False)))
    behind = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(old[::-1], new[::-1], strict=False)))
    return before + behind >= short


def joined_letters(sentences: Sequence[Sentence]) -> str:
    """What several sentences say one after the other, wherever their words are parted."""
    return "".join(each.letters for each in sentences)


def joined(sentences: Sequence[Sentence]) -> Sentence:
    """Several sentences as one."""
    text = ""
    spans: list[Span] = []
    for each in sentences:
        text += " " if text else ""
        spans += [span._replace(start=span.start + len(text), end=span.end + len(text)) for span in each.spans]
        text += each.text
    return Sentence(text, tuple(spans), sentences[0].language)


def _swaps(old: Sentence, new: Sentence) -> Iterator[Swap]:
    start = new_start = 0
    for block in LCSseq.opcodes(old.keys, new.keys):
        if block.tag == "equal":
            yield from _swap(old, new, (start, block.src_start), (new_start, block.dest_start))
            start, new_start = block.src_end, block.dest_end
    yield from _swap(old, new, (start, len(old.keys)), (new_start, len(new.keys)))


def _swap(old: Sentence, new: Sentence, was: tuple[int, int], now: tuple[int, int]) -> Iterator[Swap]:
    """What was exchanged, unless all of it is told by edits of facts or is spelled apart: "web site", "website"."""
    lost, gained = old.terms[slice(*was)], new.terms[slice(*now)]
    if _said_by(lost) != _said_by(gained):
        yield Swap(lost, gained, was[0], now[0])


def _said_by(terms: Sequence[Term]) -> str:
    return "".join(term.key for term in terms if term.sort is not Sort.TOLD)
