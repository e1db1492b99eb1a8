"""Two versions in, typed edits out: sections, facts and links compared separately, nothing asked of the world."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from diff.align import Alignment, align
from diff.facts import fact_edits
from diff.kinds.judging import judged, of_the_whole
from diff.kinds.restating import bounds_of
from diff.kinds.situation import NOTHING_BEFORE, Past, Situation
from diff.outline import with_headings
from diff.priority import priority_of, priority_of_change
from diff.section_edits import section_edits
from diff.values import Comparison, Edit, Path
from extract.values import Extraction, Section

DIFFER = "1"
"""What made a change; raised whenever the same two versions would give other edits, findings or priorities."""


def compare(
    old: Extraction, new: Extraction, url: str = "", at: datetime | None = None, past: Past = NOTHING_BEFORE
) -> Comparison:
    """What leads from one version of the page at `url` to the next, first seen `at`: edits, kinds, priorities.

    Equal versions give none; the same arguments always give the same comparison.
    """
    edits, given_up = _edits(old, new)
    bare = Situation(old, new, edits, url, at, past)
    situation = judged(bare)
    situation = replace(situation, edits=tuple(replace(edit, priority=priority_of(edit)) for edit in situation.edits))
    findings = of_the_whole(situation)
    priority = priority_of_change(situation.edits, findings, new.kind)
    return Comparison(situation.edits, findings, priority, (*given_up, *bounds_of(bare)))


def edits_between(old: Extraction, new: Extraction) -> tuple[Edit, ...]:
    """The bare edits: of sections in reading order, then of facts, then of links, without kinds and priorities."""
    return _edits(old, new)[0]


def _edits(old: Extraction, new: Extraction) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    before, after = with_headings(old.sections), with_headings(new.sections)
    alignment = align(before, after)
    owners = _continuations(before, after, alignment)
    of_sections, given_up = section_edits(before, after, alignment)
    edits = (*of_sections, *fact_edits(old.facts, new.facts, owners))
    return edits, (*alignment.given_up, *given_up)


def _continuations(before: Sequence[Section], after: Sequence[Section], alignment: Alignment) -> dict[Path, Path]:
    """Under which path of the new version each paired path of the old one continues; at best under its own."""
    owners: dict[Path, Path] = {}
    for i, j in alignment.pairs:
        path, continued = before[i].path, after[j].path
        if path == continued:
            owners[path] = path
        else:
            owners.setdefault(path, continued)
    for i, j in alignment.merged:
        owners.setdefault(before[i].path, after[j].path)
    return owners
