"""Normalised text: one spelling for what readers see as the same characters."""

import re
import unicodedata

LINE_BREAK = "\x1e"
"""Stands for `<br>` until a line is complete; a control character, so no page's own text can hold it."""

_SPACES = dict.fromkeys([*range(0x20), *range(0x7F, 0xA1), 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029], " ")
_SPACES |= {0x202F: " ", 0x205F: " ", 0x3000: " ", 0xFFFD: "\ufffd"}
_UNSEEN = dict.fromkeys(
    [0xAD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)], ""
)
_UNSEEN |= dict.fromkeys([*range(0x2066, 0x2070), 0xFEFF, 0xFFFE, 0xFFFF], "")
_FOLD = _SPACES | _UNSEEN
_MARK = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
_MARKS = re.compile(f"([{_MARK}]{{30}})[{_MARK}]+")  # normalisation sorts a run in the square of its length
_MAYBE_MARKS = re.compile("[\u0300-\U0001efff][\u0300-\U0001efff]{30}")  # told far faster


def normalise(text: str) -> str:
    """One line of text in NFC, single spaces, without invisible characters; quotes and dashes stay."""
    plain = " ".join(text.split())
    if not plain.isascii():
        bounded = _MARKS.sub(r"\1", plain) if _MAYBE_MARKS.search(plain) else plain
        plain = unicodedata.normalize("NFC", bounded)
    # all that is folded is no printable character
    return plain if plain.isprintable() else " ".join(plain.translate(_FOLD).split())


def split_lines(text: str) -> list[str]:
    """Normalised paragraphs of a run of text: one break inside is a newline, two in a row part them."""
    if LINE_BREAK not in text:
        line = normalise(text)
        return [line] if line else []
    paragraphs: list[list[str]] = [[]]
    for piece in text.split(LINE_BREAK):
        line = normalise(piece)
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return ["\n".join(lines) for lines in paragraphs if lines]
