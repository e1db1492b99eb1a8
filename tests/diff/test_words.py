"""The redline: nothing invented, nothing lost, nothing split that people read as one."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diff.folding import INVISIBLE, folded, likeness, lookalike
from diff.matching import common_runs, longest_increasing
from diff.tokens import keys_of, says_the_same, tokens_of
from diff.values import Hunk
from diff.words import redline

# Two cores are shared: how long one example takes says nothing.
UNHURRIED = settings(deadline=None, max_examples=60)

WORDS = ["must", "may", "apply", "by", "07/10/2018", "the", "office", "§ 2.1", "“now”", '"now"', "a–b", "a-b", ".", ","]
SPACES = [" ", "  ", "\n", "\u00a0", ""]


@st.composite
def prose(draw):
    words = draw(st.lists(st.sampled_from(WORDS), max_size=25))
    return "".join(word + draw(st.sampled_from(SPACES)) for word in words)


texts = prose() | st.text(max_size=60) | st.text("ab-–'’ \n.1/", max_size=40)


def joined(hunks, *ops):
    return "".join(hunk.text for hunk in hunks if hunk.op in ops)


def without_space(text):
    return "".join(folded(text).split())


def marked(old, new):
    marks = {-1: "[-{}-]", 0: "{}", 1: "[+{}+]"}
    return "".join(marks[hunk.op].format(hunk.text) for hunk in redline(old, new))


@UNHURRIED
@given(texts, texts)
def test_kept_and_added_are_the_new_text(old, new):
    assert joined(redline(old, new), 0, 1) == new


@UNHURRIED
@given(texts, texts)
def test_kept_and_removed_are_the_old_text_but_for_folding(old, new):
    assert without_space(joined(redline(old, new), 0, -1)) == without_space(old)


@UNHURRIED
@given(texts)
def test_a_text_against_itself_is_one_kept_hunk(text):
    assert redline(text, text) == ((Hunk(0, text),) if text else ())


@UNHURRIED
@given(texts, texts)
def test_only_what_says_the_same_shows_no_change(old, new):
    changed = any(hunk.op for hunk in redline(old, new))
    assert changed is not says_the_same(old, new)


@UNHURRIED
@given(texts, texts)
def test_hunks_are_never_empty_and_only_lines_or_moved_text_part_those_of_a_kind(old, new):
    hunks = redline(old, new)
    assert all(hunk.text for hunk in hunks)
    for before, after in pairwise(hunks):
        assert before[::2] != after[::2] or before.text.endswith("\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the “new” rule", 'the "new" rule'),
        ("the agency’s form", "the agency's form"),
        ("2018–2019", "2018-2019"),
        ("one   two\nthree", "one two three"),
        ("in\u00adformation", "information"),
        ("cafe\u0301", "café"),
    ],
)
def test_spelling_is_no_change(old, new):
    assert redline(old, new) == (Hunk(0, new),)


@pytest.mark.parametrize(
    ("old", "new"), [("10 20", "1020"), ("may", "May"), ("3.5", "35"), ("can not", "cannot"), ("a", "")]
)
def test_what_reads_differently_is_a_change(old, new):
    assert not says_the_same(old, new)


@pytest.mark.parametrize(
    "unit",
    [
        "07/10/2018",
        "2018-07-10",
        "July 7, 2021",
        "7 July 2021",
        "7 de julio de 2021",
        "1,200.50",
        "$1,200.50",
        "50%",
        "10:30",
        "(301) 555-0100",
        "301-555-0100",
        "1-800-FED-INFO",
        "+44 20 7946 0958",
        "https://www.example.gov/a/b?c=1",
        "first.last@example.gov",
        "5 U.S.C. § 552",
        "5 U.S.C. § 552(a)",
        "21 CFR Part 11.3",
        "§ 2.1",
        "U.S.",
        "I-9",
        "agency’s",
    ],
)
def test_what_people_read_as_one_is_never_split(unit):
    tokens, tail = tokens_of(f"see {unit} now.")
    assert [token.text for token in tokens] == ["see", unit, "now", "."]
    assert tail == ""


@UNHURRIED
@given(texts)
def test_tokens_and_the_space_between_are_the_text(text):
    tokens, tail = tokens_of(text)
    assert "".join(token.lead + token.text for token in tokens) + tail == text
    assert all(not token.lead.strip().strip(INVISIBLE) for token in tokens)


def test_ideographs_are_compared_one_by_one():
    assert keys_of("日本語 text") == ["日", "本", "語", "text"]


@UNHURRIED
@given(st.text())
def test_look_alikes_keep_every_character_in_its_place(text):
    assert len(lookalike(text)) == len(text)


def test_likeness_folds_case_and_quotes():
    assert likeness("The  Agency’s “Form”") == likeness('THE AGENCY\'S "FORM"')


def test_the_modal_verb_alone_is_marked():
    assert marked("Offices must answer every request.", "Offices may answer every request.") == (
        "Offices [-must-][+may+] answer every request."
    )


def test_changes_with_hardly_a_word_between_are_one():
    assert (
        marked("open Monday to Friday", "open Sunday to Thursday") == "open [-Monday to Friday-][+Sunday to Thursday+]"
    )


def test_changes_on_different_lines_stay_apart():
    old, new = "Phone: 301-555-0100\nFax: 301-555-0101", "Phone: 301-555-0111\nFax: 301-555-0122"
    assert marked(old, new) == ("Phone: [-301-555-0100-][+301-555-0111+]\nFax: [-301-555-0101-][+301-555-0122+]")


def test_space_stands_outside_the_marks():
    assert marked("You may leave now", "You may leave quietly now") == "You may leave [+quietly+] now"
    assert marked("You must all apply", "You all apply") == "You [-must -]all apply"
    assert marked("First. You may apply", "You may apply") == "[-First. -]You may apply"


def test_five_edits_in_one_large_block_are_five_changes():
    source = random.Random(7)
    words = [f"word{source.randrange(4000)}" for _ in range(12_000)]
    edited = list(words)
    for place in (10, 3_000, 6_000, 9_000, 11_990):
        edited[place] = f"edited{place}"
    hunks = redline(" ".join(words), " ".join(edited))
    assert [hunk.text.strip() for hunk in hunks if hunk.op == 1] == [
        "edited10",
        "edited3000",
        "edited6000",
        "edited9000",
        "edited11990",
    ]


def test_a_moved_passage_does_not_fragment_the_rest():
    words = [f"w{number}" for number in range(12_000)]
    moved = words[2_000:]
    moved[6_000:6_000] = words[:2_000]
    changed = [hunk for hunk in redline(" ".join(words), " ".join(moved)) if hunk.op]
    assert len(changed) == 2


def test_a_table_of_few_words_comes_to_an_end():
    source = random.Random(11)
    rows = ["red", "green", "blue", "one", "two", "three", "yes", "no"]
    old, new = (" ".join(source.choice(rows) for _ in range(20_000)) for _ in range(2))
    hunks = redline(old, new)
    assert joined(hunks, 0, 1) == new
    assert len(hunks) < 16_000


@pytest.mark.parametrize("unit", ["a.", "1 ", "a@", "www.", "(1) ", "5 u.s.c. ", "https://", "a-", "+1 ", "§ "])
def test_hostile_repetition_comes_to_an_end(unit):
    text = unit * 8_000
    assert joined(redline(text, text + "x"), 0, 1) == text + "x"


sequences = st.lists(st.integers(0, 6), max_size=40)


@UNHURRIED
@given(sequences, sequences)
def test_common_runs_are_common_ascending_and_maximal(old, new):
    runs = common_runs(old, new)
    assert all(old[run.old : run.old + run.size] == new[run.new : run.new + run.size] for run in runs)
    for before, after in pairwise(runs):
        gaps = after.old - before.old - before.size, after.new - before.new - before.size
        assert min(gaps) >= 0
        assert max(gaps) > 0


@UNHURRIED
@given(st.permutations(range(12)))
def test_the_longest_increasing_subsequence_increases_and_none_is_longer(values):
    chosen = [values[position] for position in longest_increasing(values)]
    assert chosen == sorted(chosen)
    best = [1] * len(values)
    for place, value in enumerate(values):
        best[place] = 1 + max((best[k] for k in range(place) if values[k] < value), default=0)
    assert len(chosen) == max(best)
