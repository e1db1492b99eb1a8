"""The archive's tables, all at one door: evidence and what is read in it, then what changed."""

from store.base import Base
from store.tables import (
    Body,
    Capture,
    Crawl,
    Extractor,
    Fact,
    FrontierEntry,
    Page,
    PageUrl,
    Reading,
    Section,
    Site,
    Surroundings,
    Template,
    Version,
)
from store.tables_of_changes import Change, Edit, Event, Finding, Occurrence

__all__ = [
    "Base",
    "Body",
    "Capture",
    "Change",
    "Crawl",
    "Edit",
    "Event",
    "Extractor",
    "Fact",
    "Finding",
    "FrontierEntry",
    "Occurrence",
    "Page",
    "PageUrl",
    "Reading",
    "Section",
    "Site",
    "Surroundings",
    "Template",
    "Version",
]
