"""Sections and facts of a version, between their rows and the values they are."""

from typing import Any

from sqlalchemy import Row

from extract import Fact as FactValue
from extract import Section as SectionValue
from store.models import Fact, Section


def section_row(section: SectionValue) -> dict[str, object]:
    """A section's columns beside its digest."""
    return {"path": list(section.path), "text": section.text}


def fact_row(fact: FactValue) -> dict[str, object]:
    """A fact's columns beside its digest."""
    return {
        "kind": fact.kind,
        "value": fact.value,
        "label": fact.label,
        "raw": fact.raw,
        "path": list(fact.path),
        "inside": fact.inside,
        "scope": fact.scope,
        "source": fact.source,
        "owner": fact.owner,
        "parts": [list(part) for part in fact.parts],
    }


def section_value(row: Section) -> SectionValue:
    """The section a row holds."""
    return SectionValue(tuple(row.path), row.text)


def fact_value(row: Fact | Row[*tuple[Any, ...]]) -> FactValue:
    """The fact a row holds, or the columns of one."""
    return FactValue(
        *(row.kind, row.value, row.label, row.raw, tuple(row.path), row.inside, row.scope, row.source, row.owner),
        parts=tuple((name, text) for name, text in row.parts),
    )
