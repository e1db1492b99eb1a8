"""The made-up agency: a public site that changes over seven nights, served on loopback, and what was planted in it."""

from variorum.demo.agency import answer
from variorum.demo.pages import PAGES, Page, pages_on
from variorum.demo.planted import PLANTED, planted_on
from variorum.demo.server import Site, serve
from variorum.demo.truth import Told, Verdict, verdict
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
    "Told",
    "Verdict",
    "answer",
    "pages_on",
    "planted_on",
    "serve",
    "verdict",
]
