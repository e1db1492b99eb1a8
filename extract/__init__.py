"""Extraction: stored bytes in, values out; no network, no database."""

from extract.identity import identity
from extract.reading import extract
from extract.values import (
    Extraction,
    ExtractionError,
    ExtractorIdentity,
    Fact,
    FactKind,
    Route,
    Section,
    digest_of,
)

__all__ = [
    "Extraction",
    "ExtractionError",
    "ExtractorIdentity",
    "Fact",
    "FactKind",
    "Route",
    "Section",
    "digest_of",
    "extract",
    "identity",
]
