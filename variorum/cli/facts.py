"""`variorum show --facts`: what a page states, each statement with where it stands and what speaks against it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from extract import Extraction, Fact, FactKind, PageKind, Scope
from extract.facts.contacts import Contact, contacts_of
from extract.facts.contradictions import Contradiction, contradictions_of
from store.claims import claims_at
from store.models import Page, Version
from store.versions import load_extraction
from variorum.terminal import counted, moment, print_table, say

_PRECISIONS = {4: "year", 7: "month", 10: "day"}  # by the length of an ISO date
_POLICY = (FactKind.IDENTIFIER, FactKind.EFFECTIVE_DATE, FactKind.EXPIRY_DATE)


@dataclass(frozen=True, slots=True)
class ShownFacts:
    """What a page stated at a moment, sorted by what it is about."""

    url: str
    version: int
    first_seen: datetime
    last_seen: datetime
    title: str
    kind: PageKind
    reviews: tuple[Fact, ...]
    claims: tuple[Fact, ...]
    contradictions: tuple[Contradiction, ...]
    contacts: tuple[Contact, ...]
    policy: tuple[Fact, ...]
    obligations: tuple[Fact, ...]
    documents: tuple[Fact, ...]
    links: tuple[Fact, ...]


def facts_at(session: Session, page: Page, version: Version, at: datetime | None) -> ShownFacts:
    """Gather what a version states, and what its publisher claimed beside it at a moment (none: now)."""
    said = load_extraction(session, version)
    reviews = _of(said, FactKind.REVIEW_DATE)
    claims = claims_at(session, page, at)
    return ShownFacts(
        page.url,
        version.id,
        version.first_seen,
        version.last_seen,
        said.title,
        said.kind,
        reviews,
        claims,
        tuple(contradictions_of(reviews, claims)),
        contacts_of(said.facts),
        _of(said, *_POLICY),
        _of(said, FactKind.OBLIGATION),
        _documents(said.facts),
        _of(said, FactKind.LINK),
    )


def print_facts(shown: ShownFacts) -> None:
    """Print everything but the links, for people."""
    say(shown.title or shown.url, "bold")
    seen = f"{moment(shown.first_seen)} … {moment(shown.last_seen)}"
    say(f"{shown.url} · version {shown.version} · {shown.kind} page · seen {seen}\n", "dim")
    _print_reviews(shown)
    _print_claims(shown)
    _print_contacts(shown.contacts)
    if shown.policy:
        policy = [(fact.kind, fact.label, fact.value, fact.raw, _where(fact)) for fact in shown.policy]
        print_table("Identifiers and dates in force", ("kind", "label", "value", "as shown", "where"), policy)
    _print_obligations(shown.obligations)
    if shown.documents:
        print_table("Documents", ("type", "text", "leads to", "where"), map(_document_row, shown.documents))
    if shown.links:
        say(f"{counted(len(shown.links), 'link')}: `variorum show {shown.url}` lists them", "dim")


def print_fact_table(facts: Sequence[Fact]) -> None:
    """Print the facts of a page in one table, in document order; obligations only as a count."""
    told = [fact for fact in facts if fact.kind is not FactKind.OBLIGATION]
    columns = ["kind", "label", "value", "as shown", "where"]
    rows = [[fact.kind, fact.label, fact.value, fact.raw, _where(fact)] for fact in told]
    if any(fact.owner for fact in told):
        columns.append("whose")
        rows = [[*row, fact.owner] for row, fact in zip(rows, told, strict=True)]
    if any(fact.scope is not Scope.PAGE for fact in told):
        columns.append("scope")
        dates = {number for number, fact in enumerate(told) if fact.kind is FactKind.REVIEW_DATE}
        rows = [[*row, told[number].scope if number in dates else ""] for number, row in enumerate(rows)]
    if rows:
        print_table("Facts", columns, rows)
    obliged = len(facts) - len(told)
    if obliged:
        say(f"{counted(obliged, 'obligation')}: `--facts` tells them by section\n", "dim")


def _print_reviews(shown: ShownFacts) -> None:
    rows = [
        (fact.label, fact.value, _precision(fact), fact.scope, fact.source, fact.raw, _where(fact))
        for fact in shown.reviews
    ]
    if rows:
        print_table("Review dates", ("label", "date", "precision", "scope", "source", "as shown", "where"), rows)
    else:
        say("The page shows no review date.\n")


def _print_claims(shown: ShownFacts) -> None:
    against = {contradiction.claim: contradiction.shown for contradiction in shown.contradictions}
    rows = []
    for claim in shown.claims:
        other = against.get(claim)
        beside = f"contradicts {other.value} ({other.label})" if other else ""
        rows.append((claim.source, claim.label, claim.value, claim.raw, beside))
    if rows:
        columns = ("source", "name", "date", "as written", "beside what the page shows")
        print_table("Claims of the publisher that no reader sees", columns, rows)


def _print_contacts(contacts: Sequence[Contact]) -> None:
    rows = []
    for contact in contacts:
        for fact in contact.facts:
            name = contact.name or ("(the page itself)" if fact.inside else "(around the page)")
            parts = ", ".join(f"{part} {text}" for part, text in fact.parts)
            rows.append((name, fact.kind, fact.label, fact.value, fact.raw, parts))
    if rows:
        print_table("Contacts", ("whose", "kind", "label", "value", "as shown", "parts"), rows)


def _print_obligations(obligations: Sequence[Fact]) -> None:
    """A row a section, a column a modal, in the order in which they come up."""
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for fact in obligations:
        counts.setdefault(fact.path, Counter())[fact.label] += int(fact.value)
    modals = list(dict.fromkeys(fact.label for fact in obligations))
    rows = [(" › ".join(path), *(found[modal] or "" for modal in modals)) for path, found in counts.items()]
    if rows:
        total: Counter[str] = sum(counts.values(), Counter())
        print_table("Obligations", ("section", *modals), [*rows, ("all", *(total[modal] for modal in modals))])


def _of(said: Extraction, *kinds: FactKind) -> tuple[Fact, ...]:
    return tuple(fact for fact in said.facts if fact.kind in kinds)


def _documents(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.kind is FactKind.DOCUMENT or _document_type(fact))


def _document_row(fact: Fact) -> tuple[str, str, str, str]:
    if fact.kind is FactKind.DOCUMENT:
        return fact.value, fact.raw, "(the page itself)", ""
    return _document_type(fact), fact.label, fact.value, _where(fact)


def _document_type(fact: Fact) -> str:
    return dict(fact.parts).get("document", "")


def _precision(fact: Fact) -> str:
    return _PRECISIONS.get(len(fact.value), "")


def _where(fact: Fact) -> str:
    return " › ".join(fact.path)
