"""GOV.UK's own change notes: whether the five weightiest edits of a change say what its publisher said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.diff.govuk import html_of_sections, stamp_of
from bench.gate.data import records_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.compare import compare
from diff.values import Comparison, Edit
from extract.reading import extract
from extract.values import Extraction

ARCHIVE = "diff/govuk_change_notes_pairs.jsonl.gz"
TOP = 5
_SHARE = 0.5

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FUNCTION_WORDS = re.compile(
    r"an?|the|and|or|but|if|so|nor|of|in|on|at|by|to|from|for|with|into|onto|over|under|as|than|then|that|this|these"
    r"|those|its?|he|she|they|them|their|there|here|we|us|our|you|your|i|me|my|who|whom|whose|which|what|when|where|why"
    r"|how|is|are|was|were|be|been|being|am|do|does|did|done|has|have|had|having|will|would|shall|should|may|might|can"
    r"|could|must|not?|all|any|both|each|some|such|more|most|other|about|also|only|just|very|up|out|off|s"
)
# What the publisher did is told by the kinds of the edits, not by their text.
_ACTS = re.compile(
    r"add(?:s|ed|ing|itions?)?|updat(?:es?|ed|ing)|remov(?:es?|ed|ing|al)|chang(?:es?|ed|ing)|amend(?:s|ed|ing|ments?)?"
    r"|correct(?:s|ed|ing|ions?)?|clarif(?:y|ies|ied|ying|ications?)|revis(?:es?|ed|ing|ions?)|publish(?:es|ed|ing)?"
    r"|publications?|replac(?:es?|ed|ing|ements?)|review(?:s|ed|ing)?|new|latest|version"
)
_ENDINGS = ("ing", "ed", "es", "s")
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Explained:
    """Whether half of a note's words are in the weightiest edits, in all edits, and on either page at all."""

    by_top: bool
    by_all: bool
    by_pages: bool


@dataclass(frozen=True, slots=True)
class Job:
    """Compare one pair and look for the words of its note."""

    id: int
    note: str
    url: str
    old: bytes
    new: bytes

    def do(self) -> Explained:
        """Where the note's words are."""
        old, new = extract(self.old, self.url), extract(self.new, self.url)
        words = content_words(self.note)
        compared = compare(old, new, self.url)
        return Explained(
            _says(words, map(_told_by, weightiest(compared))),
            _says(words, map(_told_by, compared.edits)),
            _says(words, [_text_of(old), _text_of(new)]),
        )


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that say what a note is about: neither function words nor what the publisher did."""
    words = {word.casefold().replace("’", "'") for word in _WORD.findall(text)}
    return frozenset(_stem(word) for word in words if not _FUNCTION_WORDS.fullmatch(word) and not _ACTS.fullmatch(word))


def stems_of(text: str) -> set[str]:
    """All words of a text in lower case, without their commonest endings."""
    return {_stem(word.casefold().replace("’", "'")) for word in _WORD.findall(text)}


def _stem(word: str) -> str:
    endings = (end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST_STEM)
    return word.removesuffix(next(endings, ""))


def weightiest(compared: Comparison) -> list[Edit]:
    """The edits a reader sees first: by priority, in reading order where it is the same."""
    return sorted(compared.edits, key=lambda edit: -edit.priority)[:TOP]


def _told_by(edit: Edit) -> str:
    """What an edit shows: its headings and labels, and the lines that it changed."""
    before, after = (set((text or "").split("\n")) for text in (edit.old, edit.new))
    return "\n".join((*edit.path, *edit.old_path, edit.label, edit.owner, *(before ^ after)))


def _text_of(page: Extraction) -> str:
    return "\n".join(part for section in page.sections for part in (*section.path, section.text))


def _says(words: frozenset[str], texts: Iterator[str] | Sequence[str]) -> bool:
    """Whether the texts together hold at least half of the words."""
    return len(words & stems_of("\n".join(texts))) >= _SHARE * len(words)


def _measure(bench: Bench) -> Iterator[Score]:
    """Whether the edits told first say what the note says."""
    explained = bench.run("notes", bench.some(list(jobs_of())))
    count = max(1, len(explained))
    ceiling = sum(each.by_pages for each in explained) / count
    every = sum(each.by_all for each in explained) / count
    top = sum(each.by_top for each in explained) / count
    note = f"{len(explained)} notes held out; {every:.3f} by all edits, a ceiling of {ceiling:.3f} by the pages' words"
    yield Score(f"explained by the {TOP} weightiest edits", top, "", Bound.AT_LEAST, note)
    yield Score("of the ceiling", top / ceiling if ceiling else 0.0, "", None, "the rest is in attachments, or unsaid")


def jobs_of() -> Iterator[Job]:
    """The held-out pairs with a note that says something: every other one, since the weights were set on the rest."""
    for number, row in enumerate([*records_of(ARCHIVE)][1::2]):
        pages = (html_of_sections(row[side], stamp_of(row[f"{side}_meta"])) for side in ("old", "new"))
        if content_words(row["note"]):
            yield Job(number, row["note"], f"https://www.gov.uk/{row['path']}", *pages)


FAMILY = Family("notes", "GOV.UK change notes: what the publisher said changed", (ARCHIVE,), _measure)
