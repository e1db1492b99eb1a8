"""The parts of an edit that other pages may have alike: the passages of a redline, or all that the edit did.

A banner that changed and a sentence of the page's own may come together in one edited section. So a redline is cut
where a sentence that was kept ends, and each stretch between two cuts that holds a change is a part.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from diff.cutting import lines_of, sentences_of
from diff.tokens import Token, says_the_same
from diff.values import Edit, Hunk
from store.kinds import Operation

# What happened to the page itself is its own fate, even when it happened to many.
FATES = frozenset(
    {
        Operation.PAGE_ADDED,
        Operation.PAGE_GONE,
        Operation.PAGE_RETURNED,
        Operation.PAGE_REDIRECTED,
        Operation.PAGE_BLOCKED,
    }
)

# A section with more changes than this is a table of data; what is left of it is one part more.
MOST_PASSAGES = 64


@dataclass(frozen=True, slots=True)
class Part:
    """What was there before and after; `hunks` are the places of its changes in the redline, none for a whole edit."""

    old: str
    new: str
    hunks: tuple[int, ...] = ()


def parts_of(edit: Edit) -> tuple[Part, ...]:
    """The parts of an edit, in reading order; the place of a part among them names it."""
    if edit.operation in FATES:
        return ()
    passages = _bounded(list(_passages(edit.hunks))) if any(hunk.op for hunk in edit.hunks) else []
    if passages and edit.operation is Operation.SECTION_EDITED:
        return tuple(passages)
    return (Part(edit.old or "", edit.new or ""), *passages)


def rest_of(edit: Edit, told: Collection[int]) -> Edit | None:
    """What is left of an edit when the parts at some places are told elsewhere; nothing when those are all.

    Told changes stand in the redline of the rest as text that was kept, as it is after the edit.
    """
    parts = parts_of(edit)
    own = [place for place, part in enumerate(parts) if place not in told and not _is_nothing(part)]
    if not own:
        return None
    shown = {number for place in own for number in parts[place].hunks}
    away = {number for part in parts for number in part.hunks} - shown
    if not away:
        return edit
    return replace(edit, hunks=tuple(_with_told(edit.hunks, away)))


def _is_nothing(part: Part) -> bool:
    """Whether a passage holds nothing that could be said in words: an item's dot."""
    return bool(part.hunks) and not any(character.isalnum() for character in part.old + part.new)


def _with_told(hunks: Sequence[Hunk], told: Collection[int]) -> Iterator[Hunk]:
    for number, hunk in enumerate(hunks):
        if number not in told:
            yield hunk
        elif hunk.op > 0:
            yield Hunk(0, hunk.text)


def _bounded(passages: list[Part]) -> list[Part]:
    beyond = passages[MOST_PASSAGES:]
    if not beyond:
        return passages
    old, new = ("\n".join(text) for text in zip(*((part.old, part.new) for part in beyond), strict=True))
    return [*passages[:MOST_PASSAGES], Part(old, new, tuple({n: None for part in beyond for n in part.hunks}))]


def _passages(hunks: Sequence[Hunk]) -> Iterator[Part]:
    """The stretches of a redline between the ends of sentences that were kept, as far as they hold a change."""
    old, new, numbers = "", "", list[int]()
    for number, hunk in enumerate(hunks):
        if hunk.op:
            old, new = old + hunk.text * (hunk.op < 0), new + hunk.text * (hunk.op > 0)
            numbers.append(number)
            continue
        ending, opening = _ends(hunk.text)
        if opening is None:
            old, new = old + ending, new + ending
            continue
        if numbers:
            yield from _line_by_line(old + ending, new + ending, tuple(numbers))
        old, new, numbers = opening, opening, []
    if numbers:
        yield from _line_by_line(old, new, tuple(numbers))


def _ends(kept: str) -> tuple[str, str | None]:
    """The end of the sentence that kept text begins in, and the beginning of the one it ends in, if that is another."""
    first, breaks, _ = kept.partition("\n")
    *before, last = sentences_of(kept.rpartition("\n")[2])
    if breaks:
        return _text(sentences_of(first)[:1]), last.text
    return (_text(before[:1]), last.text) if before else (kept, None)


def _line_by_line(old: str, new: str, hunks: tuple[int, ...]) -> Iterator[Part]:
    """A stretch without the sentences that are on both of its ends; line by line where lines stand for lines."""
    was, now = _without_common(old, new)
    if was and now and len(was) != len(now):
        yield Part("\n".join(was), "\n".join(now), hunks)
        return
    for one, two in zip_longest(was, now, fillvalue=""):
        if not says_the_same(one, two):
            yield Part(one, two, hunks)


def _without_common(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines of two texts without the sentences that both begin or both end with."""
    was, now = _sentences(old), _sentences(new)
    while was and now and was[0].key == now[0].key:
        del was[0], now[0]
    while was and now and was[-1].key == now[-1].key:
        del was[-1], now[-1]
    return _text(was).strip().splitlines(), _text(now).strip().splitlines()


def _sentences(text: str) -> list[Token]:
    """The sentences of all lines of a text, the first of each line led by the break before it."""
    found: list[Token] = []
    for line in lines_of(text)[0]:
        first, *rest = sentences_of(line.text)
        found += [first._replace(lead=line.lead), *rest]
    return found


def _text(pieces: Sequence[Token]) -> str:
    return "".join(piece.lead + piece.text for piece in pieces)
