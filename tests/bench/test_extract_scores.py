"""The scores of bench-extract on inputs small enough to count by hand."""

import json

import pytest

from bench.extract import chrome, histories, stamps, wcxb
from bench.extract.agencies import addresses_tally, labels_of, numbers_in
from bench.extract.captures import hours_found
from bench.extract.container import container_text
from bench.extract.families import FAMILIES
from bench.extract.scores import mean, overlap, share_of, text_of, with_glued_apart, words_of
from bench.extract.seed_pages import placed_lines, without_landmarks
from bench.extract.templates import SteeredPage
from bench.gate.data import GOLD, digest_of_files, is_present, pages_of, spread
from bench.gate.evaluation import Bench
from extract import Extraction, Route, Section
from extract.pool import ExtractionPool
from extract.steering import PLAIN

# -- words -----------------------------------------------------------------------------------------------------------


def test_words_are_counted_without_case_and_punctuation():
    both = overlap("Call the Office, the OFFICE!", "the office")
    assert (both.common, both.found, both.gold) == (2, 5, 2)
    assert both.recall == 1
    assert both.precision == 0.4
    assert both.f1 == pytest.approx(4 / 7)


def test_a_word_counts_as_often_as_it_stands_there():
    assert overlap("a a b", "a b b").common == 2


def test_composed_and_decomposed_letters_are_one_word():
    assert words_of("li\u0301nea") == words_of("l\u00ednea")


@pytest.mark.parametrize(("found", "gold", "f1"), [("", "", 1), ("menu", "", 0), ("", "text", 0)])
def test_empty_texts_match_only_each_other(found, gold, f1):
    assert overlap(found, gold).f1 == f1


def test_words_run_together_in_the_gold_are_parted_as_found():
    assert with_glued_apart("EmailInfo@example.gov", "Email Info@example.gov") == "Email Info@example.gov"
    assert with_glued_apart("Infoline", "Info desk") == "Infoline"
    assert with_glued_apart("Homepage home page", "Homepage home page") == "Homepage home page"


def test_headings_are_read_once_with_the_text_under_them():
    sections = (Section(("Office",), "Call us"), Section(("Office", "Hours"), "Nine to five"))
    assert text_of(Extraction("", "", Route.LANDMARK, sections, ())) == "Office\nCall us\nHours\nNine to five"


def test_a_share_counts_each_gold_item_once():
    assert share_of(["a", "a", "b"], ["a", "b", "b", "c"]) == pytest.approx(2 / 3)
    assert share_of([], ["a"]) == 1


def test_a_mean_of_nothing_keeps_no_floor():
    assert mean([]) == 0


# -- what a page is measured against ---------------------------------------------------------------------------------


def test_a_container_is_read_without_menus_and_control_states():
    page = b"""<body><nav>Menu</nav><main><nav>Aside</nav><h2><button>Fold</button></h2><!-- no --><script>x</script>
      <p>Te<b>xt</b></p><button>Send</button><select><option>One</select><div hidden>Folded</div></main>"""
    assert container_text(page, "//main").split() == ["Fold", "Te", "xt", "Folded"]
    assert container_text(page, "//*[@id='content']") == ""


def test_lines_are_placed_under_their_path():
    sections = (Section(("Office", "Hours"), "Nine to  five\nNoon"), Section((), "Before"))
    placed = placed_lines(Extraction("", "", Route.LANDMARK, sections, ()))
    assert placed == [("Office > Hours", "Ninetofive"), ("Office > Hours", "Noon"), ("", "Before")]


def test_landmarks_become_nameless_containers():
    page = b'<header role="banner">A</header><main id="main-content" class="c" role="main"><h1 id="t">B</h1></main>'
    assert without_landmarks(page) == b'<div>A</div><div class="c"><h1 id="t">B</h1></div>'


# -- contacts --------------------------------------------------------------------------------------------------------

CARD = b"""<section itemtype="http://microformats.org/wiki/hCard"><p class="spk tel"><span>1-800-CDC-INFO</span>
  (1-800-232-4636)</p><p><a href="mailto:Info@Example.gov (en)">write</a></p>
  <p class="street-address">1 Main St.<br><span>Boise</span>, <span>ID</span> <span class="postal-code">83720</span></p>
  </section><p>Fax 202-555-0143</p><script>var tel = "202-555-0199"</script>"""
ADDRESS = "1 Main St. Boise, ID 83720"


def test_labels_of_a_card():
    labels = labels_of(b"<body>" + CARD)
    assert labels.phones == ("+18002324636",)
    assert labels.emails == ("info@example.gov",)
    assert [address.replace(" ,", ",") for address in labels.addresses] == [ADDRESS]
    assert set(numbers_in(labels.text)) == {"+18002324636", "+12025550143"}


def test_a_vanity_number_alone_is_a_number():
    assert numbers_in("dial 1-888-ASK-USGS now") == ["+18882758747"]


def test_an_address_needs_every_word_of_its_label():
    right = addresses_tally([ADDRESS], ["1 Main St., Boise, ID 83720"], f"Visit {ADDRESS} today")
    assert (right.right, right.missed, right.invented) == (1, (), ())
    cut = addresses_tally([ADDRESS], ["Boise, ID 83720"], f"Visit {ADDRESS} today")
    assert (cut.right, cut.missed, cut.invented) == (0, (ADDRESS,), ())


def test_an_address_is_false_that_swallows_or_makes_up_words():
    text = f"Visit {ADDRESS} today. 2 Elm St. Reno, NV 89501"
    assert addresses_tally([ADDRESS], [f"Visit {ADDRESS}"], text).invented == (f"Visit {ADDRESS}",)
    assert addresses_tally([], ["2 Elm St., Reno, NV 89501"], text).invented == ()
    assert addresses_tally([], ["2 Elm St., Boise, ID 83720"], text).invented == ("2 Elm St., Boise, ID 83720",)
    assert addresses_tally([], ["2 Elm St., Reno"], text).invented == ("2 Elm St., Reno",)


def test_hours_are_matched_longest_first_and_once():
    gold = ["24 hours a day", "24 hours a day, seven days a week"]
    assert hours_found(gold, ["24 hours a day seven days a week"]) == ([gold[1]], [])
    assert hours_found(gold, ["24 hours a day", "Available 24 hours a day, seven days a week."]) == (gold[::-1], [])
    assert hours_found([], ["9 to 5"]) == ([], ["9 to 5"])


# -- through a pool --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bench():
    with ExtractionPool(1) as pool:
        yield Bench(pool)


def page_of(text):
    menu = "<nav><a href='/a'>Menu</a></nav>"
    words = "Words enough to be a region of its own, and then some more of them to be sure."
    return f"<html><body>{menu}<main><h1>Office</h1><p>{text}</p><p>{words}</p></main></body></html>".encode()


def test_stamps_that_are_missed_and_invented(bench):
    gold = (("page", "2018-07-10"), ("section", "2015-05-07"))
    body = page_of("Last Reviewed/Updated: 07/11/2018")
    (tally,) = bench.run("stamps", [stamps.Job(0, "seed-pages/a.html", body, gold)])
    assert (tally.labelled, set(tally.missed)) == (2, set(gold))
    assert tally.invented == (("page", "2018-07-11"),)


def test_a_page_is_scored_beside_stock_or_alone(bench):
    page = wcxb.Page("a", "article", "https://a.example.gov/", "Office. Alone", page_of("Alone"))
    beside, alone = bench.run("wcxb", [wcxb.Job(0, page), wcxb.Job(1, page, beside_stock=False)])
    assert beside.ours == alone.ours
    assert beside.ours.recall == 1
    assert beside.stock.found > 0
    assert alone.stock.found == 0


def test_a_version_needs_a_change_of_text(bench):
    bodies = [page_of("One"), page_of("One").replace(b"Menu", b"Many"), page_of("Two"), page_of("Two")]
    seen = bench.run("history", [histories.Job(n, "page", body, "//main") for n, body in enumerate(bodies)])
    unfounded, overlooked = histories.scores_of(seen)
    assert (unfounded.measured, overlooked.measured) == (0, 0)
    assert unfounded.note == "3 pairs of captures, 2 with the same text"
    moved = [seen[0], histories.Seen("page", b"other", seen[0].plain), histories.Seen("page", b"other", "other")]
    assert [score.measured for score in histories.scores_of(moved)] == [1, 1]
    apart = [seen[0], histories.Seen("another", b"other", seen[0].plain)]
    assert [score.measured for score in histories.scores_of(apart)] == [0, 0]


def test_surroundings_move_no_digest_and_content_does(bench):
    page = SteeredPage("office.html", "https://a.example.gov/office", page_of("Open <a href='/x'>here</a>"), PLAIN)
    (tally,) = bench.run("chrome", [chrome.Job(0, page)])
    assert tally.tried > 3
    assert chrome.score_of("a", [tally]).measured == 0
    moved = chrome.Tally("b.html", 5, ("alert above", "footer"))
    score = chrome.score_of("a", [tally, moved, chrome.Tally("c.html", 5, ("footer",))])
    assert score.measured == 2
    assert score.note.endswith("; footer 2, alert above 1; first b.html")


def test_a_page_that_cannot_be_read_is_named(bench):
    job = histories.Job(7, "page", b"", "//main")
    assert bench.run("history", [job]) == []
    assert bench.failures == ["history #7: empty body"]


# -- data ------------------------------------------------------------------------------------------------------------


def test_a_sample_is_spread_and_always_the_same():
    assert spread(range(10), 3) == [0, 3, 6]
    assert spread(range(3), 10) == [0, 1, 2]
    assert spread(range(3), None) == [0, 1, 2]


def test_a_digest_knows_paths_bytes_and_where_one_ends():
    one = digest_of_files({"a": b"bc", "d": b""})
    assert digest_of_files({"d": b"", "a": b"bc"}) == one
    assert len({one, digest_of_files({"ab": b"c", "d": b""}), digest_of_files({"a": b"bd", "d": b""})}) == 3


def test_every_family_has_a_name_and_archives_of_its_own():
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)
    assert all(family.archives for family in FAMILIES)


def test_labels_name_real_files():
    if not is_present(["seeds", "seed-pages"]):
        pytest.skip("the shared data is not on this machine")
    labels = json.loads((GOLD / "seeds.json").read_text(encoding="utf-8"))
    assert set(labels) <= {*pages_of("seeds"), *pages_of("seed-pages")}
