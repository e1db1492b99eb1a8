"""The kinds of a change: every rule is put to every edit, then to the change as a whole."""

from dataclasses import replace

from diff.kinds.amounts import amounts_of
from diff.kinds.contacts import contacts_of
from diff.kinds.identifiers import identifiers_of
from diff.kinds.labels import labels_of
from diff.kinds.links import links_of
from diff.kinds.obligations import obligation_of
from diff.kinds.returns import page_returns_of, returns_of
from diff.kinds.situation import PageRule, Rule, Situation
from diff.kinds.stamps import stamp_of
from diff.kinds.structure import structure_of
from diff.kinds.wordings import wording_of
from diff.values import Edit, Finding

RULES: tuple[Rule, ...] = (
    *(contacts_of, stamp_of, obligation_of, identifiers_of, amounts_of, links_of, wording_of, structure_of),
    returns_of,
)
PAGE_RULES: tuple[PageRule, ...] = (labels_of, page_returns_of)


def judged(situation: Situation) -> Situation:
    """The situation with the findings of each edit, every one once, in the order of the rules."""
    return replace(situation, edits=tuple(_judged(edit, situation) for edit in situation.edits))


def of_the_whole(situation: Situation) -> tuple[Finding, ...]:
    """The findings of the change as a whole, of edits that are judged."""
    return tuple(dict.fromkeys(finding for rule in PAGE_RULES for finding in rule(situation)))


def _judged(edit: Edit, situation: Situation) -> Edit:
    found = dict.fromkeys(finding for rule in RULES for finding in rule(edit, situation))
    return replace(edit, findings=tuple(found))
