"""The front door's one verb: a body in, its content out."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from lxml import etree

from extract.facts import facts_of, states_something
from extract.fallback import with_content_marked
from extract.lines import walk
from extract.links import Addresses
from extract.media import HTML, decode, media_type_of
from extract.parsing import parse
from extract.pruning import keep_of_lines, keep_of_page
from extract.region import Region, find_landmark, mark_furniture
from extract.sections import sections_of
from extract.surroundings import surroundings_of
from extract.text import normalise
from extract.tuning import MAX_BODY_BYTES, MAX_LINES_TO_PRUNE, MIN_KEPT
from extract.values import Extraction, ExtractionError, Fact, FactKind, Route
from extract.visible import Line


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
    region = find_landmark(root)
    body = _body_of(root)
    if region is None:
        furniture = mark_furniture(root)
        route, walked = Route.FALLBACK, walk(body, Region(body))
        for element in furniture:
            del element[:]
            element.text = None
        walked = with_content_marked(walked, keep_of_page(root))
        content = [line for line in walked.lines if line.inside]
        seen = walked.lines
    else:
        route, walked = Route.LANDMARK, walk(body, region)
        seen = [line for line in walked.lines if line.inside]
        content = _chosen(seen)
    language = normalise(root.get("lang", ""))
    addresses = _addresses_of(root, url)
    return Extraction(
        title=_title_of(root),
        language=language,
        route=route,
        sections=sections_of(content),
        facts=facts_of(walked, addresses, language),
        surroundings=surroundings_of(walked, addresses) if region is not None else (),
        coverage=_share(_words(content), _words(seen) + walked.unread),
    )


def _chosen(lines: list[Line]) -> list[Line]:
    """The region's lines as trafilatura keeps them, or all of them where that loses something."""
    kept = _kept(lines) if len(lines) <= MAX_LINES_TO_PRUNE else lines
    return lines if _loses(lines, kept) else kept


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
