"""Dates as pages write them, to ISO values that say how precise they are."""

import re
from datetime import date

_MONTHS = {
    1: "january jan enero ene janvier janv",
    2: "february feb febrero febr février fevrier févr fév",
    3: "march mar marzo mars",
    4: "april apr abril abr avril avr",
    5: "may mayo mai",
    6: "june jun junio juin",
    7: "july jul julio juillet juil",
    8: "august aug agosto ago août aout",
    9: "september sept sep septiembre setiembre septembre",
    10: "october oct octubre octobre",
    11: "november nov noviembre novembre",
    12: "december dec diciembre dic décembre decembre déc",
}
_MONTH_NUMBERS = {name: number for number, names in _MONTHS.items() for name in names.split()}
_MONTH = "(?:" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º)?"
_YEAR = r"(?:19|20)\d{2}"

DATE = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<iso>{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?![\d/-])
    | (?P<numeric>\d{{1,2}}(?P<mark>[-/.])\d{{1,2}}(?P=mark)(?:{_YEAR}|\d{{2}}))(?![\w/-])
    | (?P<mdy>{_MONTH}\s*{_DAY}\s*,?\s*(?:de\s+)?{_YEAR})(?!\w)
    | (?P<dmy>{_DAY}\s*(?:de\s+|of\s+|-)?{_MONTH}(?:\s+del?|,|-)?\s*{_YEAR})(?!\w)
    | (?P<my>{_MONTH}\s*,?\s*(?:del?\s+|of\s+)?{_YEAR})(?!\w)
    | (?P<ym>{_YEAR}-(?:0[1-9]|1[0-2]))(?![\w/-])
    | (?P<slashed>(?:0?[1-9]|1[0-2])/{_YEAR})(?![\w/-])
    | (?P<year>{_YEAR})(?![\w/-])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""One date in running text; each alternative is a named group that `value_of` reads."""

_DAY_FIRST = re.compile(r"(?:fr|es|pt|it|de|nl)(?:-(?!us\b)\w+)?|en-(?:gb|ca|au|nz|ie|in|za)", re.IGNORECASE)
_CENTURY_TURN = 70
_DAY_FIRST_HOST = re.compile(r".*\.(?:uk|au|nz|ie|in|za|eu|int|fr|es|mx|ca)", re.IGNORECASE)


def language_at(host: str, language: str) -> str:
    """The language with the region its host speaks for, where `html lang` names none: a British "en" is en-GB.

    A page that names no language at all is taken for American, as .gov and .mil are, unless its host is elsewhere.
    """
    known = language or "en"
    return "en-GB" if known.lower() == "en" and _DAY_FIRST_HOST.fullmatch(host) else known


def is_day_first(language: str) -> bool:
    """Whether a page in this language (an `html lang`) writes 7/10 for the seventh of October."""
    return _DAY_FIRST.fullmatch(language.replace("_", "-")) is not None


def value_of(match: re.Match[str], *, day_first: bool, hint: str = "") -> str:
    """The ISO value of a `DATE` match (day, month or year precise), or nothing where no such day exists.

    `hint` is a machine-readable date beside it, which decides between two readings of a numeric date.
    """
    kind = match.lastgroup or ""
    kind = next((name for name, text in match.groupdict().items() if text is not None and name != "mark"), kind)
    text = match.group(kind)
    if kind == "numeric":
        return _numeric(text, day_first=day_first, hint=hint)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if kind in {"iso", "ym", "year"}:
        return _iso(*numbers)
    if kind == "slashed":
        return _iso(numbers[1], numbers[0])
    month = _month_in(text)
    return _iso(numbers[0], month) if kind == "my" else _iso(numbers[1], month, numbers[0])


def _numeric(text: str, *, day_first: bool, hint: str) -> str:
    first, second, year = (int(number) for number in re.findall(r"\d+", text))
    if year < 100:
        year += 2000 if year < _CENTURY_TURN else 1900
    month_first = _iso(year, first, second)
    readings = [_iso(year, second, first), month_first] if day_first else [month_first, _iso(year, second, first)]
    readings = [reading for reading in readings if reading]
    hinted = [reading for reading in readings if hint.startswith(reading)]
    return (hinted or readings or [""])[0]


def _month_in(text: str) -> int:
    names = (name.lower() for name in re.findall(r"[^\W\d_]+", text))
    return next((_MONTH_NUMBERS[name] for name in names if name in _MONTH_NUMBERS), 0)


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return ""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])
