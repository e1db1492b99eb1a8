"""Which statement became which: what one version lost set against what the next one gained."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping

from diff.spelling import link_words, spelling_free
from diff.statements import Statement
from diff.values import Path
from extract.facts.contacts import CONTACT_KINDS
from extract.values import FactKind

_Test = Callable[[Statement], bool]

_SPELLED = frozenset({FactKind.PHONE, FactKind.ADDRESS, FactKind.HOURS})
# What is the same wherever on the page it stands; of dates and obligations the section says what they are about.
_PLACELESS = frozenset({FactKind.LINK, FactKind.IDENTIFIER, FactKind.DOCUMENT})


def _any(_: Statement) -> bool:
    return True


class Reckoning:
    """Statements lost and gained; `settle` moves those that belong together to `changed`, in document order.

    A value that one contact lost and another gained is in `changed` too, under its two statements.
    """

    def __init__(self, lost: Iterable[Statement], gained: Iterable[Statement]) -> None:
        self.lost = dict.fromkeys(lost)
        self.gained = dict.fromkeys(gained)
        self.changed: dict[Statement, Statement] = {}

    def settle(
        self, old: Mapping[Statement, int], new: Mapping[Statement, int], places: Mapping[Statement, Path]
    ) -> None:
        """Settle what one contact or section lost and gained, then the page's stamps, then what went to another place.

        The order within a contact: the same value in other words, the same label in the same place and in another,
        the same value, a label found or lost. `places` are the paths of the new version that lost and gained statements
        stand under.
        """
        self._match(lambda each: (_owner(each), each.label, spelling_free(each.kind, each.value)), _is_spelled)
        self._match(lambda each: (places[each], _owner(each), each.label))
        self._match(lambda each: (_owner(each), each.label))
        self._match(lambda each: (_owner(each), spelling_free(each.kind, each.value)), _is_named_by_value)
        self._match(lambda each: (_owner(each), link_words(each.label)), _is_labelled_link)
        self._match(_owner, lost=_is_unlabelled, gained=_is_no_link)
        self._match(_owner, lost=_is_no_link, gained=_is_unlabelled)
        stamps = _only_stamps(old) & _only_stamps(new)
        self._match(lambda each: each.label, lambda each: _is_stamp(each, stamps))
        self._settle_elsewhere(places)

    def _settle_elsewhere(self, places: Mapping[Statement, Path]) -> None:
        """What stands in one section under a name only one version gives, then what stands in another section."""
        self._match(lambda each: (places[each], each.kind, each.label, each.value), _is_contact)
        self._match_names(lambda each: (places[each], each.kind, each.label), _is_labelled)
        self._match(lambda each: (places[each], each.kind, each.value), _is_contact)
        self._match_names(lambda each: (places[each], each.kind, each.label), _is_unlabelled)
        self._match(lambda each: (each.kind, each.value, each.label), _is_placeless)
        self._match(lambda each: (each.kind, each.value), _is_placeless)
        self._match_alone(lambda each: (each.kind, spelling_free(each.kind, each.value), each.label))
        self._match_alone(lambda each: (each.kind, spelling_free(each.kind, each.value)))

    def _match_names(self, key: Callable[[Statement], Hashable], label: _Test) -> None:
        """Take contacts for one of which one side alone gives the name."""
        self._match(key, lambda each: label(each) and _is_nameless(each), lambda each: label(each) and is_named(each))
        self._match(key, lambda each: label(each) and is_named(each), lambda each: label(each) and _is_nameless(each))

    def _match_alone(self, key: Callable[[Statement], Hashable]) -> None:
        """Take contacts of equal key where one lost it and one gained it: of several nobody can say whose it became."""
        lost, gained = (Counter(map(key, filter(_is_contact, each))) for each in (self.lost, self.gained))
        self._match(key, lambda each: _is_contact(each) and lost[key(each)] == gained[key(each)] == 1)

    def _match(self, key: Callable[[Statement], Hashable], lost: _Test = _any, gained: _Test | None = None) -> None:
        """Take accepted statements of equal key, first with first, as one that changed."""
        waiting: dict[Hashable, deque[Statement]] = defaultdict(deque)
        for statement in filter(gained or lost, self.gained):
            waiting[key(statement)].append(statement)
        for statement in list(filter(lost, self.lost)) if waiting else ():
            candidates = waiting.get(key(statement))
            if candidates:
                partner = candidates.popleft()
                del self.lost[statement], self.gained[partner]
                self.changed[statement] = partner


def _owner(statement: Statement) -> Hashable:
    return statement.inside, statement.owner, statement.kind


def _is_no_link(statement: Statement) -> bool:
    return statement.kind is not FactKind.LINK


def _is_labelled_link(statement: Statement) -> bool:
    return statement.kind is FactKind.LINK and bool(statement.label)


def _is_spelled(statement: Statement) -> bool:
    return statement.kind in _SPELLED


def _is_placeless(statement: Statement) -> bool:
    return statement.kind in _PLACELESS


def _is_contact(statement: Statement) -> bool:
    return statement.inside and statement.kind in CONTACT_KINDS


def is_named(statement: Statement) -> bool:
    """Whether it belongs to a contact that another than its heading names."""
    return _is_contact(statement) and statement.owner[:1] == ("",)


def _is_nameless(statement: Statement) -> bool:
    return _is_contact(statement) and not is_named(statement)


def _is_named_by_value(statement: Statement) -> bool:
    """Whether a value under another label is the same thing; "must" once and "may" once are not."""
    return statement.kind is not FactKind.OBLIGATION


def _is_labelled(statement: Statement) -> bool:
    return bool(statement.label)


def _is_unlabelled(statement: Statement) -> bool:
    return not statement.label and _is_no_link(statement)


def _is_stamp(statement: Statement, labels: set[str]) -> bool:
    return statement.kind is FactKind.REVIEW_DATE and statement.label in labels


def _only_stamps(statements: Iterable[Statement]) -> set[str]:
    """Labels that one review date of the page bears: wherever such a stamp goes, it is the same stamp."""
    counts = Counter(each.label for each in statements if each.kind is FactKind.REVIEW_DATE)
    return {label for label, count in counts.items() if count == 1}
