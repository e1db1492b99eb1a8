"""Postal addresses: found backwards from the city, state and ZIP code that end them.

The value is the whole address on one line: the lines of the page with ", " between them, single spaces, the two-letter
code of the state or province, the ZIP code as shown. Its parts are named recipient, building, street, unit, box, city,
state and zip; an address further abroad is kept whole (`extract/facts/postal_abroad.py`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.facts.address_parts import parts_of
from extract.facts.names import is_channel
from extract.facts.places import PROVINCES, STATES
from extract.values import Fact, FactKind
from extract.visible import Line

_HINT = re.compile(r"[0-9](?:[0-9]{4}|[A-Z][ -]?[0-9][A-Z][0-9])")
_ZIP = re.compile(r"(?<![\w.$#/-])\d{5}(?:[-\u2013]\d{3,4})?(?![\w/%-]|[.,]\d)")
_CANADIAN = re.compile(r"(?<![\w/-])[A-CEGHJ-NPR-TVXY]\d[A-Z][ -]?\d[A-Z]\d(?![\w/-])")
_ENDS = ((_ZIP, STATES), (_CANADIAN, PROVINCES))
_WORD = re.compile(r"[A-Za-z][A-Za-z.]*")
_LONGEST_STATE = 30
_WINDOW = 170  # characters looked back on one line; the longest of 154 labelled addresses has 133 in all
_BEFORE_STATE = " ,.\n"
_REACH = 420  # the same over all its lines
_LONGEST_LINE = 80
_MOST_LEAD = 60  # "Room 443, Humphrey Building, " before the street
_MOST_LINES_ABOVE = 5
_MOST_LABEL_WORDS = 5
_MOST_WORDS = 12

_NUMBER = r"(?:\d{1,6}(?:-\d{1,5})?[A-Z]?(?:\s?\u00bd|\s1/2)?|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)"
_ROAD = (
    r"(?:St|Street|Ave|Av|Avenue|Blvd|Boulevard|Rd|Road|Dr|Drive|Ln|Lane|Ct|Court|Pl|Place|Plaza|Plz|Sq|Square|Pkwy|Pky"
    r"|Parkway|Hwy|Highway|Freeway|Fwy|Way|Pike|Turnpike|Tpke|Terrace|Ter|Circle|Cir|Trail|Trl|Loop|Row|Alley|Route|Rte"
    r"|Broadway|Mall|Center|Centre|Ctr|Expressway|Expy|Causeway|Crossing|Path|Point|Park|Pentagon|Green|Hill|Ridge|Run"
    r"|Walk|Wharf|Pier|Esplanade|Concourse|Bypass|Heights|Circuit|Building|Hall|Calle|Avenida|Camino|Paseo)"
)
_WORDS = (
    r"(?:\s(?:[NSEW]\.?(?:[NSEW]\.?)?|[A-Z\u00c0-\u00dd][\w.'\u2019-]*|\d{1,3}(?i:st|nd|rd|th)|of|the|de|la)){0,5}?"
)
_STREET = re.compile(rf"(?<![\w.,#/-])(?<!\d )(?:{_NUMBER}{_WORDS}\s{_ROAD}(?![a-z])|{_NUMBER}\s(?:Calle|Avenida)\s)")
_BOX = re.compile(r"(?<!\w)(?i:P\.?\s?O\.?\s?(?:Box|Drawer)|Post Office Box|Caller Box|Apartado)\s#?\w")
_INSIDE = re.compile(
    r"(?:Room|Rm|Suite|Ste|Floor|Flr|Stop|Mail\s?stop|Mail\s?code|Mail|MSC?|Mailcode|Bldg|Building|Unit|Attn|Attention"
    r"|c/o)\b|\(?(?:Mail|Room)|\d{1,3}(?:st|nd|rd|th) Floor",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"{_NUMBER}\s[A-Z0-9\u00c0-\u00dd]")
_BREAK = re.compile(r"\n| \| ")
_GLUE = re.compile(r"(?<=\b[NS][EW])(?=[A-Z][a-z]{2})")  # a plain-text copy loses the break: "SWWashington"
_COMMAS = re.compile(r"[\s,]*,[\s,]*")
_CITY = re.compile(
    r"(?:[A-Z\u00c0-\u00dd][\w.'\u2019-]*|of|de|the)(?:\s(?:[A-Z\u00c0-\u00dd][\w.'\u2019-]*|of|de|the)){0,4}"
)
_NO_CITY = frozenset({"form", "no", "number", "box", "title", "section", "part", "page", "case", "id", "code", "zip"})
_LABEL = re.compile(r"(?:^|[.;\n|])\s*(?P<label>[A-Z\u00c0-\u00dd][^.;:\n|\d]{1,40}):\s*$")
_LABELLED = re.compile(r"^(?!Att)(?P<label>[A-Z\u00c0-\u00dd][^.;:\n|\d]{1,40}):\s*(?=\S)")
_NO_RECIPIENT = re.compile(r"[@?!|]|(?<!Attn)(?<!Attention):|\d{3}[ .)-]{1,2}\d{4}|https?|www\.")
_SENTENCE = re.compile(r"[a-z]{3}\.\s+[A-Z]")
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "at", "to", "with", "de", "del", "la", "y", "c/o", "&", "-"})
_AFTER = re.compile(r"\s*(?:$|[\n|,;.()\u2013-])")
_CONTEXT = re.compile(r"(?i)address|mail|write|send|direcci[oó]n|adresse|located at")


@dataclass(frozen=True, slots=True)
class _End:
    """How an address ends: the city is before `state_at`, the ZIP code from `zip_at` to `end`."""

    state_at: int
    state: str
    zip_at: int
    end: int


@dataclass(frozen=True, slots=True)
class _Begin:
    """How an address begins: whom it is for, the lines of the place down to the city, and where it starts."""

    recipients: tuple[str, ...]
    places: tuple[str, ...]
    label: str


def postal_in(lines: Sequence[Line], number: int) -> Iterator[tuple[int, Fact]]:
    """The addresses in the United States and Canada that end in one line, each with its position in it."""
    line = lines[number]
    if not _HINT.search(line.text):
        return
    floor = 0
    for code, states in _ENDS:
        for match in code.finditer(line.text):
            end = _end_at(line.text, match, states)
            begin = _begin_before(lines, number, floor, end) if end is not None else None
            if end is not None and begin is not None:
                yield _fact(line, floor, begin, end)
                floor = match.end()


def _fact(line: Line, floor: int, begin: _Begin, end: _End) -> tuple[int, Fact]:
    shown = (*begin.recipients, *begin.places)
    code = line.text[end.zip_at : end.end].replace("\u2013", "-")
    value = one_line(f"{', '.join(shown)}, {end.state} {code}")
    before = line.text[max(0, end.state_at - 10) : end.state_at]
    raw = "\n".join(shown) + before[len(before.rstrip(_BEFORE_STATE)) :] + line.text[end.state_at : end.end]
    place = one_line(", ".join(begin.places))
    city = place.rpartition(", ")[2]
    parts = parts_of(begin.recipients, place, city if _is_city(city) else "", end.state, code)
    position = max(line.text.find(shown[0], floor), 0)
    return position, Fact(FactKind.ADDRESS, value, begin.label, raw, line.path, line.inside, parts=parts)


def one_line(text: str) -> str:
    """An address with single spaces and single commas."""
    return _COMMAS.sub(", ", _GLUE.sub(", ", " ".join(text.split()))).strip(" ,")


def _end_at(text: str, code: re.Match[str], states: Mapping[str, str]) -> _End | None:
    """The state or province directly before a code, by name or abbreviation, or nothing where there is none."""
    words = list(_WORD.finditer(text, max(0, code.start() - _LONGEST_STATE), code.start()))[-3:]
    if not words or text[words[-1].end() : code.start()].strip(" ,\n"):
        return None
    for first in range(len(words)):
        name = " ".join(text[words[first].start() : words[-1].end()].split())
        state = states.get(name.upper().replace(".", ""))
        if state and (name.isupper() or name[1:2] == "." or (name[0].isupper() and (len(name) > 4 or name[-1] == "."))):
            return _End(words[first].start(), state, code.start(), code.end())
    return None


def _begin_before(lines: Sequence[Line], number: int, floor: int, end: _End) -> _Begin | None:
    """How the address before a state begins, or nothing where what stands there is no address."""
    text = lines[number].text
    first = max(floor, end.state_at - _REACH)
    *above, tail = _BREAK.split(text[first : end.state_at].rstrip(_BEFORE_STATE))
    lead, place = _divided(tail[-_WINDOW:])
    if not place:
        return None
    label, taken = _led(lead)
    if not lead:
        rows = above[1:] if first > floor else above  # the first may have lost its beginning
        label, taken = _lines_above(rows, is_row=" | " in text[first : end.end])
        if len(taken) == len(above) and not label and not floor:
            label, taken = _paragraphs_above(lines, number, taken, is_whole=_is_delivery(place))
    at = next((at for at, piece in enumerate(taken) if _has_delivery(piece)), len(taken))
    if at == len(taken) and not _has_delivery(place) and not _stands_alone(text, end):
        return None
    return _Begin(tuple(taken[:at]), (*taken[at:], place), label)


def _stands_alone(text: str, end: _End) -> bool:
    """Whether city, state and code end a line as they do in an address: "in Springfield, IL 62701 with" does not."""
    has_comma = text[end.state_at - 3 : end.state_at].rstrip().endswith(",")
    return has_comma and _AFTER.match(text, end.end) is not None


def _divided(tail: str) -> tuple[str, str]:
    """What only leads to the address in its last line, and what belongs to it; the latter empty where nothing does."""
    labelled = _LABELLED.match(tail)
    begin = labelled.end() if labelled else 0
    starts = [[match.start() for match in shape.finditer(tail)][-1:] for shape in (_STREET, _BOX)]
    if any(starts):
        start = min(found[0] for found in starts if found)
        is_led = _INSIDE.match(tail, begin) and start - begin <= _MOST_LEAD and ":" not in tail[begin:start]
        return _cut(tail, begin if is_led else start)
    if _NUMBERED.match(tail, begin) and "," in tail[begin:]:
        return _cut(tail, begin)
    pieces = [piece.strip() for piece in tail[begin:].split(",")]
    if not _is_city(pieces[-1]):
        return "", ""
    if all(is_postal_line(piece) for piece in pieces):
        return _cut(tail, begin)
    return _cut(tail, tail.rindex(pieces[-1])) if _CONTEXT.search(tail) and len(pieces) > 1 else ("", "")


def _cut(tail: str, start: int) -> tuple[str, str]:
    return tail[:start].strip(), tail[start:].strip(" ,")


def _led(lead: str) -> tuple[str, list[str]]:
    """The label before an address on its line, and whom it is for where nothing else stands between the two."""
    labelled = _LABELLED.match(lead)
    name = lead[labelled.end() :].rstrip(" ,") if labelled else ""
    if labelled and _CONTEXT.search(labelled.group()) and all(is_postal_line(piece) for piece in name.split(",")):
        return labelled.group("label").strip(), [name]
    return _label_of(lead), []


def _label_of(lead: str) -> str:
    """What the text before an address calls it: "Mailing Address"."""
    match = _LABEL.search(lead[-_LONGEST_LINE:])
    label = match.group("label").strip() if match else ""
    return label if len(label.split()) <= _MOST_LABEL_WORDS else ""


def _lines_above(pieces: Sequence[str], *, is_row: bool) -> tuple[str, list[str]]:
    """The label and the lines that belong to the address below them: up to a label, a sentence, a number.

    In a row of a table the cell before is only taken where it is a place: others are names and titles.
    """
    taken: list[str] = []
    for shown in reversed(pieces[-_MOST_LINES_ABOVE:]):
        piece = shown.strip()
        label = piece if is_channel(piece) else _label_of(piece)
        labelled = _LABELLED.match(piece)
        rest = piece[labelled.end() :] if labelled else piece
        if label or not (_is_delivery(rest) or (not is_row and is_postal_line(rest))):
            return label, taken
        taken.insert(0, rest)
        if labelled:
            return _label_of(piece[: labelled.end()]), taken
    return "", taken


def _paragraphs_above(lines: Sequence[Line], number: int, taken: list[str], *, is_whole: bool) -> tuple[str, list[str]]:
    """The same for an address whose lines are paragraphs of their own; names above it are no part of it."""
    line = lines[number]
    is_whole = is_whole or any(_is_delivery(piece) for piece in taken)
    for above in reversed(lines[max(0, number - 3) : number]):
        if above.level or above.inside != line.inside or above.path != line.path:
            break
        label = above.text if is_channel(above.text) else _label_of(above.text)
        if label or is_whole or not all(_is_delivery(piece) for piece in above.text.split("\n")):
            return label.rstrip(":"), taken
        taken = [*above.text.split("\n"), *taken]
    return "", taken


def _is_delivery(piece: str) -> bool:
    """Whether a line says where in a place: a street and number, a box, a room."""
    if len(piece) > _LONGEST_LINE or _NO_RECIPIENT.search(piece):
        return False
    return any(shape.match(piece) for shape in (_STREET, _BOX, _INSIDE, _NUMBERED))


def _has_delivery(place: str) -> bool:
    return _is_delivery(place) or _STREET.search(place) is not None or _BOX.search(place) is not None


def _is_city(piece: str) -> bool:
    return _CITY.fullmatch(piece) is not None and piece.rsplit(maxsplit=1)[-1].strip(".").lower() not in _NO_CITY


def is_postal_line(piece: str) -> bool:
    """Whether a line reads as a name: a few words, all but the small ones with a capital or a number."""
    words = piece.split()
    if not 0 < len(words) <= _MOST_WORDS or len(piece) > _LONGEST_LINE or words[0][0] in "&-*":
        return False
    if _NO_RECIPIENT.search(piece) or _SENTENCE.search(piece):
        return False
    return all(word in _SMALL or not word.lstrip('("\u201c#')[:1].islower() for word in words)
