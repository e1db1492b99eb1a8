"""What the rankings are measured with: the area, what a message says of its commit, the words of a note, Markdown."""

import random

import pytest

from bench.diff.commits import Said, said_of
from bench.diff.govuk import html_of_sections
from bench.diff.markdown import html_of_markdown
from bench.diff.notes import content_words, stems_of, weightiest
from bench.diff.ranking import area_under_curve
from diff.values import Comparison, Edit
from extract.reading import extract
from store.kinds import Operation


def test_the_area_is_the_share_of_pairs_that_stand_right():
    rng = random.Random(7)
    high, low = ([rng.randrange(9) for _ in range(40)] for _ in range(2))
    pairs = [(one > other) + 0.5 * (one == other) for one in high for other in low]
    assert area_under_curve(high, low) == pytest.approx(sum(pairs) / len(pairs))
    assert area_under_curve([2, 3], [0, 1]) == 1.0
    assert area_under_curve([], [1]) == area_under_curve([1], []) == 0.0


@pytest.mark.parametrize(
    ("message", "labels", "said"),
    [
        ("Fix typo", ["typo"], Said.TRIVIAL),
        ("Add a line break so bullets get formatted correctly", ["formatting"], Said.TRIVIAL),
        ("Remove spurious colon in rake task code block", [], Said.TRIVIAL),
        ("Document how to force a resync", [], Said.SUBSTANTIVE),
        ("Add information about backups", [], Said.SUBSTANTIVE),
        ("Add information about backups, fix typos", ["typo"], None),
        ("Update external links and typos", ["typo", "link"], None),
        ("Review docs on assets, add a note", [], None),
        ("Update secrets.html.md.erb", [], None),
    ],
)
def test_a_message_says_plainly_what_a_commit_is_or_nothing(message, labels, said):
    assert said_of(message, labels) is said


def test_a_note_is_about_its_content_words():
    note = "Updated the guidance: restrictions on travelling to France have been removed."
    assert content_words(note) == {"guidance", "restriction", "travell", "france"}
    assert content_words(note) <= stems_of("Restriction of guidance for those travelling: France")


def test_the_weightiest_edits_come_first_and_equals_as_they_are_read():
    ranks = {"a": 0.1, "b": 0.9, "c": 0.1}
    edits = tuple(Edit(Operation.SECTION_ADDED, (name,), priority=rank) for name, rank in ranks.items())
    assert [edit.path for edit in weightiest(Comparison(edits))] == [("b",), ("a",), ("c",)]


def test_markdown_is_read_as_its_site_shows_it():
    text = (
        "---\ntitle: On call\nlast_reviewed_on: 2019-01-08\nparent: /x\n---\n\nCall [the rota][r] *now*.\n\n"
        "## Steps\n\n1. Say `hello`\n   to all\n- Hang up\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "```sh\n# no heading\n```\n\n[r]: https://docs.example.gov/rota\n"
    )
    read = extract(html_of_markdown(text), "https://docs.example.gov/on-call")
    assert [section.path for section in read.sections] == [("On call",), ("On call", "Steps")]
    assert read.sections[0].text == "Call the rota now."
    assert "Say hello to all\nHang up" in read.sections[1].text
    assert "# no heading" in read.sections[1].text
    assert {(fact.kind.value, fact.value) for fact in read.facts} == {
        ("link", "https://docs.example.gov/rota"),
        ("review-date", "2019-01-08"),
    }


def test_saved_sections_are_read_as_they_were():
    rows = [[["Apply"], 1, [["p", "Ask the <clerk> first."]], [["clerk", "/clerk"]]], [["Apply", "Fees"], 2, [], []]]
    read = extract(html_of_sections(rows, "3 May 2021"), "https://www.gov.uk/apply")
    assert [section.path for section in read.sections] == [("Apply",), ("Apply", "Fees")]
    assert read.sections[0].text == "Ask the <clerk> first."
    assert {(fact.kind.value, fact.value) for fact in read.facts} == {
        ("link", "https://www.gov.uk/clerk"),
        ("review-date", "2021-05-03"),
    }
