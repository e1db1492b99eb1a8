"""How edits read in Markdown: what each did, of what kinds it is, what says so, and how much it matters."""

from collections.abc import Iterable, Iterator

from diff.report import naming, words
from diff.report.groups import EditGroups
from diff.report.markdown_inline import link, plain, quote, redline, table, wrap
from diff.values import Edit, Finding
from store.kinds import Operation


def told(groups: EditGroups) -> Iterator[str]:
    """The blocks that tell edits; those of looks alone come last, each in a line."""
    yield from _edits(groups.telling)
    cosmetic = groups.cosmetic.edits
    if cosmetic:
        yield f"{words.cosmetic(len(cosmetic))}:"
        yield "\n".join(map(_in_a_line, cosmetic))


def evidence_of(findings: Iterable[Finding]) -> Iterator[str]:
    """Each kind with the words that say so, as items of a list."""
    for label, evidence in naming.told(findings):
        if evidence:
            yield f"- *{label}*: {'; '.join(map(plain, evidence))}"


def _edits(groups: EditGroups) -> Iterator[str]:
    for edit in groups.fate:
        target = f" It leads to {link(edit.new)}" if edit.operation is Operation.PAGE_REDIRECTED and edit.new else ""
        yield f"{words.FATES[edit.operation]}{target}"
        yield _why(edit)
    if groups.facts:
        yield table(("What", "Before", "After", "Kinds"), [_fact(edit) for edit in groups.facts])
    for edit in groups.sections_open:
        yield f"{naming.DID[edit.operation]}: {plain(words.crumbs(edit.path or edit.old_path))}"
        yield _why(edit)
        yield plain(words.others(edit))
        if edit.hunks or not words.others(edit):
            yield _section(edit)
    if groups.sections_folded:
        yield f"{words.further_sections(groups.sections_folded)}:"
        yield "\n".join(map(_in_a_line, groups.sections_folded))
    yield "\n".join(_link_edit(edit) for edit in groups.links)


def _why(edit: Edit, *, of_row: bool = False) -> str:
    """Of what kinds an edit is, what says so, and how much it matters; empty where it was not judged."""
    if not edit.findings:
        return ""
    named = naming.row(edit.findings) if of_row else naming.told(edit.findings)
    kinds = ", ".join(f"*{label}*{_said(evidence)}" for label, evidence in named)
    return f"{kinds} (priority {naming.priority(edit.priority)})".lstrip()


def _said(evidence: tuple[str, ...]) -> str:
    return f": {'; '.join(map(plain, evidence))}" if evidence else ""


def _in_a_line(edit: Edit) -> str:
    place, why = plain(words.crumbs(edit.path or edit.old_path)), _why(edit)
    if edit.fact_kind is not None:
        old, new = (plain(words.fact_value(edit.fact_kind, value)) for value in (edit.old, edit.new))
        return f"- {plain(words.fact_name(edit))}, {old} → {new}: {place}{f'; {why}' if why else ''}"
    return f"- {naming.DID[edit.operation]}: {place}{f'; {why}' if why else ''}"


def _fact(edit: Edit) -> tuple[str, str, str, str]:
    old, new = (plain(words.fact_value(edit.fact_kind, value)) for value in (edit.old, edit.new))
    name = words.fact_name(edit)
    if edit.owner and edit.owner != edit.label:
        name += f" ({edit.owner})"
    if edit.operation is Operation.FACT_MOVED:
        name += f", moved from {words.crumbs(edit.old_path)} to {words.crumbs(edit.path)}"
    elif (edit.path or edit.old_path)[-1:] not in {(), (edit.owner,)}:
        name += f", under {(edit.path or edit.old_path)[-1]}"
    return plain(name), old, new, _why(edit, of_row=True)


def _section(edit: Edit) -> str:
    match edit.operation:
        case Operation.SECTION_EDITED | Operation.SECTION_SPLIT | Operation.SECTION_MERGED if edit.hunks:
            return redline(edit)
        case Operation.SECTION_ADDED:
            return quote(*_lead(edit.new or ""), "**")
        case Operation.SECTION_REMOVED:
            return quote(*_lead(edit.old or ""), "~~")
        case Operation.SECTION_RENAMED:
            old, new = (" ".join(path[-1:]) for path in (edit.old_path, edit.path))
            return f"> {wrap('~~', old)} {wrap('**', new)}"
    if edit.old_path and edit.old_path != edit.path:
        return f"> It stood under: {plain(words.crumbs(edit.old_path))}"
    return "> Same text, another place on the page."


def _joint(why: str) -> str:
    return "; " if why.startswith("*") else " " if why else ""


def _lead(text: str) -> tuple[str, str]:
    """What of a whole section is quoted, and what is said of the rest."""
    open_, _, more = words.lead(text)
    return open_, f"… and {words.count(more, 'more word')}" if more else ""


def _link_edit(edit: Edit) -> str:
    label = f" “{plain(edit.label)}”" if edit.label else ""
    old = f" ~~{link(edit.old)}~~" if edit.old else ""
    new = f" **{link(edit.new)}**" if edit.new else ""
    why = _why(edit, of_row=True)
    return f"- {naming.DID[edit.operation]}:{label}{old}{new}{_joint(why)}{why}"
