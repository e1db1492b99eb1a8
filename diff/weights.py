"""What each finding, the size and the rest add to a priority: the one place that says what matters how much."""

from collections.abc import Mapping
from types import MappingProxyType

from store.kinds import Aspect, Kind

FINDING_WEIGHTS: Mapping[tuple[Kind, Aspect], float] = MappingProxyType(
    {
        # Whom to call, what one must do, by which rule, until when: wrong for one day, and somebody is harmed.
        (Kind.CONTACT, Aspect.CHANGED): 0.65,
        (Kind.CONTACT, Aspect.REMOVED): 0.50,
        (Kind.CONTACT, Aspect.ADDED): 0.30,
        (Kind.CONTACT, Aspect.MOVED): 0.30,
        (Kind.OBLIGATION, Aspect.WEAKENED): 0.65,
        (Kind.OBLIGATION, Aspect.NEGATED): 0.65,
        (Kind.OBLIGATION, Aspect.STRENGTHENED): 0.60,
        (Kind.OBLIGATION, Aspect.CONDITION): 0.35,
        (Kind.OBLIGATION, Aspect.TOUCHED): 0.04,
        (Kind.DEADLINE, Aspect.CHANGED): 0.60,
        (Kind.DEADLINE, Aspect.REMOVED): 0.45,
        (Kind.DEADLINE, Aspect.ADDED): 0.30,
        (Kind.IDENTIFIER, Aspect.CHANGED): 0.55,
        (Kind.IDENTIFIER, Aspect.REMOVED): 0.30,
        (Kind.IDENTIFIER, Aspect.ADDED): 0.15,
        (Kind.NUMBER, Aspect.CHANGED): 0.40,
        (Kind.NUMBER, Aspect.REMOVED): 0.06,
        (Kind.NUMBER, Aspect.ADDED): 0.06,
        (Kind.NUMBER, Aspect.DATA): 0.06,
        (Kind.DATE, Aspect.CHANGED): 0.35,
        (Kind.DATE, Aspect.REMOVED): 0.06,
        (Kind.DATE, Aspect.ADDED): 0.06,
        # What is no longer offered. A link beside the prose it stands in is read there.
        (Kind.LINK, Aspect.UNLINKED_ITSELF): 0.65,
        (Kind.DOCUMENT, Aspect.DATA): 0.60,
        (Kind.DOCUMENT, Aspect.REMOVED): 0.45,
        (Kind.DOCUMENT, Aspect.ADDED): 0.15,
        (Kind.DOCUMENT, Aspect.REPLACED): 0.12,
        (Kind.DOCUMENT, Aspect.CHANGED): 0.10,
        (Kind.LINK, Aspect.RETARGETED): 0.08,
        (Kind.LINK, Aspect.REMOVED): 0.04,
        (Kind.LINK, Aspect.ADDED): 0.03,
        # Prose and its order; how much of it says the size. EDGI's analysts ask for removals first.
        (Kind.REMOVAL, Aspect.REMOVED): 0.30,
        (Kind.ADDITION, Aspect.ADDED): 0.10,
        (Kind.TEXT, Aspect.REMOVED): 0.03,
        (Kind.TEXT, Aspect.ADDED): 0.03,
        (Kind.STRUCTURE, Aspect.RENAMED): 0.10,
        (Kind.STRUCTURE, Aspect.SPLIT): 0.06,
        (Kind.STRUCTURE, Aspect.MERGED): 0.06,
        (Kind.STRUCTURE, Aspect.MOVED): 0.04,
        # What the page says of its own age.
        (Kind.REVIEW_DATE, Aspect.BACKWARDS): 0.25,
        (Kind.REVIEW_DATE, Aspect.FUTURE): 0.20,
        (Kind.REVIEW_DATE, Aspect.CONTRADICTED): 0.15,
        (Kind.REVIEW_DATE, Aspect.REMOVED): 0.12,
        (Kind.REVIEW_DATE, Aspect.BUMPED): 0.03,
        (Kind.REVIEW_DATE, Aspect.CHANGED): 0.02,
        (Kind.REVIEW_DATE, Aspect.ADDED): 0.02,
        # A flag, not an alert: a third of all edits of government documentation leave the review date where it was.
        (Kind.SILENT_EDIT, Aspect.STALE_LABEL): 0.01,
        # What became of the page itself.
        (Kind.PAGE, Aspect.GONE): 0.80,
        (Kind.PAGE, Aspect.REDIRECTED): 0.60,
        (Kind.PAGE, Aspect.RETURNED): 0.40,
        (Kind.PAGE, Aspect.APPEARED): 0.30,
        (Kind.PAGE, Aspect.BLOCKED): 0.20,
        # Seen before, or never still.
        (Kind.FLIP_FLOP, Aspect.RETURNED): -0.20,
        (Kind.VOLATILE, Aspect.REPEATED): -0.40,
    }
)
"""What each finding adds."""

WEIGHTLESS = frozenset(
    {
        (Kind.CONTACT, Aspect.REFORMATTED),
        (Kind.REVIEW_DATE, Aspect.REFORMATTED),
        (Kind.TEXT, Aspect.REWORDED),
        *((Kind.WORDING, aspect) for aspect in (Aspect.TYPO, Aspect.PUNCTUATION, Aspect.CASE, Aspect.FORMATTING)),
        (Kind.STRUCTURE, Aspect.RENUMBERED),
    }
)
"""Findings that are told and add nothing: what only looks otherwise, what was only renumbered, and words whose length
says how much they are."""

COSMETIC = frozenset({Aspect.TYPO, Aspect.PUNCTUATION, Aspect.CASE, Aspect.FORMATTING, Aspect.REFORMATTED})
"""What only looks otherwise: an edit of nothing else has no size."""

SIZE = 0.6
"""The most that the length of the changed text adds: about as much as one finding of the first rank."""

FULL_RUN = 2_000
"""Letters and digits of a changed run that has full weight: about a printed page."""

FIRST_RUN = 25
"""Letters and digits within which the length counts almost one for one: a short sentence."""

FURTHER_EDITS = 0.10
"""All edits but the weightiest add less than this together: they part equals and lift a page full of changes."""

IN_ITS_PLACE = -0.20
"""Where an edit takes out and puts in: text that was replaced is not missed as text that is gone."""

HOME_PAGE = -0.15
"""Home pages change every day, mostly in what they announce. EDGI quarters the sum; a term has to add up."""
