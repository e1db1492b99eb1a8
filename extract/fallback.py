"""Pages without a landmark: trafilatura says which text is content, the walk gives its lines and headings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.outline import Outline
from extract.pruning import Block
from extract.tuning import MIN_MATCHED, MIN_MATCHED_CHARS
from extract.visible import Line, Walked


def with_content_marked(walked: Walked, blocks: Sequence[Block]) -> Walked:
    """The walk with only the content inside; trafilatura's own blocks take its place where they do not match it.

    Without any block, everything that is not navigation counts as content.
    """
    chosen = _matching(walked.lines, blocks) if blocks else [line.inside for line in walked.lines]
    matched = sum(len(line.text) for line, is_chosen in zip(walked.lines, chosen, strict=True) if is_chosen)
    if matched < MIN_MATCHED * sum(len(text) for _, text in blocks):
        return _foreign(walked, blocks)
    lines = _placed(walked.lines, _headings_added(walked.lines, chosen))
    return _with(walked, lines)


def _matching(lines: Sequence[Line], blocks: Sequence[Block]) -> list[bool]:
    """For each line whether trafilatura kept it: long ones anywhere in its text, short ones as a block alone."""
    everything = _squeezed(" ".join(text for _, text in blocks))
    alone = Counter(_squeezed(text) for _, text in blocks)
    chosen = []
    for line in lines:
        key = _squeezed(line.text)
        is_kept = key in everything if len(key) >= MIN_MATCHED_CHARS else alone[key] > 0
        alone[key] -= is_kept
        chosen.append(line.inside and is_kept)
    return chosen


def _headings_added(lines: Sequence[Line], chosen: Sequence[bool]) -> list[bool]:
    """A heading belongs to the content when text under it does: trafilatura loses many."""
    holding: set[tuple[str, ...]] = set()
    for line, is_chosen in zip(lines, chosen, strict=True):
        if is_chosen:
            holding.update(line.path[:depth] for depth in range(1, len(line.path) + 1))
    return [
        is_chosen or (bool(line.level) and line.path in holding) for line, is_chosen in zip(lines, chosen, strict=True)
    ]


def _placed(lines: Sequence[Line], chosen: Sequence[bool]) -> list[Line]:
    """Lines inside where chosen, under the chosen headings only."""
    outline = Outline()
    placed = []
    for line, is_chosen in zip(lines, chosen, strict=True):
        if is_chosen and line.level:
            outline.open(line.level, line.flat)
        placed.append(replace(line, inside=is_chosen, path=outline.path if is_chosen else ()))
    return placed


def _foreign(walked: Walked, blocks: Sequence[Block]) -> Walked:
    """Trafilatura's own blocks as the content, before the lines of the walk, which all stay outside."""
    outline = Outline()
    own = []
    for level, text in blocks:
        if level:
            outline.open((level,), text)
        own.append(Line(text, outline.path, inside=True, level=(level,) if level else ()))
    texts = {line.text for line in own}
    others = [replace(line, inside=False, path=()) for line in walked.lines if line.flat not in texts]
    return Walked([*own, *others], [], walked.unread)


def _with(walked: Walked, lines: list[Line]) -> Walked:
    anchors = [
        replace(anchor, inside=anchor.line < len(lines) and lines[anchor.line].inside) for anchor in walked.anchors
    ]
    return Walked(lines, anchors, walked.unread)


def _squeezed(text: str) -> str:
    return "".join(text.replace("|", "").split())
