"""robots.txt, sitemaps, delays: what a site asks of its visitors is kept."""

import gzip
import io
from dataclasses import replace
from itertools import pairwise

import pytest

from crawler import Exit, run_crawl
from crawler.settings import settings_for
from store.kinds import Access, CrawlState

SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def listing(kind: str, entry: str, *urls: str) -> bytes:
    return f"<{kind} {SITEMAP}>{''.join(f'<{entry}><loc>{url}</loc></{entry}>' for url in urls)}</{kind}>".encode()


def test_settings_are_safe_and_hold_no_secret(plan) -> None:
    settings = settings_for(replace(plan, archive_url="postgresql://crew:secret@db/archive"))
    assert settings["TELNETCONSOLE_ENABLED"] is settings["REMOTE_CONTROL_ENABLED"] is False
    assert settings["DOWNLOAD_VERIFY_CERTIFICATES"] is settings["ROBOTSTXT_OBEY"] is True
    assert settings["DOWNLOAD_HANDLERS"] == dict.fromkeys(("file", "data", "ftp", "s3"))
    assert "secret" not in repr(settings)


def gaps(times: list[float]) -> list[float]:
    return [later - sooner for sooner, later in pairwise(times)]


def test_robots_rules_for_us_are_kept(site, plan, captures) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: Variorum\nDisallow: /private/\nAllow: /private/open\n"
    site.answer("/robots.txt", rules, kind="text/plain")
    site.page("/p0", "/private/a", "/private/open", "/a", "/to-private")
    site.page("/private/open")
    site.page("/a")
    site.redirect("/to-private", "/private/b")
    result = run_crawl(plan)
    found = captures()
    assert {path: capture.access for path, capture in found.items()} == {
        "/p0": Access.OK, "/a": Access.OK, "/private/open": Access.OK, "/to-private": Access.REDIRECTED,
        "/private/a": Access.ROBOTS_DENIED, "/private/b": Access.ROBOTS_DENIED,
    }  # fmt: skip
    assert found["/private/a"].evidence == "forbidden by robots.txt"
    assert found["/private/a"].status is None
    assert "/private/a" not in site.counts()
    assert "/private/b" not in site.counts()
    assert site.counts()["/robots.txt"] == 1
    assert result.exit is Exit.FINISHED


FAILING = [
    ({"status": 503, "headers": (("Retry-After", "0"),)}, "robots.txt answered 503, which forbids everything"),
    ({"status": 429, "headers": (("Retry-After", "0"),)}, "robots.txt answered 429, which forbids everything"),
    ({"drop": True}, "connection failed"),
    ({"wait": 4.0}, "timeout (asking for robots.txt)"),
]


def test_a_robots_txt_that_fails_forbids_everything(more_sites, plan, captures) -> None:
    sites = [more_sites() for _ in FAILING]
    for site, (reply, _) in zip(sites, FAILING, strict=True):
        site.answer("/robots.txt", **reply)
        site.tree(3)
    result = run_crawl(replace(plan, seeds=tuple(f"{site.url}/p0" for site in sites), timeout=1.0))
    assert [set(site.counts()) for site in sites] == [{"/robots.txt"}] * len(sites)
    found = captures()
    for site, (_, evidence) in zip(sites, FAILING, strict=True):
        assert found[f"{site.url}/p0"].evidence.startswith(evidence)
    assert (result.exit, result.state) == (Exit.FAILED, CrawlState.FAILED)
    assert result.reason == f"none of {len(sites)} answers was ok: 2 error, 2 robots-denied"


def test_a_robots_txt_that_is_missing_or_moved_decides_as_the_rfc_says(more_sites, plan, captures) -> None:
    sites = [more_sites() for _ in range(5)]
    for site, status in zip(sites, (403, 404, 410), strict=False):
        site.answer("/robots.txt", b"User-agent: *\nDisallow: /", status=status, kind="text/plain")
    for site in sites:
        site.tree(3)
    moved, looping = sites[3:]
    moved.redirect("/robots.txt", "/robots-2.txt")
    moved.redirect("/robots-2.txt", f"{looping.url}/elsewhere.txt")
    looping.answer("/elsewhere.txt", b"User-agent: *\nDisallow: /p1", kind="text/plain")
    looping.redirect("/robots.txt", "/robots.txt")
    result = run_crawl(replace(plan, seeds=tuple(f"{site.url}/p0" for site in sites)))
    found = captures()
    denied = {url for url, capture in found.items() if capture.access is Access.ROBOTS_DENIED}
    assert denied == {f"{moved.url}/p1"}
    assert (result.captures, looping.counts()["/robots.txt"]) == (15, 6)


@pytest.mark.parametrize("autothrottle", [True, False])
def test_crawl_delay_is_the_floor(site, plan, autothrottle) -> None:
    site.answer("/robots.txt", b"User-agent: *\nCrawl-delay: 0.4\n", kind="text/plain")
    site.tree(5)
    run_crawl(replace(plan, autothrottle=autothrottle))
    assert min(gaps([at for at, _, _ in site.asked])) > 0.37


def test_the_operators_delay_is_the_floor(site, plan) -> None:
    site.tree(5)
    run_crawl(replace(plan, delay=0.3, autothrottle=True))
    assert min(gaps([at for at, _, _ in site.asked])) > 0.27


def test_retry_after_gives_the_host_peace(site, plan, captures) -> None:
    site.page("/p0", "/busy", "/later", "/long")
    site.page("/later")
    site.answer("/busy", b"", status=503, headers=(("Retry-After", "1"),))
    site.answer("/long", b"", status=503, headers=(("Retry-After", "86400"),))
    run_crawl(replace(plan, concurrency=1))
    assert len(site.times("/busy")) == 3
    assert min(gaps(site.times("/busy"))) > 0.95
    assert site.counts()["/long"] == 1
    assert captures()["/long"].evidence == "503"


def test_sitemaps_fill_the_frontier(site, other_site, plan, captures) -> None:
    rules = f"User-agent: *\nDisallow: /closed\nSitemap: {site.url}/maps/index.xml\nSitemap: {other_site.url}/s.xml\n"
    site.answer("/robots.txt", rules.encode(), kind="text/plain")
    urls = [
        f"{site.url}/maps/1.xml.gz",
        f"{site.url}/maps/missing.xml",
        f"{site.url}/maps/bad.xml",
        f"{site.url}/closed.xml",
    ]
    site.answer("/maps/index.xml", listing("sitemapindex", "sitemap", *urls), kind="text/xml")
    listed = [f"{site.url}/listed/{number}" for number in range(3)]
    packed = gzip.compress(listing("urlset", "url", *listed, f"{other_site.url}/x", f"{site.url}/skip/1"))
    site.answer("/maps/1.xml.gz", packed, kind="application/gzip")
    site.answer("/maps/bad.xml", b"<html>sorry</html>")
    site.redirect("/sitemap.xml", "/wp-sitemap.xml")
    site.answer("/wp-sitemap.xml", listing("urlset", "url", f"{site.url}/wp"), kind="text/xml")
    site.page("/p0")
    site.page("/wp")
    for number in range(3):
        site.page(f"/listed/{number}")
    with io.StringIO() as log:
        run_crawl(replace(plan, sitemaps=True, excludes=("/skip/*",)), log=log)
        lines = log.getvalue()
    assert set(captures()) == {"/p0", "/wp", "/listed/0", "/listed/1", "/listed/2"}
    assert "no sitemap at " + site.url + "/maps/missing.xml: status 404" in lines
    assert "/closed.xml: forbidden by robots.txt" in lines
    assert not other_site.asked


def test_sitemaps_stay_within_max_pages_and_depth(site, plan, captures) -> None:
    listed = [f"{site.url}/listed/{number}" for number in range(3000)]
    site.answer("/sitemap.xml", listing("urlset", "url", *listed), kind="text/xml")
    site.page("/p0", "/a")
    assert run_crawl(replace(plan, sitemaps=True, max_pages=7)).captures == 7
    site.asked.clear()
    run_crawl(replace(plan, name="flat", sitemaps=True, max_depth=0))
    assert set(site.counts()) == {"/p0", "/robots.txt"}
