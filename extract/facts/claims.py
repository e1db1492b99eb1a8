"""Publishers' claims of when a page was changed, in metadata no reader sees: they make no version."""

import json
import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from itertools import islice

from lxml import etree

from extract.facts.dates import DATE, is_day_first, value_of
from extract.values import Fact, FactKind, Source

_FIELDS = frozenset(
    {
        *("dcterms.modified", "dc.modified", "dc.date.modified", "dcterms.date.modified", "dc.terms.modified"),
        *("article:modified_time", "article:modified", "og:updated_time", "og:article:modified_time"),
        *("govuk:updated-at", "govuk:public-updated-at", "last-modified", "last_modified", "lastmodified", "lastmod"),
        *("last-updated", "last_updated", "lastupdated", "last-update", "lastupdate", "last-reviewed", "lastreviewed"),
        *("date-modified", "date_modified", "datemodified", "date.modified", "modified", "moddate", "revised"),
        *("modification_date", "modification-date", "dateupdated", "date.updated", "updated", "updated_time"),
    }
)
_JSON_LD = "application/ld+json"
_JSON_KEYS = frozenset({"datemodified", "lastreviewed"})
_NOT_THE_PAGE = frozenset({"comment", "review", "itemlistelement", "isrelatedto", "mentions", "citation"})
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRAPPING = re.compile(r"(?:\s|//|/\*|\*/|<!--|-->|<!\[CDATA\[|\]\]>)*")
_WRAPPED = re.compile(r"(?:\s|//|/\*|\*/|<!--|-->|\]\]>)+$")
_ISO_DAY = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2}))?(?=$|[T\s:+Z])")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?=$|[T\s]|\d{6}$)")
_MAX_CLAIMS = 50
_MAX_SCRIPTS = 20
_MAX_SCRIPT_CHARS = 262_144  # the longest seen on 576 pages of all kinds had 90,000
_MAX_NODES = 20_000
_MAX_RAW = 200
_MAX_WRAPPING = 40


def keep_json_ld(root: etree._Element) -> None:
    """Turn the JSON-LD scripts of a tree into `<meta>` elements, unseen by a reader, that outlive its scripts."""
    scripts = (each for each in root.iter("script") if each.get("type", "").strip().lower() == _JSON_LD)
    for script in list(islice(scripts, _MAX_SCRIPTS)):
        text = script.text or ""
        if len(text) > _MAX_SCRIPT_CHARS:
            continue
        tail, script.text = script.tail, None
        script.attrib.clear()
        script.tag, script.tail = "meta", tail
        script.set("name", _JSON_LD)
        script.set("content", _UNWRITABLE.sub("", text))


def claims_of(root: etree._Element) -> tuple[Fact, ...]:
    """The dates of `<meta>` and JSON-LD as review-date facts of sources META and JSON_LD, in document order."""
    language = root.get("lang", "")
    once = dict.fromkeys(_claim(*each, language) for each in islice(_stated(root), 4 * _MAX_CLAIMS))
    return tuple(claim for claim in once if claim is not None)[:_MAX_CLAIMS]


def http_claim(headers: Sequence[Sequence[str]]) -> Fact | None:
    """The day of the last `Last-Modified` header of a response, or None where it has none that is a date."""
    given = [pair[1] for pair in headers if len(pair) > 1 and pair[0].strip().lower() == "last-modified"]
    if not given:
        return None
    try:
        day = parsedate_to_datetime(given[-1]).date().isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return Fact(FactKind.REVIEW_DATE, day, "Last-Modified", given[-1][:_MAX_RAW], inside=False, source=Source.HTTP)


def _stated(root: etree._Element) -> Iterator[tuple[Source, str, str]]:
    for meta in root.iter("meta"):
        content = meta.get("content", "")
        if meta.get("name") == _JSON_LD:
            yield from ((Source.JSON_LD, key, value) for key, value in _of_json_ld(content))
            continue
        for name in (meta.get(attribute, "") for attribute in ("name", "property", "itemprop", "http-equiv")):
            if name.strip().lower() in _FIELDS:
                yield Source.META, name.strip(), content
                break


def _claim(source: Source, label: str, raw: str, language: str) -> Fact | None:
    value = _day_of(raw[:_MAX_RAW], language)
    if not value:
        return None
    return Fact(FactKind.REVIEW_DATE, value, label, raw[:_MAX_RAW], inside=False, source=source)


def _day_of(text: str, language: str) -> str:
    """The ISO value of a date in metadata, as precise as it is given up to the day."""
    machine = _ISO_DAY.match(text) or _COMPACT.match(text)
    found = DATE.match("-".join(part for part in machine.groups() if part)) if machine else DATE.search(text)
    return value_of(found, day_first=is_day_first(language)) if found else ""


def _of_json_ld(text: str) -> Iterator[tuple[str, str]]:
    try:
        # the parser's own recursion limit answers for depth, its digit limit for huge numbers
        parsed = json.loads(_unwrapped(text), strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [parsed]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node[:_MAX_NODES]))
        elif isinstance(node, dict):
            yield from (
                (key, item) for key, item in node.items() if key.lower() in _JSON_KEYS and isinstance(item, str)
            )
            waiting.extend(
                item for key, item in reversed(node.items()) if isinstance(item, dict | list) and not _is_apart(key)
            )


def _unwrapped(text: str) -> str:
    """The JSON of a script without the comment marks that old pages hide it in."""
    begin = _WRAPPING.match(text)
    inner = text[begin.end() if begin else 0 :].rstrip()
    return inner[:-_MAX_WRAPPING] + _WRAPPED.sub("", inner[-_MAX_WRAPPING:])


def _is_apart(key: str) -> bool:
    return key.lower() in _NOT_THE_PAGE
