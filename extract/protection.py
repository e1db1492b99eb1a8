"""Addresses that Cloudflare hides from robots in an attribute."""

_LONGEST = 512


def unprotected(encoded: str) -> str:
    """The address in a `data-cfemail` attribute (bytes XORed with the first), or nothing where it is malformed."""
    try:
        key, *rest = bytes.fromhex(encoded[:_LONGEST])
        address = bytes(byte ^ key for byte in rest).decode("utf-8")
    except ValueError:
        return ""
    return address if "@" in address else ""
