"""Real edits to be read by a person: pairs of successive states of pages that no rule was tuned on."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

from bench.diff.bundles import kept_in, opened, reader
from bench.diff.govuk import html_of_sections, stamp_of
from bench.diff.markdown import html_of_markdown
from bench.gate.data import pages_of, records_of


class Source(StrEnum):
    """The sets that pairs are taken from; of those that rules were tuned on the half that was held out."""

    NOTES = "notes"
    COMMITS = "commits"
    HTML = "govuk-html"
    HISTORIES = "govuk-histories"
    POLICIES = "ota-pga"
    FORMS = "dod-forms"
    CAPTURES = "ota-demo"


ARCHIVES: Mapping[Source, str] = {
    Source.NOTES: "diff/govuk_change_notes_pairs.jsonl.gz",
    Source.COMMITS: "diff/gov_docs_commit_labelled.jsonl.gz",
    Source.HTML: "diff/govuk_html_pairs.jsonl.gz",
    Source.HISTORIES: "diff/govuk_page_histories.jsonl.gz",
    Source.POLICIES: "diff/ota_pga-versions_pairs.jsonl.gz",
    Source.FORMS: "dod-forms-history",
    Source.CAPTURES: "ota-demo/snapshots.bundle",
}

_EVERY = 90
"""Captures of one policy document from one that is read to the next: they were taken several times a day."""

_EVERY_STEP = 3
"""Of the steps of a history one in so many: its pages are few and their steps alike."""

_UNDERLINED = re.compile(r"^(\S.{0,300})\n([=-])\2{2,}[ \t]*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([.\-_*#()\[\]&>+!|])")
_ANCHOR = re.compile(r"\[\]\(#[^()\s]{0,300}\)")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}\)")

_GOVUK = "https://www.gov.uk/"


@dataclass(frozen=True, slots=True)
class RealPair:
    """Two successive states of a page; `key` names the pair within its source."""

    source: Source
    key: str
    page: str
    url: str
    old: bytes
    new: bytes


def pairs_of(source: Source) -> list[RealPair]:
    """The pairs of a source in the order of its data; raises MissingData where that is absent."""
    return list(_LOADERS[source]())


def _notes() -> Iterator[RealPair]:
    for row in [*records_of(ARCHIVES[Source.NOTES])][1::2]:
        old, new = (html_of_sections(row[side], stamp_of(row[f"{side}_meta"])) for side in ("old", "new"))
        yield _pair(Source.NOTES, row, f"{_GOVUK}{row['path']}", old, new)


def _commits() -> Iterator[RealPair]:
    for row in [*records_of(ARCHIVES[Source.COMMITS])][1::2]:
        old, new = html_of_markdown(row["old_text"]), html_of_markdown(row["new_text"])
        yield _pair(Source.COMMITS, row, f"https://docs.example.gov/{row['path']}", old, new)


def _html() -> Iterator[RealPair]:
    for row in records_of(ARCHIVES[Source.HTML]):
        old, new = (
            f"<!doctype html><html lang=en><body>{row[side]}</body></html>" for side in ("old_html", "new_html")
        )
        yield _pair(Source.HTML, row, f"{_GOVUK}{row['path']}", old.encode(), new.encode())


def _histories() -> Iterator[RealPair]:
    for row in records_of(ARCHIVES[Source.HISTORIES]):
        path = row["path"]
        shown = [html_of_sections(each["sections"], stamp_of(each["meta"])) for each in row["versions"]]
        for number, (old, new) in list(enumerate(pairwise(shown), 1))[::_EVERY_STEP]:
            yield RealPair(Source.HISTORIES, f"{number}:{path}", path, f"{_GOVUK}{path}", old, new)


def _policies() -> Iterator[RealPair]:
    for row in records_of(ARCHIVES[Source.POLICIES]):
        if row["label"] == "record":
            url = f"https://policies.example.org/{'-'.join(re.findall(r'[a-z]+', row['path'].lower()))}"
            yield _pair(Source.POLICIES, row, url, *(html_of_markdown(_plain(row[side])) for side in ("old", "new")))


def _plain(text: str) -> str:
    """Markdown without its images, anchors and escapes, its underlined headings written with signs before them."""
    shown = _ANCHOR.sub("", _IMAGE.sub("", text))
    marked = _UNDERLINED.sub(lambda found: f"{'#' if found[2] == '=' else '##'} {found[1]}", shown)
    return _ESCAPED.sub(r"\1", marked)


def _forms() -> Iterator[RealPair]:
    captures = pages_of(ARCHIVES[Source.FORMS])
    for one, two in pairwise(captures):
        page = one.partition("/")[0]
        if page == two.partition("/")[0] and captures[one] != captures[two]:
            yield RealPair(Source.FORMS, two, page, f"https://www.example.gov/{page}", captures[one], captures[two])


@cache
def _captures() -> tuple[RealPair, ...]:
    """Captures some weeks apart; unpacking their repository takes longer than reading them."""
    found: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    places: Counter[str] = Counter()
    addresses: dict[str, str] = {}
    with opened(ARCHIVES[Source.CAPTURES]) as repository, reader(repository) as bytes_of:
        for kept in kept_in(repository, ".html"):
            if places[kept.path] % _EVERY == 0:
                found[kept.path].append((kept.commit, bytes_of.read(kept)))
            places[kept.path] += 1
            addresses[kept.path] = kept.address or addresses.get(kept.path, "https://policies.example.org/")
    return tuple(
        RealPair(Source.CAPTURES, f"{commit[:12]}:{path}", addresses[path], addresses[path], before, after)
        for path, captures in found.items()
        for (_, before), (commit, after) in pairwise(captures)
        if before != after
    )


_LOADERS: Mapping[Source, Callable[[], Iterator[RealPair] | tuple[RealPair, ...]]] = {
    Source.NOTES: _notes,
    Source.COMMITS: _commits,
    Source.HTML: _html,
    Source.HISTORIES: _histories,
    Source.POLICIES: _policies,
    Source.FORMS: _forms,
    Source.CAPTURES: _captures,
}


def _pair(source: Source, row: Mapping[str, Any], url: str, old: bytes, new: bytes) -> RealPair:
    return RealPair(source, f"{row['commit'][:12]}:{row['path']}", row["path"], url, old, new)
