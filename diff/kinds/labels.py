"""What text and review dates say together: silent edits and date bumps, of the page and of its sections."""

from collections.abc import Iterator, Sequence

from diff.kinds.quoting import finding, value
from diff.kinds.situation import Situation
from diff.kinds.stamps import new_contradictions
from diff.labels import Label, said_of, verdicts
from diff.values import Edit, Finding
from store.kinds import Aspect, Kind

_MOST_TOLD = 3


def labels_of(situation: Situation) -> Iterator[Finding]:
    """Whether the content moved and its review label stayed, or the label moved and the content stayed.

    Of the page, then of each section with a label of its own; then the publisher's dates that came to disagree.
    """
    for verdict in verdicts(situation.old.facts, situation.new.facts, situation.edits):
        label = verdict.label
        if verdict.is_silent:
            evidence = f"{_named(label)} stayed at {label.new} while the content moved: {_told(verdict.moved)}"
            yield finding(Kind.SILENT_EDIT, Aspect.STALE_LABEL, evidence)
        elif verdict.is_bump:
            where = "" if label.path is None else " in it"
            evidence = f"{_named(label)}: {label.old} → {label.new}, and nothing else{where} moved"
            yield finding(Kind.REVIEW_DATE, Aspect.BUMPED, evidence)
    yield from new_contradictions(situation)


def _named(label: Label) -> str:
    """The page or the section, and what its label says."""
    whose = "page" if label.path is None else f'section "{value(label.path[-1]) if label.path else "top"}"'
    return f'{whose}, "{value(label.text)}"' if label.text else whose


def _told(edits: Sequence[Edit]) -> str:
    """What edits come to, the weightiest first, and how many more there are."""
    first = sorted(edits, key=lambda edit: -edit.priority)[:_MOST_TOLD]
    more = f" and {len(edits) - len(first)} more" if len(edits) > len(first) else ""
    return "; ".join(map(said_of, first)) + more
