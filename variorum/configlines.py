"""Finds the line of a key in a TOML file, for error messages: the parser forgets where it read what."""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-.\"']+)\s*=")


def line_of(source: str, keys: Sequence[str]) -> int:
    """Give the line (from 1) that sets `keys`, or else of the nearest table or key that holds them, or else 1."""
    best, depth = 1, 0
    table: list[str] = []
    for number, line in enumerate(source.splitlines(), start=1):
        if header := _HEADER.match(line):
            here = table = _split(header[1])
        elif key := _KEY.match(line):
            here = table + _split(key[1])
        else:
            continue
        common = _shared(here, keys)
        if common == len(here) and common > depth:
            best, depth = number, common
    return best


def _split(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
