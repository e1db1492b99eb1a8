"""Review dates: "last reviewed", "updated", "date modified" and their kin, with label, precision and scope."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.facts.dates import DATE, is_day_first, value_of
from extract.facts.review_words import (
    DEMONSTRATIVE,
    FIRM,
    FOREIGN,
    HINTS,
    JOINT,
    LABEL,
    OF_PAGE,
    OF_PART,
    OF_SITE,
    VERB,
    VERBAL,
    WEEKDAY,
)
from extract.values import Fact, FactKind, Scope, Source
from extract.visible import Line

_BEFORE_DATE = re.compile(rf"{LABEL}{JOINT}$", re.IGNORECASE)
_LABEL_ALONE = re.compile(rf"{LABEL}{JOINT}", re.IGNORECASE)
_LABEL_FIRST = re.compile(LABEL, re.IGNORECASE)
_WEEKDAY_FIRST = re.compile(rf"(?:{WEEKDAY})?\s*", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:$|[.,;|)\]\n(*\u2022\u00b7\u2013\u2014-]|(?:at|by|a\s+las|à|to)\b|\d{1,2}:\d{2}|last\b|" + VERB + ")", re.I
)
_DIGIT = re.compile(r"\d")
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_BREAK = re.compile(r"[.;|()\[\]:\u2022\u00b7*\n\u2013\u2014\u2192-]")
_FIRM_JOINT = re.compile(r"[:|\u2013\u2014]\s*")
_WINDOW = 120  # characters before a date in which its label may begin; the longest label seen has 63
_LONGEST_LABEL_LINE = 80
_LONGEST_SUBJECT = 4  # words before "last updated" that can name what was: "Data last updated"


def reviews_in(lines: Sequence[Line], number: int, language: str) -> Iterator[tuple[int, Fact]]:
    """Review dates of one line, each with its position; the label may stand alone on the line before."""
    line = lines[number]
    if not line.datetime and _DIGIT.search(line.text) is None:
        return
    if _may_hold_label(line.text):
        yield from _labelled(line, language)
    before = lines[number - 1] if number else None
    if before is None or before.inside != line.inside or len(before.text) > _LONGEST_LABEL_LINE:
        return
    label = _LABEL_ALONE.fullmatch(before.flat) if _may_hold_label(before.text) else None
    if label is not None:
        yield from _under(label.group("label"), line, language)


def _may_hold_label(text: str) -> bool:
    lowered = text.lower()
    return any(hint in lowered for hint in HINTS)


def _labelled(line: Line, language: str) -> Iterator[tuple[int, Fact]]:
    text, end = line.text, 0
    for match in DATE.finditer(text):
        start, end = max(end, match.start() - _WINDOW), match.end()
        stamp = _stamp(text, start, match)
        if stamp is None:
            continue
        value = value_of(match, day_first=is_day_first(language), hint=line.datetime)
        if value:
            yield match.start(), _fact(*stamp, value, match.group(), line)
    if end == 0 and line.datetime:
        yield from _machine_dated(line)


def _machine_dated(line: Line) -> Iterator[tuple[int, Fact]]:
    """A label whose date is shown in words ("3 days ago") but stands in a `<time datetime>`."""
    label = _LABEL_FIRST.match(line.flat)
    iso = _ISO_TIME.fullmatch(line.datetime)
    if label and iso and len(line.text) <= _LONGEST_LABEL_LINE:
        shown = label.group("label")
        yield 0, replace(_fact(shown, _scope_of(shown), iso.group(1), line.flat, line), source=Source.TIME)


def _under(label: str, line: Line, language: str) -> Iterator[tuple[int, Fact]]:
    weekday = _WEEKDAY_FIRST.match(line.text)
    found = DATE.match(line.text, weekday.end() if weekday else 0)
    if found is not None and _AFTER.match(line.text, found.end()):
        value = value_of(found, day_first=is_day_first(language), hint=line.datetime)
        if value:
            yield found.start(), _fact(label, _scope_of(label), value, found.group(), line)
    elif found is None and (iso := _ISO_TIME.fullmatch(line.datetime)):
        yield 0, replace(_fact(label, _scope_of(label), iso.group(1), line.flat, line), source=Source.TIME)


def _stamp(text: str, start: int, date: re.Match[str]) -> tuple[str, Scope] | None:
    """Label and scope of a date in running text, or None where it is no stamp."""
    foreign = FOREIGN.search(text, start, date.start())
    if foreign:
        return foreign.group("label"), Scope.FOREIGN
    found = _BEFORE_DATE.search(text, start, date.start())
    if found is None or (date.group("year") and not _AFTER.match(text, date.end())):
        return None
    label = found.group("label")
    if DEMONSTRATIVE.match(label) and not _names_something(label):
        return None
    subject = _subject_before(text, start, found.start())
    is_whole = _AFTER.match(text, date.end()) is not None
    if not subject:
        return (label, _scope_of(label)) if is_whole or FIRM.search(label) else None
    is_apart = _FIRM_JOINT.search(text, found.end("label"), date.start()) is not None
    if not FIRM.search(label) or not (is_apart or OF_PAGE.search(subject) or OF_SITE.search(subject)):
        return None
    return _named(subject, label)


def _named(subject: str, label: str) -> tuple[str, Scope] | None:
    """Label and scope where words stand before the label: they say what was reviewed, or are another sentence."""
    is_long = len(subject.split()) > _LONGEST_SUBJECT
    if is_long:
        return None if VERBAL.match(f"{label} ") else (label, _scope_of(label))
    of_page = OF_PAGE.search(subject) or OF_SITE.search(subject)
    if VERBAL.match(f"{label} ") and not of_page:
        return None
    shown = f"{subject} {label}"
    return shown, _scope_of(shown) if of_page else Scope.SECTION


def _subject_before(text: str, start: int, end: int) -> str:
    """The words of the same statement before a label; nothing where they are a date of their own."""
    breaks = [mark.end() for mark in _BREAK.finditer(text, start, end)]
    since = breaks[-1] if breaks else start
    words = text[since:end].strip(" ,/\u201c\u201d\"'")
    return "" if DATE.search(text, max(since - 30, 0), end) else words


def _names_something(words: str) -> bool:
    return any(pattern.search(words) for pattern in (OF_PAGE, OF_PART, OF_SITE))


def _scope_of(label: str) -> Scope:
    if OF_SITE.search(label):
        return Scope.SITE
    return Scope.SECTION if OF_PART.search(label) else Scope.PAGE


def _fact(label: str, scope: Scope, value: str, raw: str, line: Line) -> Fact:
    shown = " ".join(label.split())
    return Fact(FactKind.REVIEW_DATE, value, shown, " ".join(raw.split()), line.path, line.inside, scope)
