"""Pages of GOV.UK that were saved as sections: the HTML that extraction reads, made from them again."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_TAGS = {"p": "<p>{}</p>", "li": "<ul><li>{}</li></ul>", "tr": "<table><tr><td>{}</td></tr></table>"}


def html_of_sections(sections: Sequence[Any], stamp: str = "") -> bytes:
    """A page of (heading path, level, blocks, links) rows; each link stands where its words first do in its section.

    `stamp` is the page's date as it is shown, without its label.
    """
    shown = "\n".join(_section(*section) for section in sections)
    dated = f"<p>Last updated {escape(stamp)}</p>" if stamp else ""
    page = f"<body><main>{shown}\n{dated}</main></body></html>"
    return f"<!doctype html><html lang=en><meta charset=utf-8>{page}".encode()


def stamp_of(shown: Mapping[str, str]) -> str:
    """The date that a page shows of itself, in what was saved beside its sections."""
    return shown.get("last updated") or shown.get("updated") or ""


def _section(path: Sequence[str], level: int, blocks: Sequence[Sequence[str]], links: Sequence[Sequence[str]]) -> str:
    level = min(6, max(1, level))
    heading = f"<h{level}>{escape(path[-1])}</h{level}>" if path else ""
    told = "\n".join(_TAGS.get(tag, _TAGS["p"]).format(escape(text)) for tag, text in blocks)
    for words, target in links:
        shown = f">{escape(words)}<"
        linked = f'<a href="{escape(target)}">{escape(words)}</a>'
        told = told.replace(shown, f">{linked}<", 1) if shown in told else told.replace(escape(words), linked, 1)
    return f"{heading}\n{told}"
