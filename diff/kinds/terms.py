"""A sentence cut into what it names: words, numbers, dates, citations, and the facts that are reported on their own."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from diff.folding import lookalike
from diff.kinds.quantities import COUNTS, quantity_of
from diff.kinds.spans import Sort, Span, spans_of


class Term(NamedTuple):
    """One unit of meaning: the text as shown, the key under which it is compared, and what it is.

    A `TOLD` term is a fact whose change is an edit of its own: its key says of which kind it is, not which one.
    """

    text: str
    key: str
    sort: Sort


_UNIT = (
    r"(?:\s?%|\s?per\s?cent\b|\s?percent\b|\s?por\s?ciento\b|\s(?:thousand|million|billion|trillion|millones|millions)\b"
    r"|(?:bn|m|k)\b|\s?[ap]\.?m\b\.?|(?<=\d\d\d\d)\s?(?:hrs|hours)\b)"
)
_TERM = re.compile(
    r"(?P<ordinal>\d+(?:st|nd|rd|th|º|er)\b|\b[2-6]G\b)"
    rf"|(?P<number>(?:[$€£¥]\s?)?\d+(?:[.,:/-]\d+)*{_UNIT}?)"
    r"|(?P<word>[^\W\d_](?:[\w'-]*[\w'])?)"
    r"|(?P<sign>[<>\u2264\u2265\u00b1=&])"
)
_CONTRACTED = re.compile(r"(.+)n't$", re.DOTALL)
_SHORTENED = {"wo": "will", "ca": "can", "sha": "shall"}
_IS = frozenset({"there's", "that's", "what's", "here's", "who's", "it's", "he's", "she's"})
_BEHIND = {"'re": "are", "'ve": "have", "'ll": "will"}
_MARKS = re.compile(r"['-]")
_WORDS_REMEMBERED = 50_000
_ENDING = re.compile(r"(?<=\w{3})(?:ied|ies|ed|es|ing|s|e|d|y)$")


def terms_of(text: str, facts: Sequence[Span], language: str) -> tuple[Term, ...]:
    """The terms of a sentence in order; `facts` says where the facts in it stand."""
    return tuple(_terms(lookalike(text), facts, language))


def stem_of(word: str) -> str:
    """An English word without the ending that its number or tense gives it."""
    return _ENDING.sub("", word)


def _terms(view: str, facts: Sequence[Span], language: str) -> Iterator[Term]:
    at = 0
    for span in spans_of(view, facts, language):
        yield from _words(view[at : span.start])
        if span.key:
            yield Term(view[span.start : span.end], span.key, span.sort)
        at = span.end
    yield from _words(view[at:])


def _words(view: str) -> Iterator[Term]:
    for match in _TERM.finditer(view):
        text = match.group()
        if match.group("word"):
            yield from _word(text)
        elif match.group("number"):
            yield Term(text, quantity_of(text), Sort.NUMBER)
        elif match.group("ordinal"):
            yield Term(text, text.casefold(), Sort.COUNT)
        else:
            yield Term(text, "and" if text == "&" else text, Sort.WORD)


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _word(text: str) -> tuple[Term, ...]:
    """One word, or the two of a contraction: "don't" is "do not", "cannot" is "can not", "there's" is "there is"."""
    lowered = unicodedata.normalize("NFKC", text).casefold()
    if lowered in COUNTS:
        return (Term(text, COUNTS[lowered], Sort.COUNT),)
    contracted = _CONTRACTED.match(lowered)
    stem, behind = (contracted.group(1), "not") if contracted else ("can", "not") if lowered == "cannot" else ("", "")
    if lowered in _IS:
        stem, behind = lowered[:-2], "is"
    elif lowered[-3:] in _BEHIND:
        stem, behind = lowered[:-3], _BEHIND[lowered[-3:]]
    if not stem:
        return (Term(text, _MARKS.sub("", lowered), Sort.WORD),)
    first = Term(text[: len(stem)], _SHORTENED.get(stem, stem), Sort.WORD)
    return first, Term(text[len(stem) :], behind, Sort.WORD)
