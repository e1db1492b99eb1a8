"""An explanation says what was read, who chose it, and what was left out and why."""

import pytest

from extract import ExtractionError, PageKind, Route, Selection
from extract.explain import MOST, ExplainTask, explain
from extract.pool import ExtractionPool
from extract.reading import extract
from extract.steering import Steering

URL = "https://agency.example/contact"
TEXT = "Passengers must stay behind the line until the boat has been made fast at both of its ends."
PAGE = f"""<html lang="en"><head><title>Contact us</title></head><body>
<nav><a href="/">Home</a></nav><p>Call the switchboard: 202-555-0100</p>
<main><h1>Contact us</h1><p>{TEXT}</p><p>Ferry desk: 202-555-0142</p><p>Number of views (4,099)</p>
<p>Tide now: 3.2 ft</p><nav><a href="/a">In this section</a></nav><button>Print this page</button></main>
<footer>Office of ferries</footer></body></html>""".encode()


def test_a_page_is_explained():
    told = explain(PAGE, URL, "text/html; charset=utf-8")
    assert (told.media_type, told.undecodable, told.route) == ("text/html", 0, Route.LANDMARK)
    assert told.characters == len(PAGE)
    assert "main" in told.found
    assert told.kind is PageKind.CONTACT
    assert told.rule
    phones = next(count for count in told.facts if count.kind == "phone")
    assert (phones.facts, phones.outside) == (2, 1)
    assert "Office of ferries" in told.outside
    assert "Call the switchboard: 202-555-0100" in told.outside


def test_what_is_no_content_has_its_reason():
    reasons = {note.text: note.reason for note in explain(PAGE, URL).notes}
    assert "nav" in reasons["In this section"]
    assert "button" in reasons["Print this page"]


def test_what_is_masked_is_shown_with_its_pattern():
    masked = explain(PAGE, URL, steering=Steering(None, (r"Tide now: ([\d.]+)",))).masked
    assert [(each.pattern, each.text, each.line) for each in masked] == [
        ("views", "4,099", "Number of views (4,099)"),
        (r"Tide now: ([\d.]+)", "3.2", "Tide now: 3.2 ft"),
    ]


def test_it_explains_the_extraction_and_no_other():
    for body in (PAGE, PAGE.replace(b"main>", b"div>"), b"<p>Not much</p>"):
        told, found = explain(body, URL), extract(body, URL)
        assert (told.route, told.selection, told.coverage) == (found.route, found.selection, found.coverage)
        assert (told.sections, told.kind) == (len(found.sections), found.kind)
        assert sum(count.facts for count in told.facts) == len(found.facts)


def test_lines_that_trafilatura_leaves_out_are_named():
    links = "".join(f'<li><a href="/{number}">Ferry {number}</a></li>' for number in range(40))
    body = f"<main><h1>Ferries</h1><p>{TEXT}</p><ul>{links}</ul><p>Ok.</p></main>".encode()
    told = explain(body, URL)
    kept = "\n".join(section.text for section in extract(body, URL).sections)
    if told.selection is Selection.REGION:
        assert "all lines stay" in told.why
        assert all(line in kept or line == "Ferries" for line in told.left_out)
    else:
        assert not any(line in kept.split("\n") for line in told.left_out)


def test_a_choice_that_would_lose_a_fact_is_overruled_and_says_so():
    rows = "".join(f"<p>{TEXT} {number}</p>" for number in range(60))
    body = f"<main><h1>Ferries</h1>{rows}<p>202-555-0142</p><p>202-555-0142</p></main>".encode()
    told = explain(body, URL)
    assert (told.selection is Selection.REGION) == bool(told.why.startswith("all lines stay"))


def test_a_file_is_explained():
    told = explain(b"\x89PNG\r\n\x1a\n and so on", URL)
    assert (told.media_type, told.route, told.characters, told.outside) == ("image/png", Route.OPAQUE, 0, ())


def test_undecodable_characters_are_counted():
    body = PAGE.replace(b"Ferry desk", b"Ferry \xff\xfe desk").replace(b"<head>", b'<head><meta charset="utf-8">')
    told = explain(body + "<p>\ufffd</p>".encode(), URL)
    assert told.undecodable >= 1


def test_lists_are_bounded():
    lines = "".join(f"<p>Line {number}</p>" for number in range(MOST + 50))
    views = "".join(f"<p>{number} views</p>" for number in range(MOST + 50))
    told = explain(f"<body>{lines}<main><h1>Views</h1><p>{TEXT}</p>{views}</main></body>".encode(), URL)
    assert (len(told.outside), len(told.masked)) == (MOST, MOST)


def test_a_worker_explains():
    with ExtractionPool(1) as pool:
        good, bad = pool.run([ExplainTask(1, PAGE, URL), ExplainTask(2, b"", URL)])
    assert good.result == explain(PAGE, URL)
    assert isinstance(bad.result, ExtractionError)
    with pytest.raises(ExtractionError):
        explain(b"", URL)
