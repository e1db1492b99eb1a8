"""Priority on the command line: what matters comes first, can be asked for, and says how it adds up."""

import re

import pytest

from store.kinds import Kind
from variorum.exits import Exit


@pytest.fixture
def read(two_nights_read):
    """The desk with two nights, and the address of a page of it."""
    return two_nights_read


def test_changes_are_listed_the_weightiest_first(read):
    ranks = [change["step"]["priority"] for change in read.run("changes", "--json").json]
    assert len(ranks) == 3
    assert ranks == sorted(ranks, reverse=True)
    printed = read.run("changes").out
    assert [float(rank) for rank in re.findall(r"^ *(\d\.\d\d) ", printed, re.MULTILINE)] == pytest.approx(
        ranks, abs=0.01
    )


def test_changes_can_be_asked_for_by_kind_and_least_priority(read):
    everything = read.run("changes", "--json").json
    least = everything[-1]["step"]["priority"] + 0.001
    weighty = read.run("changes", "--priority", str(least), "--json").json
    assert [change["step"]["change"] for change in weighty] == [
        change["step"]["change"]
        for change in everything
        if max(change["step"]["priority"], *(edit["priority"] for edit in change["edits"])) >= least
    ]
    (contact,) = read.run("changes", "--kind", "contact", "--json").json
    assert contact["step"]["page"]["url"].endswith("/contact/")
    said = [found for edit in contact["edits"] for found in edit["findings"] if found["kind"] == "contact"]
    assert any("800-555-0142 → +1 800-555-0187" in found["evidence"] for found in said)
    assert read.run("changes", "--kind", "obligation", "--priority", "0.5", "--json").json != []
    assert read.run("changes", "--kind", "flip-flop", "--json").json == []


def test_what_cannot_be_a_kind_or_a_priority_is_refused_in_one_line(read):
    for words in (("--kind", "fact-changed"), ("--priority", "1.5"), ("--priority", "high")):
        ran = read.run("changes", *words)
        assert ran.exit == Exit.USAGE
        assert words[1] in ran.err
    assert all(kind in read.run("changes", "--kind", "nonsense").err for kind in Kind)


def test_diff_explains_how_a_priority_adds_up(read):
    url = f"{read.url}/policies/"
    brief, told = read.run("diff", url).out, read.run("diff", url, "--explain").out
    assert "obligation weakened" in brief
    assert "+0.65" not in brief
    assert "+0.65  obligation weakened" in told
    assert '"must" became "may"' in told
    assert "+0.10" not in told.split("weightiest edit")[0]
    assert re.search(r"^ +=0\.\d\d  priority$", told, re.MULTILINE)


def test_the_terms_are_in_the_json_and_add_up(read):
    told = read.run("diff", f"{read.url}/policies/", "--json").json
    assert len(told["terms_of_edits"]) == len(told["edits"])
    for edit, terms in zip(told["edits"], told["terms_of_edits"], strict=True):
        assert edit["priority"] == pytest.approx(min(1, max(0, sum(term["value"] for term in terms))), abs=1e-4)
    assert told["priority"] == pytest.approx(min(1, max(0, sum(term["value"] for term in told["terms"]))), abs=1e-4)
    assert told["terms"][0]["name"] == "weightiest edit"
