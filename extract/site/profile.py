"""The profile of a page, from which templates are learned: where its containers stand and a digest of what they say."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from extract.media import HTML, decode, media_type_of
from extract.parsing import body_of, parse
from extract.region import find_landmark
from extract.tuning import BLOCK_TAGS, MAX_BODY_BYTES
from extract.values import digest_of

SEPARATOR = ">"
"""Between the names of a family, which hold none themselves."""

MAX_CONTAINERS = 5_000
"""The fullest page of two real sites has 1,000; more says nothing new of a site, and takes its time."""

FAMILY = 5
"""A container and its four next ancestors: enough to tell two lists apart, too few to depend on all of the page."""

_Sums = tuple[int, int, int]
"""The sum of the digests of words, words, words in links."""

_NAME_CHARS, _MARKUP_CHARS, _WORD_CHARS = 60, 200, 40
_MODULUS = 2**64
_DIGITS = re.compile(r"[0-9]+")
_NOT_OF_A_NAME = re.compile(r"[>.#]+")


@dataclass(frozen=True, slots=True)
class Container:
    """A block element: the names of its family, itself last, and what it says.

    `text` is equal for the same words in any order, digits aside; `words` counts them, `linked` those in links.
    `parent` is a position in the profile, or -1.
    """

    family: tuple[str, ...]
    text: int
    words: int
    linked: int
    parent: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A page's containers in document order; the first is the body."""

    containers: tuple[Container, ...]

    @property
    def digest(self) -> bytes:
        """SHA-256 of what the containers say and where."""
        return digest_of([[each.family, each.text, each.words, each.linked, each.parent] for each in self.containers])


@dataclass(frozen=True, slots=True)
class ProfileTask:
    """One stored body to profile in a worker."""

    id: int
    body: bytes
    content_type: str = ""

    def do(self) -> Profile | None:
        """The body's profile; None where it is no page, or has a landmark and so needs no template.

        Raises ExtractionError where elements nest deeper than the limit.
        """
        root = page_of(self.body, self.content_type)
        return None if root is None else profile_of(root)


def page_of(body: bytes, content_type: str = "") -> etree._Element | None:
    """The root of a page without a landmark; None for any other body. Raises ExtractionError at the limit of depth."""
    if not 0 < len(body) <= MAX_BODY_BYTES or media_type_of(body, content_type) != HTML:
        return None
    root = parse(decode(body, content_type))
    return None if root is None or find_landmark(root) is not None else root


def profile_of(root: etree._Element) -> Profile | None:
    """The profile of a parsed page; None where it has no words, or more containers than a page of a site has."""
    body = body_of(root)
    found = []
    for element, family in containers_of(body):
        found.append((element, family))
        if len(found) > MAX_CONTAINERS:
            return None
    positions = {element: position for position, (element, _) in enumerate(found)}
    begun, ended = _sums(body, positions)
    containers = []
    for position, (element, family) in enumerate(found):
        text, words, linked = (after - before for before, after in zip(begun[position], ended[position], strict=True))
        parent = next((positions[above] for above in element.iterancestors() if above in positions), -1)
        containers.append(Container(family, text % _MODULUS, words, linked, parent))
    return Profile(tuple(containers)) if containers and containers[0].words else None


def containers_of(
    body: etree._Element, is_known: Callable[[str], bool] = lambda _: True
) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """Every container in document order with its family: its own name and those of its next ancestors in the body.

    A name is `tag#id.class`, of id and first class what is known; the body has none, many pages have one of their own.
    """
    names: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element is body:
            if event == "start":
                yield body, ()
        elif event == "end":
            names.pop()
        else:
            names.append(_name(element, is_known))
            if element.tag in BLOCK_TAGS:
                yield element, tuple(names[-FAMILY:])


def _sums(body: etree._Element, positions: dict[etree._Element, int]) -> tuple[dict[int, _Sums], dict[int, _Sums]]:
    """What was said before each container and until its end."""
    begun: dict[int, _Sums] = {}
    ended: dict[int, _Sums] = {}
    text, words, linked, links = 0, 0, 0, 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        position = positions.get(element)
        if position is not None:
            (begun if event == "start" else ended)[position] = (text, words, linked)
        links += (element.tag == "a") * (1 if event == "start" else -1)
        said = element.text if event == "start" else element.tail
        for word in said.split() if said else ():
            text, words, linked = text + _digest(word[:_WORD_CHARS]), words + 1, linked + (links > 0)
    return begun, ended


def _name(element: etree._Element, is_known: Callable[[str], bool]) -> str:
    own = [mark + _plain(element.get(key, "")[:_MARKUP_CHARS]) for mark, key in (("#", "id"), (".", "class"))]
    return "".join([str(element.tag), *(name for name in own if len(name) > 1 and is_known(name))])


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """An id, or the first of several classes, without its numbers: many are counted up or made for one page."""
    first = (name.split() or [""])[0]
    return _DIGITS.sub("0", _NOT_OF_A_NAME.sub("-", first))[:_NAME_CHARS]


@lru_cache(maxsize=65_536)
def _digest(word: str) -> int:
    plain = _DIGITS.sub("0", word).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(plain, digest_size=8).digest())
