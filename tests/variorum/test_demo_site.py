"""The made-up agency: both templates say the same, and nothing differs between nights but what was planted."""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import lxml.html
import phonenumbers
import pytest

from store.kinds import Kind
from variorum.demo import NIGHTS, PLANTED, Plant, answer, pages_on, planted_on
from variorum.demo.pages import DOCUMENTS, HANDBOOK

BASE = "http://agency.example"
HOST = {"host": "agency.example"}
OPEN_NIGHTS = range(1, NIGHTS)
VOID = {"meta", "link", "input", "img", "br", "hr"}
BROKEN = {"/foia/annual-report-2009/": 404, "/vessel-lookup/": 500}
# Taken away, and their links left standing.
STALE = {"/fact-sheets/lake-levels/": (range(3, 6), 404), "/fact-sheets/channel-depths/": (range(3, 7), 403)}
MAIN = "//main | //*[@role='main']"
HEADINGS = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"


def fetch(night, path):
    return answer(night, path, HOST)


def tree_of(night, path):
    return lxml.html.document_fromstring(fetch(night, path).body)


def words(element):
    shown = element.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    return " ".join(" ".join(shown).split())


def main_of(tree):
    (main,) = tree.xpath(MAIN)
    return main


def around(tree):
    main_of(tree).drop_tree()
    return Counter(words(tree.body).split())


def links(element):
    return Counter((link.get("href"), words(link)) for link in element.xpath(".//a[@href]"))


def headings(main):
    return [(heading.tag, words(heading)) for heading in main.xpath(f".//*[{HEADINGS}]")]


def every_page(nights):
    return [(night, page.path) for night in nights for page in pages_on(night)]


class Balance(HTMLParser):
    """Remembers which elements are open and refuses an end tag that does not close the innermost one."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, self.getpos()


@pytest.mark.parametrize(("night", "path"), every_page([1, 3, 5]))
def test_every_page_is_well_formed_html_with_one_main_and_one_first_heading(night, path):
    body = fetch(night, path).body.decode("utf-8")
    balance = Balance()
    balance.feed(body)
    balance.close()
    assert balance.open == []
    tree = lxml.html.document_fromstring(body)
    assert len(main_of(tree).xpath(".//h1")) == 1
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert "@@" not in body


def test_the_site_has_the_pages_and_constructs_that_agencies_have():
    assert len(pages_on(1)) >= 15
    policies = main_of(tree_of(1, "/policies/"))
    assert len(policies.xpath(".//h2")) >= 12
    assert len(re.findall("The above content was last reviewed on", words(policies))) >= 6
    assert policies.xpath(".//h4")
    assert len(main_of(tree_of(1, "/contact/")).xpath(".//h4/button")) == 4
    assert len(main_of(tree_of(5, "/contact/")).xpath(".//details/summary/h4")) == 4
    assert main_of(tree_of(1, "/contact/")).xpath(".//address")
    assert not main_of(tree_of(5, "/contact/")).xpath(".//address | .//time | .//article")
    assert main_of(tree_of(1, "/")).xpath(".//article//h3/a")
    assert main_of(tree_of(1, "/complaints/")).xpath(".//form//fieldset//select")
    assert tree_of(1, "/es/derechos-del-pasajero/").get("lang") == "es"


@pytest.mark.parametrize("night", OPEN_NIGHTS)
def test_every_link_leads_to_a_page_but_the_planted_errors_and_all_pages_are_found(night):
    waiting, seen, answered = ["/"], {"/"}, {}
    while waiting:
        path = waiting.pop()
        given = fetch(night, path)
        answered[path] = given.status
        moved = [value for name, value in given.headers if name == "Location"]
        is_page = given.status == 200 and path not in DOCUMENTS
        tree = lxml.html.document_fromstring(given.body) if is_page else None
        found = moved if tree is None else tree.xpath("//a/@href")
        for href in found:
            there = urlsplit(urljoin(BASE + path, href))
            if there.scheme in {"mailto", "tel"}:
                continue
            assert there.netloc == "agency.example"
            if there.fragment:
                assert tree_of(night, there.path).xpath("//*[@id=$id]", id=there.fragment), href
            if there.path not in seen:
                seen.add(there.path)
                waiting.append(there.path)
    stale = {path: status for path, (nights, status) in STALE.items() if night in nights}
    assert {path: status for path, status in answered.items() if status >= 400} == BROKEN | stale
    redirects = {"/old-contact"} | ({"/fact-sheets/pilotage/"} if night >= 3 else set())
    assert {path for path, status in answered.items() if status == 301} == redirects
    found = {path for path, status in answered.items() if status == 200}
    pages = {page.path for page in pages_on(night)}
    assert found - set(DOCUMENTS) == pages | {"/internal/staff/"}
    located = re.findall(rf"<loc>{BASE}([^<]+)</loc>", fetch(night, "/sitemap.xml").body.decode())
    assert set(located) == pages | set(DOCUMENTS)


@pytest.mark.parametrize("path", [page.path for page in pages_on(5)])
def test_the_new_template_says_the_same_words_links_and_headings(path):
    old, new = tree_of(4, path), tree_of(5, path)
    said = words(main_of(old))
    for planted in planted_on(5):
        if planted.told and path in planted.paths:
            said = said.replace(planted.old, planted.new)
    assert said == words(main_of(new))
    assert headings(main_of(old)) == headings(main_of(new))
    assert links(main_of(old)) == links(main_of(new))
    assert links(old) == links(new)
    assert old.findtext(".//title") == new.findtext(".//title")
    assert around(old) == around(new)


@pytest.mark.parametrize("path", [page.path for page in pages_on(5)])
def test_the_new_template_shares_no_class_name_with_the_old_one(path):
    old, new = (set(" ".join(tree_of(night, path).xpath("//@class")).split()) for night in (4, 5))
    assert old
    assert new
    assert not old & new


def test_the_error_pages_wear_the_template_and_keep_their_words():
    for path, status in BROKEN.items():
        assert {fetch(night, path).status for night in OPEN_NIGHTS} == {status}
        assert len({words(main_of(tree_of(night, path))) for night in OPEN_NIGHTS}) == 1
        assert tree_of(1, path).xpath("//nav")


def counted(text):
    """The words and signs of a text, however often each stands there."""
    return Counter(re.findall(r"\w+|[^\w\s]", text))


@pytest.mark.parametrize("night", [2, 3, 4, 6])
def test_what_differs_from_the_night_before_is_what_was_planted(night):
    both = {page.path for page in pages_on(night - 1)} & {page.path for page in pages_on(night)}
    for path in sorted(both):
        before, after = tree_of(night - 1, path), tree_of(night, path)
        expected, found = (counted(words(main_of(tree))) for tree in (before, after))
        here = [planted for planted in planted_on(night) if path in planted.paths and planted.told]
        for planted in here:
            if not planted.old.startswith("/"):  # an address: the words around it stay
                expected.subtract(counted(planted.old))
                expected.update(counted(planted.new))
        assert +expected == found, path
        assert min(expected.values()) >= 0
        if not here:
            assert words(main_of(before)) == words(main_of(after))
        added = around(after) - around(before)
        footer = [planted.new for planted in planted_on(night) if planted.plant is Plant.FOOTER]
        assert added == Counter(" ".join(footer).split())


def test_everything_planted_changes_every_page_it_names():
    for planted in PLANTED:
        assert planted.paths
        for path in planted.paths:
            before, after = (answer(night, path, HOST, "x") for night in (planted.night - 1, planted.night))
            assert before != after, (planted.plant, path)


def test_the_moved_section_is_the_same_section_in_another_place():
    (planted,) = [planted for planted in PLANTED if planted.plant is Plant.SECTION_MOVED]
    (path,) = planted.paths
    before, after = (headings(main_of(tree_of(night, path))) for night in (2, 3))
    assert [heading for heading in before if heading[1] != planted.old] == [
        heading for heading in after if heading[1] != planted.new
    ]
    assert before.index(("h2", planted.old)) < after.index(("h2", planted.new)) < len(after) - 1


def test_pages_appear_and_vanish_as_planted():
    by_plant = {planted.plant: planted for planted in PLANTED}
    (new,), (gone,) = by_plant[Plant.PAGE_ADDED].paths, by_plant[Plant.PAGE_GONE].paths
    (back,), (closed,) = by_plant[Plant.PAGE_BACK].paths, by_plant[Plant.PAGE_CLOSED].paths
    (elsewhere,) = by_plant[Plant.PAGE_MOVED].paths
    assert [fetch(night, new).status for night in OPEN_NIGHTS] == [404, 404, 200, 200, 200, 200]
    assert [fetch(night, gone).status for night in OPEN_NIGHTS] == [200, 200, 404, 404, 404, 404]
    assert [fetch(night, back).status for night in OPEN_NIGHTS] == [200, 200, 404, 404, 404, 200]
    assert [fetch(night, closed).status for night in OPEN_NIGHTS] == [200, 200, 403, 403, 403, 403]
    assert [fetch(night, elsewhere).status for night in OPEN_NIGHTS] == [200, 200, 301, 301, 301, 301]
    assert words(main_of(tree_of(2, back))) == words(main_of(tree_of(6, back)))
    assert headings(main_of(tree_of(3, new)))[0] == ("h1", by_plant[Plant.PAGE_ADDED].new)
    assert headings(main_of(tree_of(2, gone)))[0] == ("h1", by_plant[Plant.PAGE_GONE].old)


def test_the_silent_edit_leaves_every_date_and_the_date_bump_leaves_every_other_word():
    def dates(night, path):
        return re.findall(r"[A-Z][a-z]+ \d{1,2}, 20\d\d", words(tree_of(night, path)))

    assert dates(1, "/policies/") == dates(2, "/policies/")
    (bump,) = [planted for planted in PLANTED if planted.plant is Plant.DATE_BUMP]
    (path,) = bump.paths
    assert [bump.new if shown == bump.old else shown for shown in dates(2, path)] == dates(3, path)


def test_the_footer_line_is_no_contact_and_stays():
    (footer,) = [planted for planted in PLANTED if planted.plant is Plant.FOOTER]
    assert not re.search(r"\d|@", footer.new)
    for night, path in every_page(OPEN_NIGHTS):
        tree = tree_of(night, path)
        assert (footer.new in words(tree)) == (night >= footer.night)
        assert footer.new not in words(main_of(tree))


def test_numbers_and_addresses_are_fictional_and_dialable():
    for night, path in every_page([1, 2, 5]):
        for href in tree_of(night, path).xpath("//a/@href"):
            if href.startswith("tel:"):
                number = phonenumbers.parse(href.removeprefix("tel:"), None)
                assert phonenumbers.is_possible_number(number)
                assert re.fullmatch(r"(202|800)55501\d\d", str(number.national_number))
            if href.startswith("mailto:"):
                assert href.endswith("@sheltered-waters.example")


@pytest.mark.parametrize("night", [1, 5])
def test_protected_addresses_are_hidden_from_robots_by_another_key_at_every_request(night):
    def hidden(noise):
        found = lxml.html.document_fromstring(answer(night, "/contact/", HOST, noise).body).xpath("//@data-cfemail")
        return [bytes.fromhex(text) for text in found]

    first, second = hidden("a"), hidden("b")
    assert not set(first) & set(second)
    shown = [bytes(byte ^ key for byte in rest).decode() for key, *rest in first]
    assert shown == ["crossings@sheltered-waters.example", "june.halloran@sheltered-waters.example"]


def test_the_publishers_own_date_contradicts_the_page_where_it_was_planted():
    claimed = {path: tree_of(3, path).xpath("//meta[@name='dcterms.modified']/@content") for _, path in every_page([3])}
    assert {path: dates for path, dates in claimed.items() if dates} == {
        "/policies/": ["2025-06-02"],
        "/fact-sheets/life-jackets/": ["2024-06-03"],
    }
    assert dict(fetch(1, HANDBOOK).headers)["Last-Modified"] == "Tue, 12 Aug 2025 13:30:00 GMT"


def test_something_of_every_kind_is_planted():
    assert {kind for planted in PLANTED for kind, _ in planted.told} == set(Kind)


def test_the_text_that_changed_back_stands_again_as_it_did():
    first, second = (planted for planted in PLANTED if planted.plant is Plant.FLIP_FLOP)
    assert (first.paths, first.old, first.new) == (second.paths, second.new, second.old)
    (path,) = first.paths
    then, between, now = (
        words(main_of(tree_of(night, path))) for night in (first.night - 1, first.night, second.night)
    )
    assert then == now != between
