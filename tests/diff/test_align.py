"""Alignment: the same section is found again, and another thing is never taken for it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diff.align import align
from diff.outline import outline_of, parents_of, with_headings
from extract.values import Section

# Two cores are shared: how long one example takes says nothing.
UNHURRIED = settings(deadline=None, max_examples=60)
FEW = settings(deadline=None, max_examples=5)

TOWNS = {
    "Boston": ("10 Causeway Street", "MA 02222", "617-555-0100"),
    "Denver": ("1961 Stout Street", "CO 80294", "303-555-0111"),
    "Reno": ("400 South Virginia Street", "NV 89501", "775-555-0123"),
    "Tampa": ("500 Zack Street", "FL 33602", "813-555-0177"),
    "Omaha": ("1616 Capitol Avenue", "NE 68102", "402-555-0190"),
}


def office(town, phone="", name=""):
    street, place, number = TOWNS[town]
    text = f"{street}\n{town}, {place}\nPhone: {phone or number}\nOpen Monday to Friday, 8 a.m. to 5 p.m."
    return Section(("Offices", name or town), text)


def directory(*offices):
    return (Section(("Offices",), "Find the field office that serves you and call before you come."), *offices)


headings = st.sampled_from(["", "Apply", "Fees", "Hours", "Who may apply", "Contact"])
paths = st.lists(headings.filter(bool), max_size=3).map(tuple)
bodies = st.lists(
    st.sampled_from(["You must apply.", "Call 301-555-0100.", "The fee is $50.", "Open daily.", "It’s “free”.", ""]),
    max_size=4,
).map("\n".join)
pages = st.lists(st.builds(Section, paths, bodies), max_size=9)


@UNHURRIED
@given(pages, pages)
def test_every_section_is_in_one_pair_a_part_or_loose_and_never_two_of_them(old, new):
    found = align(old, new)
    came, went = [j for _, j in found.split], [i for i, _ in found.merged]
    assert sorted([*(i for i, _ in found.pairs), *found.removed, *went]) == list(range(len(old)))
    assert sorted([*(j for _, j in found.pairs), *found.added, *came]) == list(range(len(new)))
    assert set(found.moved) <= set(found.pairs)
    to_new, to_old = dict(found.pairs), {j: i for i, j in found.pairs}
    assert {i for i, _ in found.split} <= set(to_new)
    assert {j for _, j in found.merged} <= set(to_old)
    assert not {to_new[i] for i, _ in found.split} & {j for _, j in found.merged}
    assert align(old, new) == found


@UNHURRIED
@given(pages, pages)
def test_the_way_back_is_the_mirror(old, new):
    there, back = align(old, new), align(new, old)
    assert {(j, i) for j, i in back.pairs} == {(j, i) for i, j in there.pairs}
    assert {(j, i) for j, i in back.moved} == {(j, i) for i, j in there.moved}
    assert {(j, i) for j, i in back.merged} == {(j, i) for i, j in there.split}
    assert {(j, i) for j, i in back.split} == {(j, i) for i, j in there.merged}
    assert (back.removed, back.added, back.given_up) == (there.added, there.removed, there.given_up)


@UNHURRIED
@given(pages)
def test_a_page_against_itself_stays_where_it_is(page):
    found = align(page, page)
    assert found.pairs == tuple((place, place) for place in range(len(page)))
    assert not found.moved


@UNHURRIED
@given(pages, st.integers(0, 8))
def test_of_a_page_with_one_section_gone_one_is_removed(page, place):
    rest = page[:place] + page[place + 1 :]
    assert len(align(page, rest).removed) == len(page) - len(rest)
    assert len(align(rest, page).added) == len(page) - len(rest)


@UNHURRIED
@given(st.permutations(["Boston", "Denver", "Reno", "Tampa", "Omaha"]))
def test_however_offices_are_ordered_each_is_found(order):
    old = directory(*map(office, TOWNS))
    new = directory(*map(office, order))
    assert all(old[i].path == new[j].path for i, j in align(old, new).pairs)


def test_one_office_replaced_by_another_is_two_offices():
    old = directory(office("Boston"), office("Denver"), office("Reno"))
    new = directory(office("Tampa"), office("Denver"), office("Reno"))
    found = align(old, new)
    assert (found.removed, found.added) == ((1,), (1,))


def test_the_only_office_replaced_by_another_is_two_offices():
    found = align(directory(office("Boston")), directory(office("Tampa")))
    assert (found.removed, found.added) == ((1,), (1,))


def test_a_successor_in_the_same_town_is_another_office():
    street, place, _ = TOWNS["Boston"]
    successor = Section(("Offices", "Boston, Smith"), f"700 Ann Street\nBoston, {place}\nPhone: 617-555-0144")
    former = Section(("Offices", "Boston, Jones"), f"200 {street}\nBoston, {place}\nPhone: 617-555-0100")
    others = [office(town) for town in TOWNS if town != "Boston"]
    found = align(directory(former, *others), directory(successor, *others))
    assert (found.removed, found.added) == ((1,), (1,))


@pytest.mark.parametrize(
    ("former", "successor"),
    [
        ("8 Ann Street\nBoston, MA 02108\nPhone: 617-555-0100", "700 Mill Road\nBoston, MA 02108\nPhone: 617-555-0144"),
        ("200 Ann Street\nBoston, MA 02108\nPhone: 617-555-0100", "700 Mill Road\nBoston, MA 02108"),
    ],
    ids=["a short house number", "no phone"],
)
@pytest.mark.parametrize("names", [("Jones, Boston", "Smith, Boston"), ("J000570, Boston", "J000273, Boston")])
def test_a_shared_postcode_makes_no_successor_of_a_neighbour(names, former, successor):
    others = [office(town) for town in TOWNS if town != "Boston"]
    old, new = (Section(("Offices", name), text) for name, text in zip(names, (former, successor), strict=True))
    found = align(directory(old, *others), directory(new, *others))
    assert (found.removed, found.added) == ((1,), (1,))


@pytest.mark.parametrize("size", [6, 40])
def test_replacements_in_directories_of_any_size_are_never_pairs(size):
    def numbered(number):
        text = (
            f"{number} Main{number} Street\nTown{number}, ZZ {10_000 + number}\nPhone: 202-555-{number:04}\nOpen daily."
        )
        return Section(("Offices", f"Town{number}"), text)

    old = directory(*map(numbered, range(size)))
    new = directory(numbered(900), *map(numbered, range(1, size - 1)), numbered(901))
    found = align(old, new)
    assert found.removed == (1, size)
    assert found.added == (1, size)


def test_the_hours_of_a_closed_office_are_not_those_of_a_new_one():
    hours = "Monday to Friday, 9 to 5."
    old = directory(office("Boston"), Section(("Offices", "Boston", "Hours"), hours), office("Reno"))
    new = directory(office("Tampa"), Section(("Offices", "Tampa", "Hours"), hours), office("Reno"))
    assert align(old, new).pairs == ((0, 0), (3, 3))


def test_an_office_with_another_number_is_the_same_office():
    old = directory(office("Boston"), office("Denver"))
    new = directory(office("Boston", phone="617-555-0199"), office("Denver"))
    assert align(old, new).pairs == ((0, 0), (1, 1), (2, 2))


def test_an_office_renamed_with_its_text_is_the_same_office():
    old = directory(office("Boston"), office("Denver"), office("Reno"))
    new = directory(office("Boston", name="New England Region"), office("Denver"), office("Reno"))
    assert align(old, new).pairs == ((0, 0), (1, 1), (2, 2), (3, 3))


def test_an_office_renamed_with_another_number_keeps_its_address():
    moved = office("Boston", phone="617-555-0199", name="New England Region")
    old = directory(*map(office, TOWNS))
    new = directory(moved, *(office(town) for town in TOWNS if town != "Boston"))
    assert align(old, new).pairs == tuple((place, place) for place in range(6))


def test_a_path_both_pages_have_once_pairs_a_rewritten_section():
    old = [Section(("Fees",), "Each copy costs ten dollars, payable by check."), Section(("Forms",), "Use Form 7.")]
    new = [Section(("Fees",), "Nothing is charged since the ruling of spring."), Section(("Forms",), "Use Form 7.")]
    assert align(old, new).pairs == ((0, 0), (1, 1))


def test_a_text_that_went_under_another_heading_is_followed():
    text = "Applicants who were refused may ask for a hearing within thirty days of the decision being mailed to them."
    old = [Section(("Overview",), text)]
    new = [Section(("Overview",), "This page says what the office does."), Section(("Hearings",), text)]
    assert align(old, new).pairs == ((0, 1),)


def test_keys_fold_case_quotes_dashes_and_space():
    old = [Section(("The “Right–to–Know” Rule",), "Ask  us."), Section(("The Rule",), "b")]
    new = [Section(("The Rule",), "b"), Section(('THE "RIGHT-TO-KNOW" RULE',), "Ask us.")]
    assert align(old, new).pairs == ((0, 1), (1, 0))


def test_of_duplicates_the_one_without_its_neighbours_is_gone():
    note = Section(("Note",), "See below.")
    old = [Section(("A",), "a"), note, Section(("B",), "b"), note, Section(("C",), "c"), note]
    new = [Section(("A",), "a"), note, Section(("B",), "b"), Section(("C",), "c"), note]
    found = align(old, new)
    assert found.removed == (3,)
    assert not found.moved


def test_one_section_put_elsewhere_is_the_one_that_moved():
    page = [Section((name,), f"All about {name.lower()}.") for name in ("Apply", "Fees", "Forms", "Hearings", "Law")]
    assert align(page, [page[0], page[2], page[3], page[1], page[4]]).moved == ((1, 3),)


def test_children_go_along_with_a_parent_that_moved():
    family = [Section(("B",), "b"), Section(("B", "x"), "bx"), Section(("B", "y"), "by")]
    old = [Section(("A",), "a"), *family, Section(("C",), "c"), Section(("D",), "d")]
    new = [Section(("A",), "a"), Section(("C",), "c"), Section(("D",), "d"), *family]
    assert align(old, new).moved == ((1, 3),)


def test_a_section_put_under_another_parent_moved():
    text = "Bring the letter and two forms of identification with you."
    old = [Section(("A",), "a"), Section(("A", "x"), text), Section(("B",), "b"), Section(("B", "y"), "by")]
    new = [Section(("A",), "a"), Section(("B",), "b"), Section(("B", "x"), text), Section(("B", "y"), "by")]
    assert align(old, new).moved == ((1, 2),)


@pytest.mark.parametrize(
    "new_paths", [[("T", "A"), ("T", "A", "x"), ("T", "B")], [("A",), ("x",), ("B",)], [("A",), ("A", "x"), ("A", "B")]]
)
def test_hanging_higher_or_lower_at_the_same_place_is_no_move(new_paths):
    texts = ["About the programme.", "How to reach the programme.", "The law behind the programme."]
    old = [Section(path, text) for path, text in zip([("A",), ("A", "x"), ("B",)], texts, strict=True)]
    new = [Section(path, text) for path, text in zip(new_paths, texts, strict=True)]
    found = align(with_headings(old), with_headings(new))
    assert len(found.pairs) == 3
    assert not found.moved


def test_a_bare_heading_is_known_by_its_children():
    old = with_headings([office("Boston"), office("Denver"), office("Reno")])
    new = with_headings([Section(("Where to find us", each.path[1]), each.text) for each in old[1:]])
    found = align(old, new)
    assert found.pairs == ((0, 0), (1, 1), (2, 2), (3, 3))
    assert not found.moved


def test_a_bare_heading_is_known_by_its_children_though_others_came_under_it():
    forms = [Section(("Help", "Documents", f"Form {n}, spring 20{n}"), f"PDF, {n}7 KB") for n in range(10, 16)]
    late = Section(("Help", "Files", "Guidance for trustees"), "Trustees of schemes must write to the regulator. " * 9)
    old = with_headings([Section(("Help",), "How to file."), *forms])
    renamed = [Section(("Help", "Files", form.path[-1]), form.text) for form in forms[:-1]]
    new = with_headings([Section(("Help",), "How to file."), *renamed, late])
    found = align(old, new)
    assert found.pairs == tuple((place, place) for place in range(7))
    assert (found.removed, found.added) == ((7,), (7,))


def test_an_entry_of_nothing_but_a_phone_is_known_by_it():
    old = [Section(("Offices", town), f"Phone: {phone}") for town, (_, _, phone) in TOWNS.items()]
    new = [Section(("Offices", "New England"), old[0].text), *old[1:]]
    assert align(old, new).pairs == tuple((place, place) for place in range(5))


def test_a_bare_title_before_other_headings_stays_the_title():
    old = [Section(("China",), ""), Section(("Summary",), "Take care."), Section(("Law",), "Obey it.")]
    new = [Section(("Travel to China",), ""), Section(("Summary",), "Take care."), Section(("Law",), "Obey the law.")]
    assert align(old, new).pairs == ((0, 0), (1, 1), (2, 2))


def test_a_title_stays_the_title():
    old = [Section(("Help for directors",), "Watch videos."), Section(("Help for directors", "Tax"), "Pay it.")]
    new = [Section(("Webinars and mail",), "Learn about duties."), Section(("Webinars and mail", "Tax"), "Pay it.")]
    assert align(old, new).pairs == ((0, 0), (1, 1))


def test_a_page_of_data_is_paired_by_what_is_equal():
    old = [Section(("Rows", f"Row {number}"), f"value {number}") for number in range(2_500)]
    new = [*old[:100], Section(("Rows", "Row 100"), "another value"), *old[101:-1]]
    found = align(old, new)
    assert found.pairs == tuple((number, number) for number in range(2_499))
    assert found.removed == (2_499,)
    assert found.given_up == ("2,500 sections: only equal texts and paths were paired",)


def test_a_page_of_too_much_text_says_so():
    old = [Section(("A",), "a word " * 400_000), Section(("B",), "b word " * 400_000)]
    found = align(old, old)
    assert found.pairs == ((0, 0), (1, 1))
    assert found.given_up == ("5,599,998 characters: only equal texts and paths were paired",)


def test_many_sections_under_one_heading_say_that_they_were_compared_in_order():
    def notes(start):
        return [
            Section(("T", "Note"), f"alpha{number} beta{number} gamma{number}") for number in range(start, start + 120)
        ]

    found = align(notes(0), notes(1_000))
    assert any("under equal headings" in said for said in found.given_up)
    assert not align(notes(0)[:50], notes(1_000)[:50]).given_up


def test_equal_sections_in_their_hundreds_say_that_they_were_paired_in_order():
    note = Section(("T", "Note"), "See below.")
    assert align([note] * 600, [note] * 600).given_up == ()
    assert align([note] * 600, [note] * 500).given_up == ("500 and 600 sections are equal: they were paired in order",)


@FEW
@given(st.integers(0, 1_000))
def test_shuffled_renamed_and_edited_sections_are_found_again(seed):
    source = random.Random(seed)
    words = [f"word{number}" for number in range(800)]
    old = [Section(("T", f"Old {n}"), " ".join(source.choices(words, k=60))) for n in range(40)]
    order = source.sample(range(40), 40)
    new = [Section(("T", f"New{n}name"), old[n].text.replace(" ", " edited ", 1)) for n in order]
    assert {(order[j], i) for i, j in align(old, new).pairs} == {(n, n) for n in range(40)}


def test_parents_are_the_nearest_headings_above():
    sections = [Section(path, "") for path in [(), ("A",), ("A", "b"), ("A", "b", "c"), ("A", "d", "e"), ("F",)]]
    assert parents_of(sections) == (-1, -1, 1, 2, 1, -1)
    assert outline_of(sections).heads == ("", "a", "b", "c", "e", "f")


def test_headings_without_a_section_get_an_empty_one():
    sections = [Section(("A", "b"), "text"), Section(("A", "c"), "more")]
    assert with_headings(sections) == (Section(("A",), ""), *sections)
