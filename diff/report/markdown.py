"""The report as Markdown (CommonMark with tables and strikethrough): the same order as the HTML form."""

from collections.abc import Iterator
from itertools import chain

from diff.report import naming, words
from diff.report.groups import EditGroups
from diff.report.markdown_inline import code, link, plain, quote, redline, wrap
from diff.report.steps import Sign, Step
from diff.report.values import (
    Event,
    Evidence,
    ListedChange,
    Report,
    SiteChanges,
    SurroundingsEdit,
)
from diff.values import Edit
from store.kinds import Operation


def render_markdown(report: Report) -> str:
    """Write a report as Markdown, every page text escaped, ending in a newline."""
    parts = (
        _head(report),
        _summary(report),
        _events(report),
        chain.from_iterable(_site(site) for site in report.changes),
        _surroundings(report),
        _not_compared(report),
        _evidence(report),
        [words.unlisted(report)],
    )
    return "\n\n".join(block for block in chain.from_iterable(parts) if block) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield "# Change report"
    sites = ", ".join(map(plain, report.sites)) or "All sites"
    kinds = ", ".join(naming.KINDS[kind].lower() for kind in report.kinds)
    only = f"; only: {kinds}" if kinds else ""
    yield f"{sites}, {words.window(report)}{only}. Made {words.when(report.made_at)} UTC."


def _summary(report: Report) -> Iterator[str]:
    seen = report.summary
    yield "## Summary"
    yield f"{words.headline(report)} {words.observed(report)}".strip()
    signs = (f"- **{words.count(number, naming.sign(sign)[0])}**: {naming.sign(sign)[1]}" for sign, number in seen.signs)
    yield "\n".join(signs)
    if seen.sites:
        rows = [("Changes", [site.changes for site in seen.sites])]
        rows += [(naming.KINDS[kind], [site.count(kind) for site in seen.sites]) for kind in seen.kinds]
        rows += [
            ("Pages changed", [site.pages_changed for site in seen.sites]),
            ("Captures in the window", [site.captures for site in seen.sites]),
            ("Pages observed", [site.pages_observed for site in seen.sites]),
            ("Captures not compared", [site.not_compared for site in seen.sites]),
        ]
        lines = [(name, *(f"{number:,}" for number in numbers)) for name, numbers in rows]
        yield _table(("", *(plain(site.site) for site in seen.sites)), lines)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _events(report: Report) -> Iterator[str]:
    if report.events:
        yield "## On many pages at once"
    for event in report.events:
        yield f"### Event {event.number}: {words.count(event.pages, 'page')} of {plain(event.site)}"
        yield f"{_sentence(words.event_interval(event))}{_signs(event.signs)}"
        for shared in event.edits:
            yield f"On {words.count(shared.pages, 'page')}:" if shared.pages != event.pages else ""
            yield from _edits(shared.groups)
        yield "\n".join(_event_page(event, step) for step in event.steps)


def _event_page(event: Event, step: Step) -> str:
    signs = tuple(sign for sign in step.signs if sign not in event.signs)
    return f"- {link(step.page.url, step.page.title)}: {_when(step)}{_signs(signs)}"


def _site(site: SiteChanges) -> Iterator[str]:
    yield f"## {plain(site.site)}"
    if site.in_events_only:
        yield f"{words.count(site.in_events_only, 'change')} told in full on many pages at once, above."
    for entry in site.pages:
        yield f"### {plain(entry.page.title or entry.page.url)}"
        yield link(entry.page.url)
        for change in entry.changes:
            yield from _change(change)


def _change(change: ListedChange) -> Iterator[str]:
    yield f"**{words.did(change)}** {_when(change.step)}{_signs(change.step.signs)}"
    yield from _edits(change.groups)
    if change.events:
        yield "At the same time: " + ", ".join(f"event {number}" for number in change.events) + "."


def _when(step: Step) -> str:
    captures = ", ".join(f"capture {number}" for number in (step.before_capture, step.after_capture) if number)
    return f"{words.interval(step.before_at, step.after_at)} ({captures})"


def _signs(signs: tuple[Sign, ...]) -> str:
    return "".join(f" — **{name}**: {meaning}" for name, meaning in map(naming.sign, signs))


def _edits(groups: EditGroups) -> Iterator[str]:
    for edit in groups.fate:
        yield words.FATES[edit.operation]
    if groups.facts:
        yield _table(("What", "Before", "After"), [_fact(edit) for edit in groups.facts])
    for edit in groups.sections:
        yield f"{naming.DID[edit.operation]}: {plain(words.crumbs(edit.path or edit.old_path))}"
        yield _section(edit)
    yield "\n".join(_link_edit(edit) for edit in groups.links)


def _fact(edit: Edit) -> tuple[str, str, str]:
    old, new = (plain(words.fact_value(edit.fact_kind, value)) for value in (edit.old, edit.new))
    return plain(words.fact_name(edit)), old, new


def _section(edit: Edit) -> str:
    match edit.operation:
        case Operation.SECTION_EDITED | Operation.SECTION_SPLIT | Operation.SECTION_MERGED if edit.hunks:
            return redline(edit)
        case Operation.SECTION_ADDED:
            return quote(edit.new or "", "**")
        case Operation.SECTION_REMOVED:
            return quote(edit.old or "", "~~")
        case Operation.SECTION_RENAMED:
            old, new = (" ".join(path[-1:]) for path in (edit.old_path, edit.path))
            return f"> {wrap('~~', old)} {wrap('**', new)}"
    if edit.old_path and edit.old_path != edit.path:
        return f"> It stood under: {plain(words.crumbs(edit.old_path))}"
    return "> Same text, another place on the page."


def _link_edit(edit: Edit) -> str:
    label = f" “{plain(edit.label)}”" if edit.label else ""
    old = f" ~~{link(edit.old)}~~" if edit.old else ""
    new = f" **{link(edit.new)}**" if edit.new else ""
    return f"- {naming.DID[edit.operation]}:{label}{old}{new}"


def _surroundings(report: Report) -> Iterator[str]:
    if report.surroundings:
        yield "## Around the content"
        yield words.RESIDUE
    for edit in report.surroundings:
        yield _residue(edit)


def _residue(edit: SurroundingsEdit) -> str:
    first = f"first {words.interval(edit.before_at, edit.after_at)}"
    captures = f"captures {edit.before_capture}, {edit.after_capture}"
    lines = [f"**{words.count(len(edit.pages), 'page')}** of {plain(edit.site)}, {first} ({captures}):", ""]
    for line in edit.lines:
        times = f" ({line.times} times)" if line.times > 1 else ""
        lines.append(f"- {wrap('~~' if line.op < 0 else '**', line.text)}{times}")
    return "\n".join([*lines, "", "Pages: " + ", ".join(link(page.url, page.title) for page in edit.pages)])


def _not_compared(report: Report) -> Iterator[str]:
    if report.not_compared or report.failed_crawls:
        yield "## Not compared"
    lines = [
        f"- {plain(crawl.site)}, crawl {crawl.crawl}, {words.day(crawl.at)}: the crawl failed: {plain(crawl.reason)}"
        for crawl in report.failed_crawls
    ]
    for group in report.not_compared:
        examples = ", ".join(f"capture {number}" for number in group.examples)
        place = f"- {plain(group.site)}, crawl {group.crawl}, {words.day(group.at)}"
        lines.append(f"{place}: {words.refusal(group)} (for example {examples})")
    yield "\n".join(lines)


def _evidence(report: Report) -> Iterator[str]:
    if report.evidence:
        yield "## Evidence"
        yield words.EVIDENCE
    yield "\n".join(map(_capture, report.evidence))


def _capture(capture: Evidence) -> str:
    answer = f"{capture.status or 'no response'} {capture.access.value}"
    note = f" ({plain(capture.note)})" if capture.note else ""
    body = f"body {capture.digest}, {words.count(capture.size or 0, 'byte')}" if capture.digest else "no body"
    head = f"- **Capture {capture.capture}**: {link(capture.url)}, {words.when(capture.at)} UTC, {answer}{note}, {body}"
    return f"{head}: {code(words.command(capture))}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
