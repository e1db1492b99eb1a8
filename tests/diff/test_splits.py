"""Splits and merges: a part is found where it went, and only what changed on the way is shown."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diff.align import align
from diff.compare import edits_between
from diff.portions import in_order_of, joined
from diff.tokens import says_the_same
from extract.values import Extraction, Route, Section
from store.kinds import Operation

# Two cores are shared: how long one example takes says nothing.
FEW = settings(deadline=None, max_examples=25)

COPIES = (
    "Each certified copy costs ten dollars, payable by check or card when the request is made.\n"
    "Veterans, students and recipients of public assistance pay nothing after showing proof of their status."
)
REFUNDS = (
    "Refunds are granted where the archive finds no record within six weeks of a written request.\n"
    "Write to the chief counsel within thirty days if the archive refuses one."
)
TITLE = Section(("Help",), "How to reach the archive, and what its services cost.")
LAW = Section(("Help", "Law"), "The act of spring 1974 says which records the archive must keep, and for how long.")
WHOLE = Section(("Help", "Fees"), f"{COPIES}\n{REFUNDS}")
FEES = Section(("Help", "Fees"), COPIES)
LATER = Section(("Help", "Refunds"), REFUNDS)


def version(*sections):
    return Extraction("t", "en", Route.LANDMARK, tuple(sections), ())


def changed(edit):
    return [(hunk.op, hunk.text) for hunk in edit.hunks if hunk.op]


def test_a_section_cut_in_two_is_split_and_nothing_was_added():
    found = align([TITLE, WHOLE, LAW], [TITLE, FEES, LATER, LAW])
    assert found.pairs == ((0, 0), (1, 1), (2, 3))
    assert found.split == ((1, 2),)
    assert found.added == ()


def test_two_sections_made_one_are_merged_and_nothing_was_removed():
    found = align([TITLE, FEES, LATER, LAW], [TITLE, WHOLE, LAW])
    assert found.pairs == ((0, 0), (1, 1), (3, 2))
    assert found.merged == ((2, 1),)
    assert found.removed == ()


def test_a_pure_split_shows_no_word_added_or_removed():
    (edit,) = edits_between(version(TITLE, WHOLE, LAW), version(TITLE, FEES, LATER, LAW))
    assert (edit.operation, edit.old_path, edit.path) == (Operation.SECTION_SPLIT, WHOLE.path, FEES.path)
    assert edit.others == (LATER.path,)
    assert (edit.old, edit.new) == (WHOLE.text, f"{COPIES}\n\n{REFUNDS}")
    assert changed(edit) == []


def test_a_pure_merge_shows_no_word_added_or_removed():
    (edit,) = edits_between(version(TITLE, FEES, LATER, LAW), version(TITLE, WHOLE, LAW))
    assert (edit.operation, edit.old_path, edit.path) == (Operation.SECTION_MERGED, FEES.path, WHOLE.path)
    assert edit.others == (LATER.path,)
    assert (edit.old, edit.new) == (f"{COPIES}\n\n{REFUNDS}", WHOLE.text)
    assert changed(edit) == []


def test_a_part_put_before_the_rest_is_no_change_of_words_either():
    (edit,) = edits_between(version(TITLE, WHOLE, LAW), version(TITLE, LATER, FEES, LAW))
    assert edit.operation is Operation.SECTION_SPLIT
    assert changed(edit) == []


def test_what_changed_on_the_way_is_shown_alone():
    later = Section(LATER.path, LATER.text.replace("six", "eight"))
    (edit,) = edits_between(version(TITLE, WHOLE, LAW), version(TITLE, FEES, later, LAW))
    assert edit.operation is Operation.SECTION_SPLIT
    assert changed(edit) == [(-1, "six"), (1, "eight")]


def test_a_section_renamed_and_split_is_told_as_both():
    renamed = Section(("Help", "What copies cost"), COPIES)
    found = edits_between(version(TITLE, WHOLE, LAW), version(TITLE, renamed, LATER, LAW))
    assert [edit.operation for edit in found] == [Operation.SECTION_RENAMED, Operation.SECTION_SPLIT]


def test_a_section_may_fall_into_three():
    appeals = "Appeals are heard by a panel of three archivists who meet every second month in the reading room."
    whole = Section(WHOLE.path, f"{WHOLE.text}\n{appeals}")
    parts = [FEES, LATER, Section(("Help", "Appeals"), appeals)]
    (edit,) = edits_between(version(TITLE, whole, LAW), version(TITLE, *parts, LAW))
    assert edit.others == (LATER.path, ("Help", "Appeals"))
    assert changed(edit) == []


def test_text_put_under_headings_of_its_own_leaves_a_bare_one_behind():
    parts = [Section((*WHOLE.path, "Copies"), COPIES), Section((*WHOLE.path, "Refunds"), REFUNDS)]
    found = edits_between(version(TITLE, WHOLE, LAW), version(TITLE, *parts, LAW))
    assert [edit.operation for edit in found] == [Operation.SECTION_SPLIT]
    assert changed(found[0]) == []


def test_a_copy_of_text_that_stayed_is_added_not_split():
    whole = Section(WHOLE.path, WHOLE.text.replace("ten", "twelve"))
    found = align([TITLE, WHOLE, LAW], [TITLE, whole, LATER, LAW])
    assert found.split == ()
    assert found.added == (2,)


def test_a_new_section_of_the_same_phrases_is_no_part():
    lines = "This file may not be suitable for users of assistive technology.\nRequest an accessible format."
    old = Section(("Help", "Form A"), f"Form A, 20 pages\n{lines}\nIt asks for the names of all trustees.")
    edited = Section(("Help", "Form A"), f"Form A, 20 pages\n{lines}\nIt asks for nothing any more.")
    other = Section(("Help", "Form B"), f"Form B, 31 pages\n{lines}")
    found = align([TITLE, old, LAW], [TITLE, edited, other, LAW])
    assert found.split == ()
    assert found.added == (2,)


def test_a_closed_office_is_not_merged_into_its_neighbour():
    def office(town, number):
        text = f"Our {town} office answers at 617-555-01{number}.\nOpen Monday to Friday, 8 a.m. to 5 p.m."
        return Section(("Offices", town), text)

    old = [TITLE, office("Boston", 10), office("Worcester", 11), office("Lowell", 12)]
    new = [TITLE, office("Boston", 19), office("Worcester", 11)]
    found = align(old, new)
    assert found.removed == (3,)
    assert found.merged == ()


VOCABULARY = [f"word{number}" for number in range(900)]


@FEW
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_a_split_at_any_place_is_found_and_its_mirror_is_a_merge(seed, lines):
    source = random.Random(seed)
    sections = [
        Section(("T", f"Part {place}"), "\n".join(" ".join(source.choices(VOCABULARY, k=12)) for _ in range(lines)))
        for place in range(source.randint(2, 8))
    ]
    at = source.randrange(len(sections))
    cut = source.randint(1, lines - 1)
    kept, gone = (sections[at].text.split("\n")[part] for part in (slice(cut), slice(cut, None)))
    first, second = Section(sections[at].path, "\n".join(kept)), Section(("T", "Another"), "\n".join(gone))
    parted = [*sections[:at], first, second, *sections[at + 1 :]]
    (split,) = edits_between(version(*sections), version(*parted))
    (merged,) = edits_between(version(*parted), version(*sections))
    assert (split.operation, merged.operation) == (Operation.SECTION_SPLIT, Operation.SECTION_MERGED)
    assert not changed(split)
    assert not changed(merged)
    assert says_the_same(split.new, merged.old)


@pytest.mark.parametrize("order", [(FEES, LATER), (LATER, FEES)])
def test_portions_stand_in_the_order_of_the_text(order):
    assert in_order_of(WHOLE.text, order) == [FEES, LATER]
    assert says_the_same(joined(in_order_of(WHOLE.text, order)), WHOLE.text)


def test_a_bare_heading_joins_nothing():
    assert joined([Section(("A",), ""), FEES]) == COPIES
