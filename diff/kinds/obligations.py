"""What an edit does to what must, may and must not be done."""

from collections.abc import Iterator, Sequence

from diff.kinds.modals import ADVISED, Modal
from diff.kinds.negations import Turn, conditions_in, negations_in
from diff.kinds.quoting import at_most, finding, quoted
from diff.kinds.restating import Restatement, restatement_of, texts_at
from diff.kinds.sentences import Pair, Sentence
from diff.kinds.situation import Situation
from diff.kinds.terms import stem_of
from diff.kinds.wordlists import phrases
from diff.matching import common_runs
from diff.values import Edit, Finding
from extract.values import FactKind
from store.kinds import Aspect, Kind

_BINDING = frozenset(
    phrases(
        "must|must not|shall|shall not|debe|no debe|deberá|no deberá|no puede|doit"
        "|ne doit pas|devra|ne devra pas|ne peut pas"
    )
)
"""How often a section says "may" or "will" binds nobody, and "required" is as often said of a form or a fee."""


_OPENING = 5
"""Terms from a condition's first on by which it is known again."""

_TO_COME = frozenset(phrases("will|will not|will never"))


def obligation_of(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """What an edit does to what must, may and must not be done."""
    if edit.fact_kind is FactKind.OBLIGATION:
        yield from _counted(edit, situation)
    else:
        yield from at_most(_in_text(edit, situation))


def _in_text(edit: Edit, situation: Situation) -> Iterator[Finding]:
    restatement = restatement_of(edit, situation)
    for pair in restatement.all_pairs:
        if pair.swaps:
            yield from _in_pair(pair, restatement)


def _in_pair(pair: Pair, restatement: Restatement) -> Iterator[Finding]:
    old, new = pair.old.modals, pair.new.modals
    yield from _modal_steps(pair, old, new)
    yield from (_turned(Aspect.NEGATED, turn) for turn in negations_in(pair, old, new))
    for turn in conditions_in(pair, old, new):
        others = restatement.added if turn.became == "dropped" else restatement.removed
        if not any(_is_said_in(each, turn) for each in others):  # else it went there
            yield _turned(Aspect.CONDITION, turn)


def _is_said_in(sentence: Sentence, turn: Turn) -> bool:
    """Whether another sentence has the word of a condition and those that follow it."""
    keys, opener = turn.sentence.keys, turn.word.split()[0]
    start = keys.index(opener) if opener in keys else len(keys)
    said = keys[start : start + _OPENING]
    return bool(said) and set(said) <= set(sentence.keys)


def _turned(aspect: Aspect, turn: Turn) -> Finding:
    return finding(Kind.OBLIGATION, aspect, f'"{turn.word}" {turn.became}: {quoted(turn.sentence.text, turn.word)}')


def _modal_steps(pair: Pair, old: Sequence[Modal], new: Sequence[Modal]) -> Iterator[Finding]:
    """The modals of one verb on both sides, first with first; those on one side alone where the verb stayed."""
    for verb in dict.fromkeys(modal.verb for modal in (*old, *new)):
        was, now = _apart([each for each in old if each.verb == verb], [each for each in new if each.verb == verb])
        for before, after in zip(was, now, strict=False):
            yield from _step(pair, before, after)
        if verb:
            yield from _touched(pair, verb, _more(was[len(now) :], old, new), _more(now[len(was) :], new, old))


def _apart(old: Sequence[Modal], new: Sequence[Modal]) -> tuple[list[Modal], list[Modal]]:
    """The modals of both sides without those that stayed."""
    runs = common_runs([_force(each) for each in old], [_force(each) for each in new])
    kept = {run.old + step for run in runs for step in range(run.size)}
    kept_new = {run.new + step for run in runs for step in range(run.size)}
    return [each for i, each in enumerate(old) if i not in kept], [e for j, e in enumerate(new) if j not in kept_new]


def _more(alone: Sequence[Modal], here: Sequence[Modal], there: Sequence[Modal]) -> list[Modal]:
    """Of the modals that a verb has on one side alone those of which that side has more; others only changed verbs."""
    forces, others = [_force(each) for each in here], [_force(each) for each in there]
    return [each for each in alone if forces.count(_force(each)) > others.count(_force(each))]


def _force(modal: Modal) -> tuple[int, bool]:
    return modal.strength, modal.forbids


def _step(pair: Pair, before: Modal, after: Modal) -> Iterator[Finding]:
    is_turned = before.forbids != after.forbids and before.strength and after.strength
    aspect = Aspect.STRENGTHENED if after.strength > before.strength else Aspect.WEAKENED
    evidence = f'"{before.text}" became "{after.text}": {quoted(pair.old.text, before.text)}'
    yield finding(Kind.OBLIGATION, Aspect.NEGATED if is_turned else aspect, evidence)


def _touched(pair: Pair, verb: str, lost: Sequence[Modal], gained: Sequence[Modal]) -> Iterator[Finding]:
    """A modal that came to a verb which had none, or left one that has none now."""
    for modal in filter(_binds, lost):
        if any(stem_of(key) == verb for key in pair.new.keys):
            yield finding(
                Kind.OBLIGATION, Aspect.TOUCHED, f'"{modal.text}" dropped: {quoted(pair.old.text, modal.text)}'
            )
    for modal in filter(_binds, gained):
        if any(stem_of(key) == verb for key in pair.old.keys):
            yield finding(Kind.OBLIGATION, Aspect.TOUCHED, f'"{modal.text}" added: {quoted(pair.new.text, modal.text)}')


def _binds(modal: Modal) -> bool:
    """Whether it says more than that something is possible, or to come: "users subscribe" is "users can subscribe"."""
    return (modal.forbids or modal.strength >= ADVISED) and modal.text not in _TO_COME


def _counted(edit: Edit, situation: Situation) -> Iterator[Finding]:
    """That a section obliges more or less often, unless the edit of its text says what became of which."""
    if edit.label.casefold() not in _BINDING or _only_moved(edit, situation):
        return
    if not all(_leaves_untold(text, edit.label, situation) for text in texts_at(edit, situation)):
        return
    times = f"{edit.old or 0} → {edit.new or 0} times"
    yield finding(Kind.OBLIGATION, Aspect.TOUCHED, f'"{edit.label}": {times}')


def _only_moved(edit: Edit, situation: Situation) -> bool:
    """Whether other sections say it as much more often as this one says it less, or the other way."""
    same = (each for each in situation.edits if each.fact_kind is FactKind.OBLIGATION and each.label == edit.label)
    return sum(map(_step_of, same)) * _step_of(edit) <= 0


def _step_of(edit: Edit) -> int:
    return int(edit.new or 0) - int(edit.old or 0)


def _leaves_untold(edit: Edit, modal: str, situation: Situation) -> bool:
    """Whether no sentence of the text tells, and the modal came or went with a whole sentence or another verb."""
    if next(_in_text(edit, situation), None) is not None:
        return False
    restated = restatement_of(edit, situation)
    if not restated.read:
        return True
    is_whole = any(modal in each.text.casefold() for each in (*restated.removed, *restated.added))
    return is_whole or any(pair.swaps and len(pair.old.modals) != len(pair.new.modals) for pair in restated.pairs)
