"""The canonical key of a URL, in SURT order as in CDX, so that addresses that mean the same page meet."""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from w3lib.url import canonicalize_url

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"^www\d*\.")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)
# Parameters that say who came and from where, never which page: they would make a new page of every visit.
_NOT_THE_PAGE = re.compile(
    r"^(?:utm_\w+|gclid|fbclid|mc_[ce]id|_ga|_gl|jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken|sid|sessionid)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 16)  # a menu's links come back on every page of a site
def urlkey(url: str) -> str:
    """Give the SURT key of an absolute HTTP URL, as `gov,agency)/contact?a=1`; raises ValueError otherwise.

    Scheme, `www.`, default port, fragment, trailing slash, session ids and tracking parameters do not count; the
    query is sorted; the path keeps its case, for many servers tell `/A` from `/a`.
    """
    parts = urlsplit(canonicalize_url(url))
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an absolute http or https URL: {url[:200]!r}")
    path = _SESSION_IN_PATH.sub("", parts.path).rstrip("/") or "/"
    query = urlencode([pair for pair in parse_qsl(parts.query, True) if not _NOT_THE_PAGE.match(pair[0])])
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORTS[parts.scheme] else ""
    return f"{_reversed_host(parts.hostname)}{port}){path}" + (f"?{query}" if query else "")


def _reversed_host(host: str) -> str:
    host = _WWW.sub("", host.rstrip("."))
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return ",".join(reversed(host.split(".")))
    return host
