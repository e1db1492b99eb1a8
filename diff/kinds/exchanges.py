"""Which terms of one sort an edited sentence lost and gained."""

from collections import Counter
from collections.abc import Container
from typing import NamedTuple

from diff.kinds.sentences import Pair, Sentence
from diff.kinds.spans import Sort
from diff.kinds.terms import Term


class Placed(NamedTuple):
    """A term and the number of its place in the sentence."""

    term: Term
    place: int


class Exchange(NamedTuple):
    """Terms that a sentence had and has no more, and those that it has now; in order."""

    lost: tuple[Placed, ...]
    gained: tuple[Placed, ...]


def exchange_of(pair: Pair, sorts: Container[Sort]) -> Exchange:
    """What a sentence lost and gained of some sorts, wherever in it; a term that only moved is neither."""
    lost = [
        Placed(term, at) for swap in pair.swaps for at, term in enumerate(swap.old, swap.start) if term.sort in sorts
    ]
    gained = [
        Placed(term, at)
        for swap in pair.swaps
        for at, term in enumerate(swap.new, swap.new_start)
        if term.sort in sorts
    ]
    return Exchange(_without(lost, gained), _without(gained, lost))


def _without(these: list[Placed], others: list[Placed]) -> tuple[Placed, ...]:
    left = Counter(each.term.key for each in others)
    kept = []
    for each in these:
        if left[each.term.key] > 0:
            left[each.term.key] -= 1
        else:
            kept.append(each)
    return tuple(kept)


def shown(placed: tuple[Placed, ...]) -> str:
    """The terms as the page shows them."""
    return ", ".join(dict.fromkeys(each.term.text for each in placed))


def words_before(sentence: Sentence, place: int, count: int) -> list[str]:
    """The keys that stand before a place."""
    return list(sentence.keys[max(0, place - count) : place])


def words_after(sentence: Sentence, place: int, count: int) -> list[str]:
    """The keys that stand behind a place."""
    return list(sentence.keys[place + 1 : place + 1 + count])
