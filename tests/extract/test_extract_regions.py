"""Which element of a page is its content, what stands apart in it, and that both are said."""

import pytest

from extract import Route, Selection
from extract.reading import extract, study

URL = "https://harbor.example.gov/rules"
SENTENCE = "The bureau keeps lights, buoys and gauges in order for every vessel that calls at one of its harbors."
PROSE = "".join(
    f"<p>{SENTENCE} That is rule number {number} of the harbor and nobody is exempt from it.</p>"
    for number in range(12)
)
MENU = "<div class='top'><ul><li><a href='/a'>Tides</a></li><li><a href='/b'>Charts</a></li></ul></div>"

CONTENTS = "<li><a href='#t'>The Tides</a></li><li><a href='#b'>Buoys</a></li><li><a href='#l'>Lights, red</a></li>"
ENTRIES = "<h2 id=t>The tides</h2><p>High.</p><h3 id=b>Buoys</h3><p>Low.</p><h2 id=l>Lights<b>, red</b></h2><p>On.</p>"


def content(markup: str) -> str:
    found = extract(f"<html><body>{markup}</body></html>".encode(), URL)
    return "\n".join("\n".join([*section.path[-1:], section.text]) for section in found.sections)


def reasons(markup: str) -> dict[str, str]:
    studied = study(f"<html><body><main>{PROSE}{markup}</main></body></html>".encode(), URL)
    return {note.text: note.reason for note in studied.walked.notes}


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<nav><a href='/n'>Next</a></nav>", "stands apart (nav)"),
        (f"<ul>{CONTENTS}</ul>{ENTRIES}", "table of contents"),
        (f"<div><ol>{CONTENTS}<ul><li><a href='#x'>Buoys</a></ul></ol></div>{ENTRIES}", "table of contents"),
        ("<details open><summary>See</summary><summary>Contents</summary><nav>Up</nav></details>", "folded navigation"),
        ("<div role='search'>Find</div>", "stands apart (search)"),
        ("<div role='dialog'><p>Leaving</p></div>", "dialog"),
        ("<div class='cookieBanner cookie-notice'><p>Crumbs</p></div>", "notice about cookies"),
        ("<div class='share-links'><a href='/s'>Network</a></div>", "share links"),
        ("<div id='filters'>" + "<label><input type='checkbox'>No</label>" * 20 + "</div>", "filters of a list"),
        ("<div class='newsletter-form'><input type='email'>Mail</div>", "sign-up for mail"),
        ("<aside>" + "<a href='/x'>Elsewhere</a> " * 5 + "</aside>", "sidebar"),
        (
            "<section><div><h2>You may also like</h2></div>" + "<a href='/x'>More of it</a> " * 5 + "</section>",
            "teasers of other pages",
        ),
        ("<div class='topbar navbar'>" + "<a href='/x'>Elsewhere</a> " * 6 + "</div>", "menu"),
        ("<div class='pageFooter'>" + "<a href='/x'>Elsewhere</a> " * 6 + "</div>", "footer of the site"),
        ("<div class='no-print'><p>Watch it</p></div>", "not to be printed or searched"),
        (2 * f"<section><h2>Tides</h2><ul><li>{SENTENCE}</li><li>No.</li></ul></section>", "copy of what stands above"),
        ("<button>Print</button>", "control (button)"),
        ("<span aria-hidden='true'>star</span>", "ornament (aria-hidden)"),
        ("<p><span class='usa-sr-only'>opens elsewhere</span></p>", "for screen readers alone"),
        ("<p style='display:none'>{\"a\": 1}</p>", "data for a script"),
    ],
)
def test_what_is_left_out_is_said(markup, reason):
    (found,) = reasons(markup).values()
    assert found == reason


@pytest.mark.parametrize(
    "markup",
    [
        "<aside><h2>Contact</h2><a href='/x'>The office of the harbor master</a> 202-555-0147</aside>",
        "<aside><a href='mailto:a@harbor.example.gov'>a@harbor.example.gov</a></aside>",
        "<div class='related'><a href='/1'>Storm rules</a> <a href='/2'>Map of shelters</a></div>",
        "<aside><p>Vessels without lights stay in the harbor after sunset.</p></aside>",
        "<div class='sidebar'><p>Last updated: May 3, 2021</p>" + "<a href='/x'>Elsewhere</a> " * 5 + "</div>",
        "<section class='share'><h2>Who shares a berth?</h2><a href='/x'>Vessels under 10 m</a></section>",
        "<div class='modal'>" + PROSE + PROSE + "</div>",
        "<div class='menu'>" + "<a href='/x'>Soup</a> <i>of the day, with bread</i>" * 6 + "</div>",
        2 * f"<div><p>{SENTENCE}</p></div>",
        2 * f"<div><h2>Office</h2><p>{SENTENCE}</p><p>Call 202-555-0147.</p><p>Or write.</p></div>",
        2 * f"<div><h2>Code</h2><pre>{SENTENCE}</pre><p>Run it.</p><p>Stop it.</p></div>",
        f"<p><span aria-hidden='true'>{SENTENCE}</span></p>",
        '<div>{"a": 1}<p>What the data say.</p></div>',
        "<div class='popup'><h1>Rules</h1></div>",
        "<div id='filters'>" + "<label><input type='checkbox'>Policy</label>" * 8 + "</div>",
        f"<ul>{CONTENTS}<li><a href='#w'>Who must read this</a></li></ul>{ENTRIES}",
        f"<ul>{CONTENTS}<li>Buoys</li></ul>{ENTRIES}",
        f"<ul>{CONTENTS.replace('#b', '/b')}</ul>{ENTRIES}",
        "<ul><li><a href='#t'>Tides</a></li><li><a href='#b'>Buoys</a></li></ul><h2>Tides</h2><p>1</p><h2>Buoys</h2>",
        "<div class='filter'><p>Filters of oily water are inspected every year.</p><input></div>",
    ],
)
def test_a_name_alone_drops_nothing(markup):
    assert reasons(markup) == {}


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<h3 id=n>On this page</h3><nav aria-labelledby=n><a href='#t'>Tides</a></nav><p>Ring twice.</p>", []),
        (f"<span id=n>Contents</span><ul aria-labelledby=n>{CONTENTS}</ul>{ENTRIES}", []),
        ("<div id=n><p>Ring twice.</p><nav aria-labelledby=n>Up</nav></div>", ["Ring twice."]),
        (
            "<h3 id=n>Ring twice.</h3><section aria-labelledby=n><p>And wait.</p></section>",
            ["Ring twice.", "And wait."],
        ),
        ("<details><summary>Ring twice.</summary><nav>Up</nav>And wait.</details>", ["Ring twice.", "And wait."]),
    ],
)
def test_the_title_of_navigation_goes_with_it_and_nothing_else_does(markup, left):
    text = content(f"<main><h1>Rules</h1>{PROSE}{markup}</main>")
    assert [said for said in ("Ring twice.", "And wait.") if said in text.splitlines()] == left or not left
    assert not any(title in text for title in ("On this page", "Contents", "Up"))


STREAMED = "<template id='B:0'></template>Wait.<h2>Fines</h2><p>They grow.</p>"


@pytest.mark.parametrize(
    "sent",
    [
        "<div hidden id='S:0'><h2>Fees</h2><p>Pay first.</p></div>",
        "<div hidden id='S:0'><h2>Fees</h2><p>Pay <template id='P:1'></template></p></div><div hidden id='S:1'>first.</div>",
    ],
)
def test_what_is_sent_behind_the_page_stands_where_a_place_is_kept_for_it(sent):
    text = content(f"<main><h1>Rules</h1>{PROSE}{STREAMED}</main><div>Imprint</div>{sent}<script>put()</script>")
    assert text.endswith("Fees\nPay first.\nWait.\nFines\nThey grow.")
    assert text == content(
        f"<main><h1>Rules</h1>{PROSE}<h2>Fees</h2><p>Pay first.</p>Wait.<h2>Fines</h2><p>They grow.</p></main>"
    )


@pytest.mark.parametrize(
    "sent",
    [
        (
            "<div hidden id='S:0'><p>Pay first.</p><template id='B:1'></template></div>"
            "<div hidden id='S:1'><template id='B:0'></template></div>"
        ),
        "<div hidden id='S:0'><p>Pay first.</p><template id='B:0'></template></div>",
    ],
)
def test_places_within_what_is_sent_lead_nowhere(sent):
    assert "They grow." in content(f"<main><h1>Rules</h1>{PROSE}{STREAMED.replace('B:0', 'B:7')}</main>{sent}")


def test_notes_are_bounded():
    studied = study(f"<main>{PROSE}{'<button>No</button>' * 3_000}<nav>{'long ' * 999}</nav></main>".encode(), URL)
    assert len(studied.walked.notes) == 1_000
    assert max(len(note.text) for note in studied.walked.notes) <= 200


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (f"<main>{PROSE}</main>", "<main>"),
        (f"<div role=main>{PROSE}</div>", "role=main"),
        (f"<h1>Rules</h1><div id=main-content>{PROSE}</div>", "#main-content, with the h1 before it"),
    ],
)
def test_the_landmark_is_named(markup, found):
    assert study(f"<html><body>{MENU}{markup}</body></html>".encode(), URL).found == found


def test_without_a_landmark_trafilatura_points_at_the_content():
    page = f"{MENU}<h1>Rules</h1><div id=text><div>Berth 4</div>{PROSE}<p>Ring twice.</p></div><div>Imprint</div>"
    studied = study(f"<html><body>{page}</body></html>".encode(), URL)
    assert (studied.route, studied.selection) == (Route.FALLBACK, Selection.TRAFILATURA)
    assert studied.found == "no landmark: <div#text>, where trafilatura found the content"
    text = content(page)
    assert text.startswith("Rules\nBerth 4\n")
    assert text.endswith("Ring twice.")


def test_the_page_is_taken_whole_where_nothing_points_anywhere():
    studied = study(
        b"<html><body><div id=nav>Menu</div><table><tr><td>12</td><td>13</td></tr></table></body></html>", URL
    )
    assert studied.found == "no landmark: the whole page but its menus"
    assert [line.text for line in studied.content] == ["12 | 13"]


@pytest.mark.parametrize("addition", ["<p>Alert: the pier is closed</p>", "<div><a href='/n'>New</a></div>"])
def test_what_stands_around_the_content_moves_no_fallback_page(addition):
    page = f"<body>{MENU}<div id=text><h1>Rules</h1>{PROSE}</div><div>Imprint</div></body>"
    assert (
        extract(page.encode(), URL).digest == extract(page.replace("<body>", f"<body>{addition}").encode(), URL).digest
    )


def test_characters_no_reader_sees_are_gone():
    odd = "a\u00adb\u200bc\u2060d\ufeffe\u202fe\u2009f\u202eg\uffffh"
    assert content(f"<main>{PROSE}<p>{odd}</p></main>").endswith("abcde e fgh")


def test_characters_without_a_glyph_cost_no_line():
    assert content(f"<main>{PROSE}<p>\ue001 Pier 4</p></main>").endswith("\ue001 Pier 4")


def test_a_page_whose_boxes_lead_elsewhere_keeps_them():
    box = "<aside>" + "<a href='/x'>Elsewhere</a> " * 5 + "</aside>"
    studied = study(f"<main><p>Where to go from here.</p>{box * 6}</main>".encode(), URL)
    assert studied.walked.notes == []


def test_a_landmark_beside_the_content_is_none():
    page = f"<html><body><main><h1>Rules</h1><p>{SENTENCE}</p></main><div>{PROSE * 3}</div></body></html>"
    found = study(page.encode(), URL)
    assert found.route is Route.FALLBACK
    assert any("rule number 11" in line.text for line in found.content)


def test_a_landmark_counts_however_much_stands_in_headers_and_menus():
    page = f"<html><body><header>{PROSE}</header><nav>{PROSE}</nav><main><p>{SENTENCE}</p></main></body></html>"
    assert study(page.encode(), URL).route is Route.LANDMARK


def test_boxes_nested_for_the_sake_of_it_are_not_compared():
    nest = "<div><i></i><i></i><i></i><i></i>x" * 400 + SENTENCE + "</div>" * 400
    assert reasons(2 * nest) == {}
