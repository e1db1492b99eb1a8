"""Review dates: "last reviewed", "updated", "date modified" and their kin, with the label as shown."""

import re
from collections.abc import Iterator, Sequence

from extract.dates import DATE, is_day_first, value_of
from extract.values import Fact, FactKind
from extract.visible import Line

_VERB = r"(?:reviewed|updated|modified|revised|changed)"
_SUBJECT = (
    r"(?:the\s+above\s+\w+|this\s+(?:web\s?)?(?:\w+)|(?:web\s?)?site|(?:web\s?)?page|contents?|information|document)"
)
_ENGLISH = (
    rf"(?:{_SUBJECT}\s+)?(?:(?:was|were|is|has\s+been)\s+)?(?:(?:date|content|page)\s+)?(?:last\s+|most\s+recently\s+)?"
    rf"{_VERB}(?:\s*(?:/|,|and|or|&)\s*(?:last\s+)?{_VERB})*(?:\s+date)?"
)
_NOUNS = (
    r"(?:(?:site|page|date\s+of)\s+)?last\s+(?:update|revision|review|modification)(?:\s+date)?|revision\s+date"
    r"|(?:(?:content|page|information)\s+)?(?:is\s+)?current\s+as\s+of"
)
_SPANISH = (
    r"(?:fecha\s+de\s+)?(?:la\s+)?última\s+(?:actualización|revisión|modificación)|fecha\s+de\s+(?:actualización"
    r"|revisión|modificación)|(?:página\s+)?(?:actualizad|revisad|modificad)[oa](?:\s+por\s+última\s+vez)?"
)
_FRENCH = (
    r"(?:date\s+de\s+(?:la\s+)?)?dernière\s+(?:mise\s+à\s+jour|modification|révision)|date\s+de\s+(?:modification"
    r"|mise\s+à\s+jour|révision)|(?:page\s+)?(?:mise?\s+à\s+jour|modifiée?|révisée?)"
)
_LABEL = rf"(?P<label>\b(?:{_ENGLISH}|{_NOUNS}|{_SPANISH}|{_FRENCH}))"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b[.,]*"
)
_JOINT = rf"\s*(?:[:|\u2013\u2014-]\s*)*(?:(?:on|in|as\s+of|at|le|el|en)\b:?\s*)*(?:{_WEEKDAY}\s*)?"
_BEFORE_DATE = re.compile(rf"{_LABEL}{_JOINT}$", re.IGNORECASE)
_LABEL_ALONE = re.compile(rf"{_LABEL}{_JOINT}", re.IGNORECASE)
_HINT = re.compile(
    rf"{_VERB}|current\s+as\s+of|last\s+\w+|revision|actualiza|revisi|revisad|modifi|révis|mise?\s+à\s+jour", re.I
)
_FIRM = re.compile(r"\b(?:last|most\s+recently|date|current|última|dernière|fecha|site)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:$|[.,;|)\]\n(\u2013\u2014-]|(?:at|by|a\s+las|à|to)\b|\d{1,2}:\d{2}|last\b|" + _VERB + ")", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_WINDOW = 120  # characters before a date in which its label may begin; the longest label seen has 47
_LONGEST_LABEL_LINE = 80


def reviews_in(lines: Sequence[Line], number: int, language: str) -> Iterator[tuple[int, Fact]]:
    """Review dates of one line, each with its position; the label may stand alone on the line before."""
    line = lines[number]
    if not (line.datetime or _DIGIT.search(line.text)):
        return
    if _HINT.search(line.text):
        yield from _labelled(line, language)
    before = lines[number - 1] if number else None
    if before is not None and before.inside == line.inside and len(before.text) <= _LONGEST_LABEL_LINE:
        label = _LABEL_ALONE.fullmatch(before.flat) if _HINT.search(before.text) else None
        if label is not None:
            yield from _under(label.group("label"), line, language)


def _labelled(line: Line, language: str) -> Iterator[tuple[int, Fact]]:
    text, end, hint = line.flat, 0, line.datetime
    for match in DATE.finditer(text):
        label = _BEFORE_DATE.search(text, max(end, match.start() - _WINDOW), match.start())
        end = match.end()
        if label is None or not _is_stamp(label, text, match):
            continue
        value = value_of(match, day_first=is_day_first(language), hint=hint)
        if value:
            yield match.start(), _fact(label.group("label"), value, match.group(), line)
    if end == 0 and hint:
        yield from _machine_dated(line)


def _machine_dated(line: Line) -> Iterator[tuple[int, Fact]]:
    """A label whose date is shown in words ("3 days ago") but stands in a `<time datetime>`."""
    label = re.match(_LABEL, line.flat, re.IGNORECASE)
    iso = _ISO_TIME.fullmatch(line.datetime)
    if label and iso and len(line.text) <= _LONGEST_LABEL_LINE:
        yield 0, _fact(label.group("label"), iso.group(1), line.flat, line)


def _under(label: str, line: Line, language: str) -> Iterator[tuple[int, Fact]]:
    match = re.match(rf"(?:{_WEEKDAY})?\s*", line.text, re.IGNORECASE)
    found = DATE.match(line.flat, match.end() if match else 0)
    if found is not None and _AFTER.match(line.flat, found.end()):
        value = value_of(found, day_first=is_day_first(language), hint=line.datetime)
        if value:
            yield found.start(), _fact(label, value, found.group(), line)
    elif found is None and (iso := _ISO_TIME.fullmatch(line.datetime)):
        yield 0, _fact(label, iso.group(1), line.flat, line)


def _is_stamp(label: re.Match[str], text: str, match: re.Match[str]) -> bool:
    """A firm label ("last updated") counts anywhere, a bare verb ("updated") only where it begins a statement."""
    if match.lastgroup == "year" and not _AFTER.match(text, match.end()):
        return False
    if _FIRM.search(label.group("label")):
        return True
    before = text[: label.start()].rstrip()
    return (not before or before[-1] in ".;|()[]:•·*\u2013\u2014-" or DATE.search(before[-30:]) is not None) and (
        _AFTER.match(text, match.end()) is not None
    )


def _fact(label: str, value: str, raw: str, line: Line) -> Fact:
    shown = " ".join(label.split())
    return Fact(FactKind.REVIEW_DATE, value, shown, raw, line.path, line.inside)
