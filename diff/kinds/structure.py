"""Sections that moved, were renamed, split or merged; text that came or went."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from diff.folding import likeness
from diff.kinds.quoting import at_most, finding, quoted, value
from diff.kinds.restating import TEXTUAL, restatement_of
from diff.kinds.sentences import Sentence
from diff.kinds.situation import Situation
from diff.values import Edit, Finding, Path
from store.kinds import Aspect, Kind, Operation

# Fewer words are a rewording; from here on a reader would say that something was put in or taken out.
_LARGE = 12

# Beyond, where a sentence came from is not looked for: each is looked for in the text of every edit.
_MOST_EDITS = 500
_MOST_HEADINGS = 8

_NUMBER = re.compile(
    r"\A(?:(?:step|part|section|chapter|article|annex|appendix|schedule|paso|parte|sección|capítulo|artículo|anexo"
    r"|étape|partie|chapitre|annexe)\s+)?(?:\(?[0-9]{1,3}(?:\.[0-9]{1,3})*+[.):]?|\(?(?:[ivxlc]{1,7}|[a-z])[.):])(?:\s+|$)"
    r"(?:[-:]\s+)?"
)
_NO_LETTERS = re.compile(r"\W+")


def structure_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Sections that moved, were renamed, split or merged; text that came or went."""
    rule = _RULES.get(edit.operation)
    if rule is not None:
        yield from rule(edit)
    if edit.operation in TEXTUAL:
        yield from at_most(_large(edit, situation))


def _moved(edit: Edit) -> Iterator[Finding]:
    above, below = _heading(edit.old_path[:-1]), _heading(edit.path[:-1])
    where = f"at another place under {below}" if edit.old_path[:-1] == edit.path[:-1] else f"from {above} to {below}"
    yield finding(Kind.STRUCTURE, Aspect.MOVED, f"{_heading(edit.path)} {where}")


def _renamed(edit: Edit) -> Iterator[Finding]:
    old, new = (likeness(path[-1]) if path else "" for path in (edit.old_path, edit.path))
    if _letters(old) == _letters(new):
        return  # capitals and signs are wording
    is_renumbered = _letters(_NUMBER.sub("", old, count=1)) == _letters(_NUMBER.sub("", new, count=1))
    aspect = Aspect.RENUMBERED if is_renumbered else Aspect.RENAMED
    yield finding(Kind.STRUCTURE, aspect, f"{_heading(edit.old_path)} → {_heading(edit.path)}")


def _split(edit: Edit) -> Iterator[Finding]:
    parts = _headings((edit.path, *edit.others))
    yield finding(Kind.STRUCTURE, Aspect.SPLIT, f"{_heading(edit.old_path)} → {parts}")


def _merged(edit: Edit) -> Iterator[Finding]:
    parts = _headings((edit.old_path, *edit.others))
    yield finding(Kind.STRUCTURE, Aspect.MERGED, f"{parts} → {_heading(edit.path)}")


def _added(edit: Edit) -> Iterator[Finding]:
    yield finding(Kind.ADDITION, Aspect.ADDED, f"{_heading(edit.path)}: {_size(edit.new)}")


def _removed(edit: Edit) -> Iterator[Finding]:
    yield finding(Kind.REMOVAL, Aspect.REMOVED, f"{_heading(edit.old_path)}: {_size(edit.old)}")


_RULES: Mapping[Operation, Callable[[Edit], Iterator[Finding]]] = {
    Operation.SECTION_MOVED: _moved,
    Operation.SECTION_RENAMED: _renamed,
    Operation.SECTION_SPLIT: _split,
    Operation.SECTION_MERGED: _merged,
    Operation.SECTION_ADDED: _added,
    Operation.SECTION_REMOVED: _removed,
}


def _large(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Long sentences that came or went inside a section; those that went to another section have only moved."""
    restated = restatement_of(edit, situation)
    for sentences, kind, aspect in (
        (restated.added, Kind.ADDITION, Aspect.ADDED),
        (restated.removed, Kind.REMOVAL, Aspect.REMOVED),
    ):
        long = [each for each in sentences if _is_large(each)]
        homes = [_home(each.text, edit, situation, came=kind is Kind.ADDITION) for each in long]
        for each, home in zip(long, homes, strict=True):
            if home is not None:
                whence = "from" if kind is Kind.ADDITION else "to"
                yield finding(Kind.STRUCTURE, Aspect.MOVED, f"{whence} {_heading(home)}: {quoted(each.text)}")
        alone = [each for each, home in zip(long, homes, strict=True) if home is None]
        if alone:
            longest = max(alone, key=lambda each: len(each.text))
            words = sum(len(each.text.split()) for each in alone)
            yield finding(kind, aspect, f"{words} words: {quoted(longest.text)}")


def _is_large(sentence: Sentence) -> bool:
    """Whether it has a dozen words and is more than facts that are told elsewhere."""
    return len(sentence.text.split()) >= _LARGE and sentence.says_more


def _home(text: str, edit: Edit, situation: Situation, *, came: bool) -> Path | None:
    """The section that lost the text this edit gained, or gained what this one lost."""
    if len(situation.edits) > _MOST_EDITS:
        return None
    for other in situation.edits:
        before, after = (other.old, other.new) if came else (other.new, other.old)
        if other is not edit and other.fact_kind is None and text in (before or "") and text not in (after or ""):
            return other.old_path or other.path if came else other.path or other.old_path
    return None


def _heading(path: Path) -> str:
    return f'"{value(path[-1])}"' if path else "the top of the page"


def _headings(paths: Sequence[Path]) -> str:
    more = f" and {len(paths) - _MOST_HEADINGS} more" if len(paths) > _MOST_HEADINGS else ""
    return ", ".join(map(_heading, paths[:_MOST_HEADINGS])) + more


def _size(text: str | None) -> str:
    words = len((text or "").split())
    if not words:
        return "a heading without text"
    return f"{words:,} word{'s' if words > 1 else ''}"


def _letters(heading: str) -> str:
    return _NO_LETTERS.sub(" ", heading).strip()
