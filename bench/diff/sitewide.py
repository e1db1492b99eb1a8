"""A site whose banner and footer change on all pages while some pages have an edit of their own: who is told what."""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from html import escape

from sqlalchemy.orm import Session

from bench.diff.govuk import html_of_sections
from bench.diff.keeping import Keeper, cost
from bench.gate.data import records_of
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.compare import compare
from diff.events import events_in
from diff.parts import rest_of
from diff.tokens import keys_of
from diff.values import Comparison, Edit
from extract.reading import extract
from store import open_archive
from store.migrate import upgrade

GOVUK = "diff/govuk_change_notes_pairs.jsonl.gz"
_PAGES, _OWN = 300, 73
_LEAST_WORDS = 8
_START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)

_BANNER = (
    "Our counters stay closed on Fridays. Ring ahead before travelling.",
    "All counters have reopened for visitors. Ring ahead before travelling.",
)
_FOOTER = (
    "Harbourside Registry answers weekdays until noon. Telephone: +44 20 7946 0142\nEmail: desk@registry.gov.uk",
    "Harbourside Registry answers weekdays until sunset. Telephone: +44 20 7946 0187\nEmail: help@registry.gov.uk",
)
_FEE = ("Search fee: £25", "Search fee: £30")
_BANNER_WORDS = frozenset({"closed", "fridays", "reopened", "visitors"})
_FOOTER_WORDS = frozenset(
    {"noon", "sunset", "0142", "0187", "+442079460142", "+442079460187", "desk@registry.gov.uk", "help@registry.gov.uk"}
)


class Own(StrEnum):
    """What a page changed besides the template."""

    NUMBER = "a number in a sentence"
    WORD = "a word"
    SENTENCE = "a sentence more"
    BESIDE = "a sentence in the banner's own paragraph"
    FEE = "the same short line under many headings"


@dataclass(frozen=True, slots=True)
class Job:
    """One page before and after: `own` is the edit of its own, as the texts that differ."""

    id: int
    old: bytes
    new: bytes
    own: tuple[str, str] | None

    def do(self) -> "Told":
        """Extract and compare both."""
        url = f"https://www.example.gov/{self.id}"
        old, new = extract(self.old, url), extract(self.new, url)
        return Told(self.id, new.title, self.own, compare(old, new, url))


@dataclass(frozen=True, slots=True)
class Told:
    """What the comparison of a page came to."""

    page: int
    title: str
    own: tuple[str, str] | None
    compared: Comparison


def jobs_of(pages: int, own: int) -> Iterator[Job]:
    """Pages of GOV.UK under one template; `own` of them, evenly spread, have an edit of their own."""
    records = list(_records(pages))
    rng = random.Random(7)
    texts = [text for record in records for text in _sentences(record)]
    chosen = {number * len(records) // own: kind for number, kind in zip(range(own), _kinds(), strict=False)}
    for number, record in enumerate(records):
        yield _job(number, record, chosen.get(number), texts, rng)


def _records(pages: int) -> Iterator[list[list[object]]]:
    """The older version of each pair, one a page: rows of (heading path, level, blocks, links)."""
    seen = set[str]()
    for record in records_of(GOVUK):
        old = record["old"]
        shown = html_of_sections(old).decode()
        if record["path"] not in seen and any(f"<p>{escape(text)}</p>" in shown for text in _sentences(old)):
            seen.add(record["path"])
            yield old
        if len(seen) == pages:
            return


def _sentences(record: Sequence[Sequence[object]]) -> Iterator[str]:
    """The paragraphs of one sentence or so that an edit may be planted in."""
    for _, _, blocks, _ in record:
        for tag, text in blocks:  # type: ignore[attr-defined]  # as the records are
            if tag == "p" and _LEAST_WORDS <= len(text.split()) <= 40:
                yield text


def _kinds() -> Iterator[Own]:
    while True:
        yield from Own


def _job(number: int, record: list[list[object]], kind: Own | None, texts: Sequence[str], rng: random.Random) -> Job:
    page = html_of_sections(record).decode()
    text = rng.choice([each for each in _sentences(record) if f"<p>{escape(each)}</p>" in page])
    was, now = _own_edit(kind, text, texts, rng)
    beside = ("", "") if kind is not Own.BESIDE else (f" {was}", f" {now}")
    sides = []
    for side, own in enumerate((was, now)):
        body = page
        if kind in (Own.NUMBER, Own.WORD, Own.SENTENCE):
            body = body.replace(f"<p>{escape(text)}</p>", f"<p>{escape(own)}</p>", 1)
        elif kind is Own.FEE:
            headed = f"<h2>Fee: {escape(' '.join(text.split()[:5]))}</h2><p>{escape(own)}</p>"
            body = body.replace(f"<p>{escape(text)}</p>", f"<p>{escape(text)}</p>{headed}", 1)
        banner = f"<p>{escape(_BANNER[side] + beside[side])}</p>"
        footer = "".join(f"<p>{escape(line)}</p>" for line in _FOOTER[side].splitlines())
        # The banner stands before the first heading on some pages and behind it on others.
        place = "<main>" if number % 2 or "</h1>" not in body else "</h1>"
        body = body.replace(place, f"{place}{banner}", 1).replace("</main>", f"{footer}</main>", 1)
        sides.append(body.encode())
    return Job(number, sides[0], sides[1], (was, now) if kind else None)


def _own_edit(kind: Own | None, text: str, texts: Sequence[str], rng: random.Random) -> tuple[str, str]:
    other = rng.choice(texts)
    match kind:
        case Own.NUMBER:
            figure = rng.randrange(11, 400)
            return f"{text} It takes {figure} days.", f"{text} It takes {figure + rng.randrange(1, 60)} days."
        case Own.WORD:
            longest = max(text.split(), key=len)
            return text, text.replace(longest, max(other.split(), key=len) + "ly", 1)
        case Own.SENTENCE:
            return text, f"{text} {other}"
        case Own.BESIDE:
            return text, other
        case Own.FEE:
            return _FEE
    return "", ""


def measure(bench: Bench) -> Iterator[Score]:
    """Template edits that an event tells, own edits that one swallowed, and what one more costs in a large archive."""
    pages = min(_PAGES, bench.sample or _PAGES)
    own = max(1, _OWN * pages // _PAGES)
    told = bench.run("sitewide", list(jobs_of(pages, own)))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/archive.db"
        upgrade(url)
        archive = open_archive(url)
        with archive.writing() as session:
            rests = _rests(session, told)
        archive.close()
    own_words = {page.page: _own_words(*page.own) if page.own else set() for page in told}
    left = {page.page: rests[page.page] - own_words[page.page] for page in told}
    lost = [page for page, words in left.items() for template in (_BANNER_WORDS, _FOOTER_WORDS) if template & words]
    swallowed = [page.page for page in told if not own_words[page.page] <= rests[page.page]]
    caught = 2 * len(told) - len(lost)
    note = f"{caught} of {2 * len(told)}{f': not on {lost[:8]}' if lost else ''}"
    yield Score("banners and footers told by an event", caught / (2 * len(told)), "", Bound.AT_LEAST, note)
    note = f"of {sum(1 for page in told if page.own)}: {swallowed[:8]}" if swallowed else ""
    yield Score("own edits swallowed", len(swallowed), "edits", Bound.AT_MOST, note)
    yield cost()


def _own_words(was: str, now: str) -> set[str]:
    """The words that only one side of an edit has."""
    before, after = Counter(keys_of(was.casefold())), Counter(keys_of(now.casefold()))
    changed = (before - after) + (after - before)
    return {key for key in changed if any(map(str.isalnum, key))}


def _rests(session: Session, told: Sequence[Told]) -> dict[int, set[str]]:
    """The changed words that each page has left once events have told what they tell."""
    changes = {}
    keeper = Keeper(session)
    for page in told:
        changes[keeper.keep(page.compared, page.title)] = page
    away: dict[tuple[int, int], set[int]] = {}
    for event in events_in(session, list(changes)):
        for part in event.parts:
            away.setdefault((part.change, part.position), set()).add(part.place)
    rests = {}
    for change, page in changes.items():
        kept = (rest_of(edit, away.get((change, n), set())) for n, edit in enumerate(page.compared.edits))
        rests[page.page] = {key for edit in kept if edit for key in _changed_words(edit)}
    return rests


def _changed_words(edit: Edit) -> set[str]:
    texts = [hunk.text for hunk in edit.hunks if hunk.op] or [edit.old or "", edit.new or ""]
    return {key for text in texts for key in keys_of(text.casefold())}


FAMILY = Family("sitewide", "a site's banner and footer change, and pages have edits of their own", (GOVUK,), measure)
