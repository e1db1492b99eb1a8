"""The floors and the digests of the data they were measured on, as the repository pins them."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.gate.data import digest_of
from bench.gate.evaluation import Score
from bench.table import Bound, Figure, Floor

_DIGITS = 1000
"""A raised floor keeps three digits: the fourth moves with a word."""


class Refused(Exception):
    """Pins that would be lowered, or were measured on other data; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Pins:
    """What floors.json says: SHA-256 of each archive, and the floor of each score by `family: score`."""

    data: Mapping[str, str] = field(default_factory=dict)
    floors: Mapping[str, float] = field(default_factory=dict)


def load(path: Path) -> Pins:
    """The pins of a file."""
    read = json.loads(path.read_text(encoding="utf-8"))
    return Pins(read["data"], read["floors"])


def save(pins: Pins, path: Path) -> None:
    """Write pins, sorted, so that a change of one is one line."""
    shown = {"data": dict(sorted(pins.data.items())), "floors": dict(sorted(pins.floors.items()))}
    path.write_text(json.dumps(shown, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def check_data(pins: Pins, archives: Iterable[str]) -> None:
    """Raise Refused where an archive holds other bytes than the floors were measured on."""
    other = [name for name in sorted(set(archives)) if pins.data.get(name) != digest_of(name)]
    if other:
        raise Refused(
            f"not the data the floors were measured on: {', '.join(other)}. Put the pinned data back, or pin this: "
            "`--update` (with --allow-regression where a figure is now lower)"
        )


def figure(family: str, score: Score, pins: Pins) -> Figure:
    """A score with its floor; raises Refused where it needs one and none is pinned."""
    key = key_of(family, score)
    if score.bound is not None and key not in pins.floors:
        raise Refused(f"no floor is pinned for {key!r}: `--update` pins what is measured")
    floor = None if score.bound is None else Floor(score.bound, pins.floors[key])
    return Figure(score.name, score.measured, score.unit, floor, score.note)


def repinned(
    pins: Pins, data: Mapping[str, str], scores: Iterable[tuple[str, Score]], *, allow_regression: bool = False
) -> Pins:
    """The pins with the floors of better scores raised and the digests of this data.

    Raises Refused where a score misses its floor, unless regressions are allowed: then its floor becomes the score.
    """
    floors, lowered = dict(pins.floors), []
    for family, score in scores:
        if score.bound is None:
            continue
        key = key_of(family, score)
        before = floors.get(key)
        if before is not None and not Floor(score.bound, before).holds(score.measured):
            lowered.append(f"{key}: {before:g} pinned, {score.measured:.4g} measured")
        elif before is not None and not score.steady:
            continue
        floors[key] = _pinned(score)
    if lowered and not allow_regression:
        raise Refused(f"floors would be lowered, which takes --allow-regression: {'; '.join(lowered)}")
    return Pins({**pins.data, **data}, floors)


def key_of(family: str, score: Score) -> str:
    """What a floor is pinned under."""
    return f"{family}: {score.name}"


def _pinned(score: Score) -> float:
    match score.bound:
        case Bound.AT_LEAST:
            return math.floor(score.measured * _DIGITS) / _DIGITS
        case Bound.AT_MOST:
            return math.ceil(score.measured * _DIGITS) / _DIGITS
    return score.measured
