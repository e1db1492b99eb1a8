"""Edits in the order in which a report tells them: the page's own fate, facts, sections, links."""

from dataclasses import dataclass

from diff.values import Edit
from extract.values import FactKind
from store.kinds import EditKind

_PAGE_KINDS = (EditKind.PAGE_ADDED, EditKind.PAGE_GONE, EditKind.PAGE_RETURNED)
_LINK_FACTS = (FactKind.LINK,)
_FACT_KINDS = (EditKind.FACT_CHANGED, EditKind.FACT_ADDED, EditKind.FACT_REMOVED)
_LINK_KINDS = (EditKind.LINK_ADDED, EditKind.LINK_REMOVED)
_SECTION_KINDS = (
    EditKind.SECTION_EDITED,
    EditKind.SECTION_ADDED,
    EditKind.SECTION_REMOVED,
    EditKind.SECTION_RENAMED,
    EditKind.SECTION_MOVED,
)


@dataclass(frozen=True, slots=True)
class EditGroups:
    """Edits in the order in which they are read: the page's own fate, facts, sections, links."""

    edits: tuple[Edit, ...]

    @property
    def fate(self) -> tuple[Edit, ...]:
        """The page appeared, went or came back."""
        return self._of(_PAGE_KINDS)

    @property
    def facts(self) -> tuple[Edit, ...]:
        """Phones, e-mails, review dates, documents."""
        return tuple(edit for edit in self._of(_FACT_KINDS) if edit.fact_kind not in _LINK_FACTS)

    @property
    def sections(self) -> tuple[Edit, ...]:
        """Edited ones first, then added, removed, renamed, moved."""
        return self._of(_SECTION_KINDS)

    @property
    def links(self) -> tuple[Edit, ...]:
        """Changed ones first, then added, removed."""
        changed = (edit for edit in self._of(_FACT_KINDS) if edit.fact_kind in _LINK_FACTS)
        return (*changed, *self._of(_LINK_KINDS))

    def _of(self, kinds: tuple[EditKind, ...]) -> tuple[Edit, ...]:
        found = [edit for edit in self.edits if edit.kind in kinds]
        return tuple(sorted(found, key=lambda edit: kinds.index(edit.kind)))
