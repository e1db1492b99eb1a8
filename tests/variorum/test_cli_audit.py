"""`variorum audit dates` on the made-up agency: what was edited silently on its second night."""

import pytest

from variorum.exits import Exit


@pytest.fixture
def desk(two_nights_read):
    """On the agency's second night a "must" became a "may" under a review date that stayed."""
    return two_nights_read


def cells(found, which="pages"):
    return {(cell["content_moved"], cell["label"]): cell["cases"] for cell in found[which]}


def test_the_silent_edit_lies_in_its_cell_with_its_evidence(desk):
    found = desk.run("audit", "dates", "--json").json
    (case,) = [each for each in cells(found)[True, "stayed"] if each["url"].endswith("/policies/")]
    assert case["label"].lower().startswith("last")
    assert case["old"] == case["new"] != ""
    assert case["moves"] >= 1
    assert case["moved"]
    assert case["command"] == f"variorum diff {case['url']} {case['from_version']}..{case['to_version']}"
    assert case["before_at"] < case["after_at"]


def test_every_step_lies_in_one_cell_and_every_pair_has_one(desk):
    found = desk.run("audit", "dates", "--json").json
    assert found["steps"] == sum(len(cell["cases"]) for cell in found["pages"]) == 3
    assert len(found["pages"]) == len(found["sections"]) == 12


def test_the_table_tells_people_what_to_look_at(desk):
    printed = desk.run("audit", "dates", "--site", "agency").out
    assert "content moved, date of the page stayed: " in printed
    assert "/policies/" in printed
    assert "variorum diff " in printed


def test_nothing_since_then_and_no_such_site(desk):
    found = desk.run("audit", "dates", "--since", "2026-01-01", "--json")
    assert found.exit == Exit.OK
    ran = desk.run("audit", "dates", "--site", "nowhere")
    assert (ran.exit, "it has agency" in ran.err) == (Exit.NOT_FOUND, True)
