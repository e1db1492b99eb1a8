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
_PROTECTED = re.compile("@@mail:([^@]+@[^@]+)@@")
FIRST_NIGHT_OF_B = 5
# Not from the calendar module: its names follow the locale of the machine.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@lru_cache(maxsize=512)
def rendered(night: int, page: Page) -> str:
    """A page as it stands on a night, still without what differs at every request (see `with_noise`)."""
    environment = _environment("b" if night >= FIRST_NIGHT_OF_B else "a")
    site = tomllib.loads(files("variorum.demo").joinpath("content/site.toml").read_text("utf-8"))
    part = environment.get_template("parts.html").module
    content = environment.get_template(page.source).make_module({"part": part} | _of_tonight(night))
    said = vars(content)
    return environment.get_template("layout.html").render(
        site=site,
        language=page.language,
        side=site["side"].get(page.side),
        footer_line=words_of(Plant.FOOTER, night),
        title=said["title"],
        summary=said["summary"],
        toc=said.get("toc"),
        modified=said.get("modified"),
        content=str(content),
    )


@lru_cache(maxsize=512)
def text_of(night: int, source: str) -> str:
    """The words of a document that is no page, as they stand on a night."""
    return _environment("a").get_template(source).render(_of_tonight(night))


def with_noise(text: str, token: str) -> str:
    """A rendered page as one request gets it: the token in every NOISE, mail addresses hidden with a key of its own."""
    key = sum(token.encode("utf-8")) % 256
    return _PROTECTED.sub(lambda found: _hidden(found.group(1), key), text).replace(NOISE, token)


def refused() -> str:
    """The page of the security service that refuses everything on the last night."""
    return _environment("b").get_template("blocked.html").render()


def _of_tonight(night: int) -> dict[str, object]:
    return {"night": night, "tonight": lambda name: words_of(Plant[name], night)}


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
    environment.filters.update(long_date=_long_date, anchor=_anchor, dialed=_dialed, protected=_to_protect)
    return environment


def _long_date(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _dialed(shown: str) -> str:
    number, _, extension = shown.partition(" ext. ")
    return "+1" + number.replace("-", "") + (f";ext={extension}" if extension else "")


def _to_protect(address: str) -> str:
    return f"@@mail:{address}@@"


def _hidden(address: str, key: int) -> str:
    """An address as Cloudflare hides it from robots: the key, then every byte XORed with it."""
    return bytes([key, *(byte ^ key for byte in address.encode("utf-8"))]).hex()
