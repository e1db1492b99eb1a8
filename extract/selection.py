"""Which lines of a region are content: trafilatura chooses, and is overruled where that loses something."""

from collections import Counter
from collections.abc import Sequence

from extract.facts.finding import states_something
from extract.pruning import keep_of_lines
from extract.tuning import MAX_LINES_TO_PRUNE, MIN_KEPT
from extract.values import Selection
from extract.visible import Line


def content_of(lines: list[Line]) -> tuple[list[Line], Selection]:
    """The region's lines as trafilatura keeps them, or all of them where that loses something."""
    if len(lines) > MAX_LINES_TO_PRUNE:
        return lines, Selection.REGION
    left_out = set(left_out_of(lines))
    if not left_out:
        return lines, Selection.TRAFILATURA
    if is_loss(lines, left_out):
        return lines, Selection.REGION
    return [line for number, line in enumerate(lines) if number not in left_out], Selection.TRAFILATURA


def left_out_of(lines: list[Line]) -> list[int]:
    """The numbers of the lines that trafilatura does not choose."""
    chosen = Counter(keep_of_lines(lines))
    left_out = []
    for number, line in enumerate(lines):
        if chosen[line.flat] > 0:
            chosen[line.flat] -= 1
        elif line.flat.isprintable():  # else trafilatura has left out characters of it, so nobody can tell
            left_out.append(number)
    return left_out


def is_loss(lines: list[Line], left_out: set[int]) -> bool:
    """Whether too many words would go with these lines, or a heading or a fact that no other line keeps."""
    words = words_of(lines)
    if words - words_of([lines[number] for number in left_out]) < MIN_KEPT * words:
        return True
    lost = lost_of(lines, left_out)
    return any(lines[number].level or states_something(lines, number) for number in lost)


def lost_of(lines: Sequence[Line], left_out: set[int]) -> list[int]:
    """Those of the lines left out that no equal line keeps."""
    held = {line for number, line in enumerate(lines) if number not in left_out}
    return [number for number in sorted(left_out) if lines[number] not in held]


def words_of(lines: Sequence[Line]) -> int:
    """How many words lines have."""
    return sum(len(line.text.split()) for line in lines)
