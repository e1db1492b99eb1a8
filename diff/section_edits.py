"""The edits of sections that an alignment amounts to, in the reading order of the new version."""

from collections.abc import Iterator, Sequence

from diff.align import Alignment
from diff.outline import TOP, parents_of
from diff.tokens import says_the_same
from diff.values import Edit
from diff.words import redline
from extract.values import Section
from store.kinds import Operation


def section_edits(old: Sequence[Section], new: Sequence[Section], alignment: Alignment) -> list[Edit]:
    """Edits of sections as the new version is read; removed ones stand where they stood."""
    moved = set(alignment.moved)
    edits = [
        ((j, 0, 0), edit) for i, j in alignment.pairs for edit in _pair_edits(old[i], new[j], is_moved=(i, j) in moved)
    ]
    edits += [((j, 0, 0), _added(new[j])) for j in _told(new, alignment.added)]
    anchors = _anchors(len(old), alignment)
    edits += [((anchors[i], 1, i), _removed(old[i])) for i in _told(old, alignment.removed)]
    edits.sort(key=lambda placed: placed[0])
    return [edit for _, edit in edits]


def _pair_edits(old: Section, new: Section, *, is_moved: bool) -> Iterator[Edit]:
    """What happened to one section that is in both versions."""
    if not says_the_same(_heading(old), _heading(new)):
        yield Edit(Operation.SECTION_RENAMED, path=new.path, old_path=old.path)
    if is_moved:
        yield Edit(Operation.SECTION_MOVED, path=new.path, old_path=old.path)
    if not says_the_same(old.text, new.text):
        yield Edit(
            Operation.SECTION_EDITED,
            path=new.path,
            old_path=old.path,
            old=old.text,
            new=new.text,
            hunks=redline(old.text, new.text),
        )


def _added(section: Section) -> Edit:
    return Edit(Operation.SECTION_ADDED, path=section.path, new=section.text)


def _removed(section: Section) -> Edit:
    return Edit(Operation.SECTION_REMOVED, old_path=section.path, old=section.text)


def _heading(section: Section) -> str:
    return section.path[-1] if section.path else ""


def _told(sections: Sequence[Section], places: Sequence[int]) -> list[int]:
    """The places worth an edit: a heading without text is told by a child that shares its fate."""
    parents = parents_of(sections)
    told_by_child = {parents[place] for place in places} - {TOP}
    return [place for place in places if sections[place].text or place not in told_by_child]


def _anchors(count: int, alignment: Alignment) -> list[int]:
    """For each old place the new place of the nearest section before it that stayed, -1 before the first."""
    stayed = dict(set(alignment.pairs) - set(alignment.moved))
    anchors: list[int] = []
    for i in range(count):
        anchors.append(stayed.get(i, anchors[-1] if anchors else -1))
    return anchors
