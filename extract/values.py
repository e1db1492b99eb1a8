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
    ADDRESS = "address"
    HOURS = "hours"
    FORM = "contact-form"
    IDENTIFIER = "identifier"
    EFFECTIVE_DATE = "effective-date"
    EXPIRY_DATE = "expiry-date"
    OBLIGATION = "obligation"
    LINK = "link"
    DOCUMENT = "document"


class Scope(StrEnum):
    """What a date is about: the page, the section above it, the whole site, or something that is none of these."""

    PAGE = "page"
    SECTION = "section"
    SITE = "site"
    FOREIGN = "foreign"


class Source(StrEnum):
    """Where in a document a fact was read: its visible text, a link's target, markup, or a publisher's claim."""

    TEXT = "text"
    LINK = "link"
    TIME = "time"
    META = "meta"
    JSON_LD = "json-ld"
    HTTP = "http"


class PageKind(StrEnum):
    """What a page is for."""

    HOME = "home"
    CONTACT = "contact"
    POLICY = "policy"
    FACT_SHEET = "fact-sheet"
    LEADERSHIP = "leadership"
    NEWS = "news"
    FORM = "form"
    LISTING = "listing"
    OTHER = "other"


class Selection(StrEnum):
    """Who had the last word on which lines of the region are content."""

    TRAFILATURA = "trafilatura"
    REGION = "region"


class Route(StrEnum):
    """How the content region of a document was found; versions of different routes are not comparable."""

    LANDMARK = "landmark"
    TEMPLATE = "template"
    FALLBACK = "fallback"
    PAPER = "paper"
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

    `value` is canonical (ISO date as precise as it is shown, E.164 number with `;ext=`, lower-case mail address, postal
    address on one line, absolute URL, body digest), `raw` is what the page shows, `label` what names it there ("Fax",
    "Last reviewed", a link's text), `path` the heading path it stands under (empty outside the content), `inside`
    whether it lies in the content. `owner` names the office or person whose contact it is, `parts` are the named parts
    of a value that has some. `scope` is only ever other than the page for dates.
    """

    kind: FactKind
    value: str
    label: str = ""
    raw: str = ""
    path: tuple[str, ...] = ()
    inside: bool = True
    scope: Scope = Scope.PAGE
    source: Source = Source.TEXT
    owner: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> bytes:
        """SHA-256 of every field: the identity of the stored row."""
        return digest_of([*self.statement, self.raw, self.source, self.parts])

    @property
    def statement(self) -> tuple[str, str, str, tuple[str, ...], bool, str, str]:
        """What is stated, without the spelling: the part that makes a new version."""
        return (self.kind, self.value, self.label, self.path, self.inside, self.scope, self.owner)

    @property
    def is_of_the_page(self) -> bool:
        """Whether its change is one of the page: a site's own stamp and a library's move without it."""
        return self.scope in {Scope.PAGE, Scope.SECTION}


@dataclass(frozen=True, slots=True)
class Extraction:
    """One document read: its content in order, its facts in document order, and the lines around the content.

    `coverage` is the share (0 to 1) of the region's visible words that the sections kept, `selection` says who chose
    them. `claims` are dates the publisher states in metadata that no reader sees: they make no version.
    """

    title: str
    language: str
    route: Route
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    surroundings: tuple[str, ...] = ()
    coverage: float = 1.0
    kind: PageKind = PageKind.OTHER
    selection: Selection = Selection.REGION
    claims: tuple[Fact, ...] = ()

    @property
    def digest(self) -> bytes:
        """SHA-256 of sections in order and facts as a set: equal digests are the same version."""
        statements = sorted({fact.statement for fact in self.facts if fact.is_of_the_page})
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
