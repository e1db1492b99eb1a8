"""Years of real captures of eight policy documents through the whole pipeline, beside versions selected by hand.

Somebody wrote a selector for each document and recorded a version whenever its text changed. The pipeline knows no
selectors: it reads whole pages. What it tells and nobody selected, and what was selected and it does not tell, is
looked up in ota_explained.json, where a person has written down what it is; only what nobody has explained counts.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import scheduler
from bench.diff.bundles import kept_in, opened, reader
from bench.diff.watched import Watched, ends_of_runs, load, pages_in, read
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.listing import list_changes
from store.archive import Archive, open_archive
from store.migrate import upgrade

CAPTURES, VERSIONS = "ota-demo/snapshots.bundle", "ota-demo/versions.bundle"
EXPLAINED = Path(__file__).with_name("ota_explained.json")
_RECORDED = "Record new changes"
_YEAR = timedelta(days=365.25)

# A version bears the moment of its capture; the documents of one page are fetched within minutes.
_LAG = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Told:
    """A change of a page as the pipeline tells it: last seen as before, first seen as after."""

    before: datetime
    after: datetime
    priority: float


@dataclass(frozen=True, slots=True)
class Explained:
    """What a change that nobody selected (`told`), or a selected version that is not told, is, as a person read it."""

    page: str
    day: date
    told: bool
    says: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Changes that were not selected, selected versions that are not told, each by page and day, and how many were."""

    unselected: tuple[tuple[str, date], ...]
    missed: tuple[tuple[str, date], ...]
    met: int


def explained_in(path: Path) -> list[Explained]:
    """The explanations of a file."""
    read_in = json.loads(path.read_text(encoding="utf-8"))
    return [Explained(one["page"], date.fromisoformat(one["day"]), one["told"], one["says"]) for one in read_in]


def changes_of(archive: Archive, names: Sequence[str], until: datetime) -> Mapping[str, list[Told]]:
    """The changes of each page, oldest first."""
    found: dict[str, list[Told]] = {name: [] for name in names}
    with archive.reading() as session:
        for change in list_changes(session, since=None, now=until):
            step = change.step
            if step.before_at is not None:
                found[step.page.site].append(Told(step.before_at, step.after_at, step.priority))
    return found


def outcome_of(told: Mapping[str, Sequence[Told]], selected: Mapping[str, Sequence[datetime]]) -> Outcome:
    """Our changes against the selected ones of the same pages."""
    unselected, missed, met = [], [], 0
    for name, changes in told.items():
        wanted = selected.get(name, ())
        unselected += [(name, each.after.date()) for each in changes if not any(_meets(each, at) for at in wanted)]
        lost = [at for at in wanted if not any(_meets(each, at) for each in changes)]
        missed += [(name, at.date()) for at in lost]
        met += len(wanted) - len(lost)
    return Outcome(tuple(unselected), tuple(missed), met)


def scores_of(outcome: Outcome, explained: Sequence[Explained], years: float) -> Iterator[Score]:
    """What of an outcome over so many page-years nobody has explained."""
    known_told = {(each.page, each.day) for each in explained if each.told}
    known_missed = {(each.page, each.day) for each in explained if not each.told}
    spurious = [each for each in outcome.unselected if each not in known_told]
    lost = [each for each in outcome.missed if each not in known_missed]
    name = "changes neither selected nor explained, a document-year"
    yield Score(name, len(spurious) / years, "", Bound.AT_MOST, _listed(spurious))
    yield Score("selected versions missed and not explained", len(lost), "versions", Bound.EXACTLY, _listed(lost))
    stale = [*(known_told - set(outcome.unselected)), *(known_missed - set(outcome.missed))]
    yield Score("explanations of nothing", len(stale), "", Bound.EXACTLY, _listed(sorted(stale)))
    yield Score("changes not selected", len(outcome.unselected), "changes", note=f"in {years:.1f} years of pages")
    yield Score("selected versions not told", len(outcome.missed), "versions", note=f"{outcome.met} told")


def _meets(told: Told, at: datetime) -> bool:
    return told.before - _LAG <= at <= told.after + _LAG


def _listed(found: Sequence[tuple[str, date]]) -> str:
    return "; ".join(f"{name} {day}" for name, day in found[:8])


def _measure(bench: Bench) -> Iterator[Score]:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'archive.db'}"
        upgrade(url)
        archive = open_archive(url)
        pages = _loaded(archive, bench)
        bench.hear("pages read and compared", 0, len(pages))
        scheduler.process(archive, workers=2)
        ends = {page.name: page.captures[-1].at for page in pages}
        told = changes_of(archive, list(ends), max(ends.values()))
        archive.close()
    years = sum((page.captures[-1].at - page.captures[0].at for page in pages), timedelta()) / _YEAR
    explained = [each for each in explained_in(EXPLAINED) if each.day <= ends[each.page].date()]
    yield from scores_of(outcome_of(told, _selected(pages)), explained, years)


def _loaded(archive: Archive, bench: Bench) -> list[Watched]:
    with opened(CAPTURES) as repository, reader(repository) as bytes_of:
        pages = pages_in(kept_in(repository, ".html"), bench.sample)
        for number, page in enumerate(pages):
            bench.hear("pages loaded", number, len(pages))
            load(archive, page, ends_of_runs(read(bytes_of, page.captures, bench.pool)))
    return pages


def _selected(pages: Sequence[Watched]) -> dict[str, list[datetime]]:
    """When versions of the documents of each page were recorded within its time."""
    with opened(VERSIONS) as repository:
        recorded = [kept for kept in kept_in(repository, ".md") if kept.subject.startswith(_RECORDED)]
    return {
        page.name: [
            kept.at
            for kept in recorded
            if f"{kept.path.removesuffix('.md')}.html" in page.documents and kept.at <= page.captures[-1].at
        ]
        for page in pages
    }


FAMILY = Family(
    "ota", "policy documents through the years, beside versions selected by hand", (CAPTURES, VERSIONS), _measure
)
