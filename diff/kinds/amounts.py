"""Numbers, dates and deadlines that an edit puts for others."""

import re
from collections.abc import Iterator

from diff.kinds.deadlines import is_deadline
from diff.kinds.exchanges import Exchange, Placed, exchange_of, shown
from diff.kinds.quoting import at_most, finding, quoted, step, value
from diff.kinds.restating import Restatement, first_of, restatement_of
from diff.kinds.sentences import NEARLY, Pair, Sentence
from diff.kinds.situation import Situation
from diff.kinds.spans import Sort
from diff.values import Edit, Finding
from extract.values import FactKind
from store.kinds import Aspect, Kind

_CLOCK = re.compile(r"\d\s?[ap]\.?m\b|\d{4}\s?h", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)", re.IGNORECASE)
"""A line that begins so shows the year of the site's making."""

_CODE = re.compile(r"\$\{|\{\{|\s--[a-z]|\b\w+: [\w.]+ \w+: [\w.]+ \w+: ")
_SHORT = 8
"""Terms of a line that names a thing."""

_NUMBERS = frozenset({Sort.NUMBER, Sort.COUNT})
_DATES = frozenset({Sort.DATE})
_LIMITS = frozenset({FactKind.EFFECTIVE_DATE, FactKind.EXPIRY_DATE})


def amounts_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Numbers, dates and deadlines that an edit puts for others."""
    if edit.fact_kind in _LIMITS:
        yield _limit(edit)
    else:
        yield from at_most(_in_text(edit, situation))


def _in_text(edit: Edit, situation: Situation) -> Iterator[Finding]:
    restatement = restatement_of(edit, situation)
    for pair in restatement.all_pairs:
        if pair.swaps and not _is_another_item(pair):
            is_prose = pair is not restatement.heading and not pair.new.is_row
            yield from _numbers(pair, restatement, is_prose=is_prose)
            yield from _dates(pair, restatement)
    for aspect, sentences in ((Aspect.REMOVED, restatement.removed), (Aspect.ADDED, restatement.added)):
        for sentence in first_of(sentences):
            yield from _limits_in(sentence, aspect)


def _is_another_item(pair: Pair) -> bool:
    """Whether two short lines share too little to be one that was edited: "2016 contract", "2021 limited contract"."""
    is_alike = pair.likeness >= NEARLY or pair.old.shape == pair.new.shape
    return not is_alike and max(len(pair.old.keys), len(pair.new.keys)) <= _SHORT


def _limit(edit: Edit) -> Finding:
    """An effective or expiry date that came, went or became another."""
    aspect = Aspect.ADDED if edit.old is None else Aspect.REMOVED if edit.new is None else Aspect.CHANGED
    named = f" ({value(edit.label)})" if edit.label else ""
    return finding(Kind.DEADLINE, aspect, f"{step(edit.old or '', edit.new or '')}{named}")


def _numbers(pair: Pair, restatement: Restatement, *, is_prose: bool) -> Iterator[Finding]:
    exchange = exchange_of(pair, _NUMBERS)
    if exchange.lost and exchange.gained:
        aspect = Aspect.DATA if _is_data(pair) else Aspect.CHANGED
        yield _told(Kind.NUMBER, aspect, pair, exchange)
    elif is_prose and not _CODE.search(pair.new.text):
        # A word like "one" that came or went is no number, a cell or a heading that grew no statement.
        digits = _beside_no_date(_inside(_unmoved(exchange_of(pair, {Sort.NUMBER}), restatement)), pair)
        if digits.lost or digits.gained:
            yield _told(Kind.NUMBER, Aspect.REMOVED if digits.lost else Aspect.ADDED, pair, digits)
    sizes = exchange_of(pair, {Sort.FILE})
    if sizes.lost and sizes.gained:
        yield _told(Kind.NUMBER, Aspect.DATA, pair, sizes)
    yield from _deadline(pair, exchange)


def _inside(exchange: Exchange) -> Exchange:
    """Without a number that opens its line: that numbers the line."""
    return Exchange(*(tuple(each for each in side if each.place) for side in exchange))


def _beside_no_date(exchange: Exchange, pair: Pair) -> Exchange:
    """Without the time of the day where a date came or went, too: it is a part of that."""
    if not any(term.sort is Sort.DATE for swap in pair.swaps for term in (*swap.old, *swap.new)):
        return exchange
    return Exchange(*(tuple(each for each in side if not _CLOCK.search(each.term.text)) for side in exchange))


def _unmoved(exchange: Exchange, restatement: Restatement) -> Exchange:
    """Without what a whole sentence that came or went says, too: the line was only cut elsewhere."""
    came = {key for each in first_of(restatement.added) for key in each.keys}
    went = {key for each in first_of(restatement.removed) for key in each.keys}
    lost = tuple(each for each in exchange.lost if each.term.key not in came)
    return Exchange(lost, tuple(each for each in exchange.gained if each.term.key not in went))


def _dates(pair: Pair, restatement: Restatement) -> Iterator[Finding]:
    exchange = exchange_of(pair, _DATES)
    if not (exchange.lost and exchange.gained):
        exchange = _unmoved(exchange, restatement)
    if (exchange.lost or exchange.gained) and not _COPYRIGHT.match(pair.new.text):
        aspect = Aspect.CHANGED if exchange.lost and exchange.gained else _one_sided(exchange)
        yield _told(Kind.DATE, aspect, pair, exchange)
        yield from _deadline(pair, exchange)


def _deadline(pair: Pair, exchange: Exchange) -> Iterator[Finding]:
    """What was exchanged, where it says until when."""
    lost = tuple(each for each in exchange.lost if is_deadline(pair.old, each))
    gained = tuple(each for each in exchange.gained if is_deadline(pair.new, each))
    if lost or gained:
        aspect = Aspect.CHANGED if exchange.lost and exchange.gained else _one_sided(exchange)
        yield _told(Kind.DEADLINE, aspect, pair, Exchange(lost or exchange.lost, gained or exchange.gained))


def _one_sided(exchange: Exchange) -> Aspect:
    return Aspect.REMOVED if exchange.lost else Aspect.ADDED


def _limits_in(sentence: Sentence, aspect: Aspect) -> Iterator[Finding]:
    """The deadlines by date of a sentence that came or went whole."""
    dates = (Placed(term, place) for place, term in enumerate(sentence.terms) if term.sort is Sort.DATE)
    limits = tuple(each for each in dates if is_deadline(sentence, each))
    if limits:
        yield finding(Kind.DEADLINE, aspect, f"{value(shown(limits))}: {quoted(sentence.text, limits[0].term.text)}")


def _is_data(pair: Pair) -> bool:
    """Whether it is a row of a table whose words stayed."""
    return pair.old.is_row and pair.new.is_row and pair.old.shape == pair.new.shape


def _told(kind: Kind, aspect: Aspect, pair: Pair, exchange: Exchange) -> Finding:
    about = exchange.gained[0].term.text if exchange.gained else exchange.lost[0].term.text
    sentence = pair.new if exchange.gained else pair.old
    return finding(
        kind, aspect, f"{step(shown(exchange.lost), shown(exchange.gained))}: {quoted(sentence.text, about)}"
    )
