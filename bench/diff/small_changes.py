"""Small changes of one run of text: another digit, another modal, a letter out of place, a comma more."""

import random
import re
from collections.abc import Callable
from enum import StrEnum

from extract.facts.dates import DATE


class Injected(StrEnum):
    """What is put into a page."""

    PHONE = "phone"
    EMAIL = "e-mail"
    MODAL = "modal"
    NEGATION = "negation"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"
    TYPO = "typo"
    FORMATTING = "formatting"
    REVIEW_ONLY = "review-only"
    SILENT = "silent"


Change = Callable[[str, random.Random], str | None]
"""The text with one edit in it, or nothing where it has no room for one."""

PHONE = re.compile(r"(?<![\w-])(?:1-)?(?:\(?[2-9]\d\d\)?[ -])[2-9]\d\d-\d{3}(\d)(?![\w-])")
VANITY = re.compile(r"\d-[A-Z]{3}")
EMAIL = re.compile(r"\b([A-Za-z])([\w.-]{2,40}@[\w-]+(?:\.[\w-]+)+)")
_MODALS = {
    "must": ("may", "should"),
    "should": ("must", "may"),
    "may": ("must", "should"),
    "can": ("must",),
    "shall": ("may", "should"),
    "debe": ("puede",),
    "puede": ("debe",),
    "deben": ("pueden",),
    "pueden": ("deben",),
}
_MODAL = re.compile(rf"\b(?:{'|'.join(_MODALS)})\b(?= (?!not\b|have\b|be\b|also\b|only\b)[a-záéíóúñ]{{3,}})")
_DENIED = re.compile(r"\b(must|may|should|can|is|are|was|were|does|do) (?:not )(?=[a-z]{3,})")
_DENIABLE = re.compile(
    r"\b(must|may|should|can|will|is|are|was|were)(?= (?!not\b|no\b|never\b|only\b)[a-z]{3,} [a-z]{2,})"
)
_NUMBER = re.compile(
    r"(?<![\w.,/$£:#-])(?<!\d )(?<!page )(?<!section )(?<!step )(?:[2-9]|[1-9]\d{1,2})"
    r"(?= (?!hours|days a)[a-z]{3,}(?! \d))"
)
_NAMED = re.compile(r"\b[A-Z][a-z]+\.? \d+")
_LONG_WORD = re.compile(r"(?<![\w@./-])[a-z]{7,14}(?![\w@/-]|\.\w)")
_HYPHENED = re.compile(r"(?<![\w'\u2019-])([a-z]{2,}) ([a-z]{3,})\b")
_COMMA = re.compile(r"(?<=[a-z])( (?:and|or|but|which|y|o) )(?=[a-z])")


def _replaced(pattern: re.Pattern[str], new: Callable[[re.Match[str], random.Random], str]) -> Change:
    """A change of one place that a pattern fits, none inside a date or the number of a law."""

    def change(text: str, rng: random.Random) -> str | None:
        taken = [match.span() for match in (*DATE.finditer(text), *_NAMED.finditer(text))]
        found = [
            match
            for match in pattern.finditer(text)
            if all(match.end() <= start or match.start() >= end for start, end in taken)
        ]
        if not found:
            return None
        match = rng.choice(found)
        return text[: match.start()] + new(match, rng) + text[match.end() :]

    return change


def _another_digit(match: re.Match[str], rng: random.Random) -> str:
    last = match.group(1)
    return match.group()[:-1] + rng.choice([digit for digit in "0123456789" if digit != last])


def _another_number(match: re.Match[str], rng: random.Random) -> str:
    return str(int(match.group()) + rng.choice((1, 2, 3, 5, 10)))


def _swapped(match: re.Match[str], rng: random.Random) -> str:
    """A word with two letters inside it exchanged, or one of them left out."""
    word = match.group()
    at = rng.randrange(2, len(word) - 3)
    if word[at] == word[at + 1] or rng.random() < 0.3:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _looks_otherwise(text: str, rng: random.Random) -> str | None:
    """A comma more, a hyphen for a space, a capital or a thousands separator: nothing a reader would act on."""
    ways: list[Change] = [
        _replaced(_COMMA, lambda match, _: f",{match.group()}"),
        _replaced(_HYPHENED, lambda match, _: f"{match.group(1)}-{match.group(2)}"),
        _replaced(_LONG_WORD, lambda match, _: match.group().capitalize()),
    ]
    return rng.choice(ways)(text, rng)


def _another_date(text: str, rng: random.Random) -> str | None:
    dates = [match for match in DATE.finditer(text) if match.lastgroup in {"mdy", "dmy", "my"}]
    if not dates:
        return None
    match = rng.choice(dates)
    year = re.search(r"(?:19|20)\d\d", match.group())
    if year is None:
        return None
    at = match.start() + year.start()
    return f"{text[:at]}{int(year.group()) + rng.choice((1, 2))}{text[at + 4 :]}"


CHANGES: dict[Injected, Change] = {
    Injected.PHONE: _replaced(PHONE, _another_digit),
    Injected.EMAIL: _replaced(EMAIL, lambda match, rng: f"{rng.choice('qxz')}{match.group(2)}"),
    Injected.MODAL: _replaced(_MODAL, lambda match, rng: rng.choice(_MODALS[match.group()])),
    Injected.NEGATION: lambda text, rng: (
        _replaced(_DENIED, lambda match, _: f"{match.group(1)} ")(text, rng)
        or _replaced(_DENIABLE, lambda match, _: f"{match.group(1)} not")(text, rng)
    ),
    Injected.NUMBER: _replaced(_NUMBER, _another_number),
    Injected.DATE: _another_date,
    Injected.TYPO: _replaced(_LONG_WORD, _swapped),
    Injected.FORMATTING: _looks_otherwise,
}
