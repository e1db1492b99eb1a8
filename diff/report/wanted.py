"""What a reader asked for: some kinds, or what matters at least so much."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from diff.report.rows import FoundChange
from diff.report.steps import Step
from diff.report.values import Event, ListedChange
from diff.values import Edit
from store.kinds import Kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some kinds (none: all of them), and the least priority, of an edit or of its change as a whole."""

    kinds: frozenset[Kind] = frozenset()
    priority: float = 0.0

    def of_found(self, found: FoundChange) -> FoundChange | None:
        """The change with the edits that were asked for, or nothing where it has none."""
        edits = self._edits(found.step, found.edits)
        return replace(found, edits=edits) if edits else None

    def of_change(self, change: ListedChange) -> ListedChange | None:
        """The listed change with the edits that were asked for, or nothing where neither they nor events tell of it."""
        edits = self._edits(change.step, change.edits)
        return replace(change, edits=edits) if edits or (change.events and self == EVERYTHING) else None

    def has_event(self, event: Event) -> bool:
        """Whether an event tells what was asked for."""
        return any(self._has(shared.edit) for shared in event.edits)

    def _edits(self, step: Step, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """All edits of a change that is of a kind as a whole; else those that are of it."""
        is_of = not self.kinds.isdisjoint(finding.kind for finding in step.findings)
        if is_of and step.priority >= self.priority:
            return tuple(edits)
        return tuple(edit for edit in edits if self._has(edit))

    def _has(self, edit: Edit) -> bool:
        return edit.priority >= self.priority and (not self.kinds or not self.kinds.isdisjoint(edit.kinds))


EVERYTHING = Wanted()
