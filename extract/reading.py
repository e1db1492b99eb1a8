"""The front door's one verb: a body in, its content out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from extract.facts.claims import claims_of
from extract.facts.finding import facts_of
from extract.facts.links import Addresses
from extract.facts.pagekind import kind_of
from extract.fallback import pointed_at
from extract.lines import walk
from extract.media import HTML, decode, media_type_of
from extract.papers import read_paper
from extract.parsing import body_of, parse
from extract.region import Region, find_landmark
from extract.sections import sections_of
from extract.selection import content_of, words_of
from extract.steering import PLAIN, Steering
from extract.surroundings import surroundings_of
from extract.text import normalise
from extract.tuning import MAX_BODY_BYTES
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
        coverage=_share(words_of(study.content), words_of(study.seen) + study.walked.unread),
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
    claims, addresses, body = claims_of(root), _addresses_of(root, url), body_of(root)
    route, region = _region_of(root, text, steering)
    walked = walk(body, region, mask)
    seen = [line for line in walked.lines if line.inside]
    content, selection = content_of(seen)
    return Study(
        *(url, _title_of(root), normalise(root.get("lang", "")), route, walked, seen, content),
        *(selection, addresses, claims, None, region.found),
    )


def _region_of(root: etree._Element, text: str, steering: Steering) -> tuple[Route, Region]:
    region = find_landmark(root)
    if region is not None:
        return Route.LANDMARK, region
    region = steering.template.region(root) if steering.template is not None else None
    return (Route.TEMPLATE, region) if region is not None else (Route.FALLBACK, pointed_at(body_of(root), text))


def _share(kept: int, seen: int) -> float:
    return min(1.0, round(kept / seen, 4)) if seen else 1.0


def _title_of(root: etree._Element) -> str:
    title = root.find(".//title")
    return "" if title is None else normalise("".join(str(text) for text in title.itertext()))


def _addresses_of(root: etree._Element, url: str) -> Addresses:
    base = root.find(".//base[@href]")
    return Addresses(url, "" if base is None else base.get("href", ""))
