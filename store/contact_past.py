"""A contact through the versions of its page: since when each value is as it is, and what it was before.

Pure: `contacts.py` beside it asks the archive.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from extract.facts.contacts import Contact, contacts_of, matched
from extract.values import Fact, FactKind
from store.kinds import Cause

Channel = tuple[FactKind, str]
"""Kind and value of one way to reach a contact."""


@dataclass(frozen=True, slots=True)
class State:
    """What one version of a page states of its contacts, and when it was seen; oldest first they are a page's past."""

    cause: Cause
    first_seen: datetime
    last_seen: datetime
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """One value of a contact, and the moments at which it was first and last seen without a break.

    `label` and `raw` are as they were shown last. `began` is a technical upgrade where a better extractor was the first
    to read the value: it may have stood there earlier. `ended` is empty while the value stands.
    """

    kind: FactKind
    label: str
    value: str
    raw: str
    first_seen: datetime
    last_seen: datetime
    began: Cause
    ended: Cause | None


@dataclass(frozen=True, slots=True)
class ContactStep:
    """What a page changed of a contact, between its last sight as before and its first sight as after.

    `kind` is empty where the name changed; `old` is empty for a value that came, `new` for one that went.
    """

    kind: FactKind | None
    label: str
    old: str | None
    new: str | None
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class ContactHistory:
    """One office or person of a page through time, known again after a rename or a new number.

    `name` and `path` are the newest ones. `intervals` are in the order in which the values came up, `steps` in the
    order of time; `current` are the intervals of the values that stand, in document order. `is_current` says whether
    the newest state of the page still has the contact, `is_inside` whether it stands in the content and not around it,
    as in a footer.
    """

    name: str
    path: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    is_current: bool
    is_inside: bool
    current: tuple[Interval, ...]
    intervals: tuple[Interval, ...]
    steps: tuple[ContactStep, ...]


def histories_of(states: Sequence[State]) -> list[ContactHistory]:
    """Every contact a page ever stated, in the order in which they came up."""
    trails: list[_Trail] = []
    known: tuple[Fact, ...] | None = None
    before: datetime | None = None
    for state in states:
        if state.facts == known:
            for trail in trails:
                trail.stay(state)
        else:
            _advance(trails, state, before or state.first_seen)
        known, before = state.facts, state.last_seen
    return [trail.told() for trail in trails]


def _advance(trails: list["_Trail"], state: State, before: datetime) -> None:
    """Let the contacts of a new state continue the trails they belong to; others come to their end."""
    alive = {id(trail.contact): trail for trail in trails if trail.is_alive}
    newcomers = []
    for old, new in matched([trail.contact for trail in alive.values()], contacts_of(state.facts)):
        if old is None and new is not None:
            newcomers.append(new)
        elif old is not None:
            alive[id(old)].go_on(new, state, before)
    asleep = {id(trail.contact): trail for trail in trails if not trail.is_alive and id(trail.contact) not in alive}
    for old, new in matched([trail.contact for trail in asleep.values()], newcomers) if newcomers else ():
        if old is not None and new is not None:
            asleep[id(old)].wake(new, state)
        elif new is not None:
            trails.append(_Trail(new, state))


@dataclass(slots=True)
class _Span:
    """An interval that may still grow."""

    fact: Fact
    label: str
    first_seen: datetime
    last_seen: datetime
    began: Cause
    ended: Cause | None = None

    def told(self) -> Interval:
        fact = self.fact
        return Interval(
            fact.kind, self.label, fact.value, fact.raw, self.first_seen, self.last_seen, self.began, self.ended
        )


@dataclass(slots=True)
class _Trail:
    """One contact on its way through the states."""

    contact: Contact
    state: State
    is_alive: bool = True
    spans: list[_Span] = field(default_factory=list)
    open: dict[Channel, _Span] = field(default_factory=dict)
    steps: list[ContactStep] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._take(self.contact, self.state)

    def stay(self, state: State) -> None:
        """Nothing changed."""
        if self.is_alive:
            for span in self.open.values():
                span.last_seen = state.last_seen

    def go_on(self, contact: Contact | None, state: State, before: datetime) -> None:
        """Become what the next state says, which may be nothing."""
        if state.cause is Cause.PAGE and contact is not None:
            self.steps += _steps(self.contact, contact, before, state.first_seen)
        self._take(contact, state)

    def wake(self, contact: Contact, state: State) -> None:
        """Stand on the page again after an absence."""
        self.is_alive = True
        self._take(contact, state)

    def told(self) -> ContactHistory:
        return ContactHistory(
            self.contact.name,
            self.contact.path,
            min(span.first_seen for span in self.spans),
            max(span.last_seen for span in self.spans),
            self.is_alive,
            any(fact.inside for fact in self.contact.facts),
            tuple(self.open[channel].told() for channel in _channels(self.contact)) if self.is_alive else (),
            tuple(span.told() for span in self.spans),
            tuple(self.steps),
        )

    def _take(self, contact: Contact | None, state: State) -> None:
        self.is_alive = contact is not None
        self.contact = contact or self.contact
        said = _channels(contact) if contact else {}
        for channel in [channel for channel in self.open if channel not in said]:
            self.open.pop(channel).ended = state.cause
        for channel, facts in said.items():
            span = self.open.get(channel)
            if span is None:
                span = self.open[channel] = _Span(facts[0], "", state.first_seen, state.last_seen, state.cause)
                self.spans.append(span)
            span.fact, span.last_seen = facts[0], state.last_seen
            span.label = ", ".join(dict.fromkeys(fact.label for fact in facts if fact.label))


def _channels(contact: Contact) -> dict[Channel, list[Fact]]:
    """The facts of a contact by what they say: one number may stand there as telephone and as fax."""
    said: dict[Channel, list[Fact]] = {}
    for fact in contact.facts:
        said.setdefault((fact.kind, fact.value), []).append(fact)
    return said


def _steps(old: Contact, new: Contact, before: datetime, after: datetime) -> Iterator[ContactStep]:
    """What changed from one state of a contact to the next: its name first, then its values."""
    if old.name != new.name:
        yield ContactStep(None, "name", old.name, new.name, before, after)
    was, now = _channels(old), _channels(new)
    lost = [facts[0] for channel, facts in was.items() if channel not in now]
    gained = [facts[0] for channel, facts in now.items() if channel not in was]
    for left, came in _paired(lost, gained):
        shown = [fact for fact in (came, left) if fact is not None]
        label = next((fact.label for fact in shown if fact.label), "")
        yield ContactStep(
            shown[0].kind, label, left.value if left else None, came.value if came else None, before, after
        )


def _paired(lost: Sequence[Fact], gained: Sequence[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Each value that came beside the one it replaces: under the same label, else the only two of their kind."""
    left, came = list(lost), list(gained)
    for alike in (_label_of, _kind_if_alone):
        for new in list(came):
            partner = next((old for old in left if alike(old, left) == alike(new, came)), None)
            if partner is not None:
                left.remove(partner)
                came.remove(new)
                yield partner, new
    yield from ((old, None) for old in left)
    yield from ((None, new) for new in came)


def _label_of(fact: Fact, _side: Sequence[Fact]) -> Hashable:
    return fact.kind, fact.label.casefold()


def _kind_if_alone(fact: Fact, side: Sequence[Fact]) -> Hashable:
    return fact.kind if sum(other.kind is fact.kind for other in side) == 1 else fact
