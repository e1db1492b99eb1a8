"""Identifiers a policy page cites: directives, forms, citations of law, dockets; each in one canonical spelling."""

import re
from collections.abc import Callable, Iterator
from functools import partial

_SECTION_MARK = r"(?:§{1,2}|sections?|secs?\.|parts?|pts?\.)"
_SUBSECTIONS = r"(?P<sub>(?:\s?\([a-zA-Z0-9]{1,5}\)){0,6})"
_NUMBER_WORD = r"(?:No\.?|Nos\.?|Number|#)"
_DASH = r"\s?[-\u2010-\u2013]\s?"

Build = Callable[[re.Match[str]], str]


def _plain(template: str) -> Build:
    """A canonical spelling put together from a match's named groups."""
    return lambda match: template.format(**{name: text or "" for name, text in match.groupdict().items()})


def _cited(code: str) -> Build:
    return lambda match: f"{int(match.group('title'))} {code} {_section_of(match)}"


def _section_of(match: re.Match[str]) -> str:
    return f"{match.group('section')}{(match.group('sub') or '').replace(' ', '')}"


def _order(match: re.Match[str]) -> str:
    return f"Executive Order {match.group('number').replace(',', '')}"


def _register(match: re.Match[str]) -> str:
    return f"{match.group('volume')} FR {match.group('page').replace(',', '')}"


def _directive(match: re.Match[str]) -> str:
    words = " ".join(word for word in (match.group("agency"), match.group("adjective"), "Directive") if word)
    return f"{words} {match.group('number')}"


def _energy(match: re.Match[str]) -> str:
    return f"DOE {match.group('series')[0].upper()} {match.group('number')}"


def _defense(match: re.Match[str]) -> str:
    return f"DoD{match.group('series')[0]} {match.group('number')}"


def _lettered(match: re.Match[str]) -> str:
    return f"Form {match.group('letters')}-{match.group('number')}"


def _numbered(match: re.Match[str]) -> str:
    agency = match.group("agency")
    return f"{agency} Form {match.group('number')}" if agency and agency != "IRS" else f"Form {match.group('number')}"


_DIRECTIVE_NUMBER = (
    r"(?P<number>\d{1,5}(?:[.-]\d{1,4}){1,3}[A-Z]?|\d{3,6}(?:[A-Z]|/\d+/E[CU])?|\d{2,4}/\d+/E[CU])(?![\w/])"
)
_LETTERED_NUMBER = r"(?P<letters>[A-Z]{1,4})(?:-|\s?(?=\d{3}))(?P<number>\d{1,4}[A-Z]{0,3}(?:-\d{1,2}[A-Z]?)?)(?![\w-])"
_PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str], Build], ...] = (
    (
        "cfr",
        ("cfr", "c.f", "c. f"),
        re.compile(
            rf"(?<![\w.])(?:(?P<title>\d{{1,2}})\s?C\.?\s?F\.?\s?R\.?)\s?,?\s?(?:{_SECTION_MARK}\s?){{0,2}}"
            rf"(?P<section>\d{{1,4}}(?:\.\d{{1,5}}[a-z]?(?:-\d{{1,3}}[a-z]?)?)?)(?![\d.]*\d){_SUBSECTIONS}",
            re.IGNORECASE,
        ),
        _cited("CFR"),
    ),
    (
        "cfr",
        ("cfr", "c.f", "code of fed"),
        re.compile(
            rf"\btitle\s(?P<title>\d{{1,2}}),?\s(?:of\s)?(?:the\s)?(?:C\.?F\.?R\.?|Code\sof\sFederal\sRegulations),?\s?"
            rf"(?:\(CFR\),?\s)?(?:{_SECTION_MARK}\s?){{1,2}}(?P<section>\d{{1,4}}(?:\.\d{{1,5}})?){_SUBSECTIONS}",
            re.IGNORECASE,
        ),
        _cited("CFR"),
    ),
    (
        "usc",
        ("usc", "u.s", "u. s", "us code"),
        re.compile(
            rf"(?<![\w.])(?P<title>\d{{1,2}})\s?(?:U\.?\s?S\.?\s?C\.?(?:\s?A\.)?|U\.?S\.?\sCode),?\s?"
            rf"(?:{_SECTION_MARK}\s?){{0,2}}(?P<section>\d{{1,5}}[a-z]{{0,2}}(?:-\d{{1,3}}[a-z]?)?)(?!\w){_SUBSECTIONS}",
            re.IGNORECASE,
        ),
        _cited("USC"),
    ),
    (
        "usc",
        ("code",),
        re.compile(
            rf"\btitle\s(?P<title>\d{{1,2}}),?\s(?:of\s)?(?:the\s)?(?:U\.?S\.?|United\sStates)\sCode,?\s?"
            rf"(?:\(U\.?S\.?C\.?\),?\s)?(?:{_SECTION_MARK}\s?){{0,2}}(?P<section>\d{{1,5}}[a-z]{{0,2}}){_SUBSECTIONS}",
            re.IGNORECASE,
        ),
        _cited("USC"),
    ),
    (
        "public-law",
        ("law", "p.l", "p. l", "pl", "pub."),
        re.compile(
            rf"\b(?:Public\sLaw|Pub\.\s?L\.|P\.\s?L\.|PL)\s?(?:{_NUMBER_WORD}\s?)?(?P<congress>1?\d{{2}}){_DASH}"
            r"(?P<law>\d{1,4})(?!\w|-\d)"
        ),
        _plain("Pub. L. {congress}-{law}"),
    ),
    (
        "executive-order",
        ("order", "e.o", "e. o", "eo"),
        re.compile(
            r"\b(?:Executive\sOrders?\s(?:\((?:EO|E\.O\.)\)\s)?(?:No\.\s?|Number\s)?|(?:E\.\s?O\.|EO)\s?(?=1\d))"
            r"(?P<number>\d{4,5}|\d{2},\d{3})(?![\w,]\d)"
        ),
        _order,
    ),
    (
        "federal-register",
        ("fr ", "f.r", "fed"),
        re.compile(
            r"(?<![\w.])(?P<volume>\d{2,3})\s(?:FR|F\.R\.|Fed\.\s?Reg\.|Federal\sRegister)\s"
            r"(?P<page>\d{3,6}|\d{1,3},\d{3})(?!\w)"
        ),
        _register,
    ),
    (
        "rin",
        ("rin",),
        re.compile(rf"\bRIN\s?(?:{_NUMBER_WORD}\s?)?:?\s?(?P<agency>\d{{4}}){_DASH}(?P<rule>[A-Z]{{2}}\d{{2}})(?!\w)"),
        _plain("RIN {agency}-{rule}"),
    ),
    (
        "omb",
        ("omb",),
        re.compile(
            rf"\bOMB\s(?:(?:Control|Approval|Clearance)\s)?(?:{_NUMBER_WORD}\s?)?(?:is\s)?[:.]?\s?(?P<agency>\d{{4}}){_DASH}"
            r"(?P<serial>\d{4})(?!\w)",
            re.IGNORECASE,
        ),
        _plain("OMB {agency}-{serial}"),
    ),
    (
        "directive",
        ("omb",),
        re.compile(
            rf"\bOMB\s(?P<series>Circular|Memorandum|Memo)\s(?:{_NUMBER_WORD}\s?)?(?P<number>A-\d{{1,3}}|M-\d\d-\d\d)(?!\w)"
        ),
        lambda match: (
            f"OMB {'Circular' if match.group('series') == 'Circular' else 'Memorandum'} {match.group('number')}"
        ),
    ),
    (
        "directive",
        ("directive",),
        re.compile(
            r"\b(?:(?P<agency>[A-Z]{2,6})\s)?(?P<adjective>(?:Management|Policy|Instruction)\s)?"
            rf"(?<!DoD\s)Directives?\s(?:System\s)?(?:{_NUMBER_WORD}\s?)?:?\s?{_DIRECTIVE_NUMBER}"
        ),
        lambda match: " ".join(_directive(match).split()),
    ),
    (
        "directive",
        ("pd", "pm"),
        re.compile(r"\b(?P<series>HSPD|PPD|NSPD|NSPM|PDD)(?:-|\s)(?P<number>\d{1,3})(?!\w)"),
        _plain("{series}-{number}"),
    ),
    (
        "directive",
        ("doe", "energy"),
        re.compile(
            r"\b(?:DOE|Department\sof\sEnergy)\s(?P<series>O|P|G|M|N|Order|Policy|Guide|Manual|Notice)\s"
            r"(?P<number>\d{3}\.\d{1,3}[A-Z]?(?:-\d{1,2}[A-Z]?)?)(?!\w|\.\d)"
        ),
        _energy,
    ),
    (
        "directive",
        ("dod",),
        re.compile(
            r"\bDoD\s?(?P<series>D|I|M|Directive|Instruction|Manual)\s(?:Number\s|No\.\s?)?(?P<number>\d{4}\.\d{1,2}(?:-[A-Z])?)"
            r"(?!\w)"
        ),
        _defense,
    ),
    (
        "foia",
        ("-",),
        re.compile(r"(?<![\w-])(?P<number>20\d\d-[A-Z]{4}-\d{5})(?![\w-])"),
        _plain("{number}"),
    ),
    (
        "foia",
        ("foia",),
        re.compile(
            r"\bFOIA\s(?:(?:[Cc]ase|[Rr]equest|[Cc]ontrol|[Tt]racking|[Ll]og)\s)?(?:No\.|[Nn]umber|#):?\s?"
            r"(?P<number>[A-Z0-9][A-Z0-9-]{2,12}\d{3,6})(?![\w-])"
        ),
        _plain("{number}"),
    ),
    (
        "case",
        (":",),
        re.compile(r"(?<![\w:-])(?P<number>\d:\d{2}-(?:cv|cr|mc|mj|md|bk|ap|po)-\d{3,6})(?!\d)", re.IGNORECASE),
        lambda match: match.group("number").lower(),
    ),
    (
        "case",
        ("case", "action", "civ.", "docket", "crim"),
        re.compile(
            r"\b(?:Case|Civil\sAction|Civ\.|Docket|Crim\.)\s(?:No\.|Nos\.|Number|#)\s?"
            r"(?P<number>\d{2}-(?:(?:cv|cr|mc|md|bk)-)?\d{2,6})(?![\w-]\d)",
            re.IGNORECASE,
        ),
        lambda match: match.group("number").lower(),
    ),
    ("form", ("form",), re.compile(rf"\b(?:[Ff]orms?|FORMS?)\s(?:{_NUMBER_WORD}\s?)?{_LETTERED_NUMBER}"), _lettered),
    (
        "form",
        ("form",),
        re.compile(
            r"(?<!Standard\s)\b(?:(?P<agency>[A-Z]{2,5})\s)?(?:Form|FORM)\s(?:No\.\s?|Number\s)?(?!(?:19|20)\d\d(?!-?[A-Z]))"
            r"(?P<number>\d{3,5}(?:-?[A-Z]{1,6}){0,2}(?:-\d)?|\d{2}-\d{1,5}[A-Z]{0,3}|\d{1,2}-[A-Z]{1,2})(?![\w.]\w|\w|-\d)"
        ),
        _numbered,
    ),
    (
        "form",
        ("sf", "standard"),
        re.compile(
            r"(?:\bSF-?|\bStandard\sForm[\s-](?:SF[\s-])?|(?:\(|\b[Ff]orms?\s)SF\s)(?P<number>\d{2,4}[A-Z]?)(?![\w,.-]\d|\w)"
        ),
        _plain("SF-{number}"),
    ),
    (
        "form",
        ("dd",),
        re.compile(r"\bDD[\s-]?(?P<number>\d{1,4}(?:-\d{1,2})?[A-Z]?)(?![\w,.-]\d|\w)"),
        _plain("DD Form {number}"),
    ),
)
_NUMBERS_OF = {
    word: [number for number, (_, words, _, _) in enumerate(_PATTERNS) if word in words]
    for word in dict.fromkeys(word for _, words, _, _ in _PATTERNS for word in words)
}
"""Each word without which patterns match nothing, with the numbers of these patterns."""

_NEXT_SECTION = re.compile(
    rf"\s?(?:,|;|&|and\b|or\b|,\sand\b|,\sor\b)\s(?:{_SECTION_MARK}\s?)?(?P<section>\d{{1,4}}\.\d{{1,5}}[a-z]?){_SUBSECTIONS}"
    r"(?!\s?(?:C\.?F\.?R|U\.?S\.?C|%|percent|million))"
)
_NEXT_FORM = re.compile(rf"\s?(?:,|/|&|and\b|or\b|,\sand\b|,\sor\b)\s?(?:Forms?\s)?{_LETTERED_NUMBER}")
_DIGIT = re.compile(r"\d")
_MAX_LINE = 100_000  # characters of one line that are searched; the longest paragraph seen had 9,000


def identifiers_in(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Position, kind word, canonical value and text as shown of every identifier in a line, in no order."""
    if _DIGIT.search(text) is None:
        return
    searched = text[:_MAX_LINE].replace("\n", " ")
    lowered = searched.lower()
    hinted = [numbers for word, numbers in _NUMBERS_OF.items() if word in lowered]
    for number in sorted(set().union(*hinted)):
        kind, _, pattern, build = _PATTERNS[number]
        for match in pattern.finditer(searched):
            yield match.start(), kind, build(match), match.group().strip()
            yield from _following(kind, match, searched)


def _following(kind: str, first: re.Match[str], text: str) -> Iterator[tuple[int, str, str, str]]:
    """The further members of "8 CFR 287.5, 287.7 and 287.8" and of "Forms I-130, I-485"."""
    build: Build
    if kind == "cfr":
        pattern, build = _NEXT_SECTION, partial(_section, title=int(first.group("title")))
    elif kind == "form" and "letters" in first.groupdict():
        pattern, build = _NEXT_FORM, _lettered
    else:
        return
    match = pattern.match(text, first.end())
    while match is not None:
        yield match.start(), kind, build(match), match.group().strip(" ,;")
        match = pattern.match(text, match.end())


def _section(match: re.Match[str], title: int) -> str:
    return f"{title} CFR {_section_of(match)}"
