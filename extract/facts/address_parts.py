"""The named parts of a postal address in the United States."""

import re
from collections.abc import Sequence
from functools import lru_cache

import usaddress

_NAMES = {
    **dict.fromkeys(("AddressNumberPrefix", "AddressNumber", "AddressNumberSuffix"), "street"),
    **dict.fromkeys(("StreetNamePreDirectional", "StreetNamePreModifier", "StreetNamePreType", "StreetName"), "street"),
    **dict.fromkeys(("StreetNamePostType", "StreetNamePostDirectional", "StreetNamePostModifier"), "street"),
    **dict.fromkeys(("CornerOf", "IntersectionSeparator", "SecondStreetName"), "street"),
    **dict.fromkeys(("OccupancyType", "OccupancyIdentifier", "SubaddressType", "SubaddressIdentifier"), "unit"),
    **dict.fromkeys(("USPSBoxType", "USPSBoxID", "USPSBoxGroupType", "USPSBoxGroupID"), "box"),
    **dict.fromkeys(("BuildingName", "LandmarkName"), "building"),
    "Recipient": "recipient",
    "PlaceName": "city",
}
_ORDER = ("recipient", "building", "street", "unit", "box", "city", "state", "zip")
_HOUSE = re.compile(
    r"\b(?:Capitol|State\s?house|Building|Hall|House|Chambers?|Center|Centre|Tower|Pentagon)\b", re.IGNORECASE
)


def parts_of(recipients: Sequence[str], place: str, city: str, state: str, code: str) -> tuple[tuple[str, str], ...]:
    """The parts of an address in one order, each name once.

    `recipients` are the lines above the place, which ends in the city; the city is given where a comma or a line of its
    own tells it from the street.
    """
    shown: dict[str, list[str]] = {"recipient": [], "building": []}
    for line in recipients:
        shown["building" if _HOUSE.search(line) else "recipient"].append(line)
    end = f"{state} {code}" if code[0].isdigit() else state  # the model knows no postal codes of Canada
    found = _tagged(f"{place}, {end}", len(city.split()))
    texts = {name: ", ".join(lines) for name, lines in shown.items()}
    for name, text in found:
        texts[name] = f"{texts[name]}, {text}" if texts.get(name) else text
    texts |= {"state": state, "zip": code, "city": city or texts.get("city", "").removeprefix("in ")}
    return tuple((name, texts[name]) for name in _ORDER if texts.get(name))


@lru_cache(maxsize=4_096)
def _tagged(place: str, city_words: int) -> tuple[tuple[str, str], ...]:
    """The named parts of a place; of the words taken for the city all but so many are the building before it."""
    words = [(_NAMES[tag], word.strip(",;()")) for word, tag in usaddress.parse(place) if tag in _NAMES]
    cities = [at for at, (name, _) in enumerate(words) if name == "city"]
    for at in cities[: -city_words or len(cities)] if city_words else ():
        words[at] = ("building", words[at][1])
    found: dict[str, list[str]] = {}
    for name, word in words:
        if word:
            found.setdefault(name, []).append(word)
    return tuple((name, " ".join(texts)) for name, texts in found.items())
