"""Addresses that Cloudflare hides from robots, under another key for every request."""

_LONGEST = 4_096
_LINK = "/cdn-cgi/l/email-protection#"


def unprotected(encoded: str) -> str:
    """The address in a `data-cfemail` attribute (bytes XORed with the first), or nothing where it is malformed."""
    address = _decoded(encoded)
    return address if "@" in address else ""


def revealed(href: str) -> str:
    """A link as its author wrote it: `mailto:` and the address where Cloudflare hid it, else the link itself."""
    if _LINK not in href:
        return href
    address = _decoded(href.partition("#")[2])
    # "E-mail this page" has no address, only ?subject= and the like
    return f"mailto:{address}" if "@" in address or address.startswith("?") else href


def recoded(encoded: str) -> str:
    """The same address under the key that changes nothing, so that one address is hidden in one way only."""
    try:
        key, *rest = bytes.fromhex(encoded)
    except ValueError:
        return encoded
    return bytes([0, *(byte ^ key for byte in rest)]).hex()


def _decoded(encoded: str) -> str:
    try:
        key, *rest = bytes.fromhex(encoded[:_LONGEST])
        return bytes(byte ^ key for byte in rest).decode("utf-8")
    except ValueError:
        return ""
