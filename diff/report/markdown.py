"""The report as Markdown (CommonMark with tables and strikethrough): the same order as the HTML form."""

from collections.abc import Iterator, Sequence
from itertools import chain

from diff.report import naming, words
from diff.report.figures import Top
from diff.report.heatmap import heatmap_of
from diff.report.markdown_edits import evidence_of, told
from diff.report.markdown_inline import code, link, plain, table, wrap
from diff.report.steps import Sign, Step
from diff.report.values import (
    Event,
    Evidence,
    ListedChange,
    Report,
    SiteChanges,
    SurroundingsEdit,
)

# Beyond these the residue is counted: a menu of a hundred lines says no more than its first dozen.
_MOST_LINES, _MOST_NARROW = 12, 5


def render_markdown(report: Report) -> str:
    """Write a report as Markdown, every page text escaped, ending in a newline."""
    parts = (
        _head(report),
        _summary(report),
        _events(report),
        chain.from_iterable(_site(site) for site in report.changes),
        _calendars(report),
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
    least = f"; only from priority {naming.priority(report.priority)} on" if report.priority else ""
    yield f"{sites}, {words.window(report)}{only}{least}. Made {words.when(report.made_at)} UTC."


def _summary(report: Report) -> Iterator[str]:
    seen = report.summary
    yield "## Summary"
    yield f"{words.headline(report)} {words.observed(report)}".strip()
    signs = ((words.count(number, naming.sign(sign)[0]), naming.sign(sign)[1]) for sign, number in seen.signs)
    yield "\n".join(f"- **{number}**: {meaning}" for number, meaning in signs)
    if seen.top:
        yield "**What matters most:**"
        yield "\n".join(f"{place}. {_top(top)}" for place, top in enumerate(seen.top, start=1))
    if seen.sites:
        names = ("Site", *naming.COLUMNS, "Changes of each kind")
        rows = [
            (plain(site.site), *(f"{number:,}" for number in site.numbers), naming.counts(site.counts))
            for site in seen.sites
        ]
        yield table(names, rows)


def _top(top: Top) -> str:
    told_as = f" (event {top.event})" if top.event else ""
    says = f": {plain(top.evidence)}" if top.evidence else ""
    seen = f"seen {words.day(top.seen_at)}"
    return f"{plain(top.title)} of {plain(top.site)}{told_as}, {seen}, priority {naming.priority(top.priority)}{says}"


def _events(report: Report) -> Iterator[str]:
    if report.events:
        yield "## On many pages at once"
    for event in report.events:
        yield f"### Event {event.number}: {words.count(event.pages, 'page')} of {plain(event.site)}"
        priority = naming.priority(event.priority)
        yield f"{_sentence(words.event_interval(event))}, priority {priority}{_signs(event.signs)}"
        if event.pages_in_all > event.pages:
            yield f"On {words.count(event.pages_in_all, 'page')} in all, with those outside this report."
        for shared in event.edits:
            yield f"On {words.count(shared.pages, 'page')}:" if shared.pages != event.pages else ""
            yield from told(shared.groups)
        yield "\n".join(_event_page(event, step) for step in event.steps)


def _event_page(event: Event, step: Step) -> str:
    signs = tuple(sign for sign in step.signs if sign not in event.signs)
    bounds = "".join(f" {plain(words.given_up(note))}" for note in step.given_up)
    return f"- {link(step.page.url, step.page.title)}: {_when(step)}{_signs(signs)}{bounds}"


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
    step = change.step
    priority = naming.priority(change.priority)
    yield f"**{words.did(change)}** {_when(step)}, priority {priority}{_signs(step.signs)}"
    yield "\n".join(evidence_of(step.findings))
    for note in step.given_up:
        yield plain(words.given_up(note))
    yield from told(change.groups)
    if change.events:
        yield "At the same time: " + ", ".join(f"event {number}" for number in change.events) + "."


def _when(step: Step) -> str:
    captures = ", ".join(f"capture {number}" for number in (step.before_capture, step.after_capture) if number)
    return f"{words.interval(step.before_at, step.after_at)} ({captures})"


def _signs(signs: tuple[Sign, ...]) -> str:
    return "".join(f" — **{name}**: {meaning}" for name, meaning in map(naming.sign, signs))


def _calendars(report: Report) -> Iterator[str]:
    if report.calendars:
        yield "## Calendars"
    pages = ((link(one.page.url, one.page.title), heatmap_of(one).said) for one in report.calendars)
    yield "\n".join(f"- {page}: {said}" for page, said in pages)


def _surroundings(report: Report) -> Iterator[str]:
    if report.surroundings:
        yield "## Around the content"
        yield words.RESIDUE
    narrow = [edit for edit in report.surroundings if not edit.wide]
    for edit in report.surroundings:
        if edit.wide or len(narrow) <= _MOST_NARROW:
            yield _residue(edit)
    if len(narrow) > _MOST_NARROW:
        yield f"{words.count(len(narrow), 'difference')} on one page each, by page:"
        yield "\n".join(_narrow(narrow))


def _narrow(edits: Sequence[SurroundingsEdit]) -> Iterator[str]:
    """Differences that are one page's own, counted: the HTML and JSON forms have their lines."""
    for page in dict.fromkeys(edit.pages[0].id for edit in edits):
        own = [edit for edit in edits if edit.pages[0].id == page]
        lines = [line for edit in own for line in edit.lines]
        came = sum(line.times for line in lines if line.op > 0)
        moved = f"{words.count(came, 'line')} came, {sum(line.times for line in lines) - came:,} went"
        first = f"first {words.interval(own[0].before_at, own[0].after_at)}"
        yield f"- {link(own[0].pages[0].url, own[0].pages[0].title)}: {words.count(len(own), 'time')}, {first}; {moved}"


def _residue(edit: SurroundingsEdit) -> str:
    first = f"first {words.interval(edit.before_at, edit.after_at)}"
    captures = f"captures {edit.before_capture}, {edit.after_capture}"
    lines = [f"**{words.count(len(edit.pages), 'page')}** of {plain(edit.site)}, {first} ({captures}):", ""]
    for line in edit.lines[:_MOST_LINES]:
        times = f" ({line.times} times)" if line.times > 1 else ""
        lines.append(f"- {wrap('~~' if line.op < 0 else '**', line.text)}{times}")
    more = len(edit.lines) - _MOST_LINES
    lines += [f"- … and {words.count(more, 'more line')}"] if more > 0 else []
    return "\n".join([*lines, "", "Pages: " + ", ".join(link(page.url, page.title) for page in edit.pages)])


def _not_compared(report: Report) -> Iterator[str]:
    if report.not_compared or report.failed_crawls or report.unread:
        yield "## Not compared"
    lines = [
        f"- {plain(crawl.site)}, crawl {crawl.crawl}, {words.day(crawl.at)}: the crawl failed: {plain(crawl.reason)}"
        for crawl in report.failed_crawls
    ]
    lines += [
        f"- {plain(group.site)}: {plain(words.unread(group))} (for example capture {group.example})"
        for group in report.unread
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
