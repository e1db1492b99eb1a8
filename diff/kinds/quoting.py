"""How evidence quotes a page: short, on one line, the words that matter in it."""

from collections.abc import Iterable, Iterator
from itertools import islice

from diff.values import Finding
from store.kinds import Aspect, Kind

_LONGEST_QUOTE = 160
_LONGEST_VALUE = 60
_LONGEST = 300
_MOST = 12
"""Findings of one kind and aspect that an edit is given; a table that was replaced says no more in a thousand."""


def quoted(text: str, about: str = "") -> str:
    """A sentence in quotes, cut around the words it is quoted for."""
    flat = " ".join(text.split())
    if len(flat) <= _LONGEST_QUOTE:
        return f'"{flat}"'
    at = max(0, flat.lower().find(about.lower()))
    start = max(0, min(at - _LONGEST_QUOTE // 2, len(flat) - _LONGEST_QUOTE))
    start = flat.find(" ", start) + 1 if start else 0
    end = start + _LONGEST_QUOTE
    if end < len(flat):
        end = max(start + 1, flat.rfind(" ", start, end))
    return f'"{"…" if start else ""}{flat[start:end]}{"…" if end < len(flat) else ""}"'


def value(text: str) -> str:
    """A value or a few words, cut where they run on."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_VALUE else f"{flat[: _LONGEST_VALUE - 1].rstrip()}…"


def step(old: str, new: str) -> str:
    """What stood there and what stands there now."""
    return f"{value(old) or 'nothing'} → {value(new) or 'nothing'}"


def finding(kind: Kind, aspect: Aspect, evidence: str) -> Finding:
    """A finding whose evidence keeps to its bound."""
    return Finding(kind, aspect, evidence if len(evidence) <= _LONGEST else f"{evidence[: _LONGEST - 1]}…")


def at_most(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings, of each kind and aspect a dozen and then how many more there are."""
    counts: dict[tuple[Kind, Aspect], int] = {}
    for found in dict.fromkeys(findings):
        which = (found.kind, found.aspect)
        counts[which] = counts.get(which, 0) + 1
        if counts[which] <= _MOST:
            yield found
    for (kind, aspect), count in islice(counts.items(), None):
        if count > _MOST:
            yield Finding(kind, aspect, f"and {count - _MOST} more")
