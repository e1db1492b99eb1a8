"""The report as one HTML file that needs nothing else: no script, no request, every page text escaped."""

from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from diff.report import heatmap, naming, words
from diff.report.chart import FLOOR, HEIGHT, WIDTH, chart_of
from diff.report.harmless import visible, web_address
from diff.report.redline import pieces_of
from diff.report.steps import Sign
from diff.report.values import Report

_TEMPLATES = Path(__file__).parent / "templates"


class Place(NamedTuple):
    """A spot in the document, and what a link to it says."""

    anchor: str
    text: str


def render_html(report: Report) -> str:
    """Write a report as one self-contained HTML document that carries its own content security policy."""
    environment = _environment()
    style = Markup((_TEMPLATES / "report.css").read_text(encoding="utf-8"))  # noqa: S704 (our own file)
    return environment.get_template("report.html.j2").render(
        report=report,
        style=style,
        chart=chart_of(report),
        canvas={"width": WIDTH, "height": HEIGHT, "floor": FLOOR},
        heatmaps=[(calendar, heatmap.heatmap_of(calendar)) for calendar in report.calendars],
        grid={"size": heatmap.SIZE, "pitch": heatmap.PITCH, "top": heatmap.TOP, "weekdays": heatmap.WEEKDAYS},
        cited={capture.capture: capture for capture in report.evidence},
        signed=_signed(report),
        refusals=[list(groups) for _, groups in groupby(report.not_compared, key=lambda group: group.crawl)],
    )


def _signed(report: Report) -> dict[Sign, list[Place]]:
    """Name the places where changes with a sign are told: their own, or the first event that tells them in full."""
    own = [change.step for site in report.changes for page in site.pages for change in page.changes]
    told = {step.change for step in own}
    found: defaultdict[Sign, list[Place]] = defaultdict(list)
    for step in own:
        for sign in step.signs:
            found[sign].append(Place(f"change-{step.change}", step.page.title or step.page.url))
    for event in report.events:
        fresh = [step for step in event.steps if step.change not in told]
        told.update(step.change for step in fresh)
        for sign, number in Counter(sign for step in fresh for sign in step.signs).items():
            found[sign].append(Place(f"event-{event.number}", words.count(number, "page") + " at once"))
    return found


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        finalize=_finalize,
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, naming=naming)
    environment.filters.update(
        pieces=pieces_of, web_address=web_address, lead=words.lead, slug=_slug, sentence=_sentence
    )
    return environment


def _finalize(value: object) -> object:
    """Make every text that a template shows harmless, none forgotten; escaping follows by itself."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _slug(text: str) -> str:
    """Make a name fit for an anchor: letters of any script stay, all else is told by its code point."""
    return "".join(char if char.isalnum() else f"-{ord(char):x}-" if char != "-" else "--" for char in text)
