"""How the made-up agency answers: noise, validators, redirects, the handbook, and one address for every night."""

import http.client
import re

import lxml.html
import pytest

from variorum.demo import NIGHTS, PAGES, answer, serve
from variorum.demo.pages import HANDBOOK, MOVED

HOST = {"host": "agency.example"}


def fetch(night, path):
    return answer(night, path, HOST)


def words(body):
    tree = lxml.html.document_fromstring(body)
    return " ".join(tree.xpath("//body//text()[not(ancestor::script)]")).split()


def test_everything_is_refused_on_the_last_night_but_robots_txt():
    for path in [page.path for page in PAGES] + [HANDBOOK, "/sitemap.xml", "/old-contact", "/nowhere"]:
        given = fetch(NIGHTS, path)
        assert given.status == 403
        assert b"Request refused" in given.body
    assert fetch(NIGHTS, "/robots.txt") == fetch(1, "/robots.txt")
    assert "Disallow: /internal/" in fetch(1, "/robots.txt").body.decode().splitlines()


@pytest.mark.parametrize("path", [*sorted({page.path for page in PAGES} - MOVED.keys()), "/nowhere/"])
@pytest.mark.parametrize("night", [1, 5, NIGHTS])
def test_every_fetch_differs_in_bytes_and_in_nothing_else(night, path):
    first, second = fetch(night, path), fetch(night, path)
    assert first.body != second.body
    assert answer(night, path, HOST, "a" * 32) == answer(night, path, HOST, "a" * 32)
    if night < NIGHTS:
        assert words(first.body) == words(second.body)


def test_files_without_noise_have_validators():
    for path in [HANDBOOK, "/sitemap.xml", "/robots.txt", "/assets/site.css?v=1", "/assets/seal.svg"]:
        given = fetch(1, path)
        assert given == fetch(1, path)
        tag = dict(given.headers)["ETag"]
        assert answer(1, path, HOST | {"if-none-match": tag}).status == 304


@pytest.mark.parametrize("path", ["/contact", "/fact-sheets/landing-fees", "/old-contact"])
def test_an_address_without_its_slash_and_an_old_one_redirect(path):
    given = fetch(1, path)
    assert given.status == 301
    assert fetch(1, dict(given.headers)["Location"]).status == 200


def test_paths_outside_the_site_are_not_found():
    for path in ["/assets/../server.py", "/assets/", "/assets/server.py", "//evil.example/", "/content/home.html", "*"]:
        assert fetch(1, path).status == 404


@pytest.mark.parametrize("night", [0, NIGHTS + 1])
def test_a_night_that_is_not_there_is_refused(night):
    with pytest.raises(ValueError, match="nights 1 to 7"):
        fetch(night, "/")


def test_a_forged_host_never_reaches_the_sitemap():
    sitemap = answer(1, "/sitemap.xml", {"host": "x</loc><script>"}).body
    assert b"script" not in sitemap
    assert b"http://127.0.0.1/contact/" in sitemap


def test_the_handbook_is_a_pdf_whose_cross_references_are_right():
    body = fetch(1, HANDBOOK).body
    assert body.startswith(b"%PDF-1.4\n")
    assert body.endswith(b"%%EOF\n")
    (start,) = re.findall(rb"startxref\n(\d+)\n", body)
    table = body[int(start) :]
    assert table.startswith(b"xref\n")
    places = re.findall(rb"(\d{10}) 00000 n \n", table)
    for number, place in enumerate(places, start=1):
        assert body[int(place) :].startswith(b"%d 0 obj\n" % number)
    assert b"/Size %d " % (len(places) + 1) in table
    for length, stream in re.findall(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", body, re.DOTALL):
        assert int(length) == len(stream)
    assert len(re.findall(rb"/Type /Page ", body)) == int(re.findall(rb"/Count (\d+)", body)[0]) == 2
    assert b"(Passenger Handbook) Tj" in body


def ask(site, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", site.server_port, timeout=10)
    try:
        connection.request(method, path, headers=headers)
        given = connection.getresponse()
        return given.status, given.headers, given.read()
    finally:
        connection.close()


def test_one_address_serves_every_night_over_loopback(capfd):
    hotline = {"800-555-0142": False, "800-555-0187": False}
    with serve() as site:
        assert site.url == f"http://127.0.0.1:{site.server_port}"
        for night, number in enumerate(hotline, start=1):
            site.night = night
            status, headers, body = ask(site, "/contact/")
            assert (status, headers["Content-Length"]) == (200, str(len(body)))
            assert number in body.decode()
        site.night = NIGHTS
        assert ask(site, "/contact/")[0] == 403
        assert [status for _, _, status in site.asked] == [200, 200, 403]
        assert site.asked[-1] == (NIGHTS, "/contact/", 403)
    assert capfd.readouterr() == ("", "")


def test_the_server_answers_head_conditional_and_kept_alive_requests():
    with serve(night=3) as site:
        status, headers, body = ask(site, HANDBOOK, "HEAD")
        assert (status, body) == (200, b"")
        assert int(headers["Content-Length"]) > 1000
        tag = headers["ETag"]
        assert ask(site, HANDBOOK, **{"If-None-Match": tag})[0] == 304
        assert f"{site.url}/news/old-ferry-ramp/" in ask(site, "/sitemap.xml")[2].decode()
        connection = http.client.HTTPConnection("127.0.0.1", site.server_port, timeout=10)
        for path in ("/old-contact", "/contact/", "/vessel-lookup/"):
            connection.request("GET", path)
            connection.getresponse().read()
        connection.close()
        assert [status for _, _, status in site.asked][-3:] == [301, 200, 500]


def test_a_given_port_is_kept():
    with serve() as first:
        port = first.server_port
    with serve(port=port) as second:
        assert second.url == first.url
        assert ask(second, "/")[0] == 200
