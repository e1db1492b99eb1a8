"""Hours: when an office is open or a line is answered, as the page says it.

The value is the phrase as shown with single spaces, breaks as commas and every dash as "-"; days and times are read in
English, Spanish and French. A time on a date ("June 3, 2 p.m. to 4 p.m.") is an event and no hours.
"""

import re
from collections.abc import Iterator, Sequence

from extract.values import Fact, FactKind
from extract.visible import Line

_CLOCK = r"(?:[01]?\d|2[0-4])"
_HALF = r"\s?(?:[ap]\.\s?m\.|[ap]\.?m\b)"
_NOON = r"(?:12\s)?(?:noon|midnight|mediod[i\u00ed]a|medianoche|midi|minuit)\b"
_TIME = rf"(?:{_CLOCK}(?:[:.][0-5]\d)?{_HALF}|{_NOON})"  # says which half of the day
_BARE = rf"{_CLOCK}(?:[:.][0-5]\d)?"
_FULL = rf"{_CLOCK}(?::[0-5]\d|\s?h(?:\s?[0-5]\d)?\b)"  # the 24-hour clock
_TO = (
    r"\s?(?:[-\u2010-\u2015]|\bto\b|\buntil\b|\btill?\b|\bthrough\b|\bthru\b|\ba\b|\b\u00e0\b|\bhasta\b|\bet\b)"
    r"\s?(?:las?\s)?"
)
_RANGE = rf"(?:(?:{_TIME}|{_BARE}){_TO}{_TIME}|{_FULL}{_TO}{_FULL}|between\s{_TIME}\sand\s{_TIME})"
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|weds?|thur?s?|fri|sat|sun"
    r"|lunes|martes|mi[e\u00e9]rcoles|jueves|viernes|s[a\u00e1]bados?|domingos?"
    r"|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?"
    r"|week(?:day|end|night)s?|business days|working days|daily|every\s?day|each day|d[i\u00ed]as h[a\u00e1]biles"
    r"|diario|todos los d[i\u00ed]as|jours ouvrables|tous les jours|m\s?[-\u2013]\s?f)\b\.?"
)
_ALL_DAY = (
    r"(?:24[\s-]hours?(?:(?:\sa|\sper|\severy|\seach|/)\s?day)|24\s?/\s?7(?:\s?/\s?365)?|twenty-four hours a day"
    r"|(?:las\s)?24\shoras\s(?:del|al|por)\sd[i\u00ed]a|24\s?h(?:eures)?\s?(?:sur|/)\s?24(?:\s?h)?)\b"
)
_ALL_HOURS = r"(?:24[\s-]h(?:ou)?rs?|(?:las\s)?24\shoras)\b"  # as in "open 24 hours", but "within 24 hours"
_ALL_WEEK = (
    r"(?:(?:7|seven)\sdays(?:(?:\sa|\sper|\severy|/)\s?week)?|365\sdays(?:\s(?:a|per)\syear)?"
    r"|(?:los\s)?(?:7|siete)\sd[i\u00ed]as\s(?:de|a|por)\s(?:la\s)?semana|7\s?j(?:ours)?\s?(?:sur|/)\s?7)\b"
)
_ZONE = (
    r"(?:[ECMP][SD]?T|AKS?T|HS?T|AST|GMT|UTC|(?:U\.S\.\s)?(?:Eastern|Central|Mountain|Pacific|Alaska|Hawaii|Atlantic)"
    r"(?:\s(?:Standard|Daylight))?(?:\sTime(?:\sZone)?)?|local\stime|hora\s(?:del\s)?(?:este|central|local)"
    r"|(?:horario\sdel\seste)|heure\s(?:de\sl['\u2019]Est|normale\sde\sl['\u2019]Est|locale))\b\.?"
)
_BUT = (
    r"(?:(?:excluding|except(?:\s(?:for|on))?|closed(?:\son)?)\s(?:all\s)?(?:the\s)?(?:U\.S\.\s)?"
    r"(?:federal\s|national\s|legal\s|public\s|state\s|bank\s)?holidays|closed|cerrado|ferm\u00e9"
    r"|(?:excepto|salvo)\s(?:los\s)?(?:d[i\u00ed]as\s)?(?:feriados|festivos)(?:\sfederales)?"
    r"|sauf\sles\sjours\sf\u00e9ri\u00e9s)\b"
)
_JOIN = r"(?:through|thru|to|and|from|on|at|of|the|or|a|al|y|de|del|las|los|el|en|du|au|le|les|et|hours)\b"
_TOKEN = re.compile(
    rf"(?<![\w$.])(?<!\d[/:-])(?:(?P<all>{_ALL_DAY})|(?P<long>{_ALL_HOURS})|(?P<week>{_ALL_WEEK})"
    rf"|(?P<range>{_RANGE})|(?P<day>{_DAY})|(?P<zone>{_ZONE})"
    rf"|(?P<but>{_BUT})|(?P<join>{_JOIN}))",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s,;:()|/&\u2010-\u2015+-]{0,4}")
_HINT = re.compile(r"[0-9](?:\s?[ap]\.?\s?m\b|4[\s/-]?[h7/]|\s?h(?:\s?\d|\b)|:\d\d\s?[-\u2013ta\u00e0])", re.IGNORECASE)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|septiembre|octubre|noviembre|diciembre|janvier|f\u00e9vrier|mars|avril|mai|juin|juillet|ao\u00fbt|septembre|octobre"
    r"|novembre|d\u00e9cembre)[a-z]{0,6}\.?"
)
_DATE = rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)|\d{{1,2}}(?:er)?\s(?:de\s)?{_MONTH}|\d{{1,2}}/\d{{1,2}})"
_DATED_BEFORE = re.compile(
    rf"{_DATE}(?:,?\s(?:de\s)?\d{{4}}|/\d{{2,4}})?[\s,;:@()|\u2010-\u2015-]{{0,4}}(?:from|at|de|\u00e0)?\s?$",
    re.IGNORECASE,
)
_DATED_AFTER = re.compile(rf"[\s,;:()|\u2010-\u2015-]{{0,4}}(?:on\s|el\s|le\s)?{_DATE}", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:hours?|open|available|operat\w*|answer\w*|staffed|call|phone|reach\w*|assist\w*|horario|abiert\w*|disponible\w*"
    r"|atiend\w*"
    r"|llam\w*|ouvert\w*|heures|accept\w*|monitored|service|office|center|line)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<label>(?:[A-Za-z']+ ){0,3}(?:hours|horario|heures)(?:\s(?:of|de|d['\u2019]) ?[\w\u00c0-\u00ff]+)?)\s?:\s?$",
    re.IGNORECASE,
)
_DASHES = re.compile(r"[\u2010-\u2015]")
_BREAKS = re.compile(r"[\s,]*\n[\s,]*")
_STAYS_OPEN = re.compile(
    r"(?:open|available|operat\w*|staffed|answered|abiert[ao]s?|disponibles?|ouverte?)\s$|\d{4}\s?\($", re.I
)
_AFTER_NUMBER = re.compile(r"\d{4}\s?\($")  # "1-800-555-0143 (8 am - 5 pm ET)"
_WINDOW = 80
_LONGEST = 240  # a longer run of days and times is a timetable, and every row of it would be hours
_LONGEST_DAYS = 60


def hours_in(lines: Sequence[Line], number: int) -> Iterator[tuple[int, Fact]]:
    """The hours one line states, each with its position in it."""
    line = lines[number]
    if not _HINT.search(line.text):
        return
    for start, end, kinds in _runs(line.text):
        days = "" if "day" in kinds or start > 1 else _days_above(lines, number)
        if end - start <= _LONGEST and _are_hours(line.text, start, end, kinds | ({"day"} if days else set())):
            shown = line.text[start:end]
            value = canonical(f"{days}: {shown}" if days else shown)
            yield start, Fact(FactKind.HOURS, value, _label(line.text[:start]), shown, line.path, line.inside)


def canonical(shown: str) -> str:
    """A phrase with single spaces, its breaks as commas, its cells as "days: times" and one kind of dash."""
    folded = _DASHES.sub("-", shown.replace(" | ", ": "))
    return " ".join(_BREAKS.sub(", ", folded).split())


def _runs(text: str) -> Iterator[tuple[int, int, set[str]]]:
    """Where days, times and what joins them stand side by side, with the kinds of words in each."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        if run and not _GAP.fullmatch(text, run[-1].end(), token.start()):
            yield from _trimmed(text, run)
            run = []
        run.append(token)
    yield from _trimmed(text, run)


def _trimmed(text: str, run: list[re.Match[str]]) -> Iterator[tuple[int, int, set[str]]]:
    telling = [at for at, token in enumerate(run) if token.lastgroup != "join"]
    if not telling:
        return
    kept = run[telling[0] : telling[-1] + 1]
    start, end = kept[0].start(), kept[-1].end() - (kept[-1].group().endswith(".") and kept[-1].lastgroup != "range")
    shown = text[start:end]
    if shown.count("(") > shown.count(")") and text[end : end + 1] == ")":
        end += 1
    yield start, end, {str(token.lastgroup) for token in kept}


def _are_hours(text: str, start: int, end: int, kinds: set[str]) -> bool:
    """Whether a run says when somebody is there: all day, or a time of the day on days or for an office."""
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    if _DATED_BEFORE.search(before[-30:]) or _DATED_AFTER.match(after):
        return False
    is_of_office = (
        _OPEN.search(before) is not None
        or _AFTER_NUMBER.search(before) is not None
        or _OPEN.match(after.lstrip()) is not None
    )
    if "all" in kinds:
        return "week" in kinds or is_of_office
    if "long" in kinds:
        return "week" in kinds or _STAYS_OPEN.search(before) is not None
    return "range" in kinds and (bool(kinds & {"day", "week"}) or is_of_office)


def _days_above(lines: Sequence[Line], number: int) -> str:
    """The days on a line of their own above the times: a term beside its definition."""
    above = lines[number - 1] if number else None
    if above is None or above.path != lines[number].path or above.level or len(above.text) > _LONGEST_DAYS:
        return ""
    whole = [(start, end) for start, end, kinds in _runs(above.text) if kinds <= {"day", "join"}]
    return above.text.rstrip(" :") if whole and whole[0] == (0, len(above.text.rstrip(" :"))) else ""


def _label(before: str) -> str:
    match = _LABEL.search(before[-_WINDOW:])
    return match.group("label").strip() if match else ""
