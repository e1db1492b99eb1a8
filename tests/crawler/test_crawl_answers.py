"""What a crawl records of everything a server may answer, against a real server."""

import gzip
import io
import json
import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import brotli
import pytest
import zstandard
from sqlalchemy import select

from crawler import CrawlPlan, Exit, Progress, run_crawl
from store.bodies import read_body
from store.kinds import Access, CrawlState
from store.models import Capture, Crawl

LOREM = b"<html><body><p>" + b"A page of some length. " * 200 + b"</p></body></html>"
KIBIBYTE = 1024


@pytest.fixture
def short(plan: CrawlPlan) -> CrawlPlan:
    """The plan with a small cap and little patience."""
    return replace(plan, max_body=64 * KIBIBYTE, timeout=2.0)


def test_every_answer_is_recorded_and_classified(  # noqa: PLR0915 (one crawl for all: each costs seconds)
    site, other_site, short, archive, captures
) -> None:
    packed = gzip.compress(LOREM)
    site.answer("/ok", LOREM, headers=(("X-One", "1"), ("X-Two", "2"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")))
    site.answer("/gzip", packed, headers=(("Content-Encoding", "gzip"),))
    site.answer("/deflate", zlib.compress(LOREM), headers=(("Content-Encoding", "deflate"),))
    site.answer("/brotli", brotli.compress(LOREM), headers=(("Content-Encoding", "br"),))
    site.answer("/zstd", zstandard.compress(LOREM), headers=(("Content-Encoding", "zstd"),))
    site.answer("/identity", LOREM, headers=(("Content-Encoding", "UTF-8"),))
    site.answer("/not-gzip", LOREM, headers=(("Content-Encoding", "gzip"),))
    site.answer("/unknown-encoding", LOREM, headers=(("Content-Encoding", "compress"),))
    site.answer("/cut-gzip", packed[:-20], headers=(("Content-Encoding", "gzip"),), length=-1)
    site.answer("/no-length", LOREM, length=-1)
    site.answer("/cut", LOREM[:500], length=len(LOREM))
    site.answer("/dropped", drop=True)
    site.answer("/blank", b" \n")
    site.answer("/204", status=204)
    site.answer("/304", status=304)
    site.answer("/403", b"no", status=403)
    site.answer("/410", b"gone", status=410)
    site.answer("/429", b"slow down", status=429, headers=(("Retry-After", "0"),))
    site.answer("/500", b"oops", status=500)
    site.answer("/waf", b"prove it", headers=(("cf-mitigated", "challenge"),))
    site.answer("/huge", b"a" * (100 * KIBIBYTE))
    site.answer("/endless", b"a" * (100 * KIBIBYTE), length=-1)
    site.answer("/bomb", gzip.compress(b"a" * (10 << 20)), headers=(("Content-Encoding", "gzip"),))
    site.answer("/slow", LOREM, wait=4.0)
    site.answer("/report.pdf", b"%PDF-1.7 ...", kind="application/pdf")
    site.answer("/no-type", LOREM, kind=None)
    site.redirect("/away", f"{other_site.url}/x")
    site.redirect("/nowhere", "javascript:alert(1)")
    site.answer("/no-location", status=302)
    expected = {
        "/ok": (Access.OK, "200"), "/gzip": (Access.OK, "200"), "/deflate": (Access.OK, "200"),
        "/brotli": (Access.OK, "200"), "/zstd": (Access.OK, "200"), "/identity": (Access.OK, "200"),
        "/not-gzip": (Access.ERROR, "200, undecodable body"),
        "/unknown-encoding": (Access.ERROR, "200, undecodable body: content encoding 'compress' is not known"),
        "/cut-gzip": (Access.ERROR, "200, undecodable body: the gzip stream is cut short"),
        "/no-length": (Access.OK, "200"), "/cut": (Access.ERROR, "data loss"),
        "/dropped": (Access.ERROR, "connection failed"), "/blank": (Access.EMPTY, "200, blank body"),
        "/204": (Access.EMPTY, "204, blank body"), "/304": (Access.NOT_MODIFIED, "304"),
        "/403": (Access.BLOCKED, "403"), "/410": (Access.GONE, "410"), "/missing": (Access.GONE, "404"),
        "/429": (Access.BLOCKED, "429"), "/500": (Access.ERROR, "500"),
        "/waf": (Access.BLOCKED, "200, cf-mitigated: challenge (Cloudflare)"),
        "/huge": (Access.ERROR, "too large"), "/endless": (Access.ERROR, "too large"),
        "/bomb": (Access.ERROR, "200, too large"), "/slow": (Access.ERROR, "timeout"),
        "/report.pdf": (Access.OK, "200"), "/no-type": (Access.OK, "200"),
        "/away": (Access.REDIRECTED, f"301 to {other_site.url}/x, out of scope"),
        "/nowhere": (Access.REDIRECTED, "301 without an address to follow"),
        "/no-location": (Access.REDIRECTED, "302 without an address to follow"),
    }  # fmt: skip
    site.page("/p0", *expected)
    before = datetime.now(UTC)
    result = run_crawl(short)
    found = captures()
    told = {path: (found[path].access, found[path].evidence) for path in expected}
    assert {path: (told[path][0], told[path][1][: len(words)]) for path, (_, words) in expected.items()} == expected
    assert (result.exit, result.state, result.pending) == (Exit.FINISHED, CrawlState.FINISHED, 0)
    assert result.access["ok"] == sum(access is Access.OK for access, _ in expected.values()) + 1
    assert not other_site.asked
    assert site.counts()["/500"] == 3

    ok = found["/ok"]
    names = [name for name, _ in ok.headers]
    assert [value for name, value in ok.headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert names.index("X-One") < names.index("X-Two")
    assert before <= ok.at <= datetime.now(UTC)
    assert ok.at.utcoffset() == timedelta(0)
    assert 0 <= ok.elapsed_ms < 2000
    assert ["Content-Encoding", "gzip"] in found["/gzip"].headers
    assert (found["/slow"].status, found["/slow"].headers) == (None, [])
    assert (found["/bomb"].status, found["/bomb"].body_id) == (200, None)
    with archive.reading() as session:
        for path in ("/ok", "/gzip", "/deflate", "/brotli", "/zstd", "/identity", "/no-length", "/no-type"):
            assert read_body(session, found[path].body_id) == LOREM, path
        assert read_body(session, found["/403"].body_id) == b"no"


def test_scope_depth_and_documents(site, other_site, plan, captures) -> None:
    site.page(
        "/p0", "/a/1", "/b/1", "/a/skip.pdf", "/a/doc.pdf", f"{other_site.url}/a/1", "/a/1#top", "/a/1?utm_source=x"
    )
    site.page("/a/1", "/a/2", "/p0")
    site.page("/a/2", "/a/3")
    site.page("/a/3", "/a/4")
    site.answer("/a/doc.pdf", b'%PDF <a href="/a/in-pdf">x</a>', kind="application/pdf")
    site.answer("/a/404", b'<a href="/a/in-404">x</a>', status=404)
    site.page("/b/1")
    result = run_crawl(replace(plan, path_prefixes=("/a/",), excludes=("*skip*",), max_depth=2))
    assert set(captures()) == {"/p0", "/a/1", "/a/2", "/a/doc.pdf"}
    assert result.pages == 4
    assert site.counts()["/a/1"] == 1
    assert not other_site.asked


def test_max_pages_is_kept(site, plan, archive) -> None:
    site.tree(40)
    result = run_crawl(replace(plan, max_pages=11))
    assert (result.captures, result.exit) == (11, Exit.FINISHED)


def test_known_pages_out_of_scope_are_not_asked_again(site, plan, captures) -> None:
    site.page("/p0", "/private/a", "/public/a")
    site.page("/private/a")
    site.page("/public/a")
    run_crawl(plan)
    run_crawl(replace(plan, excludes=("/private/*",)))
    assert site.counts() == {"/p0": 2, "/public/a": 2, "/private/a": 1, "/robots.txt": 2}


def test_redirects_are_captures_and_followed_in_scope(site, plan, captures) -> None:
    site.page("/p0", "/old", "/dir", "/self", "/ping", "/long0", "/temporary")
    site.redirect("/old", "/new?x=1")
    site.page("/new?x=1", "/beyond")
    site.page("/beyond")
    site.redirect("/dir", "/dir/")
    site.page("/dir/", text="A folder.")
    site.redirect("/self", "/self", 302)
    site.redirect("/ping", "/pong", 302)
    site.redirect("/pong", "/ping", 302)
    site.redirect("/temporary", f"{site.url}/p0", 307)
    for number in range(15):
        site.redirect(f"/long{number}", f"/long{number + 1}")
    result = run_crawl(plan)
    found = captures()
    assert found["/old"].evidence == f"301 to {site.url}/new?x=1"
    assert found["/new?x=1"].access is Access.OK
    assert found["/beyond"].access is Access.OK
    assert (found["/dir"].access, found["/dir/"].access) == (Access.REDIRECTED, Access.OK)
    assert found["/self"].evidence == "302 to itself"
    assert site.counts()["/self"] == 1
    assert (site.counts()["/ping"], site.counts()["/pong"]) == (1, 1)
    assert site.counts()["/long8"] == 1
    assert "/long9" not in found
    assert found["/long8"].evidence.endswith("not followed after 8 redirects")
    assert result.exit is Exit.FINISHED


def test_a_redirect_between_spellings_of_one_page_ends(site, plan, captures) -> None:
    site.page("/p0", "/loop")
    site.redirect("/loop", "/loop/")
    site.redirect("/loop/", "/loop")
    result = run_crawl(plan)
    assert site.counts()["/loop"] + site.counts()["/loop/"] == 9
    assert result.exit is Exit.FINISHED


def test_connection_refused_and_unknown_hosts_are_recorded(site, other_site, plan, archive) -> None:
    site.page("/p0")
    with io.StringIO() as log:
        seeds = (*plan.seeds, "http://127.0.0.1:9/refused", "http://no-such-host.invalid/", "http://[::1]:9/x")
        result = run_crawl(replace(plan, seeds=seeds), log=log)
    with archive.reading() as session:
        rows = session.execute(select(Capture.url, Capture.access, Capture.evidence))
        told = {url: (access, evidence) for url, access, evidence in rows}
    # Nothing answers where robots.txt should be, so nothing else may be asked there.
    refused = "connection refused (asking for robots.txt)"
    assert told["http://127.0.0.1:9/refused"] == (Access.ERROR, refused)
    assert told["http://no-such-host.invalid/"][1].startswith("host name not found")
    assert result.exit is Exit.FINISHED


def test_an_unproven_certificate_is_an_error(unproven_site, plan, archive) -> None:
    unproven_site.page("/p0")
    run_crawl(replace(plan, seeds=(f"{unproven_site.url}/p0",)))
    with archive.reading() as session:
        evidence = session.scalars(select(Capture.evidence)).one()
    assert evidence.startswith("TLS: certificate verify failed")
    assert not unproven_site.asked


def test_all_blocked_is_a_failed_crawl(site, plan, archive) -> None:
    site.answer("/p0", b"no", status=403)
    result = run_crawl(plan)
    assert (result.exit, result.state) == (Exit.FAILED, CrawlState.FAILED)
    assert result.reason == "none of 1 answers was ok: 1 blocked"
    with archive.reading() as session:
        assert session.scalars(select(Crawl.state)).all() == [CrawlState.FAILED]


def test_far_fewer_pages_than_last_time_is_a_failed_crawl(site, plan, archive) -> None:
    site.tree(20)
    assert run_crawl(plan).exit is Exit.FINISHED
    for path in list(site.pages)[8:]:
        site.answer(path, b"maintenance", status=500, headers=(("Retry-After", "0"),))
    result = run_crawl(plan)
    assert (result.exit, result.state) == (Exit.FAILED, CrawlState.FAILED)
    assert result.reason == "8 pages answered ok, 20 last time: 12 error, 8 ok"


def test_progress_is_told_and_the_log_holds_no_secret(site, plan, archive) -> None:
    site.tree(60)
    site.latency = 0.1
    told: list[Progress] = []
    with io.StringIO() as log:
        result = run_crawl(replace(plan, archive_url=plan.archive_url + "?cache=private"), told.append, log)
        lines = log.getvalue()
    assert told[-1].done == result.captures == 60
    assert told[-1].queued == 0
    assert told[-1].bytes == result.bytes
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert all(later.seconds - sooner.seconds >= 0.4 for sooner, later in pairwise(told[:-1]))
    assert "cache=private" not in lines
    assert "Spider closed (finished)" in lines
    assert re.fullmatch(r"Variorum/\S+ \(\+mailto:crew@agency\.example\)", site.asked[0][2])


def test_jobs_and_results_travel_as_json(plan) -> None:
    again = CrawlPlan.from_json(plan.to_json())
    assert again == plan
    assert isinstance(json.loads(plan.to_json()), dict)
    assert plan.archive_url not in repr(plan)
