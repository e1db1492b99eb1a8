"""The source of a page without what no reading depends on; its tree reads exactly as that of the whole source does.

Only what the parser's own rules allow to be told for certain is left out: wherever quotes, comments or raw text are not
plainly well-formed, there is no essence, and the page is read in full.
"""

import re
from string import ascii_letters

from extract.protection import recoded

_LONGEST = 2_500_000
"""In characters; the parser treats texts of more than 10 MB as errors, so leaving some out could change its mind."""

_WS = r"[ \t\n\r\f]"
_NAME = r"[a-zA-Z][a-zA-Z0-9:_-]*+"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\r\f"'=<>`][^ \t\n\r\f"'<>`]*+)"""
# the commonest form first: it is most of a page's markup, and this is what a fingerprint costs
_ATTRIBUTES = rf"""(?:[ ][a-z-]++="[^"]*+"|[ \t\n\r\f/]++|[^ \t\n\r\f/>"'=<]++(?:{_WS}*+={_WS}*+{_VALUE})?+)*+"""
_RAW = "title|textarea|xmp|iframe|noembed|noframes|script|style"
_SPECIAL = f"meta|link|input|img|plaintext|{_RAW}"

_TAG = re.compile(rf"<({_NAME}){_ATTRIBUTES}>")
_END = re.compile(rf"</{_NAME}{_WS}*+>")
_RAW_END = {name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE) for name in _RAW.split("|")}
_PAIR = re.compile(rf"""([^ \t\n\r\f/>"'=<]++)(?:{_WS}*+={_WS}*+({_VALUE}))?+""")


def _plain(special: str) -> re.Pattern[str]:
    """Text, and tags that are kept as they stand; `special` are the names of the others."""
    initials = {name[0] for name in special.split("|")}
    others = "".join(letter for letter in ascii_letters if letter.lower() not in initials)
    kept = rf"<(?:[{others}]|(?!(?i:{special})[ \t\n\r\f/>])[a-zA-Z])[a-zA-Z0-9:_-]*+{_ATTRIBUTES}>"
    bare = r"<(?![a-zA-Z/!?])|<![a-zA-Z\[][^<>]*+>|<\?[^<>]*+>"
    return re.compile(rf"[^<]*+(?:(?:{_END.pattern}|{kept}|{bare})[^<]*+)*+")


_PLAIN = _plain(_SPECIAL)
_PLAIN_BUT_LINKS = _plain(f"a|span|{_SPECIAL}")
_PROTECTION = ("data-cfemail", "email-protection#")
_HIDDEN = r"((?:[0-9a-f]{2}){2,2048})"
_PROTECTED = {
    "href": re.compile(rf"""(["']?[^"'#]*/cdn-cgi/l/email-protection#){_HIDDEN}(["']?)""", re.IGNORECASE),
    "data-cfemail": re.compile(rf"""(["']?){_HIDDEN}(["']?)""", re.IGNORECASE),
}

# of all scripts only JSON-LD is read; a reference or a character that is dropped may hide that one is such
_JSON_LD = re.compile(rf"""ld\+json|[^ -~\t\n\r\f]|type{_WS}*={_WS}*(?:"[^"]*&|'[^']*&|[^"'>]*&)""", re.IGNORECASE)
_CLOSED_FRAME = re.compile(rf"""\A<iframe(?:|.*["']|.*[^ \t\n\r\f=]{_WS}+)/>\Z""", re.IGNORECASE | re.DOTALL)
_FETCHED = re.compile(r"stylesheet|preload|prefetch|modulepreload|preconnect|dns-prefetch|icon|shortcut icon")
_ANEW = re.compile(r".*(?:csrf|xsrf|nonce|authenticity|request-?id|(?:^|[_-])(?:token|session|visitor)).*")
_WORTH = {
    "meta": re.compile("csrf|xsrf|nonce|authenticity|request|token|session|visitor", re.IGNORECASE),
    "input": re.compile("hidden", re.IGNORECASE),
}
_MEANT = frozenset({"property", "itemprop", "http-equiv"})  # a <meta> with one of these may be a publisher's claim
_IMAGES = frozenset({"src", "srcset", "data-src", "data-srcset"})
_NOTHING: frozenset[str] = frozenset()


def essence_of(text: str) -> str | None:
    """The source without comments, scripts, styles and tokens; None where it cannot be told for certain."""
    if len(text) > _LONGEST:
        return None
    plain = _PLAIN_BUT_LINKS if any(word in text for word in _PROTECTION) else _PLAIN
    pieces: list[str] = []
    position = 0
    while True:
        match = plain.match(text, position)
        end = match.end() if match else position
        pieces.append(text[position:end])
        if end == len(text):
            return "".join(pieces)
        found = _comment(text, end) if text.startswith("<!--", end) else _element(text, end)
        if found is None:
            return None
        piece, position = found
        pieces.append(piece)


def _comment(text: str, start: int) -> tuple[str, int] | None:
    """An empty comment in the place of a comment, and where that ends."""
    end = text.find("-->", start + 4)
    if end < 0 or text.startswith((">", "->"), start + 4) or text.find("--!>", start + 4, end) >= 0:
        return None
    return "<!---->", end + 3


def _element(text: str, start: int) -> tuple[str, int] | None:
    """What is left of a tag, with its text where that is raw, and where it ends."""
    tag = _TAG.match(text, start)
    if tag is None or tag[1].lower() == "plaintext":
        return None
    name = tag[1].lower()
    return _raw(text, name, tag) if name in _RAW_END else (_without_tokens(name, tag[0]), tag.end())


def _raw(text: str, name: str, tag: re.Match[str]) -> tuple[str, int] | None:
    if tag[0].endswith("/>"):
        # the parser takes it as closed, a browser does not; beside a tag manager every second page has such a frame
        return (f"{_without_tokens(name, tag[0])[:-1]} />", tag.end()) if _CLOSED_FRAME.search(tag[0]) else None
    close = _RAW_END[name].search(text, tag.end())
    end = _END.match(text, close.start()) if close else None
    if close is None or end is None:
        return None
    raw = text[tag.end() : close.start()]
    if name == "script" and "<!--" in raw and "<script" in raw.lower():
        return None  # a script in a comment in a script hides the end of the outer one
    if name == "style" or (name == "script" and not _JSON_LD.search(tag[0])):
        return f"<{name}></{name}>", end.end()
    return _without_tokens(name, tag[0]) + text[tag.end() : end.end()], end.end()


def _without_tokens(name: str, tag: str) -> str:
    """A tag without the values of attributes that no reading looks at, and Cloudflare's keys made equal."""
    if name in ("a", "span"):
        return _PAIR.sub(_recoded, tag)
    if name in _WORTH and not _WORTH[name].search(tag):
        return tag
    given: dict[str, str] = {}
    for key, value in _PAIR.findall(tag, len(name) + 1):
        given.setdefault(key.lower(), value.strip("\"'").lower())
    unread = _unread(name, given)
    if unread.isdisjoint(given):
        return tag
    pieces = [" " if pair[1].lower() in unread else pair[0] for pair in _PAIR.finditer(tag, len(name) + 1)]
    return f"<{name} {' '.join(pieces)}>"


def _unread(name: str, given: dict[str, str]) -> frozenset[str]:
    """The attributes of a tag that no reading looks at."""
    if name == "input" and given.get("type") == "hidden":
        return frozenset({"value"})
    if name == "link" and _FETCHED.fullmatch(given.get("rel", "")):
        return frozenset({"href", "integrity", "nonce"})
    if name == "script":
        return frozenset({"src", "integrity", "nonce"})
    if name == "meta" and _ANEW.fullmatch(given.get("name", "")) and _MEANT.isdisjoint(given):
        return frozenset({"content"})
    return _IMAGES if name in ("img", "iframe") else _NOTHING


def _recoded(pair: re.Match[str]) -> str:
    pattern = _PROTECTED.get(pair[1].lower()) if pair[2] else None
    hidden = pattern.fullmatch(pair[2]) if pattern else None
    if hidden is None:
        return pair[0]
    return pair[0].removesuffix(pair[2]) + hidden[1] + recoded(hidden[2]) + hidden[3]
