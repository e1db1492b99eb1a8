"""The modals of a sentence in English, Spanish and French: how strong each is, whether it forbids, its verb."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from diff.kinds.spans import Sort
from diff.kinds.terms import Term, stem_of
from diff.kinds.wordlists import words

OBLIGED, ADVISED, ALLOWED, FREE = 3, 2, 1, 0
"""Must and must not; should; may and can; need not (findings: taxonomy)."""


class Modal(NamedTuple):
    """One modal: as shown, how strong, whether it forbids, its verb, and the terms it stands on."""

    text: str
    strength: int
    forbids: bool
    verb: str
    start: int
    end: int


_BE = r"(?:is|are|be|been|being|was|were|am)"
_NOW = r"(?:currently |now |yet |normally |usually |generally |legally |also |only )?"
"""An adverb between a form of "to be" and what it allows or asks."""

_MUST_ES = r"(?:debe|deben|debes|debemos|deberá|deberán|deberás)"
_MAY_ES = r"(?:puede|pueden|puedes|podemos|podrá|podrán|podrás)"
_HAVE_ES = r"(?:tiene|tienen|tendrá|tendrán|tienes|tendrás|tenemos)"
_SHOULD_ES = r"(?:debería|deberían|deberías)"
_MUST_FR = r"(?:doit|doivent|devez|devons|devra|devront|devrez)"
_MAY_FR = r"(?:peut|peuvent|pouvez|pouvons|pourra|pourront|pourrez)"
_SHOULD_FR = r"(?:devrait|devraient|devriez)"
# The first that fits is taken: what is negated before what it negates.
_MODALS: tuple[tuple[int, bool, str], ...] = (
    (
        FREE,
        False,
        (
            rf"need not|(?:do|does|did|will) not (?:need|have) to|{_BE} not {_NOW}(?:required|obliged|obligated) to"
            rf"|no longer (?:need|needs|have|has) to|{_BE} no longer required to"
            rf"|no {_HAVE_ES} que|no (?:necesita|necesitan|necesitará|necesitas)|no es necesario(?: que)?"
            r"|ne? ?(?:est|sont|êtes) pas (?:tenue?s?|obligée?s?) de?|n ?(?:avez|a|ont) pas à"
        ),
    ),
    (
        OBLIGED,
        True,
        (
            r"(?:will|may|must|shall|would|could|should) not be (?:allowed|permitted|able|authori[sz]ed|entitled) to"
            rf"|(?:must|shall|may|can|could|will) (?:not|never)|(?:must|may|can) no longer"
            rf"|{_BE} (?:not|no longer) {_NOW}(?:allowed|permitted|able|authori[sz]ed|entitled) to"
            rf"|{_BE} {_NOW}(?:prohibited|forbidden|barred|banned) from"
            rf"|no (?:{_MUST_ES}|{_MAY_ES})|ne (?:{_MUST_FR}|{_MAY_FR}) (?:pas|plus|jamais)"
        ),
    ),
    (
        ADVISED,
        True,
        rf"(?:should|ought to) (?:not|never)|{_BE} (?:advised|asked) not to|no {_SHOULD_ES}|ne {_SHOULD_FR} pas",
    ),
    (
        OBLIGED,
        False,
        (
            rf"must|shall|{_BE} {_NOW}(?:required|obliged|obligated|mandated) to|(?:has|have) to|needs? to"
            rf"|will (?:need|have) to"
            rf"|{_HAVE_ES} que|hay que|(?:está|están) obligad[oa]s? a|{_MUST_ES}"
            rf"|{_MUST_FR}|(?:est|sont|êtes) (?:tenue?s?|obligée?s?) de|il faut"
        ),
    ),
    (
        ADVISED,
        False,
        rf"should|ought to|{_BE} {_NOW}(?:advised|encouraged|recommended|expected|asked) to|{_SHOULD_ES}|{_SHOULD_FR}",
    ),
    (
        ALLOWED,
        False,
        (
            rf"may|can|might|could|{_BE} {_NOW}(?:allowed|permitted|able|entitled|authori[sz]ed|free) to"
            rf"|{_MAY_ES}|podrían?|{_MAY_FR}"
        ),
    ),
    (OBLIGED, False, r"will"),
)
_MODAL = re.compile("|".join(rf"(?P<m{place}>\b(?:{said})(?= |$))" for place, (_, _, said) in enumerate(_MODALS)))
_SKIPPED = words(
    "be been being to have has not se ser être also only always either then now still therefore normally usually"
    " generally first each all both immediately never continue automatically lo la le"
)
"""Between a modal and its verb."""

_FAR = 4
"""Words after a modal among which its verb is sought."""


def modals_of(terms: Sequence[Term]) -> tuple[Modal, ...]:
    """The modals in order; a month is none, for dates are no words."""
    keys = [term.key if term.sort is Sort.WORD and " " not in term.key else "#" for term in terms]
    starts = list(accumulate((len(key) + 1 for key in keys), initial=0))
    return tuple(_found(" ".join(keys), keys, starts))


def _found(text: str, keys: Sequence[str], starts: Sequence[int]) -> Iterator[Modal]:
    for match in _MODAL.finditer(text):
        place = int((match.lastgroup or "m0")[1:])
        strength, forbids, _ = _MODALS[place]
        start, end = bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1)
        yield Modal(match.group(), strength, forbids, _verb(keys[end : end + _FAR]), start, end)


def _verb(following: Sequence[str]) -> str:
    """The stem of the first word that is no adverb and no auxiliary."""
    verb = next((word for word in following if word not in _SKIPPED and not word.endswith("ly")), "")
    return stem_of(verb)
