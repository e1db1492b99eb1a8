"""What a site adds to the extractor: the template learned from its pages, and patterns of its configuration."""

from dataclasses import dataclass

from extract.site.template import Template
from extract.values import digest_of


@dataclass(frozen=True, slots=True)
class Steering:
    """Part of the extractor's identity: other steering makes a technical upgrade, never a change.

    `volatile` are RE2 patterns of text that moves by itself.
    """

    template: Template | None = None
    volatile: tuple[str, ...] = ()

    @property
    def digest(self) -> bytes:
        """SHA-256 of template and patterns."""
        return digest_of([self.template.digest.hex() if self.template else "", self.volatile])


PLAIN = Steering()
"""A site of which nothing is known yet."""
