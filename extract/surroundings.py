"""The visible lines and links around the content: the residue that is counted, not compared as content."""

from extract.facts.links import Addresses
from extract.visible import Walked


def surroundings_of(walked: Walked, addresses: Addresses) -> tuple[str, ...]:
    """Lines outside the content in document order, then one `[link] text → href` for each link there."""
    lines = [piece for line in walked.lines if not line.inside for piece in line.text.split("\n")]
    for anchor in walked.anchors:
        # A menu names the page it stands on, too: left out there, every page's surroundings would be its own.
        href = "" if anchor.inside else addresses.resolve_any(anchor.href)
        if href:
            lines.append(f"[link] {anchor.text} → {href}")
    return tuple(lines)
