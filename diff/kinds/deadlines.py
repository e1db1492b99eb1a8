"""Whether a date or a number says until when something may or must be done."""

import re
from collections.abc import Iterable, Sequence

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

_WEEKDAY = re.compile(r" (?:mon|tues|wednes|thurs|fri|satur|sun)days? (?:through|till|until) ")
"""A span of days, not an end: "Tuesday through Thursday"."""

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
_DONE = words(
    "was were had did been started lived living ended ending made born employed received arrived not"
    " unavailable offline"
)

_OPENING = words("if who whom whose that which when where as because since")
"""They open a clause; where that says what was done before a date, nothing is due by it."""

_PASSIVE = words("be been being is are get gets must need needs to")

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
_SHORTEST_PAST = 4


def is_deadline(sentence: Sentence, placed: Placed) -> bool:
    """Whether a date stands behind "by" or "until", or a span of time behind "within" or before "after"."""
    before = f" {' '.join(words_before(sentence, placed.place, _WINDOW))} "
    if placed.term.sort is Sort.DATE and not _YEAR.fullmatch(placed.term.key):  # "by 2030" is an aim
        return _is_last_day(sentence, placed, before)
    if placed.term.sort not in {Sort.NUMBER, Sort.COUNT}:
        return False
    behind = [word for word in words_after(sentence, placed.place, _WINDOW) if word not in _BETWEEN]
    if not behind or behind[0] not in _UNITS or before.endswith(_SINCE):
        return False
    return _says(before, _WITHIN) or (len(behind) > 1 and behind[1] in _AROUND)


def _is_last_day(sentence: Sentence, placed: Placed, before: str) -> bool:
    """Whether something is to be done until a date; `before` are the words that lead to it."""
    said = _BY.search(before)
    if (said and "before" not in said.group()) or _says(before, _LIMITS):
        return True
    if (said is None and not _says(before, _ENDS)) or " between " in before or _WEEKDAY.search(before):
        return False
    return _is_to_be_done(sentence) and not _was_done(sentence.keys[: placed.place])


def _is_to_be_done(sentence: Sentence) -> bool:
    """Whether it speaks of what is to be done, not of what was done by then."""
    keys = set(sentence.keys)
    return not keys.isdisjoint(_DOING) and keys.isdisjoint(_DONE)


def _was_done(before: Sequence[str]) -> bool:
    """Whether the clause that a date stands in tells what was done: "if you downloaded it before"."""
    opened = max((place for place, word in enumerate(before) if word in _OPENING), default=-1)
    if opened < 0:
        return False
    clause = before[opened + 1 :]
    return any(
        word.endswith("ed") and len(word) > _SHORTEST_PAST and clause[max(0, place - 1)] not in _PASSIVE
        for place, word in enumerate(clause)
    )


def _says(text: str, listed: Iterable[str]) -> bool:
    return any(f" {phrase} " in text for phrase in listed)
