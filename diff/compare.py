"""Two versions in, typed edits out: sections, facts and links compared separately, nothing asked of the world."""

from collections.abc import Sequence

from diff.align import Alignment, align
from diff.facts import fact_edits
from diff.outline import with_headings
from diff.section_edits import section_edits
from diff.values import Edit
from extract.values import Extraction, Section

Path = tuple[str, ...]


def compare(old: Extraction, new: Extraction) -> tuple[Edit, ...]:
    """The edits that lead from one version to the next: of sections in reading order, then of facts, then of links.

    Equal versions give none; the same two versions always give the same edits.
    """
    before, after = with_headings(old.sections), with_headings(new.sections)
    alignment = align(before, after)
    owners = _continuations(before, after, alignment)
    return (*section_edits(before, after, alignment), *fact_edits(old.facts, new.facts, owners))


def _continuations(before: Sequence[Section], after: Sequence[Section], alignment: Alignment) -> dict[Path, Path]:
    """Under which path of the new version each paired path of the old one continues; at best under its own."""
    owners: dict[Path, Path] = {}
    for i, j in alignment.pairs:
        path, continued = before[i].path, after[j].path
        if path == continued:
            owners[path] = path
        else:
            owners.setdefault(path, continued)
    return owners
