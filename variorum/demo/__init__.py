"""The made-up agency: a public site that changes over six nights, served on loopback, and what was planted in it."""

from variorum.demo.agency import answer
from variorum.demo.pages import PAGES, Page, pages_on
from variorum.demo.planted import PLANTED, planted_on
from variorum.demo.server import Site, serve
from variorum.demo.values import NIGHTS, Answer, Plant, Planted

__all__ = [
    "NIGHTS",
    "PAGES",
    "PLANTED",
    "Answer",
    "Page",
    "Plant",
    "Planted",
    "Site",
    "answer",
    "pages_on",
    "planted_on",
    "serve",
]
