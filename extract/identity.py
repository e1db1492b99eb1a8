"""Who extracts: name, version and the constants that steer, so that a better extractor is no change of a page."""

from importlib.metadata import version

from extract import tuning
from extract.moving import BUILT_IN
from extract.steering import PLAIN, Steering
from extract.values import ExtractorIdentity, digest_of


def identity(steering: Steering = PLAIN) -> ExtractorIdentity:
    """The identity to store with every version made by this code for a site with that steering."""
    settings = {name: value for name, value in vars(tuning).items() if name.isupper()}
    plain = [
        [name, sorted(value) if isinstance(value, frozenset) else value] for name, value in sorted(settings.items())
    ]
    masks = [[each.name, each.placeholder, each.expression] for each in BUILT_IN]
    libraries = "".join(f"+{name}-{version(name)}" for name in ("trafilatura", "pypdfium2"))
    label = f"{tuning.EXTRACTOR_VERSION}{libraries}"
    return ExtractorIdentity("variorum", label, digest_of([plain, masks, steering.digest.hex()]))
