"""Policy identifiers (directives, forms, citations) that came, went or changed."""

from collections.abc import Iterator

from diff.kinds.exchanges import exchange_of, shown
from diff.kinds.quoting import at_most, finding, quoted, step, value
from diff.kinds.restating import restatement_of
from diff.kinds.sentences import Pair
from diff.kinds.situation import Situation
from diff.kinds.spans import Sort
from diff.values import Edit, Finding
from extract.values import FactKind
from store.kinds import Aspect, Kind


def identifiers_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Policy identifiers (directives, forms, citations) that came, went or changed."""
    if edit.fact_kind is FactKind.IDENTIFIER:
        yield _stated(edit)
    else:
        yield from at_most(_in_text(edit, situation))


def _stated(edit: Edit) -> Finding:
    path = edit.path or edit.old_path
    under = f" ({value(path[-1])})" if path else ""
    if edit.old is None or edit.new is None:
        aspect = Aspect.ADDED if edit.old is None else Aspect.REMOVED
        return finding(Kind.IDENTIFIER, aspect, f"{value(edit.new or edit.old or '')}{under}")
    return finding(Kind.IDENTIFIER, Aspect.CHANGED, f"{step(edit.old, edit.new)}{under}")


def _in_text(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """Citations exchanged within a sentence that no edit of a fact tells."""
    for pair in restatement_of(edit, situation).all_pairs:
        yield from _in_pair(pair)


def _in_pair(pair: Pair) -> Iterator[Finding]:
    lost, gained = exchange_of(pair, {Sort.CITATION})
    if not lost and not gained:
        return
    aspect = Aspect.CHANGED if lost and gained else Aspect.REMOVED if lost else Aspect.ADDED
    about = (gained or lost)[0].term.text
    sentence = pair.new if gained else pair.old
    yield finding(Kind.IDENTIFIER, aspect, f"{step(shown(lost), shown(gained))}: {quoted(sentence.text, about)}")
