"""Text cut into what people read as one: a date, a number, a phone, an address of the web, a citation, a word."""

import re
from typing import NamedTuple

from diff.folding import INVISIBLE, folded, lookalike

# Every repetition is possessive, bounded or cannot fail behind: hostile text must not make the pattern backtrack.
_GAP = r"[ \t]{1,3}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
    r"|noviembre|diciembre)\b\.?"
)
_IDEOGRAPHS = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_LETTER = rf"[^\W{_IDEOGRAPHS}]"
_INNER = rf"(?:{_LETTER}|[\u0300-\u036f{INVISIBLE}])"
_DIGITS = r"[0-9]"

_KINDS = {
    # Nine words in ten end in a space or comma without a number behind: tried first, it halves the time.
    "plain": rf"[^\W\d_{_IDEOGRAPHS}]++(?=[ ,;\n])(?![ ,]{{1,4}}{_DIGITS})",
    "url": r"(?:https?://|www\.)[^\s<>\"]{1,2000}(?<![.,;:!?)\]'])",
    "email": r"[\w.+-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}",
    "date": (
        rf"{_DIGITS}{{1,2}}(?:st|nd|rd|th)?{_GAP}(?:de{_GAP})?{_MONTH},?{_GAP}(?:del?{_GAP})?{_DIGITS}{{4}}\b"
        rf"|{_MONTH}{_GAP}{_DIGITS}{{1,2}}(?:st|nd|rd|th)?,?{_GAP}{_DIGITS}{{4}}\b"
    ),
    "citation": (
        rf"{_DIGITS}{{1,3}}{_GAP}(?:u\. ?s\. ?c\.|c\. ?f\. ?r\.|usc|cfr|fed\. ?reg\.)(?:{_GAP}(?:§§?|parts?|sec\.))?"
        rf"{_GAP}{_DIGITS}{_INNER}*(?:[.-]{_INNER}+)*(?:\(\w{{1,6}}\))*"
        rf"|§{{1,2}}[ \t]{{0,3}}{_DIGITS}{_INNER}*(?:[.-]{_INNER}+)*(?:\(\w{{1,6}}\))*"
    ),
    "phone": (
        rf"(?:\+?{_DIGITS}{{1,3}}[ .-])?\({_DIGITS}{{2,4}}\) ?{_DIGITS}{{3,4}}[ .-]{_DIGITS}{{3,4}}(?!\w)"
        rf"|(?:\+{_DIGITS}{{1,3}}|0{_DIGITS}{{2,4}})(?: {_DIGITS}{{2,4}}){{2,4}}(?!\w)"
    ),
    "initials": r"(?:[^\W\d_]\.){2,8}",
    "number": rf"[$€£]?{_DIGITS}+(?:[.,:/-]{_DIGITS}+)*{_INNER}*(?:-{_INNER}+)*%?",
    "word": rf"{_LETTER}{_INNER}*(?:['-]{_LETTER}{_INNER}*)*",
    "sign": rf"[^\s{INVISIBLE}]",
}
_TOKEN = re.compile("|".join(_KINDS.values()), re.IGNORECASE)


class Token(NamedTuple):
    """One unit of reading: the space before it, its text as written, and the key under which it is compared."""

    lead: str
    text: str
    key: str


def tokens_of(text: str) -> tuple[list[Token], str]:
    """The tokens of a text in order, and the space left behind the last: joined they are the text again."""
    found: list[Token] = []
    view = lookalike(text)
    end = 0
    for match in _TOKEN.finditer(view):
        start, stop = match.span()
        plain = match.group()
        key = plain if plain.isascii() and " " not in plain else folded(plain)
        found.append(Token(text[end:start], text[start:stop], key))
        end = stop
    return found, text[end:]


def keys_of(text: str) -> list[str]:
    """What a text says, token by token: equal for texts that differ in spelling of space, quotes and dashes alone."""
    return [token.key for token in tokens_of(text)[0]]


def says_the_same(old: str, new: str) -> bool:
    """Whether two texts differ in nothing a reader would see."""
    return old == new or keys_of(old) == keys_of(new)
