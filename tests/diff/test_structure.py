"""Structure: sections that moved, were renamed or numbered anew, split, merged; text that came or went."""

import pytest

from diff.kinds.situation import Situation
from diff.kinds.structure import structure_of
from diff.values import Edit, Finding
from extract.values import Extraction, FactKind, Route
from store.kinds import Aspect, Kind, Operation

NOTHING = Extraction("t", "en", Route.LANDMARK, (), ())
LONG = "Applicants who were refused may ask for a hearing within thirty days of the decision being mailed to them."
SHORT = "Bring the letter with you."


def found(edit, *others):
    return list(structure_of(edit, Situation(NOTHING, NOTHING, (edit, *others))))


def renamed(old, new):
    return Edit(Operation.SECTION_RENAMED, path=("T", new), old_path=("T", old))


def edited(old, new, path=("T", "Fees")):
    return Edit(Operation.SECTION_EDITED, path=path, old_path=path, old=old, new=new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3. Fees", "4. Fees"),
        ("Step 3: Fees", "Step 4: Fees"),
        ("Fees", "2) Fees"),
        ("IV. Fees", "V. Fees"),
        ("Annex A: Forms", "Annex B: Forms"),
        ("1.2 Fees", "1.3. Fees"),
        ("Sección 3. Costes", "Sección 4. Costes"),
        ("Section 3", "Section 4"),
    ],
)
def test_a_heading_with_another_number_is_renumbered(old, new):
    assert found(renamed(old, new)) == [Finding(Kind.STRUCTURE, Aspect.RENUMBERED, f'"{old}" → "{new}"')]


@pytest.mark.parametrize(
    ("old", "new"), [("Fees", "Charges"), ("Fees 2023", "Fees 2024"), ("A new rule", "An old rule"), ("", "Fees")]
)
def test_a_heading_of_other_words_is_renamed(old, new):
    assert found(renamed(old, new)) == [Finding(Kind.STRUCTURE, Aspect.RENAMED, f'"{old}" → "{new}"')]


def test_a_heading_of_other_capitals_and_signs_is_no_structure():
    assert found(renamed("Fees & costs", "FEES – COSTS")) == []


def test_a_move_says_from_where_to_where():
    moved = Edit(Operation.SECTION_MOVED, path=("T", "Law", "Fees"), old_path=("T", "Help", "Fees"))
    assert found(moved) == [Finding(Kind.STRUCTURE, Aspect.MOVED, '"Fees" from "Help" to "Law"')]


def test_a_move_among_siblings_says_under_what():
    moved = Edit(Operation.SECTION_MOVED, path=("T", "Fees"), old_path=("T", "Fees"))
    assert found(moved) == [Finding(Kind.STRUCTURE, Aspect.MOVED, '"Fees" at another place under "T"')]


def test_a_move_to_the_top_says_so():
    moved = Edit(Operation.SECTION_MOVED, path=("Fees",), old_path=("T", "Fees"))
    assert found(moved) == [Finding(Kind.STRUCTURE, Aspect.MOVED, '"Fees" from "T" to the top of the page')]


def test_a_split_names_what_became_of_it():
    split = Edit(Operation.SECTION_SPLIT, ("T", "Copies"), ("T", "Fees"), LONG, LONG, others=(("T", "Refunds"),))
    assert found(split) == [Finding(Kind.STRUCTURE, Aspect.SPLIT, '"Fees" → "Copies", "Refunds"')]


def test_a_merge_names_what_it_was_made_of():
    merged = Edit(Operation.SECTION_MERGED, ("T", "Fees"), ("T", "Copies"), LONG, LONG, others=(("T", "Refunds"),))
    assert found(merged) == [Finding(Kind.STRUCTURE, Aspect.MERGED, '"Copies", "Refunds" → "Fees"')]


def test_sections_that_came_and_went_say_how_long_they_are():
    assert found(Edit(Operation.SECTION_ADDED, path=("T", "Fees"), new=LONG)) == [
        Finding(Kind.ADDITION, Aspect.ADDED, '"Fees": 19 words')
    ]
    assert found(Edit(Operation.SECTION_REMOVED, old_path=("T", "Fees"), old="Free.")) == [
        Finding(Kind.REMOVAL, Aspect.REMOVED, '"Fees": 1 word')
    ]
    assert found(Edit(Operation.SECTION_ADDED, path=("T", "Fees"), new="")) == [
        Finding(Kind.ADDITION, Aspect.ADDED, '"Fees": a heading without text')
    ]


def test_a_long_sentence_put_in_or_taken_out_is_an_addition_or_a_removal():
    assert found(edited(SHORT, f"{SHORT}\n{LONG}")) == [Finding(Kind.ADDITION, Aspect.ADDED, f'19 words: "{LONG}"')]
    assert found(edited(f"{SHORT}\n{LONG}", SHORT)) == [Finding(Kind.REMOVAL, Aspect.REMOVED, f'19 words: "{LONG}"')]


def test_a_short_sentence_put_in_is_neither():
    assert found(edited(LONG, f"{LONG}\n{SHORT}")) == []


def test_a_long_sentence_that_went_to_another_section_has_moved():
    lost = edited(f"{SHORT}\n{LONG}", SHORT)
    gained = edited("Ask us.", f"Ask us.\n{LONG}", path=("T", "Hearings"))
    assert found(lost, gained) == [Finding(Kind.STRUCTURE, Aspect.MOVED, f'to "Hearings": "{LONG}"')]
    assert found(gained, lost) == [Finding(Kind.STRUCTURE, Aspect.MOVED, f'from "Fees": "{LONG}"')]


def test_facts_have_no_structure():
    assert found(Edit(Operation.FACT_ADDED, path=("T",), new="+16175550100", fact_kind=FactKind.PHONE)) == []


def test_evidence_is_bounded():
    split = Edit(
        Operation.SECTION_SPLIT,
        ("T", "x" * 5_000),
        ("T", "y" * 5_000),
        LONG,
        LONG,
        others=tuple(("T", f"{number} " + "z" * 900) for number in range(400)),
    )
    (only,) = found(split)
    assert len(only.evidence) <= 300
