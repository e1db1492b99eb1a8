"""Numbers as people write them, in one spelling: with units, thousands, currency, or as words."""

import re
from decimal import Decimal, InvalidOperation

_WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "es": "cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
    "fr": "zéro - deux trois quatre cinq - sept huit neuf dix onze douze treize quatorze quinze",
}
_TENS = {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "treinta": 30,
    "sesenta": 60,
    "noventa": 90,
    "trente": 30,
    "soixante": 60,
}
COUNTS: dict[str, str] = {
    word: str(number) for words in _WORDS.values() for number, word in enumerate(words.split()) if word != "-"
} | {word: str(number) for word, number in _TENS.items()}
"""Numbers in words, by the word; "un", "uno" and "six" stand for too much else in Spanish and French."""

_MULTIPLES = {
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "millones": 1_000_000,
    "millions": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_SHAPE = re.compile(
    r"(?P<currency>[$€£¥])?\s?(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)\s?"
    r"(?P<unit>%|per\s?cent|percent|por\s?ciento|thousand|million|billion|trillion|millones|millions|bn|m|k)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?m\.?", re.IGNORECASE)
_HOURS = re.compile(r"([01]\d|2[0-4])[:.]?([0-5]\d)\s?h(?:ou)?rs?", re.IGNORECASE)
_MOST_DIGITS = 40


def quantity_of(text: str) -> str:
    """The key of a number: equal for "1,000.00" and "1000", "£2m" and "£2 million", "1pm" and "1300 hrs"."""
    if len(text) > _MOST_DIGITS:
        return text
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        hour = int(clock.group(1)) % 12 + (12 if clock.group(3).lower() == "p" else 0)
        return f"{hour}:{clock.group(2) or '00'}"
    hours = _HOURS.fullmatch(text)
    if hours is not None:
        return f"{int(hours.group(1))}:{hours.group(2)}"
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return text.casefold().replace(" ", "")
    unit = (shape.group("unit") or "").casefold()
    multiple = _MULTIPLES.get(unit, 1)
    percent = "%" if unit and multiple == 1 else ""
    return f"{shape.group('currency') or ''}{_plain(shape.group('digits'), multiple)}{percent}"


def _plain(digits: str, multiple: int) -> str:
    try:
        value = Decimal(digits.replace(",", "")) * multiple
    except InvalidOperation:  # hostile: no such number can be written down
        return digits
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
