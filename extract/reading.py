"""The front door's one verb: a body in, its content out."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from extract.facts.claims import claims_of
from extract.facts.finding import facts_of, states_something
from extract.facts.links import Addresses
from extract.facts.pagekind import kind_of
from extract.fallback import pointed_at
from extract.lines import walk
from extract.media import HTML, decode, media_type_of
from extract.papers import read_paper
from extract.parsing import parse
from extract.pruning import keep_of_lines
from extract.region import Region, find_landmark
from extract.sections import sections_of
from extract.steering import PLAIN, Steering
from extract.surroundings import surroundings_of
from extract.text import normalise
from extract.tuning import MAX_BODY_BYTES, MAX_LINES_TO_PRUNE, MIN_KEPT
from extract.values import Extraction, ExtractionError, Fact, FactKind, Route, Selection
from extract.visible import Line, Walked
from extract.volatile import Mask, mask_of


@dataclass(frozen=True, slots=True)
class Study:
    """A document on its way to an extraction: what the walk saw, which lines of it are content, and who chose them.

    `found` says in words how its content region was found.
    """

    url: str
    title: str
    language: str
    route: Route
    walked: Walked
    seen: Sequence[Line]
    content: Sequence[Line]
    selection: Selection
    addresses: Addresses
    claims: tuple[Fact, ...] = ()
    document: Fact | None = None
    found: str = ""


def extract(body: bytes, url: str, content_type: str = "", steering: Steering = PLAIN) -> Extraction:
    """What a stored body says: sections, facts, and the lines around the content.

    Raises ExtractionError where the body is empty or beyond the limits.
    """
    return conclude(study(body, url, content_type, steering))


def study(body: bytes, url: str, content_type: str = "", steering: Steering = PLAIN) -> Study:
    """The document walked and its content chosen; raises ExtractionError as `extract` does."""
    if not body:
        raise ExtractionError("empty body")
    if len(body) > MAX_BODY_BYTES:
        raise ExtractionError(f"larger than {MAX_BODY_BYTES // 2**20} MiB")
    media_type = media_type_of(body, content_type)
    if media_type != HTML:
        return _study_paper(body, url, media_type, content_type, mask_of(steering.volatile))
    text = decode(body, content_type)
    root = parse(text)
    if root is None:
        return Study(url, "", "", Route.FALLBACK, Walked(), (), (), Selection.REGION, Addresses(url))
    return _study_page(root, text, url, steering)


def conclude(study: Study) -> Extraction:
    """The extraction a study comes to."""
    facts = facts_of(study.walked, study.addresses, study.language)
    return Extraction(
        title=study.title,
        language=study.language,
        route=study.route,
        sections=sections_of(study.content),
        facts=(study.document, *facts) if study.document else facts,
        surroundings=() if study.route is Route.FALLBACK else surroundings_of(study.walked, study.addresses),
        coverage=_share(_words(study.content), _words(study.seen) + study.walked.unread),
        kind=kind_of(study.url, study.title, study.content, facts).kind,
        selection=study.selection,
        claims=study.claims,
    )


def _study_paper(body: bytes, url: str, media_type: str, content_type: str, mask: Mask) -> Study:
    paper = read_paper(body, media_type, content_type)
    if paper is None:
        digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
        document = Fact(FactKind.DOCUMENT, digest, label=media_type, raw=f"{len(body)} bytes")
        return Study(url, "", "", Route.OPAQUE, Walked(), (), (), Selection.REGION, Addresses(url), (), document)
    document = Fact(FactKind.DOCUMENT, media_type, label="media type", raw=paper.extent)
    paper.walked.lines[:] = [
        replace(line, text=mask(line.text), path=tuple(map(mask, line.path))) for line in paper.walked.lines
    ]
    lines = [line for line in paper.walked.lines if line.inside]
    return Study(
        *(url, paper.title, paper.language, Route.PAPER, paper.walked, lines, lines),
        *(Selection.REGION, Addresses(url), (), document, f"paper: {paper.extent}"),
    )


def _study_page(root: etree._Element, text: str, url: str, steering: Steering) -> Study:
    mask = mask_of(steering.volatile)
    claims, addresses, body = claims_of(root), _addresses_of(root, url), _body_of(root)
    route, region = _region_of(root, text, steering)
    walked = walk(body, region, mask)
    seen = [line for line in walked.lines if line.inside]
    content, selection = _chosen(seen)
    return Study(
        *(url, _title_of(root), normalise(root.get("lang", "")), route, walked, seen, content),
        *(selection, addresses, claims, None, region.found),
    )


def _region_of(root: etree._Element, text: str, steering: Steering) -> tuple[Route, Region]:
    region = find_landmark(root)
    if region is not None:
        return Route.LANDMARK, region
    region = steering.template.region(root) if steering.template is not None else None
    return (Route.TEMPLATE, region) if region is not None else (Route.FALLBACK, pointed_at(_body_of(root), text))


def _chosen(lines: list[Line]) -> tuple[list[Line], Selection]:
    """The region's lines as trafilatura keeps them, or all of them where that loses something."""
    kept = _kept(lines) if len(lines) <= MAX_LINES_TO_PRUNE else lines
    lost = len(lines) > MAX_LINES_TO_PRUNE or _loses(lines, kept)
    return (lines, Selection.REGION) if lost else (kept, Selection.TRAFILATURA)


def _kept(lines: list[Line]) -> list[Line]:
    chosen = Counter(text for _, text in keep_of_lines(lines))
    kept = []
    for line in lines:
        if chosen[line.flat] > 0:
            chosen[line.flat] -= 1
            kept.append(line)
        elif not line.flat.isprintable():  # trafilatura has left out characters of it, so nobody can tell
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
