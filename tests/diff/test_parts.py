import pytest
from hypothesis import given
from hypothesis import strategies as st

from diff.parts import MOST_PASSAGES, parts_of, rest_of
from diff.signature import signature_of
from diff.values import Edit
from diff.words import redline
from extract.values import FactKind
from store.kinds import Operation

OLD_BANNER = "Offices are closed on Friday. Call before you travel."
NEW_BANNER = "All offices are open again. Call before you travel."


def edited(old, new, path=("Permits",)):
    return Edit(Operation.SECTION_EDITED, path=path, old_path=path, old=old, new=new, hunks=redline(old, new))


def signatures(edit, title="", site=1):
    return [signature_of(edit, part, title, site) for part in parts_of(edit)]


def same(one, two, titles=("", "")):
    """Whether two edits have a part in common that is known again."""
    known = [{sign for sign in signatures(edit, title) if sign} for edit, title in zip((one, two), titles, strict=True)]
    return bool(known[0] & known[1])


def test_a_banner_and_a_sentence_of_the_pages_own_are_two_parts():
    one = edited(
        f"{OLD_BANNER}\nThe fee for a permit is $25 a year.", f"{NEW_BANNER}\nThe fee for a permit is $30 a year."
    )
    assert [(part.old, part.new) for part in parts_of(one)] == [
        ("Offices are closed on Friday.", "All offices are open again."),
        ("The fee for a permit is $25 a year.", "The fee for a permit is $30 a year."),
    ]
    other = edited(f"{OLD_BANNER}\nBring two photos.", f"{NEW_BANNER}\nBring two photos.", path=("Photos",))
    assert signatures(one)[0] == signatures(other)[0]


def test_what_an_event_tells_is_kept_text_in_the_rest():
    edit = edited(f"{OLD_BANNER}\nThe fee is $25 a year.", f"{NEW_BANNER}\nThe fee is $30 a year.")
    rest = rest_of(edit, {0})
    assert [hunk.text for hunk in rest.hunks if hunk.op] == ["$25", "$30"]
    assert "".join(hunk.text for hunk in rest.hunks if hunk.op >= 0) == edit.new
    assert rest_of(edit, {0, 1}) is None
    assert rest_of(edit, set()) is edit


def test_a_banner_and_a_new_line_in_one_run_are_two_parts():
    edit = edited("Call us any day.", "The new banner of the site.\nA new line of this page.\nCall us any day.")
    assert [part.new for part in parts_of(edit)] == ["The new banner of the site.", "A new line of this page."]


@pytest.mark.parametrize(
    ("old", "was", "other", "now"),
    [
        ("The fee for each permit is $25.", "$25", "$40", "$30"),
        ("Apply for your permit before 3 May 2026.", "3 May 2026", "9 May 2026", "4 June 2026"),
        ("Write to us at boston@a.gov for a permit.", "boston@a.gov", "salem@a.gov", "hull@a.gov"),
        ("Send the form under Directive 12-A to us.", "12-A", "12-B", "13-A"),
    ],
)
def test_numbers_dates_and_contacts_that_were_exchanged_are_not_masked(old, was, other, now):
    new = old.replace(was, now)
    assert same(edited(old, new), edited(old, new))
    assert not same(edited(old, new), edited(old.replace(was, other), new))


def test_dates_addresses_and_the_title_are_masked_where_they_only_stand_beside():
    def banner(title, day, host):
        old = f"On {day} the {title} page moves, see https://{host}/new, write to web@a.gov."
        return edited(old, old.replace("moves", "will move"), path=(title,)), title

    (one, first), (two, second) = (
        banner("Boat permits", "3 May 2026", "a.gov"),
        banner("Dog licences", "4 May 2026", "b.gov"),
    )
    assert same(one, two, (first, second))
    assert not same(one, two)


def test_few_words_are_the_same_only_under_the_same_heading():
    one = edited("Fee | $25", "Fee | $30", path=("Boats",))
    assert not same(one, edited("Fee | $25", "Fee | $30", path=("Dogs",)))
    long = ("The yearly fee for every permit is $25.", "The yearly fee for every permit is $30.")
    assert same(edited(*long, path=("Boats",)), edited(*long, path=("Dogs",)))


def test_a_contact_is_the_same_under_any_heading():
    old, new = "Telephone: +44 20 7946 0142", "Telephone: +44 20 7946 0187"
    assert same(edited(old, new, path=("Boats",)), edited(old, new, path=("Dogs",)))
    assert not same(edited(old, new), edited(old.replace("0142", "0143"), new))


def test_what_says_nothing_is_never_known_again():
    assert signatures(edited("25", "30")) == [None]
    assert signatures(edited("No", "Yes")) == [None]
    assert signatures(Edit(Operation.PAGE_GONE)) == []
    moved = Edit(Operation.SECTION_MOVED, path=("A",), old_path=("A",))
    assert signatures(moved) != [None]


def test_another_site_is_another_signature():
    edit = edited(OLD_BANNER, NEW_BANNER)
    assert signatures(edit, site=1) != signatures(edit, site=2)


def test_a_fact_is_known_by_its_value_and_an_obligation_by_its_section_too():
    def fact(kind, path, old="+12025550142"):
        return Edit(Operation.FACT_CHANGED, path=path, old_path=path, old=old, new="+12025550187", fact_kind=kind)

    assert same(fact(FactKind.PHONE, ("A",)), fact(FactKind.PHONE, ("B",)))
    assert not same(fact(FactKind.PHONE, ("A",)), fact(FactKind.PHONE, ("A",), old="+12025550143"))
    assert not same(fact(FactKind.OBLIGATION, ("A",)), fact(FactKind.OBLIGATION, ("B",)))


def test_a_table_that_was_replaced_has_few_parts():
    old = "\n".join(f"Row {number} | {number * 7} boats in the harbor" for number in range(400))
    new = "\n".join(f"Row {number} | {number * 9 + 1} boats in the harbor" for number in range(400))
    parts = parts_of(edited(old, new))
    assert len(parts) == MOST_PASSAGES + 1
    assert sum(len(part.hunks) for part in parts) >= 2 * 390


@given(
    *[st.lists(st.sampled_from(["Call us.", "Fees rose.", "Bring a form, and wait.", "A | B\n", "x"]), max_size=9)] * 2
)
def test_every_change_belongs_to_a_part_and_telling_all_leaves_nothing(old, new):
    edit = edited(" ".join(old), " ".join(new))
    parts = parts_of(edit)
    changed = {number for number, hunk in enumerate(edit.hunks) if hunk.op and any(map(str.isalnum, hunk.text))}
    if changed:
        assert changed <= {number for part in parts for number in part.hunks}
    assert rest_of(edit, set(range(len(parts)))) is None
    for told in range(len(parts)):
        rest = rest_of(edit, {told})
        if rest is not None:
            assert "".join(hunk.text for hunk in rest.hunks if hunk.op >= 0) == edit.new
