"""What turns a sentence round or narrows it: negations and conditions that came or went in a small change."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diff.kinds.modals import Modal
from diff.kinds.sentences import NEARLY, Pair, Sentence, Swap
from diff.kinds.spans import Sort
from diff.kinds.terms import Term
from diff.kinds.wordlists import phrases, words

_NEGATIONS = words("not no never none neither without nobody nothing")
"""Not "nor": it stands behind another of them."""
_NEGATIONS_ABROAD = {
    "es": words("no nunca jamás ningún ninguna ninguno sin tampoco nadie nada"),
    "fr": words("pas jamais aucun aucune sans"),
}
_NO_DENIAL = words("limited only just later yet")
"""Behind "not" or "no" these deny nothing: "including but not limited to", "no later than"."""

_ANSWERS = words("yes no none sí oui non")
_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis")
_CLAUSES = phrases("if|unless|except|excluding|provided that|a menos que|salvo|excepto|si|sauf|à moins que")
"""Words that begin a condition."""

_LIMITS = phrases(
    "only|solely|all|any|up to|at least|at most|no more than|solo|sólo|solamente|al menos|hasta|todos|todas|cualquier"
    "|uniquement|seulement|au moins"
)
"""Words that widen or narrow a rule; elsewhere they are talk."""

_POINTING = words("this these that those such a an")
_ASKING = words("check see know ask decide out tell confirm sure verify determine wonder investigate asking checking")
"""Before "if" they make it a question."""

_SMALL = 6
"""Terms of an exchange in which a negation is what changed, not a part of what was said anew."""

_SMALLEST = 3
"""Terms of an exchange in which "any" or "only" is what changed."""

_OPENING = 2
"""A condition that came or went whole says so with one of its first words."""


class Turn(NamedTuple):
    """A word that turns or narrows a sentence, what became of it, and the sentence that says it."""

    word: str
    became: str
    sentence: Sentence


def negations_in(pair: Pair, old: Sequence[Modal], new: Sequence[Modal]) -> Iterator[Turn]:
    """The words by which a sentence came to deny what it said, or the other way; modals speak for themselves."""
    if pair.likeness < NEARLY:
        return
    for swap in pair.swaps:
        if len(swap.old) + len(swap.new) > _SMALL or (pair.new.is_row and _is_a_cell(swap)):
            continue
        lost = _denials(swap.old, swap.start, pair.old, old)
        gained = _denials(swap.new, swap.new_start, pair.new, new)
        if lost and not gained:
            yield Turn(lost[0], "dropped", pair.old)
        elif gained and not lost:
            yield Turn(gained[0], "added", pair.new)
        elif not lost and _is_opposite(swap):
            yield Turn(swap.new[0].key, f'put for "{swap.old[0].key}"', pair.new)


def conditions_in(pair: Pair, old: Sequence[Modal], new: Sequence[Modal]) -> Iterator[Turn]:
    """The words by which a sentence came to hold for less or for more."""
    if pair.likeness < NEARLY:
        return
    found = [_conditions(swap, pair, is_rule=bool(old or new)) for swap in pair.swaps]
    lost = dict.fromkeys(word for words_lost, _ in found for word in words_lost)
    gained = dict.fromkeys(word for _, words_gained in found for word in words_gained)
    yield from (Turn(word, "dropped", pair.old) for word in lost if word not in gained)  # in both it only moved
    yield from (Turn(word, "added", pair.new) for word in gained if word not in lost)


def _denials(terms: Sequence[Term], start: int, sentence: Sentence, modals: Sequence[Modal]) -> list[str]:
    """The negations of an exchange that belong to no modal and do deny."""
    denying = _NEGATIONS | _NEGATIONS_ABROAD.get(sentence.language[:2].lower(), frozenset())
    of_modals = {place for modal in modals for place in range(modal.start, modal.end)}
    return [
        term.key
        for place, term in enumerate(terms, start)
        if term.sort is Sort.WORD
        and term.key in denying
        and place not in of_modals
        and _NO_DENIAL.isdisjoint(sentence.keys[place + 1 : place + 2])
    ]


def _is_a_cell(swap: Swap) -> bool:
    """Whether a cell of a table answers otherwise: "Yes", "No"."""
    answers = {term.key for term in (*swap.old, *swap.new)}
    return len(swap.old) <= 1 and len(swap.new) <= 1 and answers <= _ANSWERS


def _is_opposite(swap: Swap) -> bool:
    """Whether a word stands for its opposite by a prefix: eligible, ineligible."""
    if len(swap.old) != 1 or len(swap.new) != 1:
        return False
    was, now = swap.old[0].key, swap.new[0].key
    return any(was == prefix + now or now == prefix + was for prefix in _PREFIXES)


def _conditions(swap: Swap, pair: Pair, *, is_rule: bool) -> tuple[list[str], list[str]]:
    """The conditions on both sides of an exchange: a clause that came or went whole, or one word for another."""
    size = len(swap.old) + len(swap.new)
    is_whole = not swap.old or not swap.new
    if _asks(pair.old, swap.start) or _asks(pair.new, swap.new_start) or _is_whether(swap):
        return [], []
    opening = _OPENING if is_whole else _SMALLEST
    clauses = _CLAUSES if is_whole or size <= _SMALLEST else ()
    limits = _LIMITS if is_rule and size <= _SMALLEST else ()
    lost, gained = _said(swap.old[:opening]), _said(swap.new[:opening])
    sought = [word for word in (*clauses, *limits) if word != "any" or not _is_pointed_at(swap)]
    return [word for word in sought if f" {word} " in lost], [word for word in sought if f" {word} " in gained]


def _is_pointed_at(swap: Swap) -> bool:
    """Whether "this" or "a" stood there or stands there now: "any" for it is talk."""
    return any(term.key in _POINTING for term in (*swap.old, *swap.new))


def _asks(sentence: Sentence, start: int) -> bool:
    """Whether an "if" there would ask a question: "check if", "find out if"."""
    return not _ASKING.isdisjoint(sentence.keys[max(0, start - 1) : start])


def _is_whether(swap: Swap) -> bool:
    """Whether "if" stands for "whether" there or the other way, or begins a title: "see ‘If you live abroad’"."""
    if any(term.key == "whether" for term in (*swap.old, *swap.new)):
        return True
    return any(side[:1] and side[0].key in _ASKING for side in (swap.old, swap.new))


def _said(terms: Sequence[Term]) -> str:
    return f" {' '.join(term.key if term.sort is Sort.WORD else '#' for term in terms)} "
