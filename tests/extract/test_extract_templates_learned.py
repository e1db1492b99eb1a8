"""Templates learned from a site's pages: what they depend on, what they find, and floors on real sites."""

import random
import re
import tarfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import Route
from extract.identity import identity
from extract.parsing import parse
from extract.reading import extract
from extract.site.learning import distinct, learn
from extract.site.profile import MAX_CONTAINERS, ProfileTask
from extract.site.template import MAX_LAYOUTS, FitTask, Template
from extract.steering import Steering

WORDS = [
    "anchor",
    "buoy",
    "chart",
    "dredge",
    "estuary",
    "ferry",
    "gauge",
    "harbor",
    "inlet",
    "jetty",
    "keel",
    "lagoon",
    "mooring",
    "pier",
    "quay",
    "rudder",
]
URL = "https://harbor.example.gov/page"


def sentence(*seed, length=9):
    return " ".join(random.Random(str(seed)).choices(WORDS, k=length)) + "."


def page(number, *, notice="", side="", menu=("Tides", "Permits", "Fees", "News"), heading="", paragraphs=6):
    """A page of a site without landmarks: a menu that marks where one is, a wrapper named for its page, a form below."""
    entries = "".join(f"<li><a href='/{each}'>{each}</a></li>" for each in menu)
    here = f"<li class=here><b>{menu[number % len(menu)]} (here)</b></li>"
    text = "".join(f"<p>{sentence(number, line)}</p>" for line in range(paragraphs))
    return f"""<!DOCTYPE html><html><head><title>Page</title></head><body class="page-{WORDS[number % 16]}">
    {notice}<div id="page-{WORDS[number % 16]}-{number}"><div class="top"><p>Harbor Department of the Coast</p>
    <ul class="menu">{entries}{here}</ul></div>{heading}
    <div class="columns"><div class="left">{side}</div><div class="text"><h2>Rules {WORDS[number % 16]} {number}</h2>{text}
    <div class="formula">Printed copies are uncontrolled</div></div></div>
    <div class="below"><p>Was this page of use to you, then say so</p><ul><li><a href="/privacy">Privacy policy</a></li>
    <li><a href="/foia">Freedom of information</a></li></ul></div></div></body></html>"""


def profile(markup):
    return ProfileTask(1, markup.encode()).do()


@cache
def template(count=8):
    return learn(profile(page(number)) for number in range(count))


def read(markup, template):
    return extract(markup.encode(), URL, "text/html", Steering(template))


def content(extraction):
    return "\n".join("\n".join([*section.path[-1:], section.text]) for section in extraction.sections)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(9)), st.integers(0, 3))
def test_neither_order_nor_repetition_of_pages_matters(order, repeated):
    pages = [profile(page(number)) for number in order]
    assert learn(pages + pages[:repeated]) == template(9)


def test_eight_pages_find_the_content_of_another_and_nothing_else():
    found = read(page(99), template())
    assert found.route is Route.TEMPLATE
    said = content(found)
    assert all(sentence(99, line) in said for line in range(6))
    assert f"Rules {WORDS[99 % 16]} 99" in said
    for around in ("Harbor Department", "Tides", "Privacy", "Was this page"):
        assert around not in said
        assert any(around in line for line in found.surroundings)


def test_a_formula_inside_the_content_stays_in_it():
    assert "Printed copies are uncontrolled" in content(read(page(99), template()))


def test_a_sidebar_that_only_one_page_has_is_not_its_content():
    side = f"<div class=box><p>{sentence('side', length=25)}</p></div>"
    assert sentence("side", length=25) not in content(read(page(99, side=side), template()))


@pytest.mark.parametrize(
    "changed",
    [
        {"notice": "<div class=alert><p>The piers are closed today because of a storm</p></div>"},
        {"menu": ("Tides", "Permits", "Ferries", "Fees", "News", "Jobs")},
        {"side": "<p>Office hours have changed for the holidays this week</p>"},
    ],
)
def test_what_stands_around_the_content_moves_no_digest(changed):
    assert read(page(99, **changed), template()).digest == read(page(99), template()).digest


def test_the_heading_before_the_content_belongs_to_it():
    pages = [page(number, heading=f"<div class=title><h1>On {WORDS[number]}</h1></div>") for number in range(9)]
    found = read(pages[8], learn(map(profile, pages[:8])))
    assert {section.path[0] for section in found.sections} == {f"On {WORDS[8]}"}


def test_a_heading_that_is_the_sites_name_heads_no_page():
    pages = [page(number, heading="<div class=title><h1>Harbor Department</h1></div>") for number in range(9)]
    assert "Harbor Department" not in content(read(pages[8], learn(map(profile, pages[:8]))))


def test_pages_alike_but_for_a_few_words_count_as_one():
    alike = [page(1).replace("Rules", f"Rules, {word} edition") for word in WORDS * 3]
    other = [page(number) for number in range(8)]
    assert len(distinct([profile(each) for each in alike + other])) <= 10
    found = learn(profile(each) for each in alike + other)
    assert all(sentence(1, line) in content(read(page(1), found)) for line in range(6))


def test_pages_alike_teach_nothing():
    assert learn(profile(page(1)) for _ in range(20)) is None


def test_pages_that_share_nothing_have_no_template():
    pages = [f"<html><body><div class=c{word}><p>{sentence(word, length=60)}</p></div></body></html>" for word in WORDS]
    assert learn(map(profile, pages)) is None


def test_containers_without_any_name_are_not_told_apart():
    pages = [re.sub(r" (?:class|id)=(?:\"[^\"]*\"|\w+)", "", page(number)) for number in range(12)]
    assert learn(map(profile, pages)) is None


def test_a_page_of_another_site_is_left_as_it_was():
    root = parse(f"<html><body><div id=x><p>{sentence(1, length=40)}</p></div></body></html>")
    assert template().region(root) is None
    assert not root.xpath("//*[@role]")
    assert read(f"<html><body><p>{sentence(1, length=40)}</p></body></html>", template()).route is Route.FALLBACK


def above(source, text):
    """The page with a paragraph before everything else."""
    return re.sub(r"(<body[^>]*>)", rf"\1<div><p>{text}</p></div>", source, count=1)


def test_a_page_with_nothing_to_say_says_nothing_whatever_stands_above_it():
    hollow = page(99, paragraphs=0)
    banner = above(hollow, "Our services move to another building this week.")
    for each in (hollow, banner):
        found = read(each, template())
        assert (found.route, found.digest) == (Route.TEMPLATE, read(hollow, template()).digest)


def test_an_empty_container_beside_much_text_is_not_the_content():
    other = above(page(99, paragraphs=0), sentence(1, length=90))
    assert any("".join(section.text for section in read(other, template()).sections))


def test_a_landmark_comes_before_the_template():
    assert read(page(99).replace('<div class="text">', '<div class="text" role="main">'), template()).route is (
        Route.LANDMARK
    )


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"%PDF-1.7 nothing", b"\x00" * 100, b"<html></html>", b"<html><body></body></html>"),
        page(1).replace('<div class="text">', "<main>").encode(),
        b"<html><body>" + b"<div>x</div>" * (MAX_CONTAINERS + 1) + b"</body></html>",
    ],
    ids=["empty", "pdf", "nul", "no-body", "no-words", "landmark", "huge"],
)
def test_what_needs_no_template_has_no_profile(body):
    assert ProfileTask(1, body).do() is None


def test_a_template_is_part_of_the_identity_and_says_the_same_when_kept():
    kept = Template(tuple(each for each in template().containers))
    assert kept == template()
    assert kept.digest == template().digest
    assert identity(Steering(template())) != identity()
    assert identity(Steering(template(12))) == identity(Steering(template(12)))


def modern(number):
    """The same pages under another layout."""
    text = "".join(f"<p>{sentence(number, line)}</p>" for line in range(6))
    return f"""<html><body><div class="banner"><p>The Coast, Harbors and Tides</p></div><div class="shell"><div class="story">
    <h2>Rules {WORDS[number % 16]} {number}</h2>{text}</div><div class="extra"><p>Follow the harbor on the radio</p></div></div>
    <div class="foot"><p>All of the coast under one roof</p></div></body></html>"""


def test_a_site_that_changed_its_layout_is_read_by_both():
    new = learn(profile(modern(number)) for number in range(8))
    both = template().with_layout(new)
    assert [len(each.content) for each in both.layouts] == [1, 1]
    for markup, alone in ((page(99), template()), (modern(99), new)):
        assert read(markup, both).digest == read(markup, alone).digest
        assert FitTask(1, markup.encode(), both).do() is True
    assert FitTask(1, modern(99).encode(), template()).do() is False
    assert FitTask(1, b"<main>" + modern(99).encode() + b"</main>", template()).do() is None


def test_layouts_are_few_and_the_oldest_goes_first():
    many = template()
    for _ in range(MAX_LAYOUTS + 1):
        many = many.with_layout(learn(profile(modern(number)) for number in range(8)))
    assert len(many.layouts) == MAX_LAYOUTS
    assert template().layouts[0] not in many.layouts
    assert many.learned_more(template()).layouts[-1] == template().layouts[0]


# -- floors on real sites ------------------------------------------------------------------------------------------------

DATA = Path(__file__).parents[2].parent / "shared" / "data"
real = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not on this machine")


@cache
def archive(name):
    with tarfile.open(DATA / f"{name}.tar.xz") as opened:
        return {member.name: opened.extractfile(member).read() for member in opened if member.isfile()}


def without_landmarks(markup):
    """A page as a site of nothing but `div`s has it."""
    divs = re.sub(rb"<(/?)(?:main|header|footer|nav|section|article)\b", rb"<\1div", markup)
    return re.sub(rb'\s(?:id|role)="(?:main-content|maincontent|main|banner|contentinfo|navigation)"', b"", divs)


def words(text):
    return Counter(re.findall(r"\w+", text))


def gold_of(markup, where):
    found = parse(markup.decode("utf-8", "replace")).xpath(where)
    return words(" ".join(str(text) for text in found[0].itertext())) if found else Counter()


def measured(site, where, count, seed, tested):
    """Recall and precision of the content container on other pages than the `count` learned from."""
    paths = [path for path in sorted(archive(site)) if path.endswith(".html")]
    random.Random(seed).shuffle(paths)
    bodies = {path: without_landmarks(archive(site)[path]) for path in paths}
    found = learn(filter(None, (ProfileTask(1, bodies[path]).do() for path in paths[:count])))
    recalls, precisions = [], []
    # Search results are learned from, but not measured: their filters are controls, which no page keeps as content.
    for path in [path for path in paths[count:] if "@@search" not in path][:tested]:
        gold = gold_of(archive(site)[path], where)
        if gold.total() >= 15:  # a dozen pages have nothing in the container
            kept = words(content(extract(bodies[path], URL, "text/html", Steering(found))))
            recalls.append((gold & kept).total() / gold.total())
            precisions.append((gold & kept).total() / max(1, kept.total()))
    assert len(recalls) > 0.6 * tested
    return sum(recalls) / len(recalls), sum(precisions) / len(precisions)


@real
@pytest.mark.parametrize(
    ("count", "seed", "floor"),
    [(8, 1, 0.95), (8, 2, 0.8), (20, 0, 0.95), (60, 2, 0.95)],  # of the second eight only four differ
)
def test_pages_of_a_real_site_without_landmarks(count, seed, floor):
    recall, precision = measured("doe-directives-2017", "//*[@id='content']", count, seed, 30)
    assert recall >= 0.97
    assert precision >= floor


@real
@pytest.mark.parametrize(("count", "seed"), [(8, 0), (60, 0)])
def test_pages_of_a_real_site_whose_landmarks_are_taken_away(count, seed):
    recall, precision = measured("usagov-2023", "//main", count, seed, 15)
    assert recall >= 0.97
    assert precision >= 0.97


@real
@pytest.mark.parametrize("name", ["home", "contact", "policies", "who", "facts"])
def test_four_pages_are_enough_for_a_fifth(name):
    pages = {path[:-9]: without_landmarks(body) for path, body in archive("seed-pages").items() if "sem.html" in path}
    found = learn(ProfileTask(1, body).do() for other, body in pages.items() if other != name)
    kept = Counter(content(extract(pages[name], URL, "text/html", Steering(found))).split())
    gold = Counter(archive("seed-pages")[f"{name}.gold.txt"].decode().split())
    assert 2 * (gold & kept).total() / (gold.total() + kept.total()) >= 0.98
