"""Directories of offices, made up: their entries in three styles of template, and what may become of an office."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape

# Words are shared between offices, as on real lists: what tells them apart is little.
_TOWN_STARTS = ("Lake", "Fort", "Port", "Mount", "New", "North", "West", "Saint", "Cedar", "Grand", "Little", "Rock")
_TOWN_ENDS = ("Haven", "Field", "Springs", "Worth", "Rapids", "Valley", "Clair", "Harbor", "Island", "Ridge", "Creek")
_STREETS = ("Main", "Market", "Federal", "Capitol", "Church", "Court", "River", "Park", "Union", "Mill", "Elm", "Oak")
_STREET_SORTS = ("Street", "Avenue", "Boulevard", "Road")
_STATES = {"MA": "617", "CO": "303", "NV": "775", "FL": "813", "NE": "402", "OR": "503", "TX": "512", "OH": "614"}
_REGIONS = ("Region", "District Center", "Service Center", "Area Headquarters", "Regional Bureau")
_WINDS = ("Northern", "Southern", "Eastern", "Western", "Central", "Coastal", "Upland", "Border", "Mountain", "Plains")


class Style(StrEnum):
    """How a template shows an office."""

    BLOCK = "block"
    PARAGRAPH = "one paragraph"
    PHONE = "phone only"


class Fate(StrEnum):
    """What became of an office."""

    PHONE = "phone changed"
    RENAMED = "renamed"
    RENAMED_AND_PHONE = "renamed, phone changed"
    MOVED = "moved"
    NEW = "new office"
    REPLACED = "replaced by another"


@dataclass(frozen=True, slots=True)
class Office:
    """An office as its directory names it."""

    name: str
    town: str
    street: str
    place: str
    phone: str


@dataclass(frozen=True, slots=True)
class Directory:
    """Two versions of one directory, and the fates: what an office was, what it is; None where it was or is none."""

    style: Style
    old: tuple[Office, ...]
    new: tuple[Office, ...]
    fates: tuple[tuple[Fate, Office | None, Office | None], ...]


def directories(style: Style, count: int, least: int = 12, most: int = 90) -> Iterator[Directory]:
    """Directories of `least` to `most` offices; in each every fate befalls one office."""
    for number in range(count):
        rng = random.Random(f"directory {style} {number}")
        yield _directory(style, rng.randint(least, most), rng)


def page_of(directory: Directory, offices: Sequence[Office]) -> bytes:
    """The page that shows these offices."""
    entries = "".join(f"<h2>{escape(office.name)}</h2>{_ENTRIES[directory.style](office)}" for office in offices)
    return (
        "<!doctype html><html lang=en><head><title>Field offices</title></head><body><main><h1>Field offices</h1>"
        "<p>Find the field office that serves you and call before you come.</p>"
        f"{entries}</main></body></html>"
    ).encode()


def _directory(style: Style, size: int, rng: random.Random) -> Directory:
    made = list(_offices(size + 2, rng))
    taken = {office.phone for office in made}
    old, (newcomer, successor) = made[:size], made[size:]
    new: list[Office] = list(old)
    fates: list[tuple[Fate, Office | None, Office | None]] = []
    chosen = rng.sample(old, 5)
    for fate, office in zip((Fate.PHONE, Fate.RENAMED, Fate.RENAMED_AND_PHONE, Fate.REPLACED), chosen, strict=False):
        after = _after(fate, office, successor, taken, rng)
        new[new.index(office)] = after
        fates.append((fate, office, after))
    _carry(new, chosen[4], rng)
    fates.append((Fate.MOVED, chosen[4], chosen[4]))
    new.insert(rng.randrange(len(new) + 1), newcomer)
    fates.append((Fate.NEW, None, newcomer))
    return Directory(style, tuple(old), tuple(new), tuple(fates))


def _after(fate: Fate, office: Office, successor: Office, taken: set[str], rng: random.Random) -> Office:
    """The office when its fate has befallen it."""
    if fate is Fate.REPLACED:
        return successor
    if fate is not Fate.PHONE:
        office = replace(office, name=f"{rng.choice(_WINDS)} {rng.choice(_REGIONS)} {rng.randrange(1, 10)}")
    return office if fate is Fate.RENAMED else replace(office, phone=_phone(office.phone[:3], rng, taken))


def _carry(offices: list[Office], office: Office, rng: random.Random) -> None:
    """Put an office at least three places away."""
    at = offices.index(office)
    goal = rng.choice([place for place in range(len(offices)) if abs(place - at) > 2])
    offices.insert(goal, offices.pop(at))


def _offices(count: int, rng: random.Random) -> Iterator[Office]:
    """Offices whose towns and phones differ."""
    towns = rng.sample([f"{start} {end}" for start in _TOWN_STARTS for end in _TOWN_ENDS], count)
    taken: set[str] = set()
    for town in towns:
        state = rng.choice(list(_STATES))
        phone = _phone(_STATES[state], rng, taken)
        street = f"{rng.randrange(1, 3_000)} {rng.choice(_STREETS)} {rng.choice(_STREET_SORTS)}"
        yield Office(town, town, street, f"{state} {rng.randrange(10_000, 99_999)}", phone)


def _phone(area: str, rng: random.Random, taken: set[str]) -> str:
    """A number of the area that nobody has, of those kept for films; taken from then on."""
    numbers = [f"{area}-555-01{last:02}" for last in range(100)]
    phone = rng.choice([number for number in numbers if number not in taken])
    taken.add(phone)
    return phone


def _block(office: Office) -> str:
    return (
        f"<p>{office.street}<br>{office.town}, {office.place}</p><p>Phone: {office.phone}</p>"
        "<p>Open Monday to Friday, 8 a.m. to 5 p.m.</p>"
    )


def _paragraph(office: Office) -> str:
    return (
        f"<p>Our office in {office.town} is at {office.street}, {office.town}, {office.place}. You can reach its staff"
        f" at {office.phone} from Monday to Friday; please bring a form of identification when you visit.</p>"
    )


def _phone_only(office: Office) -> str:
    return f"<p>Phone: {office.phone}</p>"


_ENTRIES = {Style.BLOCK: _block, Style.PARAGRAPH: _paragraph, Style.PHONE: _phone_only}
