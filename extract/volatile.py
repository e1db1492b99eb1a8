"""Text that moves by itself, masked: counters, today's date, "5 minutes ago", tokens; and parameters of links that do.

Every pattern is listed here with its reason. What is masked keeps the words around it, so that a page reads the same
every night and still says what stood there. A pattern is only here where it is certain: what may be a statement of
the agency (a bare date, a time, "in 30 days", a total in a table) stays, unless a site's configuration masks it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import re2  # type: ignore[import-untyped]  # it brings no types

from extract.moving import BUILT_IN, Volatile

Mask = Callable[[str], str]
"""A line in, the line with what moves by itself replaced by a placeholder such as `⟨count⟩` out."""

CONFIGURED = "⟨masked⟩"
"""The placeholder of a site's own patterns."""

MAX_PATTERN_CHARS = 1_000
_MAX_PATTERN_BYTES = 1 << 20  # of compiled program, a hundredth of what one page takes
_MOST_PATTERNS = 100
_DIGIT = re.compile(r"\d")
_SHORT = 120
_MOST_MATCHES = 50  # in one line; a row of a table has a handful of moments


class Suppression(NamedTuple):
    """What a pattern masked, and where in its line it stood."""

    pattern: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    placeholder: str
    expression: Any  # RE2's own type, which has no annotations
    groups: int

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """What to mask: the groups of each match, or all of it where the pattern has none."""
        position = 0
        for _ in range(_MOST_MATCHES):
            match = self.expression.search(text, position)
            if match is None:
                return
            found = [match.span(number) for number in range(1, self.groups + 1)] or [match.span()]
            yield from (span for span in found if span[0] < span[1])
            # What ends one statement begins the next, so the search goes on before it.
            position = max(position + 1, *(end for _, end in found))


def mask_of(patterns: Sequence[str] = ()) -> Mask:
    """The mask of the built-in patterns and a site's own; raises ValueError for a pattern RE2 does not take."""
    return _mask_of(tuple(patterns))


def suppressions(text: str, patterns: Sequence[str] = ()) -> list[Suppression]:
    """What the mask of these patterns replaces in a line, in order; the configured ones come first and win."""
    return _found(text, [*_rules_of(tuple(patterns)), *_rules_for(text)])


@lru_cache(maxsize=256)
def _mask_of(patterns: tuple[str, ...]) -> Mask:
    own = _rules_of(patterns)

    def mask(text: str) -> str:
        rules = (*own, *_rules_for(text)) if own else _rules_for(text)
        return _masked(text, rules) if rules else text

    return mask


def _masked(text: str, rules: Sequence[_Rule]) -> str:
    found = _found(text, rules)
    if not found:
        return text
    placeholders = {rule.name: rule.placeholder for rule in rules}
    pieces, end = [], 0
    for each in found:
        pieces += [text[end : each.start], placeholders[each.pattern]]
        end = each.end
    return "".join([*pieces, text[end:]])


def _found(text: str, rules: Sequence[_Rule]) -> list[Suppression]:
    """The spans of all rules in order; where two overlap, that of the earlier rule stays."""
    found: list[Suppression] = []
    for rule in rules:
        for start, end in rule.spans(text):
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Suppression(rule.name, text[start:end], start, end))
    return sorted(found, key=lambda each: each.start)


def _rules_for(text: str) -> tuple[_Rule, ...]:
    """The built-in rules whose words stand in a line: for most lines none, so this is what masking costs."""
    # The lines of a site's menu come back on every page.
    return _rules_for_short(text) if len(text) <= _SHORT else _rules_in(text)


@lru_cache(maxsize=16_384)
def _rules_for_short(text: str) -> tuple[_Rule, ...]:
    return _rules_in(text)


def _rules_in(text: str) -> tuple[_Rule, ...]:
    lower = text.lower()
    hints = _hints()[_DIGIT.search(lower) is not None]
    return tuple(dict.fromkeys([rule for hint, rule in hints if hint in lower]))


@lru_cache(maxsize=1)
def _hints() -> tuple[list[tuple[str, _Rule]], list[tuple[str, _Rule]]]:
    """Each hint with its rule: for lines without a digit, and for lines with one."""
    paired = [(hint, each.wordy, _rule(each)) for each in BUILT_IN for hint in each.hints]
    return [(hint, rule) for hint, wordy, rule in paired if wordy], [(hint, rule) for hint, _, rule in paired]


def _rule(volatile: Volatile) -> _Rule:
    expression = re2.compile(volatile.expression)
    return _Rule(volatile.name, volatile.placeholder, expression, expression.groups)


@lru_cache(maxsize=256)
def _rules_of(patterns: tuple[str, ...]) -> tuple[_Rule, ...]:
    if len(patterns) > _MOST_PATTERNS:
        raise ValueError(f"{len(patterns)} patterns are more than {_MOST_PATTERNS}: join them with |")
    compiled = [(pattern, _compiled(pattern)) for pattern in patterns]
    return tuple(_Rule(pattern, CONFIGURED, expression, expression.groups) for pattern, expression in compiled)


def _compiled(pattern: str) -> Any:  # noqa: ANN401 (RE2 brings no types)
    if not pattern or len(pattern) > MAX_PATTERN_CHARS:
        raise ValueError(f"a pattern has 1 to {MAX_PATTERN_CHARS:,} characters, not {len(pattern):,}")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_PATTERN_BYTES
    try:
        expression = re2.compile(pattern, options)
    except re2.error as error:
        why = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        raise ValueError(f"{pattern!r} is no RE2 pattern: {why}") from error
    if expression.fullmatch("") is not None:
        raise ValueError(f"{pattern!r} matches nothing at all, too: write what must stand there")
    return expression
