"""Which contact of a version is which of the next: the identity under which its numbers and addresses are compared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diff.folding import likeness
from diff.values import Path
from extract.facts.contacts import CONTACT_KINDS, Contact, contacts_of, matched, name_key
from extract.values import Fact, FactKind

Identities = dict[Fact, Path]


def identities_of(
    old: Sequence[Fact], new: Sequence[Fact], owners: Mapping[Path, Path]
) -> tuple[Identities, Identities]:
    """The identity of each fact that says how somebody with a name is reached, of both versions.

    Equal identities are one office or person, wherever it stands and however its heading was renamed. A number that
    another name took over leaves its contact: only the same name, a heading that continues as another (`owners`), or a
    name with more or fewer words for the same channels are one contact, and the only one that a section has. Whoever
    the heading names is known by the heading's path, as everything without a name is; the identity of others begins
    with an empty heading.
    """
    before, after = _contacts(old), _contacts(new)
    headed = {contact.path: contact for contact in after if is_of_heading(contact)}
    continued = [_continued(contact, owners, headed) for contact in before]
    places = {id(contact): number for number, contact in enumerate(continued)}
    was = [_alone(contact, "-", number) for number, contact in enumerate(continued)]
    now = [_alone(contact, "+", number) for number, contact in enumerate(after)]
    for number, (former, contact) in enumerate(matched(continued, after)):
        if former is not None and contact is not None and _is_one(former, contact):
            is_heading = is_of_heading(former) and is_of_heading(contact)
            was[places[id(former)]] = now[number] = contact.path if is_heading else ("", str(number))
    only = _only_ones(continued), _only_ones(after)
    for path, number in only[1].items():
        if now[number][:2] == ("", "+") and path in only[0] and was[only[0][path]][:2] == ("", "-"):
            was[only[0][path]] = now[number] = ("", str(number))
    return _by_fact(before, was), _by_fact(after, now)


def is_of_heading(contact: Contact) -> bool:
    """Whether a contact is named by the heading it stands under."""
    return bool(contact.path) and name_key(contact.path[-1]) == name_key(contact.name)


def continued_path(path: Path, owners: Mapping[Path, Path]) -> Path:
    """The path by which the new version knows this one, or as much of it as is known."""
    for depth in range(len(path), 0, -1):
        if path[:depth] in owners:
            return owners[path[:depth]] + path[depth:]
    return path


def _is_named(fact: Fact) -> bool:
    return fact.inside and bool(fact.owner) and fact.kind in CONTACT_KINDS


def _alone(contact: Contact, side: str, number: int) -> Path:
    """The identity of a contact that no other is."""
    return contact.path if is_of_heading(contact) else ("", side, str(number))


def _only_ones(contacts: Sequence[Contact]) -> dict[Path, int]:
    """The number of the contact of each path that has one and no second."""
    counts = Counter(contact.path for contact in contacts)
    return {contact.path: number for number, contact in enumerate(contacts) if counts[contact.path] == 1}


def _by_fact(contacts: Sequence[Contact], identities: Sequence[Path]) -> Identities:
    return {fact: identity for contact, identity in zip(contacts, identities, strict=True) for fact in contact.facts}


def _contacts(facts: Sequence[Fact]) -> list[Contact]:
    """The contacts with a name; a building that an address alone bears is part of whoever the heading names."""
    found: dict[tuple[str, Path], Contact] = {}
    for contact in contacts_of([*filter(_is_named, facts)]):
        name = contact.path[-1] if contact.path and _is_building(contact) else contact.name
        known = found.get((name, contact.path))
        found[name, contact.path] = replace(contact, name=name, facts=(*(known.facts if known else ()), *contact.facts))
    return list(found.values())


def _is_building(contact: Contact) -> bool:
    name = likeness(contact.name)
    return all(fact.kind is FactKind.ADDRESS and name in likeness(fact.value) for fact in contact.facts)


def _continued(contact: Contact, owners: Mapping[Path, Path], headed: Mapping[Path, Contact]) -> Contact:
    """The contact where the new version has its section, and by the new name if it is the heading's.

    Another office in the section of the old one (`headed`) is not its continuation, however alike the sections are.
    """
    path = continued_path(contact.path, owners)
    if not is_of_heading(contact):
        return replace(contact, path=path)
    successor = headed.get(path)
    if successor is not None and name_key(successor.name) != name_key(contact.name) and _is_other(contact, successor):
        return contact
    return replace(contact, path=path, name=path[-1])


def _is_other(contact: Contact, successor: Contact) -> bool:
    """Whether a contact of another name is reached in no way as this one is, and its place or more tells it apart."""
    kinds = {kind for kind, _ in contact.channels} & {kind for kind, _ in successor.channels}
    return not contact.channels & successor.channels and (len(kinds) > 1 or FactKind.ADDRESS in kinds)


def _is_one(former: Contact, contact: Contact) -> bool:
    """Whether the two have one name; in one place it may have become longer or shorter."""
    was, now = name_key(former.name), name_key(contact.name)
    if was == now:
        return True
    words, others = set(was.split()), set(now.split())
    return former.path == contact.path and bool(words) and bool(others) and (words <= others or others <= words)
