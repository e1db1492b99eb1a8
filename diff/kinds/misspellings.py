"""Whether an exchange of words mends a slip of the pen."""

from collections.abc import Container

from rapidfuzz.distance import DamerauLevenshtein

from diff.kinds.sentences import Swap
from diff.kinds.spans import Sort
from diff.kinds.terms import Term, stem_of
from diff.kinds.wordlists import words

_MOST_WORDS = 2
_MOST_LETTERS = 2
_LARGEST_SHARE = 0.34
_WEIGHTY = words(
    "not no never none nor without must may shall should can could will would might need debe debería puede nunca sin"
    " doit devrait peut pas jamais sans he she his her him and or on in at to of"
)
"""Words that no slip of the pen puts for another: one letter apart they say something else."""

_OPPOSITES = (("in", "ex"), ("in", "de"), ("im", "ex"), ("im", "em"), ("inter", "intra"), ("under", "over"))
_ENDINGS = (("er", "ee"), ("or", "ee"), ("ful", "less"))


def is_misspelling(swap: Swap, known: Container[str] | None = None) -> bool:
    """At most two words whose letters differ by two and by a third, none a number, a negation or a modal.

    `known` are words that stand elsewhere before and after: one of them put for another is no slip, and a word two
    letters away is one only if of the two it alone is known. Without them whatever might be a slip is one.
    """
    if not 1 <= len(swap.old) <= _MOST_WORDS or not 1 <= len(swap.new) <= _MOST_WORDS:
        return False
    terms = (*swap.old, *swap.new)
    if any(term.sort is not Sort.WORD or term.key in _WEIGHTY or _is_acronym(term) for term in terms):
        return False
    if len(swap.old) == len(swap.new):
        changed = [(one, two) for one, two in zip(swap.old, swap.new, strict=True) if one.key != two.key]
        return all(
            _is_slip(one.key, two.key) and (known is None or not _are_two_things(one, two, known))
            for one, two in changed
        )
    return _is_slip("".join(term.key for term in swap.old), "".join(term.key for term in swap.new))


def _is_slip(old: str, new: str) -> bool:
    distance = DamerauLevenshtein.distance(old, new, score_cutoff=_MOST_LETTERS)
    if distance > _MOST_LETTERS or distance > _LARGEST_SHARE * max(len(old), len(new)):
        return False
    # nobody slips on the first letter but by striking the second before it: "egal", "illegal"
    begins_alike = old[0] == new[0] or old[:2] == new[1::-1]
    return begins_alike and not _are_opposites(old, new) and not _is_another_form(old, new)


def _are_two_things(old: Term, new: Term, known: Container[str]) -> bool:
    """Whether both words are known and no plural, or differ by two letters and none explains the other."""
    if old.key in known and new.key in known and stem_of(old.key) != stem_of(new.key):
        return True
    if DamerauLevenshtein.distance(old.key, new.key, score_cutoff=1) <= 1:
        return False
    are_names = old.text[:1].isupper() and new.text[:1].isupper()
    return are_names or (old.key in known) == (new.key in known)


def _is_another_form(old: str, new: str) -> bool:
    """Whether "close" became "closed", or "paper" "papers", or the other way."""
    shorter, longer = sorted((old, new), key=len)
    if longer.removeprefix(shorter) in {"s", "es"}:
        return True
    return longer.endswith(("ed", "ing")) and stem_of(longer) == stem_of(shorter)


def _are_opposites(old: str, new: str) -> bool:
    """ "employer" and "employee", "increase" and "decrease": one step apart and two things."""
    for one, two in ((old, new), (new, old)):
        for left, right in _OPPOSITES:
            if one.startswith(left) and two.startswith(right) and one[len(left) :] == two[len(right) :]:
                return True
        for left, right in _ENDINGS:
            if one.endswith(left) and two.endswith(right) and one[: -len(left)] == two[: -len(right)]:
                return True
    return False


def _is_acronym(term: Term) -> bool:
    return len(term.text) > 1 and term.text.isupper()
