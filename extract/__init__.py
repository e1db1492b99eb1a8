"""Extraction: stored bytes in, values out; no network, no database.

`extract.reading.extract` reads one body, `extract.pool.ExtractionPool` many, `extract.identity` says who.
Only values are imported here: trafilatura, which they bring along, is no business of a crawl or a list of pages.
"""

from extract.values import (
    Extraction,
    ExtractionError,
    ExtractorIdentity,
    Fact,
    FactKind,
    PageKind,
    Route,
    Scope,
    Section,
    Selection,
    Source,
    digest_of,
)

__all__ = [
    "Extraction",
    "ExtractionError",
    "ExtractorIdentity",
    "Fact",
    "FactKind",
    "PageKind",
    "Route",
    "Scope",
    "Section",
    "Selection",
    "Source",
    "digest_of",
]
