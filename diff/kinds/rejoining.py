"""Sentences that were cut elsewhere: one that was paired with a part of it alone gets its other parts back."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from diff.kinds.sentences import NEARLY, Pair, Sentence, Swap, joined, likeness_of
from diff.kinds.terms import Term

# Beyond this what is left over stays so: every pair would be held against every sentence.
_MOST_CELLS = 20_000
_MOST_PARTS = 12
_SHORTEST = 2
"""Terms of a sentence that is taken for a part; one word stands at the end of many."""


class Rejoined(NamedTuple):
    """Sentences as they are paired now, and those of each side that are still left over."""

    pairs: list[Pair]
    removed: list[Sentence]
    added: list[Sentence]


class _Run(NamedTuple):
    """What only one side of a pair says at one of its ends."""

    terms: tuple[Term, ...]
    is_old: bool
    is_first: bool


def rejoined(pairs: Sequence[Pair], removed: Sequence[Sentence], added: Sequence[Sentence]) -> Rejoined:
    """The pairs with the left-over sentences that are a part of theirs: "A. B" and "A", "B" are one and the same."""
    left_old, left_new = list(removed), list(added)
    if len(pairs) * (len(removed) + len(added)) > _MOST_CELLS:
        return Rejoined(list(pairs), left_old, left_new)
    whole = [_with_parts(pair, left_old, left_new) for pair in pairs] if removed or added else list(pairs)
    return Rejoined(whole, left_old, left_new)


def _with_parts(pair: Pair, left_old: list[Sentence], left_new: list[Sentence]) -> Pair:
    for _ in range(_MOST_PARTS):
        longer = _with_one_part(pair, left_old, left_new)
        if longer is None:
            break
        pair = longer
    return pair


def _with_one_part(pair: Pair, left_old: list[Sentence], left_new: list[Sentence]) -> Pair | None:
    """The pair with a left-over sentence that its other side holds at one end, taken from those left over."""
    for run in _runs_at_the_ends(pair):
        left = left_new if run.is_old else left_old
        part = next((each for each in left if _is_part(each, run)), None)
        if part is not None:
            left.remove(part)
            short = pair.new if run.is_old else pair.old
            whole = joined([part, short] if run.is_first else [short, part])
            old, new = (pair.old, whole) if run.is_old else (whole, pair.new)
            return Pair(old, new, likeness_of(old, new))
    return None


def _runs_at_the_ends(pair: Pair) -> Iterator[_Run]:
    for swap in pair.swaps[:1]:
        if not swap.start and not swap.new_start:
            yield from _one_sided(swap, is_first=True)
    for swap in pair.swaps[-1:]:
        is_last = swap.start + len(swap.old) == len(pair.old.terms) and swap.new_start + len(swap.new) == len(
            pair.new.terms
        )
        if is_last:
            yield from _one_sided(swap, is_first=False)


def _one_sided(swap: Swap, *, is_first: bool) -> Iterator[_Run]:
    if len(swap.old) >= _SHORTEST and not swap.new:
        yield _Run(swap.old, is_old=True, is_first=is_first)
    elif len(swap.new) >= _SHORTEST and not swap.old:
        yield _Run(swap.new, is_old=False, is_first=is_first)


def _is_part(sentence: Sentence, run: _Run) -> bool:
    """Whether a sentence is said by the run where it adjoins the pair, however its words are parted, or nearly all."""
    if len(sentence.keys) < _SHORTEST:
        return False
    keys = [term.key for term in run.terms]
    said = "".join(keys)
    if said.endswith(sentence.letters) if run.is_first else said.startswith(sentence.letters):
        return True
    return float(Indel.normalized_similarity(sentence.keys, keys)) >= NEARLY
