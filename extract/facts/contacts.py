"""Contacts: the offices and persons of a version, and which of two versions' contacts are the same one."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from extract.facts.names import is_facet
from extract.values import Fact, FactKind

CONTACT_KINDS = frozenset({FactKind.PHONE, FactKind.EMAIL, FactKind.ADDRESS, FactKind.HOURS, FactKind.FORM})
"""The kinds of fact that say how somebody is reached."""

_CHANNELS = CONTACT_KINDS - {FactKind.HOURS}  # "Monday to Friday, 9 to 5" tells no office from another
_WHERE = frozenset({"street", "box"})
_PLACE = _WHERE | {"unit", "city", "state", "zip"}
_MOST_CLAIMS = 8  # a switchboard's number on more contacts than this tells none of them from another
_ENOUGH = 500  # per mille of both contacts' channels: what makes one of the two
_WHOLE = 840  # divisible by every number up to _MOST_CLAIMS, so that no sum depends on its order
_ACRONYM = re.compile(r"\s*\([^()]{0,40}\)")
_NO_WORD = re.compile(r"[\W_]+")

_Channel = tuple[str, str]
_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Contact:
    """An office or a person and every way to reach it, in document order.

    `name` is empty for the site itself; `path` is the heading path down to the heading that names it, or the path its
    lines stand under.
    """

    name: str
    path: tuple[str, ...]
    facts: tuple[Fact, ...]

    @property
    def phones(self) -> tuple[Fact, ...]:
        """Telephone, TTY and fax numbers; the label tells them apart."""
        return self._of(FactKind.PHONE)

    @property
    def emails(self) -> tuple[Fact, ...]:
        """Mail addresses."""
        return self._of(FactKind.EMAIL)

    @property
    def addresses(self) -> tuple[Fact, ...]:
        """Postal addresses."""
        return self._of(FactKind.ADDRESS)

    @property
    def hours(self) -> tuple[Fact, ...]:
        """When it answers or is open."""
        return self._of(FactKind.HOURS)

    @property
    def forms(self) -> tuple[Fact, ...]:
        """Addresses of contact forms."""
        return self._of(FactKind.FORM)

    @property
    def channels(self) -> frozenset[_Channel]:
        """Kind and value of everything that can tell this contact from another."""
        return frozenset((fact.kind, _told_apart(fact)) for fact in self.facts if fact.kind in _CHANNELS)

    def _of(self, kind: FactKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind is kind)


def contacts_of(facts: Sequence[Fact]) -> tuple[Contact, ...]:
    """The contacts of one version's facts, each where its first fact stands."""
    grouped: dict[tuple[str, tuple[str, ...]], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind in CONTACT_KINDS:
            grouped[fact.owner, _place(fact)].append(fact)
    return tuple(Contact(name, path, tuple(found)) for (name, path), found in grouped.items())


def name_key(name: str) -> str:
    """A name without its spelling: case, punctuation, and the acronym in brackets."""
    return _NO_WORD.sub(" ", _ACRONYM.sub("", name) or name).strip().casefold()


def matched(old: Sequence[Contact], new: Sequence[Contact]) -> list[tuple[Contact | None, Contact | None]]:
    """Each contact beside what it was before: the new ones in order (old side None where added), then the vanished.

    A contact is the same where its name is, whatever number changed and under whichever heading it moved; of several
    with one name the heading path and then the shared channels decide. A renamed one is known by sharing most channels
    with one contact of the other side and with no second as much; where two claim it, it is matched with neither.
    """
    before = _Matching(old, new).before()
    kept = set(before.values())
    found: list[tuple[Contact | None, Contact | None]] = [
        (old[before[number]] if number in before else None, contact) for number, contact in enumerate(new)
    ]
    return found + [(contact, None) for number, contact in enumerate(old) if number not in kept]


def _told_apart(fact: Fact) -> str:
    """What makes a channel the same one: of an address the place alone, whoever it is for."""
    place = [text for name, text in fact.parts if name in _PLACE]
    return ", ".join(place) if any(name in _WHERE for name, _ in fact.parts) else fact.value


def _place(fact: Fact) -> tuple[str, ...]:
    """The heading path down to the one that names the owner, so that "Phone" and "Mail" below it are one contact's."""
    if not fact.owner:
        return ()
    owner = name_key(fact.owner)
    for depth in range(len(fact.path), 0, -1):
        if name_key(fact.path[depth - 1]) == owner:
            return fact.path[:depth]
    named = [depth for depth, heading in enumerate(fact.path, 1) if not is_facet(heading)]
    return fact.path[: named[-1]] if named else fact.path


class _Matching:
    """Two sides paired from the surest sign to the weakest, each contact at most once."""

    def __init__(self, old: Sequence[Contact], new: Sequence[Contact]) -> None:
        self._old, self._new = old, new
        self._channels = [contact.channels for contact in old], [contact.channels for contact in new]
        self._weights = _weights(*self._channels)
        self._before: dict[int, int] = {}

    def before(self) -> dict[int, int]:
        """The number of the old contact for each new one that has one."""
        self._pair_alone(lambda contact: (name_key(contact.name), contact.path))
        self._pair_closest(within_names=True)
        self._pair_alone(lambda contact: name_key(contact.name))
        self._pair_closest(within_names=False)
        return self._before

    def _pair_alone(self, key: Callable[[Contact], Hashable]) -> None:
        """Pair those that alone on their side have the same key."""
        olds, news = self._open()
        left, right = _grouped(olds, self._old, key), _grouped(news, self._new, key)
        for shared, numbers in right.items():
            if len(numbers) == len(left.get(shared, ())) == 1:
                self._before[numbers[0]] = left[shared][0]

    def _pair_closest(self, *, within_names: bool) -> None:
        """Pair those that share more with each other than either does with anybody else."""
        shares = self._shares()
        if within_names:
            shares = {pair: share for pair, share in shares.items() if self._is_one_name(*pair)}
        else:
            shares = {pair: share for pair, share in shares.items() if share >= _ENOUGH}
        best = _best(shares)
        for (old, new), share in shares.items():
            if best["old", old] == best["new", new] == [share]:
                self._before[new] = old

    def _shares(self) -> dict[_Pair, int]:
        """How much of their channels, per mille, those not yet paired have in common, where it is anything."""
        olds, news = self._open()
        holders: dict[_Channel, list[int]] = defaultdict(list)
        for new in news:
            for channel in self._channels[1][new] & self._weights.keys():
                holders[channel].append(new)
        common: Counter[_Pair] = Counter()
        for old in olds:
            for channel in self._channels[0][old]:
                for new in holders.get(channel, ()):
                    common[old, new] += self._weights[channel]
        return {pair: 2_000 * weight // self._weight_of(*pair) for pair, weight in sorted(common.items())}

    def _is_one_name(self, old: int, new: int) -> bool:
        return name_key(self._old[old].name) == name_key(self._new[new].name)

    def _weight_of(self, old: int, new: int) -> int:
        both = (*self._channels[0][old], *self._channels[1][new])
        return sum(self._weights.get(channel, 0) for channel in both)

    def _open(self) -> tuple[list[int], list[int]]:
        kept = set(self._before.values())
        olds = [number for number in range(len(self._old)) if number not in kept]
        return olds, [number for number in range(len(self._new)) if number not in self._before]


def _weights(*sides: list[frozenset[_Channel]]) -> dict[_Channel, int]:
    """What each channel counts: the less, the more contacts of one side have it, and nothing beyond a few."""
    claims: Counter[_Channel] = Counter()
    for side in sides:
        claims |= Counter(channel for channels in side for channel in channels)
    return {channel: _WHOLE // count for channel, count in claims.items() if count <= _MOST_CLAIMS}


def _grouped(
    numbers: list[int], contacts: Sequence[Contact], key: Callable[[Contact], Hashable]
) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number in numbers:
        groups[key(contacts[number])].append(number)
    return groups


def _best(shares: dict[_Pair, int]) -> dict[tuple[str, int], list[int]]:
    """The highest share of each contact, as often as it occurs."""
    best: dict[tuple[str, int], list[int]] = defaultdict(list)
    for pair, share in shares.items():
        for claimed in zip(("old", "new"), pair, strict=True):
            if not best[claimed] or share > best[claimed][0]:
                best[claimed] = [share]
            elif share == best[claimed][0]:
                best[claimed].append(share)
    return best
