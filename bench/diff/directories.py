"""Office directories: an office is found again whatever became of it, and another is never taken for it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from bench.diff.offices import Directory, Fate, Office, Style, directories, page_of
from bench.diff.planted import linked
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.align import align
from diff.compare import compare
from diff.outline import with_headings
from diff.values import Edit
from extract.reading import extract
from extract.values import Section
from store.kinds import Aspect, Kind

_TRIALS = 60

# With its name and its phone another, nothing is left of an entry that held no more.
_UNKNOWABLE = (Style.PHONE, Fate.RENAMED_AND_PHONE)


def judged(directory: Directory) -> Iterator[tuple[Fate, bool, bool | None]]:
    """For every fate whether its sections are linked as they should be, and whether the contact is told right."""
    old, new = (extract(page_of(directory, side), "https://www.example.gov/offices") for side in _sides(directory))
    before, after = with_headings(old.sections), with_headings(new.sections)
    links = linked(align(before, after))
    edits = compare(old, new).edits
    for fate, was, now in directory.fates:
        i, j = _place(before, was), _place(after, now)
        loose = not any(link[0] == i or link[1] == j for link in links)
        is_same = fate not in {Fate.NEW, Fate.REPLACED} and (directory.style, fate) != _UNKNOWABLE
        yield fate, ((i, j) in links) if is_same else loose, _is_told(fate, was, now, edits)


def measure(bench: Bench) -> Iterator[Score]:
    """By fate, over the styles and the worst of them."""
    links: Counter[tuple[Style, Fate, bool]] = Counter()
    contacts: Counter[tuple[Style, Fate, bool]] = Counter()
    for style in Style:
        for directory in directories(style, bench.sample or _TRIALS):
            for fate, is_linked, is_told in judged(directory):
                links[style, fate, is_linked] += 1
                if is_told is not None and (style, fate) != _UNKNOWABLE:
                    contacts[style, fate, is_told] += 1
    for fate in Fate:
        by_style = [_share(links, (style,), fate) for style in Style]
        note = ", ".join(f"{style} {share:.2f}" for style, share in zip(Style, by_style, strict=True))
        yield Score(f"{fate}: sections linked right", min(by_style), bound=Bound.AT_LEAST, note=note)
    yield Score("contact changed", _share(contacts, Style, Fate.PHONE), bound=Bound.AT_LEAST, note="who, old → new")
    renamed = _share(contacts, Style, Fate.RENAMED_AND_PHONE)
    yield Score("contact changed and office renamed", renamed, bound=Bound.AT_LEAST)
    kept_apart = _share(contacts, Style, Fate.REPLACED)
    yield Score("contact of a replaced office not told as changed", kept_apart, bound=Bound.AT_LEAST)


def _sides(directory: Directory) -> tuple[tuple[Office, ...], tuple[Office, ...]]:
    return directory.old, directory.new


def _place(sections: Iterable[Section], office: Office | None) -> int:
    """The place of an office's section, -1 of none."""
    if office is None:
        return -1
    return next(place for place, section in enumerate(sections) if section.path[-1:] == (office.name,))


def _is_told(fate: Fate, was: Office | None, now: Office | None, edits: Iterable[Edit]) -> bool | None:
    """Whether a changed phone is told as one change, and a replaced office's as none; None of other fates."""
    if was is None or now is None or was.phone == now.phone:
        return None
    changed = {
        (edit.old, edit.new)
        for edit in edits
        for finding in edit.findings
        if (finding.kind, finding.aspect) == (Kind.CONTACT, Aspect.CHANGED)
    }
    numbers = _canonical(was.phone), _canonical(now.phone)
    if fate is Fate.REPLACED:
        return not any(numbers[0] == old or numbers[1] == new for old, new in changed)
    return numbers in changed


def _canonical(phone: str) -> str:
    return f"+1{phone.replace('-', '')}"


def _share(counts: Counter[tuple[Style, Fate, bool]], styles: Iterable[Style], fate: Fate) -> float:
    """The share of trials judged right."""
    right, wrong = (sum(counts[style, fate, verdict] for style in styles) for verdict in (True, False))
    return right / max(right + wrong, 1)


FAMILY = Family("directories", "office directories: renamed, moved, replaced, another phone", (), measure)
