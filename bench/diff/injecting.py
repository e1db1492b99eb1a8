"""One small edit put into a real page, where it has room for it: a phone, a modal, a date, a slip of the pen."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

from bench.diff.small_changes import CHANGES, EMAIL, PHONE, VANITY, Change, Injected
from extract import Extraction


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


_CONTACTS = frozenset({Injected.PHONE, Injected.EMAIL})
_STAMP = "Last reviewed: {}"
_BEFORE, _AFTER = "March 3, 2021", "October 12, 2021"
_UNREAD = frozenset({"script", "style", "noscript", "template", "title", "option", "textarea", "svg"})
_SHORTEST = 24
_SHORTEST_CONTACT = 10
_CONTENT_LINKS = "//a[@href][not(ancestor::header or ancestor::nav or ancestor::footer)]"
_REVIEW = re.compile(r"review|updat|revis|modif|publish|posted|effective|expir|actualiz|vigen|venc", re.IGNORECASE)


def injections(body: bytes, read: Extraction, seed: str) -> Iterator[Injection]:
    """One injection of every kind that the content of a page has room for; the same page and seed give the same."""
    page = _Page(body, read)
    for kind, change in CHANGES.items():
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
            is_short = len(spot.text.strip()) < (_SHORTEST_CONTACT if kind in _CONTACTS else _SHORTEST)
            text = None if is_short or _REVIEW.search(spot.text) else change(spot.text, rng)
            if text is not None and text != spot.text and self._is_single(kind, spot.text):
                tree = deepcopy(self._tree)
                _put(tree, spot, text)
                _address_anew(tree, spot.text, text)
                return Injection(kind, self._old, _bytes(tree), f"{_flat(spot.text)[:200]} ⇒ {_flat(text)[:200]}")
        return None

    def _is_single(self, kind: Injected, text: str) -> bool:
        """Whether the page says a contact once: said twice, the other of the two would stay."""
        if kind not in _CONTACTS:
            return True
        pattern = PHONE if kind is Injected.PHONE else EMAIL
        return VANITY.search(self._said) is None and all(
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
        if element.text and len(element.text.strip()) >= _SHORTEST_CONTACT:
            yield _Spot(number, False, element.text, is_prose=element.tag in {"p", "li", "dd"})
        if element.tail and len(element.tail.strip()) >= _SHORTEST_CONTACT:
            yield _Spot(number, True, element.tail)


def _put(tree: HtmlElement, spot: _Spot, text: str) -> None:
    element = next(each for number, each in enumerate(tree.iter()) if number == spot.element)
    if spot.is_tail:
        element.tail = text
    else:
        element.text = text


def _address_anew(tree: HtmlElement, old: str, new: str) -> None:
    """What a mail or telephone link leads to, where the contact it shows became another."""
    for pattern, scheme in ((EMAIL, "mailto:"), (PHONE, "tel:")):
        for was, now in zip(pattern.finditer(old), pattern.finditer(new), strict=False):
            if was.group() != now.group():
                for link in _found(tree, f"//a[starts-with(@href, '{scheme}')]"):
                    target = str(link.get("href")).replace(was.group(), now.group())
                    link.set("href", target.replace(_digits(was.group()), _digits(now.group())))


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text)) or text


def _found(tree: HtmlElement, expression: str) -> Sequence[HtmlElement]:
    found = tree.xpath(expression)
    return [each for each in found if isinstance(each, HtmlElement)] if isinstance(found, list) else []


def _bytes(tree: HtmlElement) -> bytes:
    return b"<!doctype html>" + bytes(html.tostring(tree, encoding="utf-8"))


def _flat(text: str) -> str:
    return " ".join(text.split())
