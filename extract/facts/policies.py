"""What a policy states: identifiers, effective and expiry dates, and how often its sections oblige whom to do what."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.facts.dates import DATE, is_day_first, value_of
from extract.facts.identifiers import identifiers_in
from extract.facts.review_words import JOINT
from extract.values import Fact, FactKind
from extract.visible import Line

_EFFECTIVE = (
    r"(?:effective\s+dates?(?:\s+of\s+(?!this\b)\w+)?|dates?\s+(?:effective|of\s+entry\s+into\s+force)|(?:is\s+|are\s+)?"
    r"(?:first\s+)?effective(?:\s+(?:as\s+of|on|from|beginning|starting|immediately\s+on))?|in\s+(?:effect|force)\s+"
    r"(?:since|from|as\s+of)|(?:takes?|took)\s+effect(?:\s+on)?|(?:comes?|came|enters?|entered)\s+into\s+(?:force|effect)"
    r"(?:\s+on)?|fecha\s+de\s+(?:entrada\s+en\s+)?vig(?:encia|or)|en\s+vigor\s+(?:desde|a\s+partir\s+del?)(?:\s+el)?"
    r"|(?:vigente|efectiv[oa])\s+(?:desde|a\s+partir\s+del?)(?:\s+el)?|date\s+d['\u2019]entrée\s+en\s+vigueur"
    r"|en\s+vigueur\s+(?:depuis(?:\s+le)?|à\s+compter\s+du|le))"
)
_EXPIRY = (
    r"(?:(?:omb\s+)?(?:expiration|expiry|exp\.)(?:\s+dates?)?|expir(?:es|ed|ing|e)(?:\s+on)?|exp\.|"
    r"(?:valid|effective|good|in\s+effect)\s+(?:through|until|thru|to)|(?:fecha\s+de\s+)?(?:vencimiento|caducidad)|vence(?:\s+el)?"
    r"|caduca(?:\s+el)?|válid[oa]\s+hasta(?:\s+el)?|date\s+d['\u2019]expiration|expire\s+le|valable\s+jusqu['\u2019]au)"
)
_KINDS = (
    (FactKind.EXPIRY_DATE, re.compile(rf"\b(?P<label>{_EXPIRY}){JOINT}$", re.IGNORECASE)),
    (FactKind.EFFECTIVE_DATE, re.compile(rf"\b(?P<label>{_EFFECTIVE}){JOINT}$", re.IGNORECASE)),
)
_ALONE = tuple(
    (kind, re.compile(rf"(?P<label>{words})\s*:?", re.IGNORECASE))
    for kind, words in ((FactKind.EXPIRY_DATE, _EXPIRY), (FactKind.EFFECTIVE_DATE, _EFFECTIVE))
)
_DATE_WORDS = re.compile(r"e(?:ffect|xpir|xp\.)|v(?:alid|ig|enc|álid)|good t|force|caduc")  # in lower case
_DIGIT = re.compile(r"\d")
_WINDOW = 80  # characters before a date in which its label may begin
_LONGEST_LABEL_LINE = 60

_MODALS = re.compile(
    r"(?<![\w'\u2019-])(?:"
    r"(?P<english>must|shall|may|will)(?:\s+(?:also\s+|then\s+)?(?P<negated>not))?"
    r"|(?:(?P<unneeded>not)\s+)?(?P<required>required)"
    r"|(?:(?P<no>no)\s+)?(?P<spanish>deb[ea]n?|debes|deberán?|deberás|pueden?|puedes)"
    r"|(?:(?P<ne>ne)\s+)?(?P<french>doit|doivent|devez|devront|devra|devrez|peut|peuvent|pouvez)(?(ne)\s+pas)"
    r")(?![\w-])",
    re.IGNORECASE,
)
_MODAL_WORDS = ("must", "shall", "may", "will", "required", "deb", "pued", "doi", "dev", "peu", "pouv")
_FORMS = {
    "debe": "debe deben debes deba deban",
    "deberá": "deberá deberán deberás",
    "puede": "puede pueden puedes",
    "doit": "doit doivent devez",
    "devra": "devra devront devrez",
    "peut": "peut peuvent pouvez",
}
_BASE = {form: lemma for lemma, forms in _FORMS.items() for form in forms.split()}
_NOUN_BEFORE = re.compile(
    r"\b(?:an?|the|your|his|her|their|my|our|its|no|one's|living|free|last|good|ill|political|own|written|valid|at|of|against"
    r"|god['\u2019]s|people['\u2019]s|joint|holographic)\s$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(r"\s(?:and\s+testament|power\b)", re.IGNORECASE)
_MONTH_AFTER = re.compile(r",?\s*\d")
_BRACKET_BEFORE, _BRACKET_AFTER = re.compile(r"[(\[]\s*$"), re.compile(r"\s*[)\]]")
_STAR_BEFORE, _FIELD_AFTER = re.compile(r"\*\s*$"), re.compile(r"\s*(?:\*|fields?\b)", re.IGNORECASE)
_MIN_WORDS = 4
_BEFORE = 16  # characters looked at before a modal


def policies_in(lines: Sequence[Line], number: int, language: str) -> Iterator[tuple[int, Fact]]:
    """Identifiers, effective and expiry dates of one line, each with its position."""
    line = lines[number]
    if _DIGIT.search(line.text) is None:
        return
    for at, kind, value, raw in identifiers_in(line.text):
        yield at, Fact(FactKind.IDENTIFIER, value, kind, raw, line.path, line.inside)
    before = lines[number - 1] if number and lines[number - 1].inside == line.inside else None
    yield from _dates_in(line, before, language)


def obligations_of(lines: Sequence[Line]) -> Iterator[tuple[int, Fact]]:
    """How often each section of the content says must, shall, may …, each with the number of its first line."""
    firsts: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for number, line in enumerate(lines):
        if not line.inside or line.level:
            continue
        firsts.setdefault(line.path, number)
        for modal in _modals_of(line.text):
            counts.setdefault(line.path, Counter())[modal] += 1
    for path, modals in counts.items():
        for modal in sorted(modals):
            yield firsts[path], Fact(FactKind.OBLIGATION, str(modals[modal]), modal, modal, path)


def _dates_in(line: Line, before: Line | None, language: str) -> Iterator[tuple[int, Fact]]:
    if _DATE_WORDS.search(line.text.lower()):
        end = 0
        for date in DATE.finditer(line.text):
            start, end = max(end, date.start() - _WINDOW), date.end()
            if date.lastgroup == "year" or date.group("year"):
                continue
            for kind, pattern in _KINDS:
                label = pattern.search(line.text, start, date.start())
                if label is not None:
                    yield from _dated(kind, label.group("label"), date, line, language)
                    break
    if before is not None and len(before.text) <= _LONGEST_LABEL_LINE:
        yield from _dated_below(line, before, language)


def _dated_below(line: Line, before: Line, language: str) -> Iterator[tuple[int, Fact]]:
    date = DATE.match(line.text)
    if date is None or date.group("year"):
        return
    for kind, pattern in _ALONE:
        label = pattern.fullmatch(before.flat)
        if label is not None:
            yield from _dated(kind, label.group("label"), date, line, language)
            return


def _dated(kind: FactKind, label: str, date: re.Match[str], line: Line, language: str) -> Iterator[tuple[int, Fact]]:
    value = value_of(date, day_first=is_day_first(language), hint=line.datetime)
    if value:
        raw = " ".join(date.group().split())
        yield date.start(), Fact(kind, value, " ".join(label.split()), raw, line.path, line.inside)


def _modals_of(text: str) -> Iterator[str]:
    """The modals of a line of prose, in lower case; nothing from a title or a bare label."""
    lowered = text.lower()
    if not any(word in lowered for word in _MODAL_WORDS) or not _is_prose(text):
        return
    for match in _MODALS.finditer(text):
        modal = _modal_of(match, text)
        if modal:
            yield modal


def _is_prose(text: str) -> bool:
    """Whether a line is a sentence or a part of one: a title ("Forms You May Need") capitalises its words."""
    words = text.split()
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    is_title = len(words) < 15 and len(long) > 1 and all(word[0].isupper() for word in long) and not text.isupper()
    return (len(words) >= _MIN_WORDS or text[-1] in ":;.") and not is_title


def _modal_of(match: re.Match[str], text: str) -> str:
    english = (match.group("english") or "").lower()
    before, after = text[max(match.start() - _BEFORE, 0) : match.start()], text[match.end() : match.end() + _BEFORE]
    if english:
        is_other = _is_no_modal(english, match.group("english"), before, after)
        return "" if is_other else f"{english} not" if match.group("negated") else english
    if match.group("required"):
        return "" if _is_form_hint(before, after) else "not required" if match.group("unneeded") else "required"
    if match.group("spanish"):
        lemma = _BASE[match.group("spanish").lower()]
        return f"no {lemma}" if match.group("no") else lemma
    lemma = _BASE[match.group("french").lower()]
    return f"ne {lemma} pas" if match.group("ne") else lemma


def _is_no_modal(modal: str, shown: str, before: str, after: str) -> bool:
    """Whether the word is a month, a noun ("a will", "a must"), a name or the beginning of a question."""
    if modal == "may":
        return shown == "May" or _MONTH_AFTER.match(after) is not None
    if modal == "shall":
        return False
    return shown == "Will" or bool(_NOUN_BEFORE.search(before) or _NOUN_AFTER.match(after))


def _is_form_hint(before: str, after: str) -> bool:
    """Whether "required" says how to fill in a form: "(required)", "* Required", "required fields"."""
    in_brackets = _BRACKET_BEFORE.search(before) and _BRACKET_AFTER.match(after)
    return bool(in_brackets or _STAR_BEFORE.search(before) or _FIELD_AFTER.match(after))
