"""Why a page reads as it does: where its content was found, who chose it, and what was left out and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extract.facts.finding import states_something
from extract.facts.pagekind import kind_of
from extract.lines import walk
from extract.media import HTML, decode, media_type_of
from extract.parsing import body_of, parse
from extract.reading import Study, conclude, study
from extract.region import Region
from extract.selection import left_out_of, lost_of, words_of
from extract.steering import PLAIN, Steering
from extract.tuning import MAX_LINES_TO_PRUNE, MIN_KEPT
from extract.values import PageKind, Route, Selection
from extract.visible import Line, Note
from extract.volatile import suppressions

MOST = 500
"""Of each list: a page that would say more of one kind was made to."""


@dataclass(frozen=True, slots=True)
class Masked:
    """What was masked as moving by itself: by which pattern, the words, and the line they stand in."""

    pattern: str
    text: str
    line: str


@dataclass(frozen=True, slots=True)
class FactCount:
    """How many facts of a kind there are, and how many of them outside the content."""

    kind: str
    facts: int
    outside: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one body was read.

    `found` says how the region was found and `why` who chose its lines; `left_out` are lines of the region that
    trafilatura did not choose, whether they were dropped (selection `trafilatura`) or kept all the same (`region`).
    `notes` are elements inside the region that are no content, `outside` the lines around it. Each list holds the
    first five hundred.
    """

    media_type: str
    characters: int
    undecodable: int
    route: Route
    found: str
    selection: Selection
    coverage: float
    why: str
    kind: PageKind
    rule: str
    sections: int
    facts: tuple[FactCount, ...]
    notes: tuple[Note, ...]
    left_out: tuple[str, ...]
    masked: tuple[Masked, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainTask:
    """The explanation of one stored body, as work for the extraction pool."""

    id: int
    body: bytes
    url: str
    content_type: str = ""
    steering: Steering = PLAIN

    def do(self) -> Explanation:
        """Explain it; raises ExtractionError where it cannot be read."""
        return explain(self.body, self.url, self.content_type, self.steering)


def explain(body: bytes, url: str, content_type: str = "", steering: Steering = PLAIN) -> Explanation:
    """How a body is read and why; raises ExtractionError as `extract` does."""
    read = study(body, url, content_type, steering)
    whole = conclude(read)
    media_type = media_type_of(body, content_type)
    text = decode(body, content_type) if media_type == HTML else ""
    facts = [fact for fact in whole.facts if fact is not read.document]
    verdict = kind_of(url, read.title, read.content, facts)
    why, left_out = _choice(read)
    return Explanation(
        media_type=media_type,
        characters=len(text),
        undecodable=text.count("\N{REPLACEMENT CHARACTER}"),
        route=read.route,
        found=read.found or "there is nothing in it to find",
        selection=read.selection,
        coverage=whole.coverage,
        why=why,
        kind=verdict.kind,
        rule=verdict.rule,
        sections=len(whole.sections),
        facts=_counted((fact.kind, fact.inside) for fact in whole.facts),
        notes=tuple(read.walked.notes[:MOST]),
        left_out=tuple(line.flat for line in left_out[:MOST]),
        masked=_masked(text, steering.volatile),
        outside=tuple(line.flat for line in read.walked.lines if not line.inside)[:MOST],
    )


def _choice(read: Study) -> tuple[str, list[Line]]:
    """Who had the last word on the lines of the region and why, and the lines trafilatura left out."""
    if read.route in (Route.PAPER, Route.OPAQUE):
        return "a file is content as a whole", []
    seen = list(read.seen)
    if len(seen) > MAX_LINES_TO_PRUNE:
        return f"all lines stay: more than {MAX_LINES_TO_PRUNE:,} are not put before trafilatura", []
    left_out = left_out_of(seen)
    if read.selection is Selection.TRAFILATURA:
        return "trafilatura's choice stands: it lost nothing that must be kept", [seen[each] for each in left_out]
    return f"all lines stay: {_loss(seen, left_out)}", [seen[each] for each in left_out]


def _loss(seen: list[Line], left_out: Sequence[int]) -> str:
    """What would have been lost with trafilatura's choice, the first that counts."""
    words, lost_words = words_of(seen), words_of([seen[number] for number in left_out])
    if not left_out:
        return "trafilatura chose them, too"
    if words - lost_words < MIN_KEPT * words:
        return f"trafilatura would have lost {lost_words:,} of {words:,} words"
    lost = lost_of(seen, set(left_out))
    headings = sum(1 for number in lost if seen[number].level)
    facts = sum(1 for number in lost if not seen[number].level and states_something(seen, number))
    counts = (("heading", headings), ("line with a fact", facts))
    said = [f"{count} {name}" if count == 1 else f"{count} {name.replace(' ', 's ', 1)}" for name, count in counts]
    return "trafilatura would have lost " + " and ".join(
        text for text, (_, count) in zip(said, counts, strict=True) if count
    )


def _counted(facts: Iterable[tuple[str, bool]]) -> tuple[FactCount, ...]:
    pairs = list(facts)
    kinds = Counter(kind for kind, _ in pairs)
    outside = Counter(kind for kind, inside in pairs if not inside)
    return tuple(FactCount(str(kind), count, outside[kind]) for kind, count in kinds.most_common())


def _masked(text: str, patterns: tuple[str, ...]) -> tuple[Masked, ...]:
    """What was masked in the lines of a page, walked again without a mask."""
    root = parse(text) if text else None
    if root is None:
        return ()
    found: dict[Masked, None] = {}
    body = body_of(root)
    walk(body, Region(body), _recorder(patterns, found))
    return tuple(found)[:MOST]


def _recorder(patterns: tuple[str, ...], found: dict[Masked, None]) -> Callable[[str], str]:
    def record(line: str) -> str:
        found.update(dict.fromkeys(Masked(each.pattern, each.text, line) for each in suppressions(line, patterns)))
        return line

    return record
