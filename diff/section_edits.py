"""The edits of sections that an alignment amounts to, in the reading order of the new version."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from diff.align import Alignment
from diff.outline import TOP, parents_of
from diff.portions import in_order_of, joined
from diff.tokens import says_the_same
from diff.values import Edit
from diff.words import redlined
from extract.values import Section
from store.kinds import Operation

Sections = Sequence[Section]


def section_edits(old: Sections, new: Sections, alignment: Alignment) -> tuple[list[Edit], tuple[str, ...]]:
    """Edits of sections as the new version is read, removed ones where they stood; and what redlines gave up."""
    moved = set(alignment.moved)
    came = _by_whole(alignment.split)
    went = _by_whole((j, i) for i, j in alignment.merged)
    edits, given_up = [], dict[str, None]()
    for i, j in alignment.pairs:
        edits += [((j, 0, 0), edit) for edit in _shifts(old[i], new[j], is_moved=(i, j) in moved)]
        rewritten: Edit | None = None
        if i in came:
            rewritten = _split(old[i], new[j], [new[part] for part in came[i]])
        elif j in went:
            rewritten = _merged(old[i], new[j], [old[part] for part in went[j]])
        elif not says_the_same(old[i].text, new[j].text):
            rewritten = _edited(old[i], new[j])
        if rewritten:
            shown = redlined(rewritten.old or "", rewritten.new or "")
            given_up.update(dict.fromkeys(shown.given_up))
            edits.append(((j, 0, 0), replace(rewritten, hunks=shown.hunks)))
    edits += [((j, 0, 0), _added(new[j])) for j in _told(new, alignment.added, [j for _, j in alignment.split])]
    anchors = _anchors(len(old), alignment)
    gone = _told(old, alignment.removed, [i for i, _ in alignment.merged])
    edits += [((anchors[i], 1, i), _removed(old[i])) for i in gone]
    edits.sort(key=lambda placed: placed[0])
    return [edit for _, edit in edits], tuple(given_up)


def _by_whole(parts: Iterable[tuple[int, int]]) -> Mapping[int, list[int]]:
    """The places of the parts of each whole, ascending."""
    groups: dict[int, list[int]] = defaultdict(list)
    for whole, part in sorted(parts):
        groups[whole].append(part)
    return dict(groups)


def _shifts(old: Section, new: Section, *, is_moved: bool) -> Iterator[Edit]:
    """What happened to the heading and the place of a section that is in both versions."""
    if not says_the_same(_heading(old), _heading(new)):
        yield Edit(Operation.SECTION_RENAMED, path=new.path, old_path=old.path)
    if is_moved:
        yield Edit(Operation.SECTION_MOVED, path=new.path, old_path=old.path)


def _edited(old: Section, new: Section) -> Edit:
    return Edit(Operation.SECTION_EDITED, path=new.path, old_path=old.path, old=old.text, new=new.text)


def _split(old: Section, new: Section, parts: Sections) -> Edit:
    """The old text against its parts together: what only went to another part is no change."""
    text = joined(in_order_of(old.text, [new, *parts]))
    return Edit(
        Operation.SECTION_SPLIT,
        path=new.path,
        old_path=old.path,
        old=old.text,
        new=text,
        others=tuple(part.path for part in parts),
    )


def _merged(old: Section, new: Section, parts: Sections) -> Edit:
    """The parts together against the new text: what only came from another part is no change."""
    text = joined(in_order_of(new.text, [old, *parts]))
    return Edit(
        Operation.SECTION_MERGED,
        path=new.path,
        old_path=old.path,
        old=text,
        new=new.text,
        others=tuple(part.path for part in parts),
    )


def _added(section: Section) -> Edit:
    return Edit(Operation.SECTION_ADDED, path=section.path, new=section.text)


def _removed(section: Section) -> Edit:
    return Edit(Operation.SECTION_REMOVED, old_path=section.path, old=section.text)


def _heading(section: Section) -> str:
    return section.path[-1] if section.path else ""


def _told(sections: Sections, places: Sequence[int], parts: Iterable[int]) -> list[int]:
    """The places worth an edit: a heading without text is told by a child that shares its fate or is a part."""
    parents = parents_of(sections)
    told_by_child = {parents[place] for place in (*places, *parts)} - {TOP}
    return [place for place in places if sections[place].text or place not in told_by_child]


def _anchors(count: int, alignment: Alignment) -> list[int]:
    """For each old place the new place of the nearest section before it that stayed, -1 before the first."""
    stayed = dict(set(alignment.pairs) - set(alignment.moved))
    anchors: list[int] = []
    for i in range(count):
        anchors.append(stayed.get(i, anchors[-1] if anchors else -1))
    return anchors
