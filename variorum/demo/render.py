"""The made-up agency's pages as HTML: one content, two wholly different templates around and inside it."""

import re
import tomllib
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from variorum.demo.pages import Page
from variorum.demo.planted import words_of
from variorum.demo.values import Plant

NOISE = "@@noise@@"
FIRST_NIGHT_OF_B = 5
# Not from the calendar module: its names follow the locale of the machine.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@lru_cache(maxsize=512)
def rendered(night: int, page: Page) -> str:
    """A page as it stands on a night, with NOISE wherever the server puts what differs at every request."""
    environment = _environment("b" if night >= FIRST_NIGHT_OF_B else "a")
    site = tomllib.loads(files("variorum.demo").joinpath("content/site.toml").read_text("utf-8"))
    part = environment.get_template("parts.html").module
    content = environment.get_template(page.source).make_module(
        {"part": part, "night": night, "tonight": lambda name: words_of(Plant[name], night)}
    )
    said = vars(content)
    return environment.get_template("layout.html").render(
        site=site,
        language=page.language,
        side=site["side"].get(page.side),
        footer_line=words_of(Plant.FOOTER, night),
        title=said["title"],
        summary=said["summary"],
        toc=said.get("toc"),
        content=str(content),
    )


def refused() -> str:
    """The page of the security service that refuses everything on the last night."""
    return _environment("b").get_template("blocked.html").render()


@cache
def _environment(template: str) -> Environment:
    environment = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("variorum.demo", f"templates/{template}"),
                PackageLoader("variorum.demo", "content"),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["noise"] = NOISE
    environment.filters.update(long_date=_long_date, anchor=_anchor, dialed=_dialed)
    return environment


def _long_date(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _dialed(shown: str) -> str:
    number, _, extension = shown.partition(" ext. ")
    return "+1" + number.replace("-", "") + (f";ext={extension}" if extension else "")
