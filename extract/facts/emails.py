"""E-mail addresses: found in text and in links, disguised or not."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from extract.values import Fact, FactKind
from extract.visible import Anchor, Line

_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.+'-]{0,62}"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# a plain-text copy glues what follows to an address: "desk@harbor.example.govUse the form"
_END = r"(?:(?:gov|mil|edu|org|com|net|int|us|ca)(?=[A-Z][a-z])|[A-Za-z]{2,24}(?![A-Za-z0-9_-]|\.[A-Za-z0-9]))"
_ADDRESS = re.compile(rf"(?<![A-Za-z0-9_.+'-]){_NAME}@(?:{_LABEL}\.){{1,6}}{_END}")
_GLUED = re.compile(r"(?:[A-Z][a-z]+)*E-?mail(?=[A-Z]{2})")  # and what stands before: "ProgramEmailDESK@..."
# lower-case " at " and " dot " are ordinary words: "found at www.example.gov" is no address
_AT = r"(?:\s?[\[({]\s?(?i:at|@)\s?[\])}]\s?|\sAT\s)"
_DOT = r"(?:\s?[\[({]\s?(?i:dot|\.)\s?[\])}]\s?|\sDOT\s)"
_DISGUISED = re.compile(
    rf"(?<![A-Za-z0-9_.+'-])({_NAME}){_AT}({_LABEL}(?:(?:{_DOT}|\.){_LABEL}){{1,5}})(?![A-Za-z0-9_-])"
)
_DOTS = re.compile(_DOT)
_DISGUISE = re.compile(r"[\[({]\s?(?:[Aa][Tt]|@)|\sAT\s")


def emails_in(line: Line, anchors: list[Anchor]) -> Iterator[tuple[int, Fact]]:
    """The addresses of one line and of the mail links in it, each with its position."""
    if not anchors and "@" not in line.text and not _may_be_disguised(line.text):
        return iter(())
    return _found_in(line, anchors)


def _found_in(line: Line, anchors: list[Anchor]) -> Iterator[tuple[int, Fact]]:
    shown = list(_shown(line.flat)) if "@" in line.text or _may_be_disguised(line.text) else []
    for position, address, raw in shown:
        yield position, Fact(FactKind.EMAIL, address, "", raw, line.path, line.inside)
    known = {address for _, address, _ in shown}
    for anchor in anchors:
        for address in _linked(anchor.href):
            if address not in known:
                position = max(0, line.flat.find(anchor.text))
                yield position, Fact(FactKind.EMAIL, address, anchor.text, anchor.href, line.path, line.inside)


def states_email(line: Line) -> bool:
    """Whether a line shows an address."""
    return "@" in line.text and _ADDRESS.search(line.text) is not None


def _may_be_disguised(text: str) -> bool:
    # most lines have none of these, and finding that out costs less than beginning to match at every space
    may = " AT " in text or "(" in text or "[" in text or "{" in text
    return may and _DISGUISE.search(text) is not None


def _shown(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _ADDRESS.finditer(text):
        glued = _GLUED.match(match.group())
        shown = match.group()[glued.end() :] if glued else match.group()
        yield match.end() - len(shown), shown.lower(), shown
    if _may_be_disguised(text):
        for match in _DISGUISED.finditer(text):
            host = _DOTS.sub(".", match.group(2))
            address = f"{match.group(1)}@{host}"
            if _ADDRESS.fullmatch(address):
                yield match.start(), address.lower(), match.group()


def _linked(href: str) -> list[str]:
    if not href.lower().startswith("mailto:"):
        return []
    listed = unquote(href[len("mailto:") :].split("?", maxsplit=1)[0]).replace(";", ",").split(",")
    return [address.strip().lower() for address in listed if _ADDRESS.fullmatch(address.strip())]
