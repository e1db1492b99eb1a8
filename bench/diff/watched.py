"""Pages of a bundle as a crawler would have met them: which captures are of one page, and their way into an archive."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.diff.bundles import Kept, Reader
from extract.fingerprint import FingerprintTask
from extract.pool import ExtractionPool
from store.archive import Archive
from store.crawls import begin_crawl, finish_crawl, next_entries
from store.kinds import Access, CrawlState
from store.recording import Answer, record

_TYPE = "text/html; charset=utf-8"
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Watched:
    """A page with its captures, oldest first; several documents may be parts of one page."""

    name: str
    address: str
    documents: tuple[str, ...]
    captures: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A capture with its bytes and their fingerprint, which is empty where it cannot be told."""

    kept: Kept
    body: bytes
    mark: bytes


def pages_in(captures: Sequence[Kept], sample: int | None = None) -> list[Watched]:
    """The pages of a bundle, each at the last address its captures name; of a sample the first captures of each."""
    documents: dict[str, list[Kept]] = defaultdict(list)
    for kept in captures:
        documents[kept.path].append(kept)
    at: dict[str, list[str]] = defaultdict(list)
    for path, of_document in documents.items():
        named = (kept.address for kept in reversed(of_document) if kept.address)
        at[next(named, f"https://{name_of(path)}/")].append(path)
    return [_page(address, [(path, documents[path]) for path in paths], sample) for address, paths in at.items()]


def _page(address: str, documents: Sequence[tuple[str, Sequence[Kept]]], sample: int | None) -> Watched:
    captures = sorted((kept for _, of_document in documents for kept in of_document), key=lambda kept: kept.at)
    paths = tuple(path for path, _ in documents)
    name = name_of(paths[0]) if len(paths) == 1 else name_of(f"{paths[0].partition('/')[0]}.")
    return Watched(name, address, paths, tuple(captures[:sample]))


def name_of(path: str) -> str:
    """The name of the site that stands for a document, from its path without its ending."""
    return "-".join(path.rpartition(".")[0].lower().replace("/", " ").split())


def read(bytes_of: Reader, captures: Sequence[Kept], pool: ExtractionPool) -> Iterator[Read]:
    """The captures with their bytes, a few at a time."""
    for start in range(0, len(captures), _AT_ONCE):
        some = captures[start : start + _AT_ONCE]
        bodies = [bytes_of.read(kept) for kept in some]
        marks = pool.run([FingerprintTask(number, body, _TYPE) for number, body in enumerate(bodies)])
        for kept, body, done in zip(some, bodies, marks, strict=True):
            yield Read(kept, body, done.result if isinstance(done.result, bytes) else b"")


def ends_of_runs(captures: Iterable[Read]) -> Iterator[Read]:
    """Of captures in a row that read alike the first and the last: those between move no change and no date of one."""
    before: Read | None = None
    last: Read | None = None
    for each in captures:
        if before is not None and each.mark and each.mark == before.mark:
            last = each
        else:
            if last is not None:
                yield last
            last = None
            yield each
        before = each
    if last is not None:
        yield last


def load(archive: Archive, page: Watched, captures: Iterable[Read]) -> None:
    """Put captures of a page into an archive, each a crawl of its own."""
    headers = (("Content-Type", _TYPE),)
    for each in captures:
        crawl = begin_crawl(archive, page.name, [page.address], max_pages=1)
        for entry in next_entries(archive, crawl.id, limit=1):
            answer = Answer(entry.url, each.kept.at, 200, headers, Access.OK, "", 0, each.body)
            record(archive, crawl.id, entry, answer, max_pages=1)
        finish_crawl(archive, crawl.id, CrawlState.FINISHED, "")
