"""How a server answered, judged from status, headers and body alone, with the evidence for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from service_identity.exceptions import VerificationError

from crawler.errors import BodyTooLarge, HostUnreachable, RobotsDenied, UndecodableBody
from store.kinds import Access

_GONE = {404, 410}
# 407 comes from a proxy, 451 from a lawyer: either way the page stands where we may not see it.
_BLOCKED = {401, 403, 407, 429, 451}
# What a firewall marks when it answered in the server's stead, whatever status it chose to send.
_FIREWALL_MARKS = {
    "cf-mitigated": "Cloudflare",
    "x-amzn-waf-action": "AWS WAF",
    "x-sucuri-block": "Sucuri",
    "x-datadome": "DataDome",
}
_BLANK = b" \t\n\r\x0b\x0c\x00\xef\xbb\xbf"

_FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (BodyTooLarge, "too large"),
    (UndecodableBody, "undecodable body"),
    (CannotResolveHostError, "host name not found"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "timeout"),
    (ResponseDataLossError, "data loss: the connection ended before the body did"),
    (DownloadCancelledError, "too large"),  # Scrapy cancels a download for nothing else
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a server answered, and in words what says so."""

    access: Access
    evidence: str


def judge_answer(status: int, headers: Mapping[str, str], body: bytes) -> Judgement:
    """Classify an answer; `headers` have lower-case names, `body` is what the content encoding held."""
    mark = next((mark for mark in _FIREWALL_MARKS if mark in headers), None)
    if mark is not None and not 300 <= status < 400:
        return Judgement(Access.BLOCKED, f"{status}, {mark}: {headers[mark][:80]} ({_FIREWALL_MARKS[mark]})")
    if status == 304:
        return Judgement(Access.NOT_MODIFIED, "304")
    if 300 <= status < 400:
        return Judgement(Access.REDIRECTED, f"{status}")
    if 200 <= status < 300:
        blank = not body.strip(_BLANK)
        return Judgement(Access.EMPTY, f"{status}, blank body") if blank else Judgement(Access.OK, f"{status}")
    if status in _GONE:
        return Judgement(Access.GONE, f"{status}")
    return Judgement(Access.BLOCKED if status in _BLOCKED else Access.ERROR, f"{status}")


def judge_failure(error: BaseException | None) -> Judgement:
    """Classify what kept an answer from coming; the evidence names the kind and the reason."""
    if isinstance(error, RobotsDenied):
        return Judgement(Access.ROBOTS_DENIED, str(error))
    if isinstance(error, HostUnreachable):
        return Judgement(Access.ERROR, str(error)[:300])
    tls = _tls_reason(error)
    if tls is not None:
        return Judgement(Access.ERROR, f"TLS: {tls}"[:300])
    for kind, words in _FAILURES:
        if isinstance(error, kind):
            said = f": {error}" if isinstance(error, UndecodableBody) else ""
            return Judgement(Access.ERROR, f"{words}{said}"[:300])
    return Judgement(Access.ERROR, f"connection failed: {type(error).__name__}: {error}"[:300])


def _tls_reason(error: BaseException | None) -> str | None:
    """Find OpenSSL's own words in the failures Twisted wraps around them."""
    for cause in (error, getattr(error, "__cause__", None)):
        for failure in getattr(cause, "reasons", None) or ():
            value = getattr(failure, "value", None)
            if isinstance(value, VerificationError):
                return "the certificate is for another name"
            if isinstance(value, TlsError):
                reasons = [entry[-1] for entry in value.args[0]] if value.args else []
                return "; ".join(filter(None, reasons)) or "the handshake failed"
    return None
