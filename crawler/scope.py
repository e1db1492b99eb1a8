"""Which links of a seed belong to it."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

from crawler.values import CrawlPlan
from store.urlkey import urlkey

LONGEST_URL = 2000
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the web one site's crawl may visit. Hosts are lower case, with their port unless it is the usual."""

    hosts: frozenset[str]
    path_prefixes: tuple[str, ...]
    excludes: tuple[str, ...]

    @classmethod
    def of(cls, plan: CrawlPlan) -> "Scope":
        """Read the scope of a site; without hosts it is that of the seeds."""
        hosts = plan.hosts or tuple(host for seed in plan.seeds if (host := host_of(seed)))
        return cls(frozenset(host.lower() for host in hosts), plan.path_prefixes, plan.excludes)

    def contains(self, url: str) -> bool:
        """Whether a URL may be visited; one that has no urlkey, carries a password or is very long may not."""
        if len(url) > LONGEST_URL or not self.has_host(url):
            return False
        parts = urlsplit(url)
        # Compared decoded, or `/%70rivate/` would walk around an exclude of `/private/*`.
        path = unquote(parts.path) or "/"
        asked = f"{path}?{parts.query}" if parts.query else path
        return path.startswith(self.path_prefixes) and not any(fnmatchcase(asked, glob) for glob in self.excludes)

    def has_host(self, url: str) -> bool:
        """Whether a URL lies on one of the hosts, wherever its path leads."""
        return host_of(url) in self.hosts


@lru_cache(maxsize=1 << 16)  # a menu's links come back on every page of a site
def host_of(url: str) -> str | None:
    """Give the host of an HTTP URL as scopes compare it; none where there is no fetchable URL."""
    try:
        parts = urlsplit(url)
        urlkey(url)
        return _host(parts)
    except ValueError:
        return None


def _host(parts: SplitResult) -> str | None:
    if parts.username is not None or parts.password is not None or not parts.hostname:
        return None
    port = parts.port
    return parts.hostname if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{parts.hostname}:{port}"
