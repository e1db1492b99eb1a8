"""The redline follows what people read: rows and cells, lines and items, sentences; what moved is said to have moved."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diff.cutting import cells_of, lines_of, sentences_of
from diff.folding import INVISIBLE, folded
from diff.tokens import says_the_same
from diff.words import redline, redlined

UNHURRIED = settings(deadline=None, max_examples=150)

MARKS = {(-1, False): "[-{}-]", (1, False): "{{+{}+}}", (-1, True): "[~{}~]", (1, True): "{{~{}~}}"}


def marked(old, new):
    return "".join(MARKS[hunk.op, hunk.moved].format(hunk.text) if hunk.op else hunk.text for hunk in redline(old, new))


def joined(hunks, *ops):
    return "".join(hunk.text for hunk in hunks if hunk.op in ops)


def without_space(text):
    return "".join(folded(text).split())


SENTENCES = [
    "The operator must refund every passenger within 30 days.",
    "The operator may refund passengers within 60 days.",
    "Call (617) 555-0100 for help.",
    "Call (617) 555-0199 for help!",
    "See 5 U.S.C. § 552(a) and Form I-9.",
    "Offices open at 10:30 on July 7, 2021.",
    "“Quoted” agency’s rule – dashes.",
    "No.",
]
CELLS = ["Boston", "New York", "617-555-0100", "617-555-0199", "9am to 5pm", "", "One rule. Another rule.", "|", "a|b"]
BREAKS = ["\n", "\n\n", " ", "\n \u00a0", "\u200b\n"]


@st.composite
def pages(draw):
    rows = st.lists(st.sampled_from(CELLS), min_size=1, max_size=4).map(" | ".join)
    paragraphs = st.lists(st.sampled_from(SENTENCES), max_size=4).map(" ".join)
    lines = draw(st.lists(rows | paragraphs | st.text("ab |.\u200b", max_size=8), max_size=7))
    return "".join(line + draw(st.sampled_from(BREAKS)) for line in lines)


@st.composite
def pairs(draw):
    """Two pages, the second at times the first with its lines shuffled, doubled, dropped or edited."""
    old = draw(pages())
    if draw(st.booleans()):
        return old, draw(pages())
    lines = draw(st.permutations(old.split("\n")))
    kept = [line for line in lines if draw(st.integers(0, 5))]
    return old, "\n".join(line.replace("must", "may") if draw(st.booleans()) else line for line in kept)


@UNHURRIED
@given(pairs())
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old(texts):
    old, new = texts
    hunks = redline(old, new)
    assert joined(hunks, 0, 1) == new
    assert without_space(joined(hunks, 0, -1)) == without_space(old)


@UNHURRIED
@given(pairs())
def test_a_redline_is_the_same_each_time_and_shows_only_what_differs(texts):
    old, new = texts
    hunks = redline(old, new)
    assert hunks == redline(old, new)
    assert any(hunk.op for hunk in hunks) is not says_the_same(old, new)
    assert all(hunk.text.strip(" \n\u00a0" + INVISIBLE) for hunk in hunks if hunk.op)
    for before, after in pairwise(hunks):
        assert before[::2] != after[::2] or before.text.endswith("\n")


@UNHURRIED
@given(pairs())
def test_text_that_moved_came_from_where_it_left(texts):
    hunks = redline(*texts)
    away, here = (sorted(without_space(h.text) for h in hunks if h.moved and h.op == op) for op in (-1, 1))
    assert sorted("".join(away)) == sorted("".join(here))


@UNHURRIED
@given(pages())
def test_lines_cells_and_sentences_are_the_text(text):
    lines, tail = lines_of(text)
    assert "".join(line.lead + line.text for line in lines) + tail == text
    for line in lines:
        for pieces in (cells_of(line.text), sentences_of(line.text)):
            assert "".join(piece.lead + piece.text for piece in pieces) == line.text
            assert all(piece.text for piece in pieces)


def test_a_changed_cell_stays_in_its_cell():
    old = "Office | Phone | Hours\nBoston | 617-555-0100 | 9am to 5pm\nSalem | 978-555-0100 | 9am to 5pm"
    new = "Office | Phone | Hours\nBoston | 617-555-0199 | 8am to 4pm\nSalem | 978-555-0100 | 9am to 5pm"
    assert marked(old, new) == (
        "Office | Phone | Hours\nBoston | [-617-555-0100-]{+617-555-0199+} | [-9am to 5pm-]{+8am to 4pm+}\n"
        "Salem | 978-555-0100 | 9am to 5pm"
    )


def test_rows_come_and_go_whole():
    old = "Boston | 617-555-0100\nSalem | 978-555-0100\nLynn | 781-555-0100"
    new = "Boston | 617-555-0100\nQuincy | 857-555-0100\nLynn | 781-555-0100"
    assert marked(old, new).count("[-Salem | 978-555-0100-]{+Quincy | 857-555-0100+}") == 1
    assert marked(old, "Boston | 617-555-0100\nLynn | 781-555-0100") == (
        "Boston | 617-555-0100\n[-Salem | 978-555-0100\n-]Lynn | 781-555-0100"
    )


def test_a_cell_that_is_filled_or_emptied_is_all_that_changes():
    assert marked("a | b | c d e", "a | | c d e") == "a | [-b -]| c d e"
    assert marked("a | | c d e", "a | b | c d e") == "a | {+b+} | c d e"


def test_a_new_column_is_a_new_cell():
    assert marked("Boston office | 617-555-0100", "Boston office | 9am to 5pm | 617-555-0100") == (
        "Boston office {+| 9am to 5pm+} | 617-555-0100"
    )


def test_items_are_told_one_by_one():
    old = "Bring:\nyour passport\na photograph\nthe completed form"
    new = "Bring:\nyour passport\nproof of your address\nthe completed and signed form"
    assert marked(old, new) == (
        "Bring:\nyour passport\n[-a photograph-]{+proof of your address+}\nthe completed {+and signed+} form"
    )


def test_sentences_come_and_go_whole():
    first, second, third = "Offices must answer.", "They may charge a fee.", "Appeals go to the Board."
    assert marked(f"{first} {third}", f"{first} {second} {third}") == f"{first} {{+{second}+}} {third}"
    assert marked(f"{first} {second} {third}", f"{first} {third}") == f"{first} [-{second} -]{third}"


def test_a_sentence_hardly_kept_is_told_whole():
    old = "Applicants must send the completed form to the regional office by post."
    new = "Applicants should apply online through our new service at any time."
    assert marked(f"Read this. {old} Thank you.", f"Read this. {new} Thank you.") == (
        f"Read this. [-{old}-]{{+{new}+}} Thank you."
    )


def test_a_moved_line_is_neither_removed_nor_added():
    first, second, third = "Apply at any office.", "Pay the fee of $30 in cash.", "Keep the receipt we give you."
    assert marked("\n".join((first, second, third)), "\n".join((third, first, second))) == (
        f"{{~{third}\n~}}{first}\n{second}[~\n{third}~]"
    )


def test_what_says_little_or_is_there_twice_has_not_moved():
    assert "~" not in marked("Yes\nAll offices of Boston\nSome of Salem", "All offices of Boston\nSome of Salem\nYes")
    twice = "Research and analysis"
    assert "~" not in marked(f"{twice}\nOne paper here\n{twice}\nb", f"b\n{twice}\nOther things there\nc\n{twice}")


def test_lines_broken_elsewhere_are_no_change():
    old = "The operator must refund every passenger\nwithin thirty days of the cancelled\njourney, in cash."
    new = "The operator must refund\nevery passenger within thirty days of the\ncancelled journey, in cash."
    assert marked(f"Top.\n{old}\nEnd.", f"Top now.\n{new}\nEnd.") == f"Top {{+now+}}.\n{new}\nEnd."


def test_a_paragraph_split_in_two_shows_the_changed_word_alone():
    one, two = "The operator must refund every passenger of a cancelled trip.", "Claims are made in writing."
    assert marked(f"{one} {two}", f"{one.replace('must', 'may')}\n{two}") == (
        f"{one.replace('must', '[-must-]{+may+}')}\n{two}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "See Dr. Smith of the U.S. Department at No. 5 Main St. Boston.",
        "The act (5 U.S.C. § 552) and 21 Fed. Reg. 1234 apply on Jan. 5, 2021.",
        "1. Apply at once",
        "iv. Apply at once",
        "Ask for J. Smith, e.g. Tuesdays",
    ],
)
def test_abbreviations_do_not_end_a_sentence(text):
    assert len(sentences_of(text)) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Apply now. Then wait! Why? “Because.” (It helps.) 12 days pass. See 2021. The end.", 8),
        ("¿Quién? Él no. ¡Sí! Fin.", 4),
        ("これは文です。次の文。", 2),
        ("version 2.0 is out. it is small", 1),
    ],
)
def test_sentences_end_where_readers_stop(text, count):
    assert len(sentences_of(text)) == count


def test_a_change_reaches_to_where_a_reader_pauses():
    assert marked("Red, green, blue and white flags fly.", "Red, amber, green, blue and white flags fly.") == (
        "Red, {+amber,+} green, blue and white flags fly."
    )


def table(rows, columns, seed):
    source = random.Random(seed)
    words = ("red", "green", "blue", "one", "two", "three", "yes", "no")
    return "\n".join(" | ".join(source.choice(words) for _ in range(columns)) for _ in range(rows))


def test_replaced_data_is_told_in_few_hunks_and_said_to_be():
    old, new = table(6_000, 5, 1), table(6_000, 5, 2)
    result = redlined(old, new)
    assert joined(result.hunks, 0, 1) == new
    assert len(result.hunks) <= 5_000
    assert result.given_up
    assert redlined("a must b", "a may b").given_up == ()
    assert redlined(old.replace("\n", " ").replace("|", ""), new.replace("\n", " ").replace("|", "")).given_up


def test_reversed_lines_have_moved():
    lines = [f"Rule number {number} of the {number * 7}th order" for number in range(3_000)]
    hunks = redline("\n".join(lines), "\n".join(reversed(lines)))
    assert joined(hunks, 0, 1) == "\n".join(reversed(lines))
    assert all(hunk.moved for hunk in hunks if hunk.op)


@pytest.mark.parametrize("unit", ["a | ", "a. A ", "| | ", "\u3002a", "A.\n", "a\u200b ", "same line\n", "“. ”"])
def test_adversarial_repeats_come_to_an_end(unit):
    old, new = unit * 20_000, unit * 20_001 + "x"
    assert joined(redline(old, new), 0, 1) == new


def test_a_page_in_one_line_is_redlined_sentence_by_sentence():
    source = random.Random(7)
    words = [f"word{number}" for number in range(3_000)]
    sentences = [" ".join(source.choices(words, k=12)).capitalize() + "." for _ in range(20_000)]
    edited = list(sentences)
    for place in (5, 9_000, 19_990):
        edited[place] = edited[place].replace(" word", " changed", 1)
    result = redlined(" ".join(sentences), " ".join(edited))
    assert len([hunk for hunk in result.hunks if hunk.op]) == 6
    assert result.given_up == ()
