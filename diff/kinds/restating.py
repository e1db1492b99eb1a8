"""An edit's text sentence by sentence: which became which, which came, which went, which only moved."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from typing import Generic, TypeVar

from diff.kinds.rejoining import rejoined
from diff.kinds.sentences import ALIKE, Pair, Sentence, joined, joined_letters, likeness_of
from diff.kinds.situation import Situation
from diff.kinds.splitting import sentences_in
from diff.kinds.told import Shown, Told, spans_in, told_by
from diff.matching import Run, common_runs
from diff.values import Edit, Path
from extract.values import Section
from store.kinds import Operation

# Beyond these sizes sentences are paired in order: a table that was replaced has no sentences to find again.
_MOST_CELLS = 2_500
_MOST_SENTENCES = 2_000
_MOST_CHARACTERS = 200_000

# Of sentences that came or went whole the rules read the first; the rest are counted.
_MOST_READ = 200
_MOST_CHARACTERS_READ = 50_000

MOST_RESTATED = 500
"""Edits of a change that are read sentence by sentence, in reading order; the others are judged by their operation."""

TEXTUAL = frozenset({Operation.SECTION_EDITED, Operation.SECTION_SPLIT, Operation.SECTION_MERGED})
"""The operations whose edits put one text for another."""

_RESTATING = TEXTUAL | {Operation.SECTION_RENAMED}
_OFTEN = 3
_WORD = re.compile(r"[^\W\d_]+")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Restatement:
    """What an edit did to the sentences of a text: those edited, gone, come, and said at another place.

    `heading` is what a renamed section was called and is called now. Where it is not `read`, nobody looked: the change
    has too many edits.
    """

    pairs: tuple[Pair, ...] = ()
    removed: tuple[Sentence, ...] = ()
    added: tuple[Sentence, ...] = ()
    moved: tuple[Sentence, ...] = ()
    heading: Pair | None = None
    read: bool = True

    @property
    def all_pairs(self) -> tuple[Pair, ...]:
        """The edited sentences, a renamed heading among them."""
        return (*self.pairs, self.heading) if self.heading else self.pairs


NOTHING_RESTATED = Restatement()
UNREAD = Restatement(read=False)


class _Same(Generic[_T]):
    """A value as the key of a cache: this very object, whatever it holds."""

    __slots__ = ("value",)

    def __init__(self, value: _T) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value


def restatement_of(edit: Edit, situation: Situation) -> Restatement:
    """What an edit of a section's text or heading did to its sentences; nothing for other edits."""
    if id(edit) in _unread(_Same(situation)):
        return UNREAD
    if edit.operation is Operation.SECTION_RENAMED:
        return _renamed(edit, situation)
    if edit.operation in TEXTUAL and edit.old is not None and edit.new is not None:
        return _restatement(_Same(edit), _Same(situation))
    return NOTHING_RESTATED


@lru_cache(maxsize=64)  # the rules ask for one edit after the other, those of obligations for the text's edits again
def _restatement(same_edit: _Same[Edit], same_situation: _Same[Situation]) -> Restatement:
    edit, situation = same_edit.value, same_situation.value
    told = _told(same_situation)
    before = _sentences(edit.old or "", told.old, (edit.old_path, *edit.others), situation.old.language)
    after = _sentences(edit.new or "", told.new, (edit.path, *edit.others), situation.new.language)
    matched = _Matching()
    i = j = 0
    runs = common_runs([each.look for each in before], [each.look for each in after])
    for run in chain(runs, [Run(len(before), len(after), 0)]):
        matched.gap(before[i : run.old], after[j : run.new])
        i, j = run.old + run.size, run.new + run.size
    return matched.settled()


def texts_at(edit: Edit, situation: Situation) -> Sequence[Edit]:
    """The edits of a text under the path that an edit has after it, or had before."""
    after, before = _texts(_Same(situation))
    return [*after.get(edit.path, ()), *before.get(edit.old_path, ())]


@lru_cache(maxsize=1)  # one situation has many edits
def _texts(situation: _Same[Situation]) -> tuple[Mapping[Path, Sequence[Edit]], Mapping[Path, Sequence[Edit]]]:
    after, before = defaultdict[Path, list[Edit]](list), defaultdict[Path, list[Edit]](list)
    for edit in situation.value.edits:
        if edit.operation in TEXTUAL:
            after[edit.path].append(edit)
            before[edit.old_path].append(edit)
    return after, before


def bounds_of(situation: Situation) -> tuple[str, ...]:
    """What the kinds of a change give up to stay within bounds, in plain words."""
    unread = len(_unread(_Same(situation)))
    if not unread:
        return ()
    return (f"{unread:,} edits of text beyond the first {MOST_RESTATED:,} are told without what they say",)


@lru_cache(maxsize=1)  # one situation has many edits
def _unread(situation: _Same[Situation]) -> frozenset[int]:
    """Which very edits of the situation lie beyond the bound."""
    of_text = [edit for edit in situation.value.edits if edit.operation in _RESTATING]
    return frozenset(map(id, of_text[MOST_RESTATED:]))


def first_of(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """As many whole sentences as the rules read."""
    lengths = accumulate(len(each.text) for each in sentences[:_MOST_READ])
    return sentences[: sum(length <= _MOST_CHARACTERS_READ for length in lengths)]


def kept_words(situation: Situation) -> frozenset[str]:
    """The words that stand in both versions, or often in one of them, in lower case: they are no slips of the pen."""
    return _kept_words(_Same(situation))


@lru_cache(maxsize=1)  # one situation has many edits
def _kept_words(situation: _Same[Situation]) -> frozenset[str]:
    old, new = situation.value.old, situation.value.new
    before, after = _words(old.sections), _words(new.sections)
    often = (word for word, count in chain(before.items(), after.items()) if count >= _OFTEN)
    return frozenset(before.keys() & after.keys()).union(often)


def _words(sections: Sequence[Section]) -> Counter[str]:
    return Counter(word for section in sections for word in _WORD.findall(section.text.casefold()))


@lru_cache(maxsize=1)  # one situation has many edits
def _told(situation: _Same[Situation]) -> Told:
    return told_by(situation.value)


def _renamed(edit: Edit, situation: Situation) -> Restatement:
    if not edit.path or not edit.old_path:
        return NOTHING_RESTATED
    told = _told(_Same(situation))
    (old,) = _sentences(edit.old_path[-1], told.old, (edit.old_path, edit.old_path[:-1]), situation.old.language)[:1]
    (new,) = _sentences(edit.path[-1], told.new, (edit.path, edit.path[:-1]), situation.new.language)[:1]
    return Restatement(heading=Pair(old, new, likeness_of(old, new)))


def _sentences(
    text: str, facts: Mapping[Path, Sequence[Shown]], paths: Sequence[Path], language: str
) -> list[Sentence]:
    """The sentences of a text, each with the spans of the facts in it, counted from its own start."""
    spans = spans_in(text, [fact for path in dict.fromkeys(paths) for fact in facts.get(path, ())])
    found: list[Sentence] = []
    at = 0
    for start, end in sentences_in(text, spans):
        while at < len(spans) and spans[at].start < start:
            at += 1
        first = at
        while at < len(spans) and spans[at].end <= end:
            at += 1
        own = (span._replace(start=span.start - start, end=span.end - start) for span in spans[first:at])
        found.append(Sentence(text[start:end], tuple(own), language))
    return found


class _Matching:
    """Sentences of both sides while they are matched, gap by gap."""

    def __init__(self) -> None:
        self._pairs: list[Pair] = []
        self._removed: list[Sentence] = []
        self._added: list[Sentence] = []
        self._sentences = 0
        self._characters = 0

    def gap(self, old: Sequence[Sentence], new: Sequence[Sentence]) -> None:
        """Match what stands between two sentences that stayed."""
        self._sentences += max(len(old), len(new))
        self._characters += sum(len(each.text) for each in (*old, *new))
        is_much = self._sentences > _MOST_SENTENCES or self._characters > _MOST_CHARACTERS
        if not old or not new or is_much:
            self._removed += old
            self._added += new
        elif len(old) * len(new) > _MOST_CELLS:
            self._in_order(old, new)
        elif len(old) != len(new) and joined_letters(old) == joined_letters(new):
            self._cut_elsewhere(joined(old), joined(new))
        else:
            self._best_first(old, new)

    def settled(self) -> Restatement:
        """Everything matched: left-over sentences once more, and those that stand elsewhere word for word."""
        removed, added = self._removed, self._added
        if len(removed) * len(added) <= _MOST_CELLS:
            self._removed, self._added = [], []
            self._best_first(removed, added)
        moved = [pair.new for pair in self._pairs if pair.old.look == pair.new.look]
        pairs = [pair for pair in self._pairs if pair.old.look != pair.new.look]
        both = Counter(each.look for each in self._removed) & Counter(each.look for each in self._added)
        moved += [each for each in self._added if each.look in both]
        gone, came = ([each for each in side if each.look not in both] for side in (self._removed, self._added))
        whole = rejoined(pairs, gone, came)
        pairs = [pair for pair in whole.pairs if pair.old.look != pair.new.look]
        return Restatement(tuple(pairs), tuple(whole.removed), tuple(whole.added), tuple(moved))

    def _cut_elsewhere(self, old: Sentence, new: Sentence) -> None:
        """Sentences that say the same together; where only the ends of their lines differ nothing is told."""
        if old.look != new.look:
            self._pairs.append(Pair(old, new, 1.0))

    def _in_order(self, old: Sequence[Sentence], new: Sequence[Sentence]) -> None:
        for one, two in zip(old, new, strict=False):
            likeness = likeness_of(one, two)
            if likeness >= ALIKE:
                self._pairs.append(Pair(one, two, likeness))
            else:
                self._removed.append(one)
                self._added.append(two)
        self._removed += old[len(new) :]
        self._added += new[len(old) :]

    def _best_first(self, old: Sequence[Sentence], new: Sequence[Sentence]) -> None:
        """The likest first; of equals those that stand alike."""
        likeness = {(i, j): likeness_of(one, two) for i, one in enumerate(old) for j, two in enumerate(new)}
        ranked = sorted(likeness, key=lambda place: (-likeness[place], abs(place[0] - place[1]), place))
        partners: dict[int, int] = {}
        taken: set[int] = set()
        for i, j in ranked:
            if likeness[i, j] >= ALIKE and i not in partners and j not in taken:
                partners[i] = j
                taken.add(j)
        self._pairs += [Pair(old[i], new[j], likeness[i, j]) for i, j in sorted(partners.items())]
        self._removed += [each for i, each in enumerate(old) if i not in partners]
        self._added += [each for j, each in enumerate(new) if j not in taken]
