"""What becomes of a page itself: it appeared, is gone, returned, leads elsewhere, or is blocked, as edits."""

from collections.abc import Iterator
from dataclasses import replace

from diff.kinds.quoting import finding
from diff.priority import priority_of
from diff.values import Edit, Finding
from store.kinds import Access, Aspect, Kind, Operation
from store.timeline import Sight, Step

_OPERATIONS = {
    Access.GONE: (Operation.PAGE_GONE, Aspect.GONE),
    Access.REDIRECTED: (Operation.PAGE_REDIRECTED, Aspect.REDIRECTED),
    Access.BLOCKED: (Operation.PAGE_BLOCKED, Aspect.BLOCKED),
}


def fate_edits(step: Step, title: str) -> tuple[Edit, ...]:
    """What became of the page in a step, with its finding and priority; nothing where it only changed.

    `title` is what the page is called after the step.
    """
    return tuple(replace(edit, priority=priority_of(edit)) for edit in _fates(step, title))


def _fates(step: Step, title: str) -> Iterator[Edit]:
    if step.to_version_id is None:
        operation, aspect = _OPERATIONS[step.after.fate]
        yield Edit(operation, new=step.after.target or None, findings=(_finding(aspect, step.after),))
    elif step.from_version_id is None:
        yield Edit(Operation.PAGE_ADDED, new=title, findings=(_finding(Aspect.APPEARED, step.after),))
    elif step.back:
        yield Edit(Operation.PAGE_RETURNED, findings=(_finding(Aspect.RETURNED, step.after),))


def _finding(aspect: Aspect, sight: Sight) -> Finding:
    answer = f"answered {sight.status}" if sight.status else "answered"
    leads = f", leads to {sight.target}" if sight.target else ""
    return finding(Kind.PAGE, aspect, f"{answer} on {sight.at.day} {sight.at:%b %Y}{leads}")
