"""Text that a page had before: flip-flops, and places that change all the time."""

from collections.abc import Iterator

from diff.kinds.quoting import finding
from diff.kinds.situation import Earlier, Past, Situation
from diff.values import Edit, Finding, Path
from store.kinds import Aspect, Kind, Operation

# A place whose text changed in five of eight versions says what is new today, not what holds.
OFTEN = 5

_LINKS = (Operation.LINK_ADDED, Operation.LINK_REMOVED, Operation.LINK_CHANGED)


def returns_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Whether an edit brings back what stood there before the older version, and whether its place is restless."""
    past = situation.past
    earlier = _fact_before(edit, past) if edit.fact_kind else _text_before(edit, past)
    if earlier is not None:
        yield finding(Kind.FLIP_FLOP, Aspect.RETURNED, f"back as it was {_when(earlier)}")
    times = max((past.changed.get(path, 0) for path in _places(edit)), default=0)
    if times >= OFTEN:
        evidence = f"changed in {times} of the last {past.versions} versions"
        yield finding(Kind.VOLATILE, Aspect.REPEATED, evidence)


def page_returns_of(situation: Situation) -> Iterator[Finding]:
    """Whether the page reads again just as it did before the older version."""
    whole = situation.past.whole
    if whole is not None and situation.edits:
        yield finding(Kind.FLIP_FLOP, Aspect.RETURNED, f"the whole page is back as it was {_when(whole)}")


def _fact_before(edit: Edit, past: Past) -> Earlier | None:
    if edit.fact_kind is None or edit.new is None:
        return None
    return past.facts.get((edit.fact_kind, edit.label, edit.new))


def _text_before(edit: Edit, past: Past) -> Earlier | None:
    """The last version with the text, or with the heading where an edit is of that alone."""
    if edit.operation is Operation.SECTION_RENAMED:
        return next((earlier for (path, _), earlier in past.texts.items() if path == edit.path), None)
    return past.texts.get((edit.path, edit.new)) if edit.new else None


def _places(edit: Edit) -> tuple[Path, ...]:
    """The places an edit is at, as far as their text may be restless: of facts, links alone go with what is new."""
    is_told = edit.operation in _LINKS if edit.fact_kind else edit.old != edit.new
    return (edit.path, edit.old_path) if is_told else ()


def _when(earlier: Earlier) -> str:
    day = f"{earlier.until.day} {earlier.until:%b %Y}"
    return f"until {day}, {earlier.ago} versions ago"
