"""Text cut into what people read as one: a date, a number, a phone, an address of the web, a citation, a word."""

import re
from functools import lru_cache
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

# What holds space within begins with a number, a section sign, or a word before a number. All else is cut chunk by
# chunk, and a text has few different chunks: remembered, they make reading several times as quick.
_CHUNKS = re.compile(rf"(?:\s*+[^\s§0-9{INVISIBLE}]{{1,40}}+(?!\S)(?!\s{{1,4}}{_DIGITS}))+")
_CHUNK = re.compile(r"\s*\S+")
_CHUNKS_REMEMBERED = 50_000


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
    while end < len(view):
        if chunks := _CHUNKS.match(view, end):
            for chunk in _CHUNK.findall(text[end : chunks.end()]):
                found += _tokens_of_chunk(chunk)
            end = chunks.end()
        elif match := _TOKEN.search(view, end):
            found.append(_token(text[end : match.end()], match.start() - end))
            end = match.end()
        else:
            break
    return found, text[end:]


@lru_cache(maxsize=_CHUNKS_REMEMBERED)
def _tokens_of_chunk(chunk: str) -> tuple[Token, ...]:
    """The tokens of a text without space but before it."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(lookalike(chunk)):
        found.append(_token(chunk[end : match.end()], match.start() - end))
        end = match.end()
    return tuple(found)


def _token(text: str, start: int) -> Token:
    """The token that begins at a place of a text and ends with it."""
    said = text[start:]
    key = said if said.isascii() and " " not in said and "\t" not in said and "`" not in said else folded(said)
    return Token(text[:start], said, key)


def keys_of(text: str) -> list[str]:
    """What a text says, token by token: equal for texts that differ in spelling of space, quotes and dashes alone."""
    return [token.key for token in tokens_of(text)[0]]


def says_the_same(old: str, new: str) -> bool:
    """Whether two texts differ in nothing a reader would see."""
    return old == new or (letters_of(old) == letters_of(new) and keys_of(old) == keys_of(new))


def letters_of(text: str) -> str:
    """A text without what may differ in two that say the same: where it does, they need not be read."""
    return "".join(folded(text).split())
