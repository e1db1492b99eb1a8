"""Edits in the order in which a report tells them: what matters before looks, each by fate, facts, sections, links."""

from dataclasses import dataclass

from diff.extent import WHOLE
from diff.values import Edit
from extract.values import FactKind
from store.kinds import Kind, Operation

_PAGE_KINDS = (
    *(Operation.PAGE_ADDED, Operation.PAGE_GONE, Operation.PAGE_RETURNED),
    *(Operation.PAGE_REDIRECTED, Operation.PAGE_BLOCKED),
)
_FACT_KINDS = (Operation.FACT_CHANGED, Operation.FACT_MOVED, Operation.FACT_ADDED, Operation.FACT_REMOVED)
_LINK_KINDS = (Operation.LINK_CHANGED, Operation.LINK_ADDED, Operation.LINK_REMOVED)
_SECTION_KINDS = (
    Operation.SECTION_EDITED,
    Operation.SECTION_SPLIT,
    Operation.SECTION_MERGED,
    Operation.SECTION_ADDED,
    Operation.SECTION_REMOVED,
    Operation.SECTION_RENAMED,
    Operation.SECTION_MOVED,
)
_MOST_WHOLE = 5
_LOOKS = frozenset({Kind.WORDING, Kind.STRUCTURE, Kind.VOLATILE})
_SLIGHT = 0.1  # of the priority: below it nothing but looks has changed


def is_cosmetic(edit: Edit) -> bool:
    """Whether an edit changed nothing but looks: wording, order, a place that changes all the time, a counted word."""
    if edit.fact_kind is FactKind.OBLIGATION and not edit.findings:
        return True
    return edit.priority < _SLIGHT and bool(edit.kinds) and edit.kinds <= _LOOKS


@dataclass(frozen=True, slots=True)
class EditGroups:
    """Edits in the order in which they are read: the page's own fate, facts, sections, links."""

    edits: tuple[Edit, ...]

    @property
    def telling(self) -> "EditGroups":
        """Those that changed more than looks."""
        return EditGroups(tuple(edit for edit in self.edits if not is_cosmetic(edit)))

    @property
    def cosmetic(self) -> "EditGroups":
        """Those that changed nothing but looks."""
        return EditGroups(tuple(edit for edit in self.edits if is_cosmetic(edit)))

    @property
    def fate(self) -> tuple[Edit, ...]:
        """The page appeared, went or came back."""
        return self._of(_PAGE_KINDS)

    @property
    def facts(self) -> tuple[Edit, ...]:
        """Phones, e-mails, review dates, documents."""
        return self._of(_FACT_KINDS)

    @property
    def sections(self) -> tuple[Edit, ...]:
        """Edited ones first, then added, removed, renamed, moved."""
        return self._of(_SECTION_KINDS)

    @property
    def sections_open(self) -> tuple[Edit, ...]:
        """Those that are told in full at once: of many that came or went whole, the weightiest."""
        folded = set(map(id, self.sections_folded))
        return tuple(edit for edit in self.sections if id(edit) not in folded)

    @property
    def sections_folded(self) -> tuple[Edit, ...]:
        """The further sections that came or went whole: a new chapter is one thing to a reader."""
        whole = [edit for edit in self.sections if edit.operation in WHOLE]
        weightiest = set(map(id, sorted(whole, key=lambda edit: -edit.priority)[:_MOST_WHOLE]))
        further = tuple(edit for edit in whole if id(edit) not in weightiest)
        return further if len(further) > 1 else ()

    @property
    def links(self) -> tuple[Edit, ...]:
        """Changed ones first, then added, removed."""
        return self._of(_LINK_KINDS)

    def _of(self, kinds: tuple[Operation, ...]) -> tuple[Edit, ...]:
        found = [edit for edit in self.edits if edit.operation in kinds]
        return tuple(sorted(found, key=lambda edit: kinds.index(edit.operation)))
