"""Real sites, served on loopback from the shared data: everything captured, clean sections, no menus."""

import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote
from xml.sax.saxutils import escape

import lxml.html
import pytest
from sqlalchemy import select

from store import open_archive
from store.models import Capture, Page, Version
from store.versions import load_extraction
from variorum.cli import main

DATA = Path(__file__).parents[2].parent / "shared" / "data"
SITES = {"usagov": "usagov-2023.tar.xz", "doe": "doe-directives-2017.tar.xz"}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared real pages are not on this machine")


class Shelf(ThreadingHTTPServer):
    """Serves the pages of one archive of files at the addresses they had."""

    daemon_threads = True

    def __init__(self, archive):
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.pages = {}
        with tarfile.open(archive) as files:
            for member in files:
                if member.isfile():
                    path = (
                        "/"
                        + member.name.removesuffix("index.html").split("/", int("." in member.name.split("/")[0]))[-1]
                    )
                    self.pages[path] = files.extractfile(member).read()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self):
        if self.path == "/sitemap.xml":
            places = "".join(f"<url><loc>{escape(self.server.url + path)}</loc></url>" for path in self.server.pages)
            body, kind = (
                f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode(),
                "text/xml",
            )
        else:
            body, kind = self.server.pages.get(unquote(self.path), b""), "text/html"
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def shelves():
    opened = {name: Shelf(DATA / file) for name, file in SITES.items()}
    threads = [threading.Thread(target=shelf.serve_forever, daemon=True) for shelf in opened.values()]
    for thread in threads:
        thread.start()
    yield opened
    for shelf, thread in zip(opened.values(), threads, strict=True):
        shelf.shutdown()
        thread.join()
        shelf.server_close()


@pytest.fixture(scope="module")
def folder(shelves, tmp_path_factory):
    """A folder whose archive holds both sites, crawled and processed by the command line."""
    folder = tmp_path_factory.mktemp("real")
    tables = "".join(
        f'[site.{name}]\nseeds = ["{shelf.url}{next(iter(shelf.pages))}"]\ncontact = "mailto:me@lab.example"\n'
        "delay = 0.0\nautothrottle = false\nconcurrency = 8\n"
        for name, shelf in shelves.items()
    )
    (folder / "variorum.toml").write_text('[archive]\nurl = "sqlite:///variorum.db"\n' + tables)
    for command in (["upgrade"], ["crawl"], ["process", "--workers", "2"]):
        with pytest.raises(SystemExit) as ended:
            main(["--config", str(folder / "variorum.toml"), *command])
        assert ended.value.code == 0, command
    return folder


@pytest.fixture
def session(folder):
    archive = open_archive(f"sqlite:///{folder / 'variorum.db'}")
    with archive.reading() as reading:
        yield reading
    archive.close()


@pytest.mark.parametrize("site", SITES)
def test_every_page_is_captured_with_the_bytes_it_had(session, shelves, folder, site):
    shelf = shelves[site]
    assert len(shelf.pages) >= 300
    answered = session.scalars(select(Capture.url).where(Capture.access == "ok", Capture.url.startswith(shelf.url)))
    assert {unquote(url.removeprefix(shelf.url)) for url in answered} == set(shelf.pages)


@pytest.mark.parametrize("site", SITES)
def test_pages_have_sections_under_headings_and_no_menu_text(session, shelves, site):
    shelf = shelves[site]
    versions = session.execute(
        select(Page.url, Version).join(Version, Version.page_id == Page.id).where(Page.url.startswith(shelf.url))
    ).all()
    assert len(versions) == len(shelf.pages)
    empty, headless, leaks = [], [], []
    for url, version in versions:
        tree = lxml.html.document_fromstring(
            shelf.pages[unquote(url.removeprefix(shelf.url))].decode("utf-8", "replace")
        )
        sections = load_extraction(session, version).sections
        lines = {line for section in sections for line in section.text.split("\n")}
        if content_words(tree):
            empty += [] if any(section.text for section in sections) else [url]
            headless += [] if any(section.path for section in sections) else [url]
        leaks += [(url, found) for found in [menu_lines(tree) & lines or MENU_WORDS & lines] if found]
    assert not empty
    assert len(headless) <= 0.01 * len(versions), headless
    assert not leaks, leaks[:5]


# The first words of both sites' menus and tool bars.
MENU_WORDS = {"Personal tools", "Log in", "Site Map", "Skip to main content", "All Topics and Services", "You are here"}
REGION = "//main | //*[@role='main'] | //*[@id='content' or @id='main-content']"


def words_of(node):
    return " ".join(node.text_content().split())


def content_words(tree):
    """The words of a page's own content container; a few pages of the older site have none at all."""
    return [word for part in tree.xpath(REGION) for word in words_of(part).split()]


def menu_lines(tree):
    """The texts of a page's menus that say nothing of its content."""
    content = {words_of(node) for part in tree.xpath(REGION) for node in part.iter() if isinstance(node.tag, str)}
    menus = "//nav//li | //header//li | //footer//li | //*[@id='mainnav' or @id='footer' or @id='header']//li"
    return {text for node in tree.xpath(menus) if (text := words_of(node)) and text not in content}


def test_show_prints_a_real_page_for_people(folder, shelves, capsys):
    url = shelves["usagov"].url + "/housing-scams/"
    with pytest.raises(SystemExit) as ended:
        main(["--config", str(folder / "variorum.toml"), "show", url])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "Housing" in shown
    assert "All Topics and Services" not in shown
