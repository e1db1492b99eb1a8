"""What only looks otherwise (typo, punctuation, case, formatting), and text that says something else."""

from collections.abc import Container, Iterator, Sequence

from diff.folding import folded
from diff.kinds.misspellings import is_misspelling
from diff.kinds.quoting import at_most, finding, quoted, step, value
from diff.kinds.restating import TEXTUAL, Restatement, kept_words, restatement_of
from diff.kinds.sentences import Pair, Sentence, Swap
from diff.kinds.situation import Situation
from diff.kinds.spans import Sort, without_marker
from diff.kinds.terms import Term
from diff.values import Edit, Finding
from store.kinds import Aspect, Kind, Operation

_ENDS = ".;,: "
_MOST_SOUGHT = 200
_AMOUNTS = frozenset({Sort.NUMBER, Sort.DATE, Sort.CITATION, Sort.TOLD})
_EXCHANGED = _AMOUNTS | {Sort.COUNT, Sort.FILE}
"""These say no more than a number only where they stand for another: "one of them" is words."""


def wording_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """What only looks otherwise (typo, punctuation, case, formatting), and text that says something else."""
    restatement = restatement_of(edit, situation)
    if not restatement.read and edit.operation in TEXTUAL:
        yield finding(Kind.TEXT, Aspect.REWORDED, "")
    slips = frozenset(_slips(restatement, situation))
    yield from at_most(_cosmetic(edit, restatement, slips))
    if edit.operation is not Operation.SECTION_RENAMED:
        yield from _said(restatement, slips)


def _slips(restatement: Restatement, situation: Situation) -> Iterator[Swap]:
    """The exchanges that mend a slip of the pen."""
    for pair in restatement.all_pairs:
        for swap in pair.swaps:
            if is_misspelling(swap) and is_misspelling(swap, kept_words(situation)):
                yield swap


def _cosmetic(edit: Edit, restatement: Restatement, slips: Container[Swap]) -> Iterator[Finding]:
    for pair in restatement.all_pairs:
        if not pair.swaps:
            aspect = _looks(pair)
            if aspect is not None and not _goes_on(edit, pair, restatement):
                yield finding(Kind.WORDING, aspect, quoted(pair.new.text))
        for swap in pair.swaps:
            if swap in slips:
                yield finding(Kind.WORDING, Aspect.TYPO, step(_text(swap.old), _text(swap.new)))


def _said(restatement: Restatement, slips: Container[Swap]) -> Iterator[Finding]:
    """One finding for each way in which the text says something else; its redline shows the rest."""
    reworded = [swap for pair in restatement.pairs for swap in pair.swaps if swap not in slips and _is_reworded(swap)]
    if reworded:
        longest = max(reworded, key=lambda swap: len(swap.old) + len(swap.new))
        yield finding(Kind.TEXT, Aspect.REWORDED, step(_text(longest.old), _text(longest.new)))
    yield from _whole(Aspect.ADDED, restatement.added)
    yield from _whole(Aspect.REMOVED, restatement.removed)
    if restatement.moved:
        yield finding(Kind.STRUCTURE, Aspect.MOVED, f"within the section: {quoted(restatement.moved[0].text)}")


def _whole(aspect: Aspect, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Sentences that came or went, those that are more than facts told elsewhere."""
    saying = [each for each in sentences if each.says_more]
    if saying:
        longest = max(saying, key=lambda each: len(each.text))
        others = len(saying) - 1
        more = f" and {others} more" if others else ""
        yield finding(Kind.TEXT, aspect, f"{quoted(longest.text)}{more}")


def _is_reworded(swap: Swap) -> bool:
    """Whether words were exchanged; numbers, dates and citations are kinds of their own."""
    sorts = {term.sort for term in (*swap.old, *swap.new)}
    return not (sorts <= _AMOUNTS or (sorts <= _EXCHANGED and swap.old and swap.new))


def _goes_on(edit: Edit, pair: Pair, restatement: Restatement) -> bool:
    """Whether only the mark at its end differs, and a sentence came behind it or went: "no support. It closes"."""
    old, new = (each.text.rstrip(" |") for each in (pair.old, pair.new))
    if folded(old.rstrip(_ENDS)) != folded(new.rstrip(_ENDS)):
        return False
    return _is_followed(new, restatement.added, edit.new) or _is_followed(old, restatement.removed, edit.old)


def _is_followed(sentence: str, others: Sequence[Sentence], text: str | None) -> bool:
    """Whether one of the others stands directly behind a sentence that ends with a full stop."""
    return sentence.endswith(".") and any(f"{sentence} {each.text}" in (text or "") for each in others[:_MOST_SOUGHT])


def _looks(pair: Pair) -> Aspect | None:
    """How a sentence looks otherwise that says the same; nothing where only facts differ that are told elsewhere."""
    old, new = (without_marker(_without_told(each)) for each in (pair.old, pair.new))
    if folded(old) == folded(new):
        return None
    was, now = _text(pair.old.terms), _text(pair.new.terms)
    if was.casefold() != now.casefold():
        return Aspect.FORMATTING
    return Aspect.CASE if old.casefold() == new.casefold() else Aspect.PUNCTUATION


def _without_told(sentence: Sentence) -> str:
    """The text without the facts that are told elsewhere."""
    pieces, at = [], 0
    for span in sentence.spans:
        if span.sort is Sort.TOLD:
            pieces.append(sentence.text[at : span.start])
            at = span.end
    return "".join([*pieces, sentence.text[at:]])


def _text(terms: Sequence[Term]) -> str:
    return value(" ".join(term.text for term in terms if term.text and term.sort is not Sort.TOLD))
