"""Stretches of a sentence that are read as one: addresses, dates, citations, references, sizes of files."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from diff.folding import folded
from extract.facts.dates import DATE, is_day_first, value_of


class Sort(StrEnum):
    """What a term is."""

    WORD = "word"
    NUMBER = "number"
    COUNT = "count"
    DATE = "date"
    CITATION = "citation"
    REFERENCE = "reference"
    FILE = "file"
    ADDRESS = "address"
    FACT = "fact"
    TOLD = "told"


class Span(NamedTuple):
    """A stretch of a text that is one term."""

    start: int
    end: int
    key: str
    sort: Sort


_MONTHS = (
    r"(?:January|February|March|April|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|[Ee]nero|[Ff]ebrero|[Mm]arzo|[Aa]bril|[Mm]ayo|[Jj]unio|[Jj]ulio|[Aa]gosto|[Ss]ep?tiembre"
    r"|[Oo]ctubre|[Nn]oviembre|[Dd]iciembre|[Jj]anvier|[Ff]évrier|[Aa]vril|[Jj]uin|[Jj]uillet|[Aa]oût|[Ss]eptembre"
    r"|[Oo]ctobre|[Nn]ovembre|[Dd]écembre|May|MAY|mai|mars)"  # "5 may apply" is no date
)
_TO = r"(?:\s?-\s?|\s(?:and|to)\s)"
_DAY_MONTH = re.compile(
    rf"(?<![\w.,/-])(?:\d{{1,2}}{_TO})?\d{{1,2}}(?:st|nd|rd|th|er|º)?\s(?:de\s|of\s)?{_MONTHS}\b"
    rf"|\b{_MONTHS}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?![\w,.]\d|\w)(?:{_TO}\d{{1,2}}(?![\w,.:]\d|\w))?"
    r"|\b(?:January|February|April|June|July|August|September|October|November|December)\b"
    r"|(?:(?<=\b[ib][ny]\s)|(?<=\bof\s)|(?<=\bfrom\s)|(?<=\buntil\s))(?:March|May)\b"
    r"|(?<![\w/-])(?:19|20)\d\d\s?(?:[/-]|to)\s?(?:(?:19|20)\d\d|\d\d)(?![\w/-])"
)
_YEARS = re.compile(r"(?:19|20)\d\d")
_WEEKDAY = re.compile(
    r"\b(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[,.]?\s(?:the\s|el\s|le\s)?$",
    re.IGNORECASE,
)
_WEEKDAY_LENGTH = 16
_NO_MONTH = re.compile(r"[\d.,\s]|(?<=\d)(?:st|nd|rd|th)|\bde\b|\bof\b")

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"|]{1,2000}(?<![.,;:!?)\]'])|[\w.+-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w.,/-])(?:\+\d{1,3}\s?(?:\(0\)\s?)?\d{1,5}|\(?0\d{2,4}\)?)(?:[ -]\d{2,7}){1,4}(?![\w/-])"
    r"|(?<![\w.,/-])0\d(?:[ .]\d\d){4}(?![\w/-])|(?<![\w.,/-])\d{1,3}(?:\.\d{1,3}){3}(?::\w+)?(?![\w./-])"
    r"|(?<![\w.,/-])(?:1[ .-])?(?:\(\d{3}\)\s?|\d{3}[.-])\d{3}[ .-]\d{4}(?![\w/-])"
)
_SUBSECTION = r"\d{1,5}[A-Za-z]{0,2}(?:[.-]\d{1,5}[A-Za-z]?){0,4}(?:\s?\(\w{1,5}\)){0,5}"
_LAW = r"(?:Acts?|Code|Regulations?|Order|CFR|Rules?)"
_CITATION = re.compile(
    rf"\b\d{{1,3}}\s(?:U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?|F\.R\.)(?:\s(?:§{{1,2}}|[Pp]arts?|[Ss]ec\.))?\s{_SUBSECTION}"
    rf"|§{{1,2}}\s?{_SUBSECTION}"
    r"|\b(?:[Dd]irective|[Rr]egulation|[Aa]rticle|[Ff]orm|[Rr]ule|[Oo]rder|[Cc]ircular|[Mm]emorandum)\s"
    rf"(?:[Nn]o\.?\s|[Nn]umber\s|\(E[UC]\)\s)?(?:[A-Z]{{1,4}}-?)?(?!(?:19|20)\d\d\b){_SUBSECTION}(?:/\d+(?:/E[UC])?)?"
    r"|\bSection\s\d{3,4}(?:\(\w{1,5}\)){0,4}(?!\w)"
    rf"|\b(?:[Ss]ection|[Pp]art|[Ss]chedule)\s{_SUBSECTION}"
    rf"(?=\s(?:\([^)]{{1,40}}\)\s)?(?:of|to)\s(?:the\s|title\s)?[\w\s]{{0,80}}?{_LAW}\b)"
    r"|(?<![\w-])[A-Z]{1,6}(?:-\d{1,6}[A-Z]?(?:-\d{1,4})?|\d{2,6}[A-Z]?)(?![\w-]|\.\d)"
)
_NO_CITATION = re.compile(r"(?:COVID|CO|PM|SARS-CoV|FY|[HAMBGQV])-?\d{1,4}[A-Z]?$")  # diseases, roads, quarters
_REFERENCE = re.compile(
    r"\b(?:[Ss]ections?|[Pp]aragraphs?|[Pp]ara\.?|[Ss]teps?|[Pp]ages?|[Cc]hapters?|[Tt]ables?|[Ff]igures?|[Aa]nnex|[Pp]art"
    rf"|[Aa]ppendix|[Qq]uestions?|[Vv]ersion|[Ii]tem|[Nn]ote|[Vv]olume|[Ii]ssue|v)\s?(?:[A-Z]\b|{_SUBSECTION})"
    r"|(?<![\w.])\d+[A-Z]+\d+\w*"
)
_FILE = re.compile(
    r"(?<![\d,.])\d[\d,.]*+\s?(?:[kmg]i?b|bytes|kilobytes|megabytes)\b|(?:(?<=[,|(]\s)|(?<=[,|(]))\d+\spages?\b",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\s*(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\(?[a-z]\)|\d{1,2}(?:\.\d{1,2}){1,3})(?=\s)")
_HINT = re.compile(rf"[\d§@]|www\.|://|\b{_MONTHS}\b")


def without_marker(text: str) -> str:
    """The text without the number of a list item before it."""
    return _MARKER.sub("", text, count=1)


def spans_of(view: str, facts: Iterable[Span], language: str) -> list[Span]:
    """The facts in a sentence and what else in it is read as one, in order, none over another."""
    facts = list(facts)
    if not facts and not _HINT.search(view):
        return []
    taken: list[Span] = []
    covered = bytearray(len(view))
    for span in (*facts, *_marks_in(view, language)):
        if covered.find(1, span.start, span.end) < 0:
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
            taken.append(span)
    return sorted(taken)


def _marks_in(view: str, language: str) -> Iterator[Span]:
    """The number of a list item, which says nothing, and then the more telling first."""
    marker = _MARKER.match(view)
    if marker is not None:
        yield Span(*marker.span(), "", Sort.REFERENCE)
    dates = list(DATE.finditer(view))
    yield from (_date(view, match, language) for match in dates if not match.group("year"))
    for match in _ADDRESS.finditer(view):
        yield Span(*match.span(), match.group().lower().rstrip("/"), Sort.ADDRESS)
    for pattern, sort in ((_CITATION, Sort.CITATION), (_REFERENCE, Sort.REFERENCE), (_FILE, Sort.FILE)):
        named = (match for match in pattern.finditer(view) if not _NO_CITATION.match(match.group()))
        yield from (Span(*match.span(), _squeezed(match.group()), sort) for match in named)
    for match in _DAY_MONTH.finditer(view):
        yield Span(_with_weekday(view, match.start()), match.end(), _day_key(match.group()), Sort.DATE)
    yield from (Span(*match.span(), match.group(), Sort.DATE) for match in dates if match.group("year"))


def _date(view: str, match: re.Match[str], language: str) -> Span:
    value = value_of(match, day_first=is_day_first(language))
    return Span(_with_weekday(view, match.start()), match.end(), value or folded(match.group()), Sort.DATE)


def _with_weekday(view: str, start: int) -> int:
    """Where a date begins with the day of the week before it."""
    weekday = _WEEKDAY.search(view, max(0, start - _WEEKDAY_LENGTH), start)
    return weekday.start() if weekday else start


def _day_key(text: str) -> str:
    """A day and month in one order, whatever the spelling; never that of a full date."""
    if _YEARS.match(text):
        return _squeezed(text)
    month = next((part for part in _NO_MONTH.sub(" ", text).casefold().split() if part not in {"-", "and", "to"}), "")
    return f"{month[:3]} {'-'.join(re.findall(r'[0-9]+', text))}".strip()


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
