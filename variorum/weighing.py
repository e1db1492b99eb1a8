"""Why something has the priority it has, as lines for a terminal: every term, every finding, and the evidence."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from diff.priority import Term, name_of
from diff.values import Finding
from variorum.terminal import plain

_INDENT = "    "


def kinds_line(findings: Sequence[Finding], priority: float) -> Text:
    """One line: the priority, and in words of what kinds it is."""
    kinds = ", ".join(dict.fromkeys(name_of(finding) for finding in findings))
    return Text(f"priority {priority:.2f}{': ' if kinds else ''}{kinds}", style="dim")


def weighed_lines(terms: Sequence[Term], findings: Sequence[Finding], priority: float) -> Iterator[Text]:
    """The terms with what each adds, the evidence under the term that it speaks for, and the sum."""
    unheard = list(findings)
    for term in terms:
        yield Text(f"{_INDENT}{term.value:+.2f}  {term.name}")
        spoken = [finding for finding in unheard if name_of(finding) == term.name]
        yield from _evidence(spoken)
        unheard = [finding for finding in unheard if finding not in spoken]
    for name in dict.fromkeys(map(name_of, unheard)):
        yield Text(f"{_INDENT} 0.00  {name}")
        yield from _evidence(finding for finding in unheard if name_of(finding) == name)
    total = sum(term.value for term in terms)
    held = f" (from {total:+.2f})" if abs(total - priority) > 0.00005 else ""
    yield Text(f"{_INDENT}={priority:.2f}  priority{held}", style="bold")


def _evidence(findings: Iterable[Finding]) -> Iterator[Text]:
    for finding in findings:
        if finding.evidence:
            yield Text(f"{_INDENT * 2}   {plain(finding.evidence)}", style="dim")
