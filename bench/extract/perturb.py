"""A page again, with other things around its content: what a night may bring that is no change of the page."""

import random
import re
from collections.abc import Callable, Iterator

from extract.protection import recoded

Way = Callable[[bytes, random.Random], bytes]

_BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)
_LANDMARK = re.compile(
    rb"""<main\b|\brole=["']?main\b|\bid=["']?(?:main-content|maincontent|main)["' >]""", re.IGNORECASE
)
_LANDMARK_END = re.compile(rb"</main\s*>", re.IGNORECASE)
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
_BODY_END = re.compile(rb"</body\s*>", re.IGNORECASE)
_NAV = re.compile(rb"<nav\b.*?</nav\s*>", re.IGNORECASE | re.DOTALL)
_LIST = re.compile(rb"<ul\b[^>]*>", re.IGNORECASE)
_ITEM = re.compile(rb"<li\b[^>]*>(?:(?!<li\b|</?ul\b).)*?</li\s*>", re.IGNORECASE | re.DOTALL)
_FOOTER = re.compile(rb"<footer\b[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script\b", re.IGNORECASE)
_FETCHED = re.compile(
    rb"""(<(?:link|script|img)\b[^<>]*?\b(?:href|src)=["'][^"'<>?#]+\.(?:css|js|png|jpe?g|gif|svg))(?=["'])""",
    re.IGNORECASE,
)
# with a path: the link of a logo is told by having none
_LINK = re.compile(
    rb"""(<a\b[^<>]*?\bhref=(["'])(?:https?://[^"'<>?#;\s/]+)?/(?!/)[^"'<>?#;\s]+)(?=\2)""", re.IGNORECASE
)
_MAIL = re.compile(rb"""(<a\b[^<>]*?\bhref=["'])mailto:([!-~]+?@[!-~]+?)(?=["'])""", re.IGNORECASE)
_WORDS = b"Budget Careers Events Grants Library Maps Newsroom Notices Partners Permits Programs Reports Safety".split()
_ALERT = (
    b"<div class='site-alert' role='region' aria-label='Site alert'><p>Some of our services are being moved to other"
    b" buildings this week. Please allow more time than usual and bear with us while the work goes on, notice %d.</p>"
    b"</div>"
)
_NOTE = (
    b"<p>This site is kept by the office of public affairs and served from two places of the country, edition %d.</p>"
)


def perturbed(body: bytes, seed: int) -> Iterator[tuple[str, bytes]]:
    """The page with one thing around its content changed, once for each way that fits it, and with all at once.

    The same page and seed give the same. Nothing that is yielded changes what the content says.
    """
    together = body
    for name, way in WAYS.items():
        changed = way(body, random.Random(f"{seed} {name}"))
        if changed != body:
            yield name, changed
            together = way(together, random.Random(f"{seed} {name}"))
    if together != body:
        yield "all together", together


def _alert(body: bytes, rng: random.Random) -> bytes:
    opening = _BODY.search(body)
    if opening is None or _LANDMARK.search(opening.group()):
        return body  # a page whose content begins with its body has no place for it
    return _insert(body, opening.end(), _ALERT % rng.randrange(1_000))


def _links_added(body: bytes, rng: random.Random) -> bytes:
    menu = _menu(body)
    items = b"".join(_item(rng) for _ in range(20))
    if menu is not None and (opening := _LIST.search(body, menu.start(), menu.end())):
        return _insert(body, opening.end(), items)
    opening = _BODY.search(body)
    if opening is None or _LANDMARK.search(opening.group()):
        return body
    return _insert(body, opening.end(), b"<nav><ul>" + items + b"</ul></nav>")


def _links_removed(body: bytes, rng: random.Random) -> bytes:
    menu = _menu(body)
    items = list(_ITEM.finditer(body, menu.start(), menu.end())) if menu else []
    if not items:
        return body
    gone = rng.choice(items)
    return body[: gone.start()] + body[gone.end() :]


def _footer(body: bytes, rng: random.Random) -> bytes:
    ends = list(_LANDMARK_END.finditer(body))
    after = ends[-1].end() if ends else 0
    footer = list(_FOOTER.finditer(body, after)) if ends else []
    closing = _last(_BODY_END, body)
    place = footer[-1].end() if footer else closing.start() if closing and not _is_landmark_body(body) else None
    return body if place is None else _insert(body, place, _NOTE % rng.randrange(1_000))


def _tokens(body: bytes, rng: random.Random) -> bytes:
    head = _HEAD_END.search(body)
    if head is None:
        return body
    meta = b'<meta name="csrf-token" content="%s"><script>var session = "%s";</script><!-- served by web%02d -->'
    return _insert(body, head.start(), meta % (_hex(rng), _hex(rng), rng.randrange(100)))


def _nonces(body: bytes, rng: random.Random) -> bytes:
    return _SCRIPT.sub(b'<script nonce="%s"' % _hex(rng), body)


def _fetched_anew(body: bytes, rng: random.Random) -> bytes:
    return _FETCHED.sub(rb"\1?v=%d" % rng.randrange(10**9), body)


def _tracked(body: bytes, rng: random.Random) -> bytes:
    return _LINK.sub(rb"\1?utm_source=site&amp;utm_campaign=night%d" % rng.randrange(1_000), body)


def _sessions(body: bytes, rng: random.Random) -> bytes:
    return _LINK.sub(rb"\1;jsessionid=%s" % _hex(rng).upper(), body)


def _protected(body: bytes, rng: random.Random) -> bytes:
    key = rng.randrange(1, 256)

    def hidden(match: re.Match[bytes]) -> bytes:
        address = match.group(2).replace(b"&amp;", b"&")
        encoded = bytes([key, *(byte ^ key for byte in address)]).hex()
        return match.group(1) + b"/cdn-cgi/l/email-protection#" + encoded.encode("ascii")

    return _MAIL.sub(hidden, body)


def _keys(body: bytes, rng: random.Random) -> bytes:
    key = rng.randrange(1, 256)

    def again(match: re.Match[bytes]) -> bytes:
        plain = bytes.fromhex(recoded(match.group(2).decode("ascii")))[1:]
        return match.group(1) + bytes([key, *(byte ^ key for byte in plain)]).hex().encode("ascii")

    return re.sub(rb"""((?:data-cfemail=["']|/email-protection#))((?:[0-9a-f]{2}){2,})""", again, body)


def _menu(body: bytes) -> re.Match[bytes] | None:
    """The first menu before the content."""
    landmark = _LANDMARK.search(body)
    return _NAV.search(body, 0, landmark.start() if landmark else len(body))


def _is_landmark_body(body: bytes) -> bool:
    opening = _BODY.search(body)
    return opening is None or _LANDMARK.search(opening.group()) is not None


def _last(pattern: re.Pattern[bytes], body: bytes) -> re.Match[bytes] | None:
    found = list(pattern.finditer(body))
    return found[-1] if found else None


def _item(rng: random.Random) -> bytes:
    words = b" ".join(rng.sample(_WORDS, 2))
    return b'<li><a href="/%s/%d">%s</a></li>' % (words.lower().replace(b" ", b"-"), rng.randrange(10**6), words)


def _insert(body: bytes, place: int, piece: bytes) -> bytes:
    return body[:place] + piece + body[place:]


def _hex(rng: random.Random) -> bytes:
    return b"%032x" % rng.getrandbits(128)


WAYS: dict[str, Way] = {
    "alert above": _alert,
    "menu links added": _links_added,
    "menu link removed": _links_removed,
    "footer paragraph": _footer,
    "tokens": _tokens,
    "nonces": _nonces,
    "files fetched anew": _fetched_anew,
    "tracked links": _tracked,
    "sessions in links": _sessions,
    "addresses protected": _protected,
    "protection keys": _keys,
}
"""Every way, by its name."""
