"""Values that say the same in other words: postal addresses, hours and numbers without their spelling, link targets."""

import re
from functools import lru_cache

from diff.folding import likeness
from extract.values import FactKind

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split())


_STREET_WORDS = _pairs(
    "avenue=ave av=ave street=st str=st boulevard=blvd road=rd drive=dr lane=ln court=ct place=pl square=sq highway=hwy"
    " parkway=pkwy plaza=plz circle=cir terrace=ter turnpike=tpke suite=ste room=rm floor=fl building=bldg"
    " apartment=apt fort=ft mount=mt post=p office=o north=n south=s east=e west=w northeast=ne northwest=nw"
    " southeast=se southwest=sw first=1st second=2nd third=3rd fourth=4th fifth=5th sixth=6th seventh=7th eighth=8th"
    " ninth=9th tenth=10th"
)
_HOURS_WORDS = _pairs(
    "monday=mon mondays=mon tuesday=tue tuesdays=tue tues=tue wednesday=wed wednesdays=wed weds=wed thursday=thu"
    " thursdays=thu thur=thu thurs=thu friday=fri fridays=fri saturday=sat saturdays=sat sunday=sun sundays=sun"
    " noon=12pm midnight=12am to=- through=- thru=- until=- till=-"
)
_FILLERS = frozenset({"from", "the", "of", "at", "hours", "open"})
_HOURS_TOKEN = re.compile(r"\w+(?::\d+)?|-")
_HALF = re.compile(r"(\d)\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_ON_THE_HOUR = re.compile(r"(?<=\d):00(?!\d)")
_NO_DIGIT = re.compile(r"\D+")
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_PORT = re.compile(r"^(//[^/?#]*):(?:80|443)(?=[/?#]|$)")
_TRACKING = re.compile(
    r"(?<=[?&])(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|yclid|_ga|_gl|igshid|cid|icid|campaign|trk|ref_src)"
    r"=[^&#]*&?",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[?&][\w.-]{1,32}=(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{80,}(?=[&#]|$)")
"""What a server hands out anew to every visitor; the names of documents and their digests are shorter."""

_MAX_VALUE = 10_000
_SHEDS_SIZE = re.compile(
    r"[\s,;–-]*[(\[][^()\[\]]{0,40}(?:\b\d[\d.,]*\s?(?:[kmg]i?b|bytes|pages?|pp?)\b|\b(?:pdf|docx?|xlsx?|csv|zip)\b)"
    r"[^()\[\]]{0,40}[)\]]",
    re.IGNORECASE,
)


@lru_cache(maxsize=4_096)
def spelling_free(kind: FactKind, value: str) -> str:
    """The value without the ways of writing it: values of which this is equal say the same."""
    if len(value) > _MAX_VALUE:
        return value
    if kind is FactKind.PHONE:
        number, mark, extension = value.partition(";ext=")
        return _NO_DIGIT.sub("", number)[-10:] + mark + extension
    if kind is FactKind.ADDRESS:
        return " ".join(_STREET_WORDS.get(word, word) for word in _words(value))
    if kind is FactKind.HOURS:
        return _hours(value)
    return value


@lru_cache(maxsize=16_384)
def target(address: str) -> str:
    """Where a link leads, without scheme, `www.`, default port, last slash and what counts or marks visitors."""
    if len(address) > _MAX_VALUE:
        return address
    place = _PORT.sub(r"\1", _SCHEME.sub("//", address, count=1))
    if "?" in place:
        place = _TRACKING.sub("", place)
    if "=" in place:
        place = _TOKEN.sub("", place)
    path, mark, fragment = place.partition("#")
    return path.rstrip("?&").rstrip("/") + mark + fragment


def link_words(label: str) -> str:
    """The words of a link without the size and type of its file, which change with every edition."""
    return _SHEDS_SIZE.sub("", label[:_MAX_VALUE]).strip() or label


def _words(value: str) -> list[str]:
    """The words without case, dots and marks: "P.O. Box" is "p o box", "Ave." is "ave"."""
    return [part for word in _WORD.findall(likeness(value)) for part in word.replace("'", "").split(".") if part]


def _hours(value: str) -> str:
    text = _ON_THE_HOUR.sub("", _HALF.sub(r"\1\2m", likeness(value)))
    words = (_HOURS_WORDS.get(word, word) for word in _HOURS_TOKEN.findall(text))
    return " ".join(word for word in words if word not in _FILLERS)
