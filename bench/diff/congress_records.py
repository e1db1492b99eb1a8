"""Offices of members of Congress as records: by state, which of two years are the same, the page that shows them."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from html import escape

import phonenumbers

from bench.gate.data import pages_of
from diff.spelling import spelling_free
from extract.values import FactKind

RECORDS = "diff/congress_offices"

Office = dict[str, str]
Offices = Mapping[str, Office]
"""Offices by key: the member's, then the town, or the street too where a member has several in a town."""

_NO_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\(?\d{3}\)?[ -]\d{3}-\d{4}")


def years() -> list[dict[str, dict[str, Office]]]:
    """The offices by state, of each year."""
    return [_by_state(json.loads(body)) for _, body in sorted(pages_of(RECORDS).items())]


def page_of(place: str, offices: Offices) -> bytes:
    """The directory of a state: a heading an office, its address, numbers and hours below."""
    entries = "".join(f"<h2>{escape(name_of(key))}</h2>{_entry(office)}" for key, office in offices.items())
    return (
        f"<!doctype html><html lang=en><head><title>Offices in {place}</title></head><body><main>"
        f"<h1>Offices in {place}</h1><p>Find the office that serves you and call before you come.</p>"
        f"{entries}</main></body></html>"
    ).encode()


def name_of(key: str) -> str:
    """The name of an office, which its key gives: the member's, then the town."""
    member, _, town = key.partition(" ")
    return f"{member}, {town.title()}"


def _entry(office: Office) -> str:
    place = [" ".join(filter(None, (office.get("address"), office.get("suite"))))]
    lines = [office.get("building", ""), *place, f"{office['city']}, {office['state']} {office.get('zip', '')}"]
    numbers = [f"{label}: {office[label.lower()]}" for label in ("Phone", "Fax") if office.get(label.lower())]
    hours = f"<p>Hours: {escape(office['hours'])}</p>" if office.get("hours") else ""
    shown = "<br>".join(escape(line) for line in lines if line)
    return f"<p>{shown}</p><p>{'<br>'.join(map(escape, numbers))}</p>{hours}"


def same_offices(old: Offices, new: Offices) -> dict[str, str]:
    """Offices with another key that are the same: those that alone on both sides kept a number or a street address."""
    gone, fresh = (_holders(offices, others) for offices, others in ((old, new), (new, old)))
    kept: dict[str, str] = {}
    for known, keys in fresh.items():
        former = gone.get(known, [])
        if len(keys) == len(former) == 1 and keys[0] not in kept and former[0] not in kept.values():
            kept[keys[0]] = former[0]
    return kept


def _holders(offices: Offices, others: Offices) -> dict[str, list[str]]:
    """The offices only one side has, by their numbers, then by their streets."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for sign in (_phones, _street):
        for key, office in offices.items():
            for known in sign(office) if key not in others else ():
                holders[known].append(key)
    return holders


def _phones(office: Office) -> list[str]:
    return numbers(office, "phone")


def _street(office: Office) -> list[str]:
    """The number of the house, the first word of its street that is no direction, and the town."""
    words = [word for word in spelling_free(FactKind.ADDRESS, office.get("address", "")).split() if len(word) > 1]
    house = next((at for at, word in enumerate(words) if word[0].isdigit()), None)
    place = " ".join(words[house : house + 2]) if house is not None else ""
    return [f"{place} {office['city'].casefold()}"] if " " in place else []


def numbers(office: Office, channel: str) -> list[str]:
    """The numbers of a phone or fax field, as they are dialed."""
    parsed = (phonenumbers.parse(number, "US") for number in _NUMBER.findall(office.get(channel, "")))
    return [phonenumbers.format_number(each, phonenumbers.PhoneNumberFormat.E164) for each in parsed]


def _by_state(records: Mapping[str, Mapping[str, Mapping[str, object]]]) -> dict[str, dict[str, Office]]:
    """The offices by state, under member and town; a key that was only spelled anew is the same office."""
    by_state: defaultdict[str, dict[str, Office]] = defaultdict(dict)
    for member, offices in records.items():
        for key, office in offices.items():
            town = _NO_WORD.sub(" ", key.partition("-")[2]).strip()
            shown = {name: " ".join(str(said).split()) for name, said in office.items()}
            if _NUMBER.search(shown.get("address", "")):  # a telephone number in the wrong field
                del shown["address"]
            if town[-1:].isdigit():  # the first of two today may have been the second last year
                town = f"{town.rstrip(' 0123456789')} {_NO_WORD.sub(' ', shown.get('address', '')).casefold()}".strip()
            by_state[shown["state"]][f"{member} {town}"] = shown
    return by_state
