"""Edits of government documentation whose authors said what they are: content ranks above typos and formatting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bench.diff.markdown import html_of_markdown
from bench.diff.ranking import area_under_curve
from bench.gate.data import records_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.compare import compare
from extract.reading import extract

ARCHIVE = "diff/gov_docs_commit_labelled.jsonl.gz"

_TRIVIAL = re.compile(
    r"\b(?:typos?|(?:mis)?spell\w*|grammar|(?:re)?format(?:ting)?|white ?spaces?|spacing|indent\w*|line breaks?"
    r"|blank lines?|long lines|punctuation|comma|colon|full stop|missing word|extraneous|spurious|numbering"
    r"|lint(?:er)? errors?|linting issues?|linter|nesting|list syntax|syntax for list|code blocks)\b",
    re.IGNORECASE,
)
_OF_CONTENT = re.compile(
    r"\b(?:adds?|added|adding|additional|documents?|documented|removes?|removed|explain|describ\w+|clarif\w+|rewrite"
    r"|reword|replace|includes?|mentions?|improve|expand|simplify|condense|consolidate|combine|rationalise"
    r"|instructions?|how to)\b",
    re.IGNORECASE,
)
_OF_TRIFLES = re.compile(
    r"\badd(?:s|ing)? (?:missing word|spacing|(?:a )?line breaks?|line for formatting|code blocks)"
    r"|\bremove (?:spurious|unnecessary|extraneous)",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(r"review|bump|still valid|state fine|up ?to ?date", re.IGNORECASE)
_TRIVIAL_LABELS = frozenset({"typo", "formatting"})


class Said(StrEnum):
    """What the author's message says that a commit is."""

    SUBSTANTIVE = "substantive"
    TRIVIAL = "trivial"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A commit with what its author said of it and the priority of its change."""

    said: Said
    priority: float


@dataclass(frozen=True, slots=True)
class Job:
    """Compare the two pages of one commit."""

    id: int
    said: Said
    url: str
    old: str
    new: str

    def do(self) -> Ranked:
        """The commit ranked."""
        old, new = (extract(html_of_markdown(text), self.url) for text in (self.old, self.new))
        return Ranked(self.said, compare(old, new, self.url).priority)


def said_of(message: str, labels: Sequence[str]) -> Said | None:
    """What a message says plainly; None where it says both, or neither, or that a page was reviewed.

    `labels` are those of the data set, read off the same message; no message is judged by its edit.
    """
    if _SAYS_NOTHING.search(message) or not _TRIVIAL_LABELS.issuperset(labels):
        return None
    is_trivial = bool(_TRIVIAL.search(message))
    is_of_content = bool(_OF_CONTENT.search(_OF_TRIFLES.sub("", message)))
    if is_trivial == is_of_content:
        return None
    return Said.TRIVIAL if is_trivial else Said.SUBSTANTIVE


def _measure(bench: Bench) -> Iterator[Score]:
    """Only every other commit is ranked here: the weights were set on the rest."""
    ranked = bench.run("commits", bench.some(list(_jobs([*records_of(ARCHIVE)][1::2]))))
    of = {said: [commit.priority for commit in ranked if commit.said is said] for said in Said}
    area = area_under_curve(of[Said.SUBSTANTIVE], of[Said.TRIVIAL])
    note = f"{len(of[Said.SUBSTANTIVE])} substantive, {len(of[Said.TRIVIAL])} trivial, as their messages say; held out"
    yield Score("substantive above trivial: AUC", area, "", Bound.AT_LEAST, note)


def _jobs(rows: Sequence[Any]) -> Iterator[Job]:
    for number, row in enumerate(rows):
        said = said_of(row["msg"], row["labels"])
        if said is not None and _shown(row["old_text"]) != _shown(row["new_text"]):
            yield Job(number, said, f"https://docs.example.gov/{row['path']}", row["old_text"], row["new_text"])


def _shown(text: str) -> str:
    """The text below its settings: a commit that touches those alone changes no page."""
    parts = text.split("---", 2)
    return parts[2] if text.startswith("---") and len(parts) > 2 else text


FAMILY = Family("commits", "government documentation: edits whose authors said what they are", (ARCHIVE,), _measure)
