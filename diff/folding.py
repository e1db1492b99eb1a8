"""What readers do not see as a difference: curly or straight quotes, kinds of dashes, kinds of white space."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

_QUOTES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
}
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_SPACES = dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters without width: soft hyphens, joiners, byte order marks."""

_PLAIN = dict(chain(_QUOTES.items(), _DASHES.items(), _SPACES.items()))
_LOOKALIKES = str.maketrans(_PLAIN)
_NO_INVISIBLE = dict.fromkeys(INVISIBLE, "")


# Translating looks at every character, replacing only finds: from here on to find them all is quicker.
_LONG = 200


def lookalike(text: str) -> str:
    """The text with plain quotes, dashes and spaces; every character keeps its place."""
    if text.isascii():
        return text.replace("`", "'")
    return text.translate(_LOOKALIKES) if len(text) < _LONG else _replaced(text, _PLAIN)


def _replaced(text: str, replacements: Mapping[str, str]) -> str:
    for char, plain in replacements.items():
        text = text.replace(char, plain)
    return text


def folded(text: str) -> str:
    """The text as a reader sees it: look-alikes and white space folded, nothing invisible, case kept."""
    visible = lookalike(text)
    if not visible.isascii():
        visible = unicodedata.normalize("NFC", _replaced(visible, _NO_INVISIBLE))
    return " ".join(visible.split())


def likeness(text: str) -> str:
    """The key under which two headings or texts are the same for alignment: folded, compatible forms, no case."""
    return _likeness_of_short(text) if len(text) < _LONG else _likeness(text)


def _likeness(text: str) -> str:
    return unicodedata.normalize("NFKC", folded(text)).casefold()


# Headings and labels are asked for again and again: both versions have them, and all pages of a site have some.
_likeness_of_short = lru_cache(maxsize=20_000)(_likeness)
