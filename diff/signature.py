"""What makes a part of an edit the same on different pages of a site, as a digest.

What differs from page to page in a sentence that all of them have (their title, a date, an address of the web or an
e-mail address) is masked. What an edit exchanges is never masked: "$25" for "$30" is not "$40" for "$45", and the
number of one office is not that of another. A part of few words says as much only together with its heading, unless
it exchanges a number or an address that only one contact has.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from diff.folding import likeness
from diff.parts import Part
from diff.tokens import keys_of
from diff.values import Edit
from extract.values import FactKind, digest_of
from store.kinds import Operation

# Below this many words "Yes | No" and "Fee | $25" are said on many pages, of different things.
FEW_WORDS = 5

# One word, or none, is no sign that two pages had the same done to them.
LEAST_WORDS = 2

# A title of one word ("Contact") stands in sentences that do not speak of the page.
_LEAST_TITLE = 2

_PHONE_DIGITS = 7
_SIGNATURE_BYTES = 16
_TITLE = "⟨title⟩"
_STRUCTURAL = (Operation.SECTION_RENAMED, Operation.SECTION_MOVED, Operation.SECTION_SPLIT, Operation.SECTION_MERGED)
_Keys = list[str]


def signature_of(edit: Edit, part: Part, title: str, site_id: int) -> bytes | None:
    """Stand for a part of an edit wherever it is on the site; none if it says too little to be known again.

    `title` is that of the page.
    """
    said = _of_fact(edit) if edit.fact_kind else _of_text(edit, part, _names_of(title))
    if said is None:
        return None
    return digest_of([site_id, *said])[:_SIGNATURE_BYTES]


def _of_fact(edit: Edit) -> list[object]:
    """A fact is known by its value; how often a section says "must" is known by its section."""
    where = [edit.old_path[-1:], edit.path[-1:]] if edit.fact_kind is FactKind.OBLIGATION else []
    return [edit.operation, edit.fact_kind, likeness(edit.label), edit.old, edit.new, where]


def _of_text(edit: Edit, part: Part, names: Sequence[_Keys]) -> list[object] | None:
    headings = [_keys(path[-1], names) if path else [] for path in (edit.old_path, edit.path, *edit.others)]
    if not part.hunks and edit.operation in _STRUCTURAL:
        return [edit.operation, headings] if _words(chain(*headings)) >= LEAST_WORDS else None
    old, new = _masked(_keys(part.old, names), _keys(part.new, names))
    if part.hunks:
        if _exchanges_a_contact(old, new):
            return ["passage", old, new]
        words = max(_words(old), _words(new))
        where = headings[:2] if words < FEW_WORDS else []
        return ["passage", old, new, where] if words >= LEAST_WORDS else None
    said: list[object] = [edit.operation, old, new, headings]
    return said if _words(chain(old, new, *headings)) >= LEAST_WORDS else None


def _keys(text: str, names: Sequence[_Keys]) -> _Keys:
    """What a text says, token by token, the names of the page masked."""
    keys = keys_of(likeness(text))
    for name in names:
        place = 0
        while place + len(name) <= len(keys):
            if keys[place : place + len(name)] == name:
                keys[place : place + len(name)] = [_TITLE]
            place += 1
    return keys


def _names_of(title: str) -> list[_Keys]:
    """How a page may name itself: by its title, or by that without the name of the site."""
    whole = keys_of(likeness(title))
    ends = [place for place, key in enumerate(whole) if key in "|-:"]
    names = [whole, whole[: ends[0]] if ends else []]
    return [name for name in names if len(name) >= _LEAST_TITLE]


def _masked(old: _Keys, new: _Keys) -> tuple[_Keys, _Keys]:
    """Both sides with the values masked that were not exchanged."""
    for sort in ("url", "email", "date"):
        was, now = (sorted(key for key in side if _sort_of(key) == sort) for side in (old, new))
        # An e-mail address that came or went is a contact, and stays; a date in a sentence that came is its own.
        if was != now and (sort == "email" or (was and now)):
            continue
        old, new = ([f"⟨{sort}⟩" if _sort_of(key) == sort else key for key in side] for side in (old, new))
    return old, new


def _sort_of(key: str) -> str:
    if key.startswith(("http://", "https://", "www.")):
        return "url"
    if "@" in key:
        return "email"
    return "date" if _is_date(key) else ""


def _is_date(key: str) -> bool:
    """Whether a token is a whole date: written out, or three numbers with the same sign between them."""
    if " " in key:
        return key[-4:].isdigit() and any(character.isalpha() for character in key)
    pieces = key.replace("/", "-").split("-")
    return len(pieces) == len(("year", "month", "day")) and all(piece.isdigit() for piece in pieces)


def _exchanges_a_contact(old: _Keys, new: _Keys) -> bool:
    """Whether one e-mail address or telephone number stands for another: that is said of one thing only."""
    lost, gained = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return all(any(map(_is_contact, side)) for side in (lost, gained))


def _is_contact(key: str) -> bool:
    sort = _sort_of(key)
    return sort == "email" or (not sort and sum(map(str.isdigit, key)) >= _PHONE_DIGITS)


def _words(keys: Iterable[str]) -> int:
    """How many of the tokens are words."""
    return sum(1 for key in keys if any(character.isalpha() for character in key) and not _sort_of(key))
