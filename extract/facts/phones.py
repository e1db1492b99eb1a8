"""Phone numbers: found by shape, made canonical by their numbering plan."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import phonenumbers

from extract.values import Fact, FactKind
from extract.visible import Anchor, Line

_HOME = "US"  # what a number without country code is read as; Canada shares the plan
_ISLANDS = frozenset({"691", "692"})  # Micronesia and the Marshalls: countries, yet dialled and written as area codes
_EXTENSION = r"(?:[ ,;]{0,3}(?:extension|ext\.?|poste|x|[#])[ :.]{0,2}(?P<ext>\d{1,6}))?"
_NUMBER = re.compile(
    rf"""(?:(?<![\w/@§=-])|(?<=[a-z]{{3}}))(?<!\d[.,])(?:  # a plain-text copy glues words to numbers: "call us202-..."
      (?P<world>(?:\+(?!1\b)|011[ .-])\d{{1,3}}(?:[ ().-]{{1,3}}\d{{1,5}}){{2,6}})(?![\w-])
    | (?P<home>(?:\+?1[ .-]{{0,3}})?(?:\([2-9]\d\d\)[ .-]{{0,3}}|[2-9]\d\d(?:[ .-]|[ ]?[-\u2013][ ]?))
        [2-9]\d\d[ ]?[ .\u2013-][ ]?\d{{4}})(?:/(?P<alternate>\d{{4}}))?(?!\d|[-/.]\d)
    | (?P<vanity>(?:1[ .-])?\(?8(?:00|33|44|55|66|77|88)\)?[ .-](?=[A-Z0-9-]{{0,9}}[A-Z]{{2}})
        [A-Z0-9](?:[ -]?[A-Z0-9]){{6}})(?![A-Za-z0-9]|-[A-Za-z0-9])
    ){_EXTENSION}""",
    re.VERBOSE,
)
_HINT = re.compile(
    r"[+0-9](?:(?<=\+)[0-9]|[0-9]{2}(?:\)[ .-]{0,3}|[ .\u2013-]{1,3})[0-9]|(?<=8)[0-9]{2}\)?[ .-][A-Z0-9])"
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_MIXED = re.compile(r"\d{3}\.\d{3}-|\d{3}-\d{3}\.")  # acquisition clauses: 252.225-7001
_CITED = re.compile(r"(?:CFR|FAR|DFARS|U\.?S\.?C\.?|§|No\.|#|docket|case|form)\s*$", re.IGNORECASE)
_BEFORE = re.compile(r"(?:^|[.;,|)\n•·]|\d)\s*(?P<label>[^\W\d_][^.;,|()\n•·\d:]{1,39}?)\s*[:|\u2013-]\s*\(?$")
_WORD_BEFORE = re.compile(
    r"(?P<label>\b(?:TTY/TDD|TDD/TTY|TTY|TDD|ATS|Fax|Facsimile|Toll[- ]free|Hotline|Helpline|Tip\s?line|Telephone|Phone"
    r"|Tel|Voice|Text|Mobile|Cell|Teléfono|Télécopieur|Téléphone|Línea directa)\b)[.:]?\s*(?:number|no\.?)?"
    r"\s*(?:at|is)?\s*[:(\u2013-]?\s*$",
    re.IGNORECASE,
)
_LONGEST_LABEL_LINE = 40
_MOST_LABEL_WORDS = 5  # more is prose, whose every edit would rename the number
_WINDOW = 80


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: str
    raw: str


def phones_in(line: Line, before: Line | None, anchors: list[Anchor]) -> Iterator[tuple[int, Fact]]:
    """The numbers of one line and of the telephone links in it, each with its position."""
    if not anchors and not _HINT.search(line.text):
        return iter(())
    return _found_in(line, before, anchors)


def _found_in(line: Line, before: Line | None, anchors: list[Anchor]) -> Iterator[tuple[int, Fact]]:
    shown = list(_numbers(line.text)) if _HINT.search(line.text) else []
    end, label = 0, ""
    for number in shown:
        if number.end > end:  # else it is the alternate of the number before and shares its label
            label = _label(line.text[max(end, number.start - _WINDOW) : number.start])
            label = label or (_label_line(before, line, number) if before is not None and end == 0 else "")
        end = number.end
        yield number.start, Fact(FactKind.PHONE, number.value, label, number.raw, line.path, line.inside)
    known = {number.value.split(";")[0] for number in shown}
    for anchor in anchors:
        value = _linked(anchor.href)
        if value and value.split(";")[0] not in known:
            position = max(0, line.flat.find(anchor.text))
            label = anchor.text if _LETTERS.search(anchor.text) else ""  # else it is the number once more, mistyped
            yield position, Fact(FactKind.PHONE, value, label, anchor.href, line.path, line.inside)


def states_phone(line: Line) -> bool:
    """Whether a line shows a number."""
    return _HINT.search(line.text) is not None and next(_numbers(line.text), None) is not None


def _numbers(text: str) -> Iterator[_Number]:
    last = ""
    for match in _NUMBER.finditer(text):
        written = match.group("world") or match.group("home") or match.group("vanity")
        if _MIXED.search(written) or _CITED.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        value = _canonical(written, match.group("ext") or "")
        if not value or (value == last and text[match.start() - 1] == "("):  # "833-4ICE-OPR (833-442-3677)"
            continue
        last = value
        yield _Number(match.start(), match.end(), value, match.group())
        if match.group("alternate"):
            yield _Number(match.start(), match.end(), value[:-4] + match.group("alternate"), match.group())


def _canonical(written: str, extension: str) -> str:
    """E.164, with the extension behind `;ext=`, or nothing where no such number can exist."""
    try:
        number = phonenumbers.parse(written, _HOME)
        if number.country_code == 1 and str(number.national_number)[:3] in _ISLANDS:
            number = phonenumbers.parse(f"+{number.national_number}")
    except phonenumbers.NumberParseException:
        return ""
    is_home = number.country_code == 1
    if not (phonenumbers.is_possible_number(number) if is_home else phonenumbers.is_valid_number(number)):
        return ""
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{value};ext={extension}" if extension else value


def _label(before: str) -> str:
    """What the text directly before a number calls it."""
    word = _WORD_BEFORE.search(before)
    phrase = _BEFORE.search(before)
    shown = phrase.group("label").split() if phrase else []
    if word is not None and not 0 < len(shown) <= _MOST_LABEL_WORDS:
        shown = word.group("label").split()
    return " ".join(shown) if len(shown) <= _MOST_LABEL_WORDS else ""


def _label_line(before: Line, line: Line, number: _Number) -> str:
    """The label on a line of its own: a term beside its definition, a cell beside its value."""
    if number.start > 1 or before.inside != line.inside or len(before.text) > _LONGEST_LABEL_LINE:
        return ""
    if before.text.endswith(":") or _WORD_BEFORE.fullmatch(before.text):
        return before.text.rstrip(": ")
    return ""


def _linked(href: str) -> str:
    if not href.lower().startswith("tel:"):
        return ""
    written, _, extension = unquote(href[len("tel:") :]).partition(";ext=")
    written, _, behind = written.partition(",")
    digits = extension or behind.strip(", ")
    return _canonical(written.strip()[:40], digits if digits.isdigit() and len(digits) <= 6 else "")
