"""The front door's one verb: a body in, its content out."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from extract.facts import facts_of, states_something
from extract.lines import walk
from extract.links import Addresses
from extract.media import HTML, decode, media_type_of
from extract.parsing import parse
from extract.pruning import keep_of_lines, keep_of_page
from extract.region import Region, find_landmark
from extract.sections import sections_of, with_paths
from extract.surroundings import surroundings_of
from extract.text import normalise
from extract.tuning import MAX_BODY_BYTES, MIN_KEPT
from extract.values import Extraction, ExtractionError, Fact, FactKind, Route, Section
from extract.visible import Line, Walked


def extract(body: bytes, url: str, content_type: str = "") -> Extraction:
    """What a stored body says: sections, facts, and the lines around the content.

    Raises ExtractionError where the body is empty or beyond the limits.
    """
    if not body:
        raise ExtractionError("empty body")
    if len(body) > MAX_BODY_BYTES:
        raise ExtractionError(f"larger than {MAX_BODY_BYTES // 2**20} MiB")
    media_type = media_type_of(body, content_type)
    if media_type != HTML:
        return _opaque(body, media_type)
    root = parse(decode(body, content_type))
    return Extraction("", "", Route.FALLBACK, (), ()) if root is None else _read(root, url)


def _opaque(body: bytes, media_type: str) -> Extraction:
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    document = Fact(FactKind.DOCUMENT, digest, label=media_type, raw=f"{len(body)} bytes")
    return Extraction("", "", Route.OPAQUE, (), (document,))


def _read(root: etree._Element, url: str) -> Extraction:
    title, language = _title_of(root), normalise(root.get("lang", ""))
    addresses = _addresses_of(root, url)
    region = find_landmark(root)
    if region is None:
        return _read_page(root, addresses, title, language)
    walked = walk(_body_of(root), region)
    sections, coverage = _sections_of_region(walked)
    facts = facts_of(walked, addresses, language)
    return Extraction(title, language, Route.LANDMARK, sections, facts, surroundings_of(walked, addresses), coverage)


def _sections_of_region(walked: Walked) -> tuple[tuple[Section, ...], float]:
    """The region's sections as trafilatura keeps them, or all of its lines where that loses something."""
    lines = [line for line in walked.lines if line.inside]
    kept = _kept(lines)
    if _loses(lines, kept):
        kept = lines
    seen = _words(lines) + walked.unread
    return sections_of((line.path, bool(line.level), line.flat) for line in kept), _share(_words(kept), seen)


def _kept(lines: list[Line]) -> list[Line]:
    chosen = Counter(text for _, text in keep_of_lines(lines))
    kept = []
    for line in lines:
        if chosen[line.flat] > 0:
            chosen[line.flat] -= 1
            kept.append(line)
    return kept


def _loses(lines: list[Line], kept: list[Line]) -> bool:
    if len(lines) == len(kept):
        return False
    if _words(kept) < MIN_KEPT * _words(lines):
        return True
    held = Counter(kept)
    lost = [number for number, line in enumerate(lines) if held[line] == 0]
    return any(lines[number].level or states_something(lines, number) for number in lost)


def _read_page(root: etree._Element, addresses: Addresses, title: str, language: str) -> Extraction:
    """A page without landmarks: trafilatura finds the content, the walk finds the facts."""
    body = _body_of(root)
    walked = walk(body, Region(body))
    placed = with_paths(keep_of_page(root))
    if not placed:
        placed = [(line.path, bool(line.level), line.flat) for line in walked.lines if line.inside]
    sections = sections_of(placed)
    marked = _marked(walked, sections)
    kept = sum(len(section.text.split()) + len(section.path[-1:]) for section in sections)
    coverage = _share(kept, _words(walked.lines) + walked.unread)
    return Extraction(title, language, Route.FALLBACK, sections, facts_of(marked, addresses, language), (), coverage)


def _marked(walked: Walked, sections: Sequence[Section]) -> Walked:
    """The walk with only those lines inside that the sections kept, under the sections' paths."""
    paths = {text: section.path for section in sections for text in section.text.split("\n")}
    paths |= {section.path[-1]: section.path for section in sections if section.path}
    lines = [replace(line, inside=line.flat in paths, path=paths.get(line.flat, ())) for line in walked.lines]
    anchors = [
        replace(anchor, inside=anchor.line < len(lines) and lines[anchor.line].inside) for anchor in walked.anchors
    ]
    return Walked(lines, anchors, walked.unread)


def _words(lines: Sequence[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _share(kept: int, seen: int) -> float:
    return min(1.0, round(kept / seen, 4)) if seen else 1.0


def _body_of(root: etree._Element) -> etree._Element:
    body = root.find("body")
    return root if body is None else body


def _title_of(root: etree._Element) -> str:
    title = root.find(".//title")
    return "" if title is None else normalise("".join(str(text) for text in title.itertext()))


def _addresses_of(root: etree._Element, url: str) -> Addresses:
    base = root.find(".//base[@href]")
    return Addresses(url, "" if base is None else base.get("href", ""))
