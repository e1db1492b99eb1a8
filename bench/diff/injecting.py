"""One small edit put into a real page, where it has room for it: a phone, a modal, a date, a slip of the pen."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

from extract import Extraction
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


@dataclass(frozen=True, slots=True)
class Injection:
    """A page before and after one edit; `note` says what was done."""

    kind: Injected
    old: bytes
    new: bytes
    note: str


class _Spot(NamedTuple):
    """A run of text in a page: the number of its element, whether it stands behind it, whether in a paragraph."""

    element: int
    is_tail: bool
    text: str
    is_prose: bool = False


Change = Callable[[str, random.Random], str | None]
"""The text with one edit in it, or nothing where it has no room for one."""

_STAMP = "Last reviewed: {}"
_BEFORE, _AFTER = "March 3, 2021", "October 12, 2021"
_UNREAD = frozenset({"script", "style", "noscript", "template", "title", "option", "textarea", "svg"})
_SHORTEST = 24
_CONTENT_LINKS = "//a[@href][not(ancestor::header or ancestor::nav or ancestor::footer)]"
_REVIEW = re.compile(r"review|updat|revis|modif|publish|posted|effective|expir|actualiz|vigen|venc", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w-])(?:1-)?(?:\(?[2-9]\d\d\)?[ -])[2-9]\d\d-\d{3}(\d)(?![\w-])")
_VANITY = re.compile(r"\d-[A-Z]{3}")
_EMAIL = re.compile(r"\b([A-Za-z])([\w.-]{2,40}@[\w-]+(?:\.[\w-]+)+)")
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
_LONG_WORD = re.compile(r"(?<![\w@./-])[a-z]{7,14}(?![\w@/-]|\.\w)")
_HYPHENED = re.compile(r"\b([a-z]{2,}) ([a-z]{3,})\b")
_COMMA = re.compile(r"(?<=[a-z])( (?:and|or|but|which|y|o) )(?=[a-z])")


def injections(body: bytes, read: Extraction, seed: str) -> Iterator[Injection]:
    """One injection of every kind that the content of a page has room for; the same page and seed give the same."""
    page = _Page(body, read)
    for kind, change in _CHANGES.items():
        rng = random.Random(f"{seed} {kind}")
        injected = page.changed(kind, change, rng)
        if injected is not None:
            yield injected
    for more in (page.retargeted, page.reviewed, page.silent):
        injected = more(random.Random(f"{seed} {more.__name__}"))
        if injected is not None:
            yield injected


class _Page:
    """A page whose content is edited; what extraction leaves out is left alone."""

    def __init__(self, body: bytes, read: Extraction) -> None:
        self._tree = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
        self._said = "\n".join(section.text for section in read.sections)
        self._spots = [spot for spot in _spots_of(self._tree) if _flat(spot.text) in self._said]
        self._old = _bytes(self._tree)

    def changed(self, kind: Injected, change: Change, rng: random.Random) -> Injection | None:
        """The page with one run of text changed."""
        for spot in rng.sample(self._spots, len(self._spots)):
            text = None if _REVIEW.search(spot.text) else change(spot.text, rng)
            if text is not None and text != spot.text and self._is_single(kind, spot.text):
                tree = deepcopy(self._tree)
                _put(tree, spot, text)
                _address_anew(tree, spot.text, text)
                return Injection(kind, self._old, _bytes(tree), f"{_flat(spot.text)[:200]} ⇒ {_flat(text)[:200]}")
        return None

    def _is_single(self, kind: Injected, text: str) -> bool:
        """Whether the page says a contact once: said twice, the other of the two would stay."""
        if kind not in {Injected.PHONE, Injected.EMAIL}:
            return True
        pattern = _PHONE if kind is Injected.PHONE else _EMAIL
        return _VANITY.search(text) is None and all(
            self._said.count(each.group()) == 1 for each in pattern.finditer(text)
        )

    def retargeted(self, rng: random.Random) -> Injection | None:
        """One link of the content leads elsewhere."""
        tree = deepcopy(self._tree)
        found = _found(tree, _CONTENT_LINKS)
        known = Counter(_flat(link.text_content()) for link in found)
        links = [link for link in found if self._is_content(link) and known[_flat(link.text_content())] == 1]
        if not links:
            return None
        link = rng.choice(links)
        target = str(link.get("href"))
        link.set("href", f"{target.rstrip('/')}-{rng.randrange(100, 1000)}")
        return Injection(Injected.LINK, self._old, _bytes(tree), f"{target} ⇒ {link.get('href')}")

    def reviewed(self, _rng: random.Random) -> Injection | None:
        """The page with a review date, which moves."""
        old, new = self._stamped(self._tree, _BEFORE), self._stamped(self._tree, _AFTER)
        return Injection(Injected.REVIEW_ONLY, old, new, f"{_BEFORE} ⇒ {_AFTER}") if old and new else None

    def silent(self, rng: random.Random) -> Injection | None:
        """The page with a review date, which stays while a sentence comes."""
        long = [spot for spot in self._spots if spot.is_prose and len(spot.text) > 2 * _SHORTEST]
        old = self._stamped(self._tree, _BEFORE)
        if not long or old is None:
            return None
        tree = deepcopy(self._tree)
        spot = rng.choice(long)
        _put(tree, spot, f"{spot.text.rstrip()} Requests that arrive after noon wait for the following morning. ")
        new = self._stamped(tree, _BEFORE)
        return Injection(Injected.SILENT, old, new, f"a sentence behind {_flat(spot.text)[:160]}") if new else None

    def _is_content(self, link: HtmlElement) -> bool:
        words, target = _flat(link.text_content()), str(link.get("href"))
        path = target.partition("://")[2].partition("/")[2] or target.lstrip("/")
        return (
            len(words) > 5
            and words in self._said
            and target.startswith(("http", "/"))
            and "#" not in path
            and path != ""
        )

    def _stamped(self, tree: HtmlElement, date: str) -> bytes | None:
        """The page with a review date behind the last paragraph of its content; none where it has one."""
        if _REVIEW.search(self._said):
            return None
        tree = deepcopy(tree)
        blocks = [each for each in _found(tree, "//p") if len(_flat(each.text or "")) > _SHORTEST]
        said = [each for each in blocks if _flat(each.text or "") in self._said]
        if not said:
            return None
        stamp = html.Element("p")
        stamp.text = _STAMP.format(date)
        said[-1].addnext(stamp)
        return _bytes(tree)


def _spots_of(tree: HtmlElement) -> Iterator[_Spot]:
    for number, element in enumerate(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _UNREAD:
            continue
        if element.text and len(element.text.strip()) >= _SHORTEST:
            yield _Spot(number, False, element.text, is_prose=element.tag in {"p", "li", "dd"})
        if element.tail and len(element.tail.strip()) >= _SHORTEST:
            yield _Spot(number, True, element.tail)


def _put(tree: HtmlElement, spot: _Spot, text: str) -> None:
    element = next(each for number, each in enumerate(tree.iter()) if number == spot.element)
    if spot.is_tail:
        element.tail = text
    else:
        element.text = text


def _address_anew(tree: HtmlElement, old: str, new: str) -> None:
    """What a mail link leads to, where the address it shows became another."""
    was, now = _EMAIL.search(old), _EMAIL.search(new)
    if was and now and was.group() != now.group():
        for link in _found(tree, "//a[starts-with(@href, 'mailto:')]"):
            link.set("href", str(link.get("href")).replace(was.group(), now.group()))


def _found(tree: HtmlElement, expression: str) -> Sequence[HtmlElement]:
    found = tree.xpath(expression)
    return [each for each in found if isinstance(each, HtmlElement)] if isinstance(found, list) else []


def _bytes(tree: HtmlElement) -> bytes:
    return b"<!doctype html>" + bytes(html.tostring(tree, encoding="utf-8"))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _replaced(pattern: re.Pattern[str], new: Callable[[re.Match[str], random.Random], str]) -> Change:
    """A change of one place that a pattern fits, none inside a date."""

    def change(text: str, rng: random.Random) -> str | None:
        dates = [match.span() for match in DATE.finditer(text)]
        found = [
            match
            for match in pattern.finditer(text)
            if all(match.end() <= start or match.start() >= end for start, end in dates)
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


_CHANGES: dict[Injected, Change] = {
    Injected.PHONE: _replaced(_PHONE, _another_digit),
    Injected.EMAIL: _replaced(_EMAIL, lambda match, rng: f"{rng.choice('qxz')}{match.group(2)}"),
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
