"""Who extracts: name, version and the constants that steer, so that a better extractor is no change of a page."""

from importlib.metadata import version

from extract import tuning
from extract.values import ExtractorIdentity, digest_of


def identity() -> ExtractorIdentity:
    """The identity to store with every version made by this code."""
    settings = {name: value for name, value in vars(tuning).items() if name.isupper()}
    plain = [
        [name, sorted(value) if isinstance(value, frozenset) else value] for name, value in sorted(settings.items())
    ]
    label = f"{tuning.EXTRACTOR_VERSION}+trafilatura-{version('trafilatura')}"
    return ExtractorIdentity("variorum", label, digest_of(plain))
