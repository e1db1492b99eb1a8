"""The labelled pages the evaluation reads, where they are present, and the digest that pins them."""

import gzip
import hashlib
import json
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
GOLD = ROOT / "tests" / "extract" / "gold"
"""Labels of our own: values read off the pages by eye."""

_Item = TypeVar("_Item")


class MissingData(Exception):
    """Pages that are not on this machine."""


@cache
def pages_of(name: str) -> Mapping[str, bytes]:
    """Every file of an archive or folder, or the one file of that name, by path; raises MissingData where absent."""
    place = _place(name)
    if not place.exists():
        raise MissingData(f"{name} is not in ../shared/data")
    if place.is_file() and place.suffix != ".xz":
        return {place.name: place.read_bytes()}
    if place.is_dir():
        return {file.name: file.read_bytes() for file in sorted(place.iterdir())}
    with tarfile.open(place) as opened:
        found = ((member.name, opened.extractfile(member)) for member in opened if member.isfile())
        read = {path: file.read() for path, file in found if file is not None}
    return dict(sorted(read.items()))


def records_of(name: str) -> Iterator[dict[str, Any]]:
    """The records of a packed file of JSON lines, in order; raises MissingData where it is absent."""
    (packed,) = pages_of(name).values()
    with gzip.open(BytesIO(packed), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def is_present(names: Sequence[str]) -> bool:
    """Whether all of these archives are on this machine."""
    return all(_place(name).exists() for name in names)


def digest_of(name: str) -> str:
    """SHA-256 over the paths and bytes of an archive's files, whatever packed them."""
    return digest_of_files(pages_of(name))


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """SHA-256 over paths and bytes, in the order of the paths."""
    digest = hashlib.sha256()
    for path, body in sorted(files.items()):
        digest.update(f"{len(path.encode())} {path} {len(body)} ".encode())
        digest.update(body)
    return digest.hexdigest()


def spread(items: Sequence[_Item], count: int | None) -> list[_Item]:
    """Some of the items, evenly spread and always the same ones; all of them where no count is asked for."""
    if count is None or count >= len(items):
        return list(items)
    return [items[number * len(items) // count] for number in range(count)]


def _place(name: str) -> Path:
    """A folder or file of that very name, else the archive."""
    return DATA / name if (DATA / name).exists() else DATA / f"{name}.tar.xz"
