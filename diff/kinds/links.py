"""Links and documents: another target under the same words, gained, lost."""

import re
from collections.abc import Iterator

from diff.kinds.quoting import finding, value
from diff.kinds.situation import Situation
from diff.spelling import target
from diff.values import Edit, Finding
from extract.facts.links import parts_of
from extract.values import Extraction, FactKind
from store.kinds import Aspect, Kind, Operation

_LINKS = frozenset({Operation.LINK_ADDED, Operation.LINK_REMOVED, Operation.LINK_CHANGED})
# What leads to data is data, whatever its address ends in; "data" alone stands in too many words of privacy.
_DATA_WORDS = re.compile(
    r"\bdata\s?-?sets?\b|\b(?:view|download|get|access|explore)\b.{0,40}\bdata(?:base|\s(?:file|portal|catalog))?\b"
    r"|\bdata\s(?:file|download|dictionary|portal|catalog)s?\b|\b(?:conjuntos?\sde\sdatos|jeux?\sde\sdonn[eé]es)\b",
    re.IGNORECASE,
)
_DATA_PLACE = re.compile(
    r"//(?:[^/]*\.)?(?:catalog\.data\.gov|data\.[^/]+)/|/data-?sets?/|[.](?:csv|geojson|zip)$|/(?:[^/]*(?:data|download|export|feed)[^/]*)/(?:[^/]*/)*[^/]*[.]json$"
)
_DATA_FILES = frozenset({"csv", "zip"})
_LONGEST_TARGET = 110


def links_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """What became of a link, of the document or data it leads to, and of the file that the page itself is."""
    if edit.fact_kind is FactKind.DOCUMENT:
        yield _of_file(edit)
    elif edit.operation in _LINKS:
        yield from _of_target(edit)
        yield from _of_itself(edit, situation)


def _of_target(edit: Edit) -> Iterator[Finding]:
    """A document's link is told as a document; the same words that lead elsewhere are told as a link, too."""
    old, new = (_asset(address, edit.label) for address in (edit.old, edit.new))
    words = f'"{value(edit.label)}"' if edit.label else "a link without words"
    was, now = _shown(edit.old), _shown(edit.new)
    if edit.operation is Operation.LINK_CHANGED:
        if old and new:
            yield finding(Kind.DOCUMENT, Aspect.REPLACED, f"{new} {words}: {was} → {now}")
            return
        yield finding(Kind.LINK, Aspect.RETARGETED, f"{words}: {was} → {now}")
    elif not (old or new):
        aspect = Aspect.ADDED if edit.new else Aspect.REMOVED
        yield finding(Kind.LINK, aspect, f"{words}: {now or was} {aspect}")
    if old:
        yield finding(Kind.DOCUMENT, Aspect.DATA if old == "data" else Aspect.REMOVED, f"{old} {words} removed: {was}")
    if new:
        yield finding(Kind.DOCUMENT, Aspect.ADDED, f"{new} {words} added: {now}")


def _of_itself(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Whether the page led to itself and does no longer: often the first sign that it is taken off its site."""
    own = target(situation.url).partition("#")[0]
    if own and edit.old and target(edit.old) == own and not _leads_to(situation.new, own):
        yield finding(Kind.LINK, Aspect.UNLINKED_ITSELF, f'"{value(edit.label)}" led to this page: {_shown(edit.old)}')


def _leads_to(version: Extraction, place: str) -> bool:
    return any(fact.kind is FactKind.LINK and target(fact.value) == place for fact in version.facts)


def _of_file(edit: Edit) -> Finding:
    """The file that the page is, as its digest or media type says."""
    label = value(edit.label) or "file"
    if edit.old is None or edit.new is None:
        aspect = Aspect.ADDED if edit.old is None else Aspect.REMOVED
        return finding(Kind.DOCUMENT, aspect, f"{label} {aspect}: {value(edit.new or edit.old or '')}")
    return finding(Kind.DOCUMENT, Aspect.CHANGED, f"{label}: {value(edit.old)} → {value(edit.new)}")


def _asset(address: str | None, label: str) -> str:
    """What a link leads to: "data", a document's type in capitals, or nothing where it is a page."""
    if not address:
        return ""
    ending = dict(parts_of(address)).get("document", "")
    if ending in _DATA_FILES or _DATA_WORDS.search(label[:_LONGEST_TARGET]):
        return "data"
    if not ending and _DATA_PLACE.search(address.partition("#")[0].partition("?")[0][:500].lower()):
        return "data"
    return ending.upper()


def _shown(address: str | None) -> str:
    flat = address or ""
    return flat if len(flat) <= _LONGEST_TARGET else f"{flat[: _LONGEST_TARGET // 2]}…{flat[-_LONGEST_TARGET // 2 :]}"
