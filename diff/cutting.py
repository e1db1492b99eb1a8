"""A text cut into the pieces it is read in: lines, cells of a row, sentences of a paragraph; keyed as written."""

import re
from collections.abc import Iterable, Iterator

from diff.folding import INVISIBLE
from diff.tokens import Token, keys_of

_SEEN = re.compile(rf"[^\s{INVISIBLE}]")
_BAR = re.compile(r"\s\s*+\|(?!\S)")

# A sentence ends where a stop, the quotes and brackets behind it, and space are followed by what may open the next.
_QUOTES_BEHIND = r"[.!?…\"'”’»)\]]{0,4}"
_OPENING = r"[\"'“‘«(\[¿¡]{0,3}[^\W_a-z]"
_WIDE_STOP = r"[\u3002\uff01\uff1f]"
_AFTER_WIDE_STOP = rf"[^\s{INVISIBLE}\u3002\uff01\uff1f\u300d\u300f\uff09]"
_END = re.compile(rf"[.!?…]{_QUOTES_BEHIND}(?=\s{{1,8}}{_OPENING})|{_WIDE_STOP}(?={_AFTER_WIDE_STOP})")
_WORD_BEFORE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
_NUMERAL = re.compile(r"[0-9]+|[ivxlc]{1,5}", re.IGNORECASE)
_LONGEST_ABBREVIATION = 12
_ABBREVIATIONS = frozenset(
    keys_of(
        "mr mrs ms dr prof st sr sra jr al vs etc inc co corp ltd dept div gov gen col lt sgt rep sen hon rev fed reg"
        " regs stat supp cir ct dist ave blvd rd ste approx est cf ca eg ie jan feb mar apr jun jul aug sept sep oct"
        " nov dec ene abr ago lic"
    )
)
_BEFORE_NUMBERS = frozenset(keys_of("no nos num núm art sec secs par para pt ch fig vol ed pp pág app apt tel ext fax"))


def lines_of(text: str, together: Iterable[range] = ()) -> tuple[list[Token], str]:
    """The lines of a text that show something, each led by the break before it, and the space behind the last.

    The lines of a range in `together` are one piece; the first and the last of them begin with a letter or digit.
    """
    lines = text.split("\n")
    found: list[Token] = []
    lead, place = "", 0
    for stretch in (*together, range(len(lines), len(lines))):
        for line in lines[place : stretch.start]:
            start = 0 if line[:1].isalnum() else _start_of(line)
            if start < len(line):
                shown = line[start:]
                found.append(Token(lead + line[:start], shown, shown))
                lead = "\n"
            else:
                lead += line + "\n"
        if stretch:
            shown = "\n".join(lines[stretch.start : stretch.stop])
            found.append(Token(lead, shown, shown))
            lead = "\n"
        place = stretch.stop
    return found, lead[:-1]


def _start_of(line: str) -> int:
    """Where a line begins to show something."""
    seen = _SEEN.search(line)
    return seen.start() if seen else len(line)


def cells_of(line: str) -> list[Token]:
    """The cells of a table row, all but the first with the bar before them; a line without bars is one cell."""
    return list(_pieces(line, [0, *(match.start() for match in _BAR.finditer(line))]))


def sentences_of(paragraph: str) -> list[Token]:
    """The sentences of a paragraph, each led by the space before it."""
    ends = [match.end() for match in _END.finditer(paragraph) if _ends_sentence(paragraph, match.start())]
    return list(_pieces(paragraph, [0, *ends]))


def _ends_sentence(paragraph: str, stop: int) -> bool:
    """Whether the stop at a place ends a sentence, not an abbreviation, an initial or the number of an item."""
    if paragraph[stop] != ".":
        return True
    before = _WORD_BEFORE.search(paragraph, max(0, stop - _LONGEST_ABBREVIATION), stop)
    if before is None:
        return True
    word = before.group()
    if len(word) == 1 or "." in word or (before.start() == 0 and _NUMERAL.fullmatch(word)):
        return False
    if word.casefold() in _BEFORE_NUMBERS:
        return not paragraph[stop + 1 : stop + 3].strip().isdigit()
    return word.casefold() not in _ABBREVIATIONS


def _pieces(text: str, starts: list[int]) -> Iterator[Token]:
    """The text cut at the given places, space leading each piece, trailing space staying with the last."""
    for start, stop in zip(starts, [*starts[1:], len(text)], strict=True):
        cut = text[start:stop]
        shown = cut.lstrip() if start else cut
        yield Token(cut[: len(cut) - len(shown)], shown, shown)
