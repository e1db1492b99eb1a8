"""What guards each request on its way out and notes each answer on its way in."""

import logging
from collections import defaultdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawler.access import judge_failure
from crawler.errors import BodyTooLarge, HostUnreachable, RobotsDenied, Stopping, UndecodableBody
from crawler.links import location
from crawler.received import forget, note
from crawler.throttle import freeze, set_floor

logger = logging.getLogger(__name__)

# Sent once per host with `urls`, the sitemaps its robots.txt names.
sitemaps_named = object()

# RFC 9309 §2.5 and §2.3.1.2: what a crawler must at least read, and follow.
LARGEST_ROBOTS = 500 * 1024
ROBOTS_HOPS = 5

# A host that asks for a longer peace is left in peace: the page is recorded as it answered.
LONGEST_PATIENCE = 120.0
# And if it asks again and again, this much in one crawl; from then on nothing is retried there.
MOST_PATIENCE = 900.0
# For a 429 that does not say how long.
USUAL_PATIENCE = 5.0

# Sent by mistake and meaning nothing.
_NO_ENCODINGS = {b"", b"identity", b"none", b"utf-8", b"utf8", b"binary"}


class AsReceived:
    """Notes the head of each answer, next to the wire, before anything changes it."""

    def process_request(self, request: Request) -> None:
        """Forget what an earlier attempt brought."""
        forget(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note what this attempt brought."""
        note(request, response)
        return response


class LeanCompression(HttpCompressionMiddleware):
    """Undoes content encodings, and says so when it cannot.

    Scrapy 2.19 guesses the charset of the *compressed* bytes first, a third of the time of a crawl: a plain response
    has no charset to guess.
    """

    def process_response(  # type: ignore[override]  # Scrapy deprecates the argument left out
        self, request: Request, response: Response
    ) -> Request | Response:
        """Give the response with its body decoded; raises BodyTooLarge or UndecodableBody."""
        encodings = b",".join(response.headers.getlist("Content-Encoding")).lower().split(b",")
        encodings = [encoding.strip() for encoding in encodings]
        if all(encoding in _NO_ENCODINGS for encoding in encodings):
            return response
        decoded = self._decoded(request, response)
        if isinstance(decoded, Response) and "Content-Encoding" in decoded.headers:
            raise UndecodableBody(f"content encoding {_shown(encodings)} is not known")
        if encodings == [b"gzip"] and "partial" in response.flags and isinstance(decoded, Response):
            _require_whole(response.body, decoded.body)
        return decoded

    def _decoded(self, request: Request, response: Response) -> Request | Response:
        plain = Response(
            response.url,
            status=response.status,
            headers=response.headers,
            body=response.body,
            flags=response.flags,
            request=response.request,
            certificate=response.certificate,
            ip_address=response.ip_address,
            protocol=response.protocol,
        )
        try:
            return super().process_response(request, plain)
        except IgnoreRequest as error:
            raise BodyTooLarge(str(error)) from error
        except Exception as error:  # every decoder has errors of its own, and they mean the same
            raise UndecodableBody(f"{type(error).__name__}: {error}") from error


def _require_whole(packed: bytes, body: bytes) -> None:
    """Refuse a cut gzip stream, which Scrapy would pass as whole: gzip ends with the size of what it holds."""
    if int.from_bytes(packed[-4:], "little") != len(body) % (1 << 32):
        raise UndecodableBody("the gzip stream is cut short")


def _shown(encodings: list[bytes]) -> str:
    return repr(b", ".join(encodings).decode("latin-1")[:80])


class PatientRetry(RetryMiddleware):
    """Retries as Scrapy does, but leaves the host the peace it asks for; Scrapy would be back within the delay."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._spent: defaultdict[str, float] = defaultdict(float)

    def process_response(  # type: ignore[override]  # Scrapy deprecates the argument left out
        self, request: Request, response: Response
    ) -> Request | Response:
        """Give the response, or the request again after a while."""
        if response.status in {429, 503}:
            host, patience = request.meta["download_slot"], _retry_after(response)
            if patience > LONGEST_PATIENCE or self._spent[host] + patience > MOST_PATIENCE:
                return response
            self._spent[host] += patience
            freeze(self.crawler.engine.downloader, host, patience)
        return super().process_response(request, response)


def _retry_after(response: Response) -> float:
    """Seconds of peace an answer asks for; Retry-After is a number or a date."""
    said = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said).astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return USUAL_PATIENCE if response.status == 429 else 0.0


class StrictRobots(RobotsTxtMiddleware):
    """Keeps RFC 9309: a robots.txt that fails forbids everything, where Scrapy would crawl on.

    One that moved is followed. Crawl-delay, no part of the RFC but asked for, becomes the floor of the delay.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._token: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._refusals: dict[str, IgnoreRequest] = {}
        self._unasked: set[str] = set()

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Let the request pass, or raise RobotsDenied or HostUnreachable."""
        netloc = urlparse_cached(request).netloc
        if netloc in self._unasked:
            raise Stopping("robots.txt was not asked for any more")
        if netloc in self._refusals:
            raise self._refusals[netloc]
        if rp is not None and not rp.allowed(request.url, self._token):
            raise RobotsDenied("forbidden by robots.txt")

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        response = await self._where_it_moved(response)
        if response.status >= 500 or response.status == 429:
            self._refuse(netloc, RobotsDenied(f"robots.txt answered {response.status}, which forbids everything"))
        rules = response.body[:LARGEST_ROBOTS] if response.status < 300 else b""
        plain = Response(response.url, status=response.status, body=rules)
        await super()._parse_robots(plain, netloc, request)
        self._keep_delay(netloc, request)
        urls = tuple(sitemap_urls_from_robots(rules, response.url))
        self.crawler.signals.send_catch_log(signal=sitemaps_named, urls=urls)

    async def _where_it_moved(self, response: Response) -> Response:
        for _ in range(ROBOTS_HOPS):
            target = location(response)
            if target is None:
                return response
            asked = Request(
                target, priority=self.DOWNLOAD_PRIORITY, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK
            )
            response = await self.crawler.engine.download_async(asked)
        return response

    def _keep_delay(self, netloc: str, request: Request) -> None:
        rules = self._parsers[netloc]
        delay = rules.crawl_delay(self._token) if isinstance(rules, RobotParser) else None
        if delay:
            set_floor(self.crawler.engine.downloader, urlparse_cached(request).hostname or "", delay)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, Stopping):
            self._unasked.add(netloc)
        else:
            self._refuse(netloc, HostUnreachable(f"{judge_failure(exc).evidence} (asking for robots.txt)"))
        super()._robots_error(exc, netloc)

    def _refuse(self, netloc: str, error: IgnoreRequest) -> None:
        self._refusals[netloc] = error
        logger.warning("%s: %s", netloc, error)
