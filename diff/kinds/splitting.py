"""Where the sentences of a section begin and end: at its lines, and at full stops that end one."""

import re
from collections.abc import Iterator, Sequence

from diff.kinds.spans import Span

_END = re.compile(
    r"(?<![.!?\u2026])[.!?\u2026]++[\"')\]\u2019\u201d]*+\s+"
    r"(?=[\"'(\[\u2018\u201c¿¡]*[A-Z0-9ÁÉÍÓÚÑÀÂÇÈÊ])"
)
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|No|Nos|Mr|Mrs|Ms|Dr|St|Sec|Secs|Sgt|Gen|Gov|Sen|Rep|Jr|Sr|Inc|Ltd|Co|Corp|Dept|Fig|Art|Vol|pp?|Pub|Ave"
    r"|Blvd|Rd|Fed|Reg|Stat|vs?|cf|al|approx|e\.g|i\.e|U\.S|U\.S\.C|C\.F\.R|a\.m|p\.m|Ext|ext|Sta|Sra|Sr|EE\.UU|núm|art"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"|^\s*\(?\w{1,3})\.\s+$"
)
_LOOK_BACK = 16
_LONGEST = 4_000
"""Characters of a sentence; what runs on is cut at a space."""


def sentences_in(text: str, facts: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence that is not empty; none is cut inside a fact."""
    guarded = bytearray(len(text) + 1)
    for span in facts:
        guarded[span.start + 1 : span.end] = b"\1" * max(0, span.end - span.start - 1)
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        yield from _in_line(text, start, end, guarded)
        start = end + 1


def _in_line(text: str, start: int, end: int, guarded: bytearray) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text, start, end):
        before = text[max(start, match.end() - _LOOK_BACK) : match.end()]
        if not guarded[match.end()] and not _NO_END.search(before):
            yield from _cut(text, start, match.end())
            start = match.end()
    yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without the space around it, in pieces no longer than a sentence may be."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start, start + _LONGEST)
        cut = space if space > start else start + _LONGEST
        yield from _cut(text, start, cut)
        start = cut
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
