"""What extraction makes of a body: frozen values, and the digests that say two of them are the same."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What a fact states."""

    REVIEW_DATE = "review-date"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    DOCUMENT = "document"


class Route(StrEnum):
    """How the content region of a document was found; versions of different routes are not comparable."""

    LANDMARK = "landmark"
    FALLBACK = "fallback"
    OPAQUE = "opaque"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading path and the normalised text directly under its last heading, one block a line."""

    path: tuple[str, ...]
    text: str

    @property
    def digest(self) -> bytes:
        """SHA-256 of path and text."""
        return digest_of([self.path, self.text])


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed statement of a document.

    `value` is canonical (ISO date, E.164 number with `;ext=`, lower-case address, absolute URL, body digest),
    `raw` is what the page shows, `label` what names it there ("Fax", "Last reviewed", a link's text),
    `path` the heading path it stands under (empty outside the content), `inside` whether it lies in the content.
    """

    kind: FactKind
    value: str
    label: str = ""
    raw: str = ""
    path: tuple[str, ...] = ()
    inside: bool = True

    @property
    def digest(self) -> bytes:
        """SHA-256 of every field: the identity of the stored row."""
        return digest_of([self.kind, self.value, self.label, self.raw, self.path, self.inside])

    @property
    def statement(self) -> tuple[str, str, str, tuple[str, ...], bool]:
        """What is stated, without the spelling: the part that makes a new version."""
        return (self.kind, self.value, self.label, self.path, self.inside)


@dataclass(frozen=True, slots=True)
class Extraction:
    """One document read: its content in order, its facts in document order, and the lines around the content.

    `coverage` is the share (0 to 1) of the region's visible words that the sections kept.
    """

    title: str
    language: str
    route: Route
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    surroundings: tuple[str, ...] = ()
    coverage: float = 1.0

    @property
    def digest(self) -> bytes:
        """SHA-256 of sections in order and facts as a set: equal digests are the same version."""
        statements = sorted({fact.statement for fact in self.facts})
        return digest_of([[section.digest.hex() for section in self.sections], statements])

    @property
    def surroundings_digest(self) -> bytes:
        """SHA-256 of the lines around the content."""
        return digest_of(self.surroundings)


@dataclass(frozen=True, slots=True)
class ExtractorIdentity:
    """Who produced a version: a changed identity makes a technical upgrade, never a change."""

    name: str
    version: str
    config_digest: bytes


class ExtractionError(Exception):
    """A body that cannot be read; `outcome` is recorded beside its capture and the run goes on."""

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def digest_of(value: object) -> bytes:
    """SHA-256 of the canonical JSON of a value made of strings, numbers, booleans and sequences."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
