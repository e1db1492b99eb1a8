"""Which statement became which: what one version lost set against what the next one gained."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping

from diff.statements import Statement
from extract.values import FactKind

_Test = Callable[[Statement], bool]


def _any(_: Statement) -> bool:
    return True


class Reckoning:
    """Statements lost and gained; `settle` moves those that belong together to `changed`, in document order."""

    def __init__(self, lost: Iterable[Statement], gained: Iterable[Statement]) -> None:
        self.lost = dict.fromkeys(lost)
        self.gained = dict.fromkeys(gained)
        self.changed: dict[Statement, Statement] = {}

    def settle(self, old: Mapping[Statement, int], new: Mapping[Statement, int]) -> None:
        """Settle, in this order: same label, same value, a label found or lost, and the stamp of the whole page."""
        self._match(lambda each: (_owner(each), each.label))
        self._match(lambda each: (_owner(each), each.value), lost=_is_named_by_value, gained=_is_named_by_value)
        self._match(_owner, lost=_is_unlabelled, gained=_is_no_link)
        self._match(_owner, lost=_is_no_link, gained=_is_unlabelled)
        stamps = _only_stamps(old) & _only_stamps(new)
        self._match(_label, lost=lambda each: _is_stamp(each, stamps), gained=lambda each: _is_stamp(each, stamps))

    def _match(self, key: Callable[[Statement], Hashable], lost: _Test = _any, gained: _Test = _any) -> None:
        """Take accepted statements of equal key, first with first, as one that changed."""
        waiting: dict[Hashable, deque[Statement]] = defaultdict(deque)
        for statement in filter(gained, self.gained):
            waiting[key(statement)].append(statement)
        for statement in list(filter(lost, self.lost)):
            candidates = waiting.get(key(statement))
            if candidates:
                partner = candidates.popleft()
                del self.lost[statement], self.gained[partner]
                self.changed[statement] = partner


def _owner(statement: Statement) -> Hashable:
    return statement.inside, statement.owner, statement.kind


def _label(statement: Statement) -> Hashable:
    return statement.label


def _is_no_link(statement: Statement) -> bool:
    return statement.kind is not FactKind.LINK


def _is_named_by_value(statement: Statement) -> bool:
    """Whether a value under another label is the same thing; "must" once and "may" once are not."""
    return statement.kind is not FactKind.OBLIGATION


def _is_unlabelled(statement: Statement) -> bool:
    return not statement.label and _is_no_link(statement)


def _is_stamp(statement: Statement, labels: set[str]) -> bool:
    return statement.kind is FactKind.REVIEW_DATE and statement.label in labels


def _only_stamps(statements: Iterable[Statement]) -> set[str]:
    """Labels that one review date of the page bears: wherever such a stamp goes, it is the same stamp."""
    counts = Counter(each.label for each in statements if each.kind is FactKind.REVIEW_DATE)
    return {label for label, count in counts.items() if count == 1}
