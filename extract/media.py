"""What a body is and how its characters are encoded, judged by its bytes before its header."""

import re

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, to_unicode

from extract.packages import part_names

HTML = "text/html"
TEXT = "text/plain"
PDF = "application/pdf"
ZIP = "application/zip"
BYTES = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OFFICE}wordprocessingml.document"

_MAGIC = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
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
_PACKED = (("word/", DOCX), ("xl/", f"{_OFFICE}spreadsheetml.sheet"), ("ppt/", f"{_OFFICE}presentationml.presentation"))
_OPEN_PACKAGE = re.compile(rb"PK\x03\x04.{4}\0\0.{16}\x08\0\0\0mimetype(application/[a-z.+-]{3,80})", re.DOTALL)
_PDF_OBJECT = re.compile(rb"\d\s+\d\s+obj\b")
_HTML_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|h[1-6]|table|a|b|br"
    rb"|font|center|main|section|article|header|nav|ul|ol|span|iframe)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(rb"\s*<(?:\?xml|rss|feed|urlset|sitemapindex|svg)\b", re.IGNORECASE)
_ANY_TAG = re.compile(rb"<(?:!doctype\s+html|html|body|p|div|h[1-6]|table|br|a\s)", re.IGNORECASE)
_ESSENCE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_PAGES = ("", HTML, "application/xhtml+xml")
_SHOWN_BY_BYTES = {*(media_type for _, media_type in _MAGIC), *(media_type for _, media_type in _PACKED), BYTES}
_NO_TEXT = re.compile(r"(?:image|audio|video|font)/(?!svg).*|application/(?:octet-stream|pdf|zip|gzip|msword|vnd\..*)")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CHARSET = re.compile(
    r"utf-(?:8|16|32)(?:-[bl]e|-sig)?|(?:cp|iso8859-|kz)\d+|koi8-[rtu]|mac-\w+|gb18030|hz|big5\w*|euc_\w+|shift_\w+"
    r"|iso2022_\w+|johab|tis-620|ptcp154|hp-roman8"
)
"""What a page may declare: Python knows codecs ("hex", "punycode") that are no charset, and some take minutes."""

_ENDLESS = {"utf-16": "utf-16-be", "utf-32": "utf-32-be"}  # without a mark, the standards say, the big end comes first
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SNIFFED = 4096
_SEARCHED = 65_536


def media_type_of(body: bytes, content_type: str) -> str:
    """The media type of a body: by its first bytes, by its header only where those say nothing."""
    start = body[:_SNIFFED]
    for magic, media_type in _MAGIC:
        if start.startswith(magic) and (magic not in _WORDS_AFTER_MAGIC or b"\0" in start[:64]):
            return _packed_type(body) if media_type == ZIP else media_type
    if _holds_pdf(body):
        return PDF
    return _text_type(body, _essence(content_type))


def decode(body: bytes, content_type: str) -> str:
    """The characters of a text: byte order mark, header, `<meta>`, then UTF-8, then Windows-1252.

    A declaration that the bytes belie is passed over.
    """
    marked, mark = read_bom(body)
    if marked and mark:
        return to_unicode(body[len(mark) :], marked)
    return to_unicode(body, _unmarked_utf16(body) or _encoding_of(body, content_type))


def _packed_type(body: bytes) -> str:
    named = _OPEN_PACKAGE.match(body)
    if named is not None:
        return named.group(1).decode("ascii")
    names = part_names(body)
    return next((kind for folder, kind in _PACKED if any(name.startswith(folder) for name in names)), ZIP)


def _holds_pdf(body: bytes) -> bool:
    """Whether a PDF begins behind some bytes of no meaning, as readers allow."""
    at = body.find(b"%PDF-", 0, 1024)
    return at >= 0 and b"<" not in body[:at] and _PDF_OBJECT.search(body, at, at + _SEARCHED) is not None


def _text_type(body: bytes, essence: str) -> str:
    plain = _without_marks(body[:_SNIFFED])
    if _HTML_START.match(plain):
        return HTML
    if _XML_START.match(plain):
        return HTML if b"<html" in plain.lower() else _named_or(essence, "application/xml")
    is_binary, is_page = _is_binary(plain), essence in _PAGES
    if (is_page or not (is_binary or _names_text(essence))) and _ANY_TAG.search(_without_marks(body[:_SEARCHED])):
        return HTML
    if is_binary:
        return BYTES if essence in (*_PAGES, *_SHOWN_BY_BYTES, TEXT) else essence
    return essence if _names_text(essence) else TEXT


def _named_or(essence: str, otherwise: str) -> str:
    return otherwise if essence in _PAGES else essence


def _names_text(essence: str) -> bool:
    return essence not in _PAGES and _NO_TEXT.fullmatch(essence) is None


def _is_binary(start: bytes) -> bool:
    """Whether bytes are no text: texts hold a stray control character at most."""
    return b"\0" in start[:_SNIFFED] or len(_CONTROLS.findall(start)) > len(start) // 100


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
    if start[0] == 0 and start[1] == ord("<") and start[2] == 0:
        return "utf-16-be"
    return _unmarked_text(body[:512])


def _unmarked_text(start: bytes) -> str:
    """The form of a text whose every second byte is nothing, as Latin letters are in UTF-16."""
    even, odd = start[::2], start[1::2]
    if len(start) < 16 or _CONTROLS.search(start.replace(b"\0", b"")):
        return ""
    if even.count(0) == 0 and odd.count(0) > 0.9 * len(odd):
        return "utf-16-le"
    return "utf-16-be" if odd.count(0) == 0 and even.count(0) > 0.9 * len(even) else ""


def _encoding_of(body: bytes, content_type: str) -> str:
    """The declared encoding where it can be the body's, else the likeliest."""
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body) or ""
    if not _CHARSET.fullmatch(declared):
        return _guess(body)
    if declared.startswith(("utf-16", "utf-32")):
        no_nul = b"\0" not in body
        return _guess(body) if no_nul and body.isascii() else _ENDLESS.get(declared, declared)
    if declared == "utf-8" and _guess(body) != "utf-8" and _MULTIBYTE.search(body) is None:
        return "cp1252"
    return _guess(body) if declared == "cp1252" else declared


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
