"""Page text made fit to be shown: nothing in it can steer the reader's screen or lead off the web."""

import unicodedata
from urllib.parse import urlsplit

# Format characters that letters of living scripts and emoji need; all others only hide or reorder text.
_JOINERS = "\u200c\u200d"
_BREAKS = "\n\t"


def visible(text: str) -> str:
    """Replace control, bidi-control and other invisible characters by their code points, `⟨U+202E⟩`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text.replace("\r\n", "\n")))


def _shown(char: str) -> str:
    if char in _BREAKS or char in _JOINERS:
        return char
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return "" if char == "\u00ad" else f"⟨U+{ord(char):04X}⟩"
    return char


def web_address(url: str | None) -> str | None:
    """Give a URL back if it may be linked (http or https with a host, no hidden characters), else nothing."""
    if not url or visible(url) != url or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
