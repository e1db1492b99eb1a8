"""Years of real captures of eight policy documents through the whole pipeline, beside versions selected by hand."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import scheduler
from bench.diff.bundles import Kept, kept_in, opened, reader
from bench.gate.evaluation import Bench, Family, Score
from bench.table import Bound
from diff.listing import list_changes
from store.archive import Archive, open_archive
from store.crawls import begin_crawl, finish_crawl, next_entries
from store.kinds import Access, CrawlState
from store.migrate import upgrade
from store.recording import Answer, record

CAPTURES, VERSIONS = "ota-demo/snapshots.bundle", "ota-demo/versions.bundle"
_RECORDED = "Record new changes"
_YEAR = timedelta(days=365.25)

# The selected version is written minutes after its capture; a document that is fetched twice a day may lag by one.
_LAG = timedelta(hours=36)
_HTML = (("Content-Type", "text/html; charset=utf-8"),)


@dataclass(frozen=True, slots=True)
class Told:
    """A change of a document as the pipeline tells it: last seen as before, first seen as after."""

    before: datetime
    after: datetime
    priority: float


def load(archive: Archive, captures: Sequence[tuple[Kept, bytes]], address: str, site: str) -> None:
    """Put the captures of one document into an archive, each a crawl of its own."""
    for kept, body in captures:
        crawl = begin_crawl(archive, site, [address], max_pages=1)
        for entry in next_entries(archive, crawl.id, limit=1):
            answer = Answer(entry.url, kept.at, 200, _HTML, Access.OK, "", 0, body)
            record(archive, crawl.id, entry, answer, max_pages=1)
        finish_crawl(archive, crawl.id, CrawlState.FINISHED, "")


def name_of(path: str) -> str:
    """The name of the site that stands for a document, from its path without its ending."""
    return "-".join(path.rpartition(".")[0].lower().replace("/", " ").split())


def changes_of(archive: Archive, names: Sequence[str], until: datetime) -> Mapping[str, list[Told]]:
    """The changes of each document, oldest first."""
    found: dict[str, list[Told]] = {name: [] for name in names}
    with archive.reading() as session:
        for change in list_changes(session, since=None, now=until):
            step = change.step
            if step.before_at is not None:
                found[step.page.site].append(Told(step.before_at, step.after_at, step.priority))
    return found


def by_document(captures: Sequence[Kept], sample: int | None) -> dict[str, list[Kept]]:
    """The captures of each document in order; of a sample only so many, from the first on."""
    documents: dict[str, list[Kept]] = defaultdict(list)
    for kept in captures:
        documents[kept.path].append(kept)
    return {path: kept[:sample] for path, kept in documents.items()}


def scores_of(
    told: Mapping[str, Sequence[Told]], selected: Mapping[str, Sequence[datetime]], years: float
) -> Iterator[Score]:
    """Our changes against the selected ones of the same documents over so many document-years."""
    spurious, missed, met = [], [], 0
    for name, changes in told.items():
        wanted = selected.get(name, ())
        spurious += [(name, each) for each in changes if not any(_meets(each, at) for at in wanted)]
        lost = [at for at in wanted if not any(_meets(each, at) for each in changes)]
        missed += [(name, at) for at in lost]
        met += len(wanted) - len(lost)
    note = "; ".join(f"{name} {each.after:%Y-%m-%d} ({each.priority:.2f})" for name, each in spurious[:8])
    yield Score("changes that were not selected, a document-year", len(spurious) / years, "", Bound.AT_MOST, note)
    note = "; ".join(f"{name} {at:%Y-%m-%d}" for name, at in missed)
    yield Score("selected versions missed", len(missed), "versions", Bound.AT_MOST, note)
    yield Score("selected versions told", met, "versions", note=f"{years:.1f} document-years")


def _meets(told: Told, at: datetime) -> bool:
    return told.before - _LAG <= at <= told.after + _LAG


def _measure(bench: Bench) -> Iterator[Score]:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'archive.db'}"
        upgrade(url)
        archive = open_archive(url)
        documents, selected = _loaded(archive, bench)
        scheduler.process(archive, workers=2)
        until = max(kept[-1].at for kept in documents.values())
        told = changes_of(archive, [name_of(path) for path in documents], until)
        spans = [kept[-1].at - kept[0].at for kept in documents.values()]
        yield from scores_of(told, selected, sum(spans, timedelta()) / _YEAR)
        archive.close()


def _loaded(archive: Archive, bench: Bench) -> tuple[dict[str, list[Kept]], dict[str, list[datetime]]]:
    """Load every document; gives what was loaded, and when selected versions of each were recorded within its time."""
    with opened(CAPTURES) as repository, reader(repository) as bytes_of:
        documents = by_document(kept_in(repository, ".html"), bench.sample)
        for number, (path, captures) in enumerate(documents.items()):
            bench.hear("documents loaded", number, len(documents))
            address = next((kept.address for kept in reversed(captures) if kept.address), f"https://{name_of(path)}/")
            load(archive, [(kept, bytes_of.read(kept)) for kept in captures], address, name_of(path))
    with opened(VERSIONS) as repository:
        recorded = [kept for kept in kept_in(repository, ".md") if kept.subject.startswith(_RECORDED)]
    ends = {name_of(path): kept[-1].at for path, kept in documents.items()}
    recorded.sort(key=lambda kept: kept.path)
    return documents, {
        name_of(path): [kept.at for kept in group if kept.at <= ends.get(name_of(path), kept.at)]
        for path, group in groupby(recorded, key=lambda kept: kept.path)
    }


FAMILY = Family("ota", "policy documents through the years, beside versions selected by hand", (CAPTURES,), _measure)
