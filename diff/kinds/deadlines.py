"""Whether a date or a number says until when something may or must be done."""

import re
from collections.abc import Iterable

from diff.kinds.exchanges import Placed, words_after, words_before
from diff.kinds.sentences import Sentence
from diff.kinds.spans import Sort
from diff.kinds.wordlists import phrases, words

_BY = re.compile(
    r" (?:by|before|no later than|not later than|a más tardar|au plus tard)"
    r"(?: (?:the|end|of|on|at|noon|midday|midnight|close|business|bst|gmt|et|est|edt|early|late|mid|el|le"
    r"|[#\d][\d:.apm]*))* $"
)
"""Directly before a date, but for the time of the day."""

_LIMITS = phrases(
    "deadline|due|expire|expires|expiry|closing|closes|close|extended to"
    "|fecha límite|plazo|vencimiento|vence|antes del|avant le|date limite|expire le|échéance"
)
"""Before a date they always say until when."""

_ENDS = phrases("until|till|through|ends|ends on|hasta|jusquau")
"""Before a date they may also say when something was so."""

_DOING = words(
    "must may can will should shall need needs apply submit register send open opens opened available extended valid"
    " close closes use claim pay complete return ends puede debe podrá deberá doit peut"
)
_DONE = words("was were had did been started lived living ended ending made born employed received arrived not")

_WITHIN = phrases("within|no later than|not later than|deadline|in the next|plazo de|dentro de|délai de|sous")
_AROUND = words("before after prior notice following antes después avant après")
_UNITS = words(
    "day days week weeks month months year years hour hours minute minutes día días semana semanas mes meses año años"
    " hora horas jour jours semaine semaines mois an ans heure heures"
)
_BETWEEN = words("working business calendar full consecutive hábiles naturales ouvrables")
_SINCE = (" last ", " past ", " previous ")
"""Before a span they say since when."""

_YEAR = re.compile(r"\d{4}")
_WINDOW = 5


def is_deadline(sentence: Sentence, placed: Placed) -> bool:
    """Whether a date stands behind "by" or "until", or a span of time behind "within" or before "after"."""
    before = f" {' '.join(words_before(sentence, placed.place, _WINDOW))} "
    if placed.term.sort is Sort.DATE and not _YEAR.fullmatch(placed.term.key):  # "by 2030" is an aim
        said = _BY.search(before)
        if said and "before" not in said.group():
            return True
        return _says(before, _LIMITS) or ((said or _says(before, _ENDS)) and _is_to_be_done(sentence))
    if placed.term.sort not in {Sort.NUMBER, Sort.COUNT}:
        return False
    behind = [word for word in words_after(sentence, placed.place, _WINDOW) if word not in _BETWEEN]
    if not behind or behind[0] not in _UNITS or before.endswith(_SINCE):
        return False
    return _says(before, _WITHIN) or (len(behind) > 1 and behind[1] in _AROUND)


def _is_to_be_done(sentence: Sentence) -> bool:
    """Whether it speaks of what is to be done, not of what was done by then."""
    keys = set(sentence.keys)
    return not keys.isdisjoint(_DOING) and keys.isdisjoint(_DONE)


def _says(text: str, listed: Iterable[str]) -> bool:
    return any(f" {phrase} " in text for phrase in listed)
