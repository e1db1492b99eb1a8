"""What a body is and how its characters are encoded, judged by its bytes before its header."""

import re

from w3lib.encoding import html_to_unicode

HTML = "text/html"

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
    (b"{\\rtf", "application/rtf"),
    (b"BM", "image/bmp"),
    (b"RIFF", "application/x-riff"),
    (b"%!PS", "application/postscript"),
)
_WORDS_AFTER_MAGIC = {b"BM", b"RIFF"}  # letters a text may begin with: these need a NUL nearby as well
_HTML_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|h[1-6]|table|a|b|br"
    rb"|font|center|main|section|article|header|nav|ul|ol|span|iframe)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(rb"\s*<(?:\?xml|rss|feed|urlset|sitemapindex|svg)\b", re.IGNORECASE)
_ANY_TAG = re.compile(rb"<(?:!doctype\s+html|html|body|p|div|h[1-6]|table|br|a\s)", re.IGNORECASE)
_ESSENCE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SNIFFED = 4096
_SEARCHED = 65_536


def media_type_of(body: bytes, content_type: str) -> str:
    """The media type of a body: by its first bytes, by its header only where those say nothing."""
    start = body[:_SNIFFED]
    for magic, media_type in _MAGIC:
        if start.startswith(magic) and (magic not in _WORDS_AFTER_MAGIC or b"\0" in start[:64]):
            return media_type
    if b"%PDF-" in start[:1024] and b"<" not in start[: start.index(b"%PDF-")]:
        return "application/pdf"
    return _text_type(body, _essence(content_type))


def decode(body: bytes, content_type: str) -> str:
    """The characters of an HTML body: byte order mark, header, `<meta>`, then UTF-8, then Windows-1252."""
    declared = _unmarked_utf16(body)
    if declared:
        return body.decode(declared, "replace")
    _, text = html_to_unicode(_charset_only(content_type), body, auto_detect_fun=_guess)
    return text


def _text_type(body: bytes, essence: str) -> str:
    plain = _without_marks(body[:_SNIFFED])
    if _HTML_START.match(plain):
        return HTML
    if _XML_START.match(plain):
        return HTML if b"<html" in plain.lower() else _named_or(essence, "application/xml")
    if essence in ("", HTML, "application/xhtml+xml") and _ANY_TAG.search(_without_marks(body[:_SEARCHED])):
        return HTML
    return _named_or(essence, "application/octet-stream" if b"\0" in plain else "text/plain")


def _named_or(essence: str, otherwise: str) -> str:
    return otherwise if essence in ("", HTML, "application/xhtml+xml") else essence


def _essence(content_type: str) -> str:
    name = content_type.split(";", maxsplit=1)[0].strip().lower()
    return name if _ESSENCE.fullmatch(name) else ""


def _without_marks(start: bytes) -> bytes:
    """The beginning as one byte a character, whatever Unicode form it is in."""
    if start.startswith(b"\xef\xbb\xbf"):
        return start[3:]
    if start.startswith(_UTF16_MARKS) or _unmarked_utf16(start):
        return start.removeprefix(_UTF16_MARKS[0]).removeprefix(_UTF16_MARKS[1]).replace(b"\0", b"")
    return start


def _unmarked_utf16(body: bytes) -> str:
    start = body[:64].lstrip(b" \t\r\n")
    if start.startswith(_UTF16_MARKS) or len(start) < 4:
        return ""
    if start[0] == ord("<") and start[1] == 0 and start[3] == 0:
        return "utf-16-le"
    return "utf-16-be" if start[0] == 0 and start[1] == ord("<") and start[2] == 0 else ""


def _charset_only(content_type: str) -> str | None:
    return content_type if "charset" in content_type.lower() else None


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
