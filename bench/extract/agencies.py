"""Phones, e-mails and addresses of one site's agency pages, against the site's own labels (hCard)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import phonenumbers
from lxml import etree, html
from lxml.html import HtmlElement

from bench.extract.scores import words_of
from bench.gate.data import pages_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from extract import FactKind
from extract.reading import extract

ARCHIVE = "usagov-2023"
_CARD = b"microformats.org/wiki/hCard"
_TEL = "//*[contains(concat(' ', @class, ' '), ' tel ')]"
_MAIL = "//a[starts-with(@href, 'mailto:')]"
_ADDRESS = "//p[.//*[@class='postal-code']]"
_MAIL_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_UNREAD = ("script", "style", "noscript", "template")
# Numbers written as if they were of the North American plan: what the site means, read by eye.
_BY_EYE = {"1-691-320-2228": "+6913202228"}
_POSTAL_CODE = re.compile(r"\b\d{5}(?:[-\u2013]\d{4})?$")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a page's markup labels as contacts, and the whole text that a reader sees."""

    phones: tuple[str, ...]
    emails: tuple[str, ...]
    addresses: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one page and one kind: labelled values, those found, those missed, and values found without reason."""

    labelled: int
    right: int
    missed: tuple[str, ...]
    invented: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """Read one page and hold its contacts against its labels."""

    id: int
    path: str
    body: bytes

    def do(self) -> tuple[Tally, Tally, Tally]:
        """The tallies of phones, e-mails and addresses."""
        labels = labels_of(self.body)
        facts = extract(self.body, f"https://www.usa.gov/{self.path}").facts
        phones, emails, addresses = (
            [fact.value for fact in facts if fact.kind is kind]
            for kind in (FactKind.PHONE, FactKind.EMAIL, FactKind.ADDRESS)
        )
        numbers = [phone.split(";")[0] for phone in phones]
        return (
            _tally(labels.phones, numbers, numbers_in(labels.text)),
            _tally(labels.emails, emails, _MAIL_ADDRESS.findall(labels.text.lower())),
            addresses_tally(labels.addresses, addresses, labels.text),
        )


def labels_of(body: bytes) -> Labels:
    """The labels of an agency page, each as often as it stands there."""
    root = html.document_fromstring(body.decode("utf-8", "replace"))
    etree.strip_elements(root, *_UNREAD, with_tail=False)
    return Labels(
        phones=tuple(number for element in _found(root, _TEL) for number in numbers_in(_text(element))),
        emails=tuple(
            address for element in _found(root, _MAIL) for address in _MAIL_ADDRESS.findall(element.get("href").lower())
        ),
        addresses=tuple(_text(element) for element in _found(root, _ADDRESS)),
        text=_text(root),
    )


def numbers_in(text: str) -> list[str]:
    """The valid numbers of a text in E.164, as phonenumbers' own matcher reads them, letters on the keypad included."""
    shown = [_BY_EYE[written] for written in _BY_EYE if written in text]
    matched = phonenumbers.PhoneNumberMatcher(text, "US", leniency=phonenumbers.Leniency.VALID)
    shown += [_e164(match.number) for match in matched]
    for word in re.findall(r"\b(?:1-)?8\d\d-[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", text):
        shown += [_e164(phonenumbers.parse(word, "US"))]
    return list(dict.fromkeys(shown))


def addresses_tally(labels: Sequence[str], found: Sequence[str], text: str) -> Tally:
    """An address is right when it has every word of its label.

    It is false when it has more words than the label it holds, or holds none and is no run of the visible text that
    ends in a postal code.
    """
    wanted = [words_of(label) for label in labels]
    values = [words_of(value) for value in found]
    missed = [label for label, words in zip(labels, wanted, strict=True) if not any(words <= each for each in values)]
    invented = []
    for value, words in zip(found, values, strict=True):
        held = [label for label in wanted if label <= words]
        if not (words in held if held else _stands_in(value, text)):
            invented.append(value)
    return Tally(len(labels), len(labels) - len(missed), tuple(missed), tuple(invented))


def measure(bench: Bench) -> Iterator[Score]:
    """Recall and false values of each kind, over every page that has a card."""
    pages = [(path, body) for path, body in pages_of(ARCHIVE).items() if _CARD in body]
    jobs = [Job(number, path, body) for number, (path, body) in enumerate(bench.some(pages))]
    tallies = bench.run("agencies", jobs)
    for number, name in enumerate(("phones", "e-mails", "addresses")):
        kind = [each[number] for each in tallies]
        labelled, right = sum(each.labelled for each in kind), sum(each.right for each in kind)
        missed = [value for each in kind for value in each.missed]
        note = f"{right} of {labelled} on {len(tallies)} pages{_listed('missed', missed)}"
        yield Score(f"{name}: recall", right / max(1, labelled), bound=Bound.AT_LEAST, note=note)
        invented = [value for each in kind for value in each.invented]
        yield Score(f"{name}: false", len(invented), "values", Bound.EXACTLY, _listed("", invented).strip())


def _tally(labels: Iterable[str], found: Iterable[str], shown: Iterable[str]) -> Tally:
    """A value is false where neither a label nor an independent reading of the text knows it."""
    wanted, values = list(dict.fromkeys(labels)), set(found)
    missed = [label for label in wanted if label not in values]
    invented = sorted(values - set(wanted) - set(shown))
    return Tally(len(wanted), len(wanted) - len(missed), tuple(missed), tuple(invented))


def _stands_in(address: str, text: str) -> bool:
    return _POSTAL_CODE.search(address) is not None and f" {_plain(address)} " in f" {_plain(text)} "


def _listed(title: str, values: Sequence[str]) -> str:
    shown = "; ".join(dict.fromkeys(values[:4]))
    return f"; {title}: {shown}" if title and values else shown


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _found(root: HtmlElement, expression: str) -> list[HtmlElement]:
    found = root.xpath(expression)
    return [each for each in found if isinstance(each, HtmlElement)] if isinstance(found, list) else []


def _text(element: HtmlElement) -> str:
    return " ".join(" ".join(str(text) for text in element.itertext()).split())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


FAMILY = Family("agencies", "usagov-2023: contacts of agency pages", (ARCHIVE,), measure)
