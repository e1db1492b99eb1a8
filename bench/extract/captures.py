"""Phones, e-mails and hours of the five text captures the project began with, and of their pages as HTML."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.extract.scores import words_of
from bench.gate.data import GOLD, pages_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from extract import FactKind
from extract.reading import extract

ARCHIVES = ("seeds", "seed-pages")
Gold = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """What one document states; hours with the words they were read from."""

    path: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """Read one document for its contacts."""

    id: int
    path: str
    body: bytes

    def do(self) -> Found:
        """The contacts, without extensions, each once."""
        kind = "text/plain" if self.path.endswith(".txt") else "text/html"
        facts = extract(self.body, f"https://www.example.gov/{self.path}", f"{kind}; charset=utf-8").facts
        return Found(
            self.path,
            tuple({fact.value.split(";")[0]: None for fact in facts if fact.kind is FactKind.PHONE}),
            tuple({fact.value: None for fact in facts if fact.kind is FactKind.EMAIL}),
            tuple(f"{fact.value} {fact.raw}" for fact in facts if fact.kind is FactKind.HOURS),
        )


def hours_found(gold: Sequence[str], found: Sequence[str]) -> tuple[list[str], list[str]]:
    """The labelled phrases a reading has every word of, longest first, and what it has besides them."""
    left, right = list(found), []
    for phrase in sorted(gold, key=len, reverse=True):
        match = next((each for each in left if words_of(phrase) <= words_of(each)), None)
        if match is not None:
            left.remove(match)
            right.append(phrase)
    return right, left


def measure(bench: Bench) -> Iterator[Score]:
    """Every labelled value that is found, and every found one that is not labelled; texts and HTML apart."""
    labels = json.loads((GOLD / "seeds.json").read_text(encoding="utf-8"))
    bodies = {**pages_of("seeds"), **pages_of("seed-pages")}
    jobs = [Job(number, path, bodies[path]) for number, path in enumerate(labels)]
    found = bench.run("seeds", jobs)
    for title, end in (("text", ".txt"), ("HTML", ".html")):
        yield from _scores(title, labels, [each for each in found if each.path.endswith(end)])


def _scores(title: str, labels: Mapping[str, Gold], found: Sequence[Found]) -> Iterator[Score]:
    phones = [(labels[each.path]["phones"], each.phones) for each in found]
    emails = [(labels[each.path]["emails"], each.emails) for each in found]
    hours = [(labels[each.path]["hours"], *hours_found(labels[each.path]["hours"], each.hours)) for each in found]
    # run together with the words around them, these cannot be told apart by rule; what is found of them is no merit
    glued = {address for each in found for address in labels[each.path]["glued emails"]}
    yield _recall(f"{title}: phones", sum(len(gold) for gold, _ in phones), _hits(phones))
    yield _recall(f"{title}: e-mails", sum(len(gold) for gold, _ in emails), _hits(emails))
    yield _recall(f"{title}: hours", sum(len(gold) for gold, _, _ in hours), sum(len(right) for _, right, _ in hours))
    false = [value for gold, values in (*phones, *emails) for value in values if value not in gold]
    false = [value for value in false if value not in glued]
    false += [value for _, _, besides in hours for value in besides]
    yield Score(f"{title}: false", len(false), "values", Bound.EXACTLY, "; ".join(false[:4]))


def _recall(name: str, labelled: int, right: int) -> Score:
    return Score(name, right, f"of {labelled}", Bound.EXACTLY)


def _hits(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> int:
    return sum(value in found for gold, found in pairs for value in gold)


FAMILY = Family("seeds", "seeds: contacts of five text captures and their HTML", ARCHIVES, measure)
