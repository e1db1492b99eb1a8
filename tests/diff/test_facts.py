"""Facts and links: a value for another is one change, a renamed owner is none, order says nothing."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diff.compare import compare, edits_between
from diff.facts import AROUND_THE_PAGE
from diff.statements import lost_and_gained, statements_of
from extract.reading import extract
from extract.values import Extraction, Fact, FactKind, Route, Scope, Section
from store.kinds import Operation

# Two cores are shared: how long one example takes says nothing.
UNHURRIED = settings(deadline=None, max_examples=60)

A, B = ("Contact", "Hotline"), ("Contact", "Press")
TEXTS = {A: "Call the hotline day and night.", B: "Journalists write to the press desk."}


def page(*facts, sections=None):
    kept = sections or [Section(path, text) for path, text in TEXTS.items()]
    return Extraction("Contact", "en", Route.LANDMARK, tuple(kept), facts)


def phone(value, label="", path=A, inside=True):
    return Fact(FactKind.PHONE, value, label, value, path, inside)


def email(value, path=A):
    return Fact(FactKind.EMAIL, value, "", value, path)


def date(value, label="Last reviewed", path=A):
    return Fact(FactKind.REVIEW_DATE, value, label, value, path)


def link(href, label, path=A):
    return Fact(FactKind.LINK, href, label, href, path)


def told(old, new):
    return [(edit.operation, edit.label, edit.old, edit.new) for edit in edits_between(page(*old), page(*new))]


facts = st.builds(
    Fact,
    st.sampled_from(FactKind),
    st.sampled_from(["1", "2", "3", "https://a.gov/x", "http://www.a.gov/x/"]),
    st.sampled_from(["", "Fax", "fax", "__init__", "Phone"]),
    st.just(""),
    st.sampled_from([(), A, B, ("Gone",)]),
    st.booleans(),
)


@UNHURRIED
@given(st.lists(facts), st.randoms(use_true_random=False))
def test_order_says_nothing(stated, source):
    shuffled = source.sample(stated, len(stated))
    assert edits_between(page(*stated), page(*shuffled)) == ()


@UNHURRIED
@given(st.lists(facts), st.lists(facts))
def test_lost_and_gained_are_what_one_side_alone_states(old, new):
    before, after = statements_of(old, {}), statements_of(new, {})
    lost, gained = lost_and_gained(before, after)
    assert lost == [each for each in before if each not in after]
    assert gained == [each for each in after if each not in before]


@UNHURRIED
@given(st.lists(facts), st.lists(facts))
def test_no_edit_invents_a_value(old, new):
    for edit in edits_between(page(*old), page(*new)):
        assert edit.fact_kind is not None
        assert edit.old in {None, *(fact.value for fact in old if fact.kind is edit.fact_kind)}
        assert edit.new in {None, *(fact.value for fact in new if fact.kind is edit.fact_kind)}


def test_a_number_for_another_is_one_change():
    assert told([phone("+1"), phone("+2")], [phone("+1"), phone("+3")]) == [(Operation.FACT_CHANGED, "", "+2", "+3")]


def test_each_label_keeps_its_number():
    old = [phone("+1", "Phone"), phone("+2", "Fax")]
    new = [phone("+2", "Phone"), phone("+1", "Fax")]
    assert told(old, new) == [
        (Operation.FACT_CHANGED, "Phone", "+1", "+2"),
        (Operation.FACT_CHANGED, "Fax", "+2", "+1"),
    ]


def test_a_new_label_for_an_old_number_is_told_by_the_text_alone():
    assert told([phone("+1", "Phone")], [phone("+1", "Hotline")]) == []


def test_a_number_that_gained_a_label_is_the_same_line():
    assert told([phone("+1")], [phone("+2", "Hotline")]) == [(Operation.FACT_CHANGED, "Hotline", "+1", "+2")]


def test_numbers_of_different_labels_are_not_taken_for_one_another():
    assert told([phone("+1", "Fax")], [phone("+2", "Hotline")]) == [
        (Operation.FACT_REMOVED, "Fax", "+1", None),
        (Operation.FACT_ADDED, "Hotline", None, "+2"),
    ]


def test_a_surplus_is_removed_or_added():
    assert told([email("a@x.gov"), email("b@x.gov")], [email("c@x.gov")]) == [
        (Operation.FACT_CHANGED, "", "a@x.gov", "c@x.gov"),
        (Operation.FACT_REMOVED, "", "b@x.gov", None),
    ]


def test_what_the_headings_contact_gains_in_one_section_is_not_what_changed_in_another():
    def desk(value, path):
        return Fact(FactKind.EMAIL, value, "", value, path, owner="Contact")

    old, new = [desk("desk@a.gov", B)], [desk("urgent@a.gov", ("Contact",)), desk("help@a.gov", B)]
    assert told(old, new) == [
        (Operation.FACT_ADDED, "", None, "urgent@a.gov"),
        (Operation.FACT_CHANGED, "", "desk@a.gov", "help@a.gov"),
    ]


def test_kinds_are_never_mixed():
    assert told([phone("+1")], [email("a@x.gov")]) == [
        (Operation.FACT_REMOVED, "", "+1", None),
        (Operation.FACT_ADDED, "", None, "a@x.gov"),
    ]


def test_a_number_that_went_to_another_section_moved():
    edits = edits_between(page(phone("+1", path=A)), page(phone("+1", path=B)))
    assert [(edit.operation, edit.old_path, edit.path, edit.old, edit.new) for edit in edits] == [
        (Operation.FACT_MOVED, A, B, "+1", "+1")
    ]


def test_a_renamed_section_takes_its_facts_along():
    renamed = [Section(("Contact", "Helpline"), TEXTS[A]), Section(B, TEXTS[B])]
    new = page(phone("+2", path=("Contact", "Helpline")), email("a@x.gov", B), sections=renamed)
    edits = [edit for edit in edits_between(page(phone("+1"), email("a@x.gov", B)), new) if edit.fact_kind]
    assert [(edit.operation, edit.old_path, edit.path, edit.old, edit.new) for edit in edits] == [
        (Operation.FACT_CHANGED, A, ("Contact", "Helpline"), "+1", "+2")
    ]


def test_facts_under_a_heading_the_sections_do_not_know_follow_the_headings_above():
    renamed = [Section(("Contact", "Helpline"), TEXTS[A]), Section(B, TEXTS[B])]
    new = page(phone("+1", path=("Contact", "Helpline", "Nights")), sections=renamed)
    assert not [edit for edit in edits_between(page(phone("+1", path=(*A, "Nights"))), new) if edit.fact_kind]


def test_a_review_date_moved_on_is_one_change():
    assert told([date("2018-07-10")], [date("2021-03-01", "last  reviewed")]) == [
        (Operation.FACT_CHANGED, "last  reviewed", "2018-07-10", "2021-03-01")
    ]


def test_the_pages_only_stamp_is_followed_to_another_section():
    assert told([date("2018-07-10", path=A)], [date("2018-07-10", path=B)]) == []
    edits = edits_between(page(date("2018-07-10", path=A)), page(date("2021-03-01", path=B)))
    assert [(edit.operation, edit.old_path, edit.path) for edit in edits] == [(Operation.FACT_CHANGED, A, B)]


def test_dates_of_sections_stay_with_their_sections():
    old = [date("2018-01-01", path=A), date("2018-01-01", path=B)]
    new = [date("2018-01-01", path=A), date("2020-02-02", path=B)]
    edits = edits_between(page(*old), page(*new))
    assert [(edit.operation, edit.path, edit.new) for edit in edits] == [(Operation.FACT_CHANGED, B, "2020-02-02")]


def test_facts_outside_the_content_stand_around_the_page():
    edits = edits_between(page(phone("+1", path=(), inside=False)), page(phone("+2", path=(), inside=False)))
    assert [(edit.operation, edit.path, edit.old_path) for edit in edits] == [
        (Operation.FACT_CHANGED, AROUND_THE_PAGE, AROUND_THE_PAGE)
    ]


def test_a_link_with_another_target_is_one_change():
    assert told([link("https://a.gov/1", "Form 7")], [link("https://a.gov/2", "Form 7")]) == [
        (Operation.LINK_CHANGED, "Form 7", "https://a.gov/1", "https://a.gov/2")
    ]


def test_links_come_and_go_with_label_and_target():
    assert told([link("https://a.gov/data", "Data")], [link("https://a.gov/news", "News")]) == [
        (Operation.LINK_REMOVED, "Data", "https://a.gov/data", None),
        (Operation.LINK_ADDED, "News", None, "https://a.gov/news"),
    ]


def test_links_without_a_label_are_not_taken_for_labelled_ones():
    kinds = [kind for kind, *_ in told([link("https://a.gov/1", "")], [link("https://a.gov/2", "News")])]
    assert sorted(kinds) == [Operation.LINK_ADDED, Operation.LINK_REMOVED]


@pytest.mark.parametrize("href", ["https://www.a.gov/x", "https://a.gov/x/", "http://a.gov/x"])
def test_another_spelling_of_a_target_is_no_change(href):
    assert told([link("http://www.a.gov/x", "Form")], [link(href, "Form")]) == []


def test_many_links_of_one_label_change_one_by_one():
    old = [link(f"https://a.gov/{number}", "Read more") for number in range(5)]
    new = [link("https://a.gov/new", "Read more"), *old[:4]]
    assert told(old, new) == [(Operation.LINK_CHANGED, "Read more", "https://a.gov/4", "https://a.gov/new")]


def test_the_links_of_a_removed_section_are_listed():
    old = page(link("https://a.gov/data.csv", "Data set", B))
    edits = edits_between(old, page(sections=[Section(A, TEXTS[A])]))
    assert [edit.operation for edit in edits] == [Operation.SECTION_REMOVED, Operation.LINK_REMOVED]
    assert edits[1].old == "https://a.gov/data.csv"
    assert (edits[1].old_path, edits[1].path) == (B, ())


def test_facts_come_before_links_and_in_reading_order():
    old = [
        link("https://a.gov/1", "One"),
        phone("+1", "Day"),
        email("a@x.gov"),
        phone("+9", "Old"),
        phone("+5", path=B),
    ]
    new = [link("https://a.gov/2", "One"), phone("+2", "Day"), email("a@x.gov"), phone("+6", path=B)]
    assert [(kind, old_value) for kind, _, old_value, _ in told(old, new)] == [
        (Operation.FACT_CHANGED, "+1"),
        (Operation.FACT_REMOVED, "+9"),
        (Operation.FACT_CHANGED, "+5"),
        (Operation.LINK_CHANGED, "https://a.gov/1"),
    ]


def test_more_differences_than_deepdiff_is_asked_for_are_the_same_kind_of_answer():
    old = [link(f"https://a.gov/old/{number}", f"Old {number}") for number in range(10_500)]
    new = [link(f"https://a.gov/new/{number}", f"New {number}") for number in range(10_500)]
    random.Random(5).shuffle(new)
    lost, gained = lost_and_gained(statements_of(old, {}), statements_of(new, {}))
    assert (len(lost), len(gained)) == (10_500, 10_500)


def obligation(modal, count, path=A):
    return Fact(FactKind.OBLIGATION, count, modal, "", path)


def test_a_must_that_became_a_may_is_told():
    old, new = [obligation("must", "2"), obligation("may", "1")], [obligation("must", "1"), obligation("may", "2")]
    assert told(old, new) == [(Operation.FACT_CHANGED, "must", "2", "1"), (Operation.FACT_CHANGED, "may", "1", "2")]


def test_the_only_must_of_a_section_is_not_the_same_thing_as_its_only_may():
    assert told([obligation("must", "1")], [obligation("may", "1")]) == [
        (Operation.FACT_REMOVED, "must", "1", None),
        (Operation.FACT_ADDED, "may", None, "1"),
    ]


def test_obligations_of_a_new_section_are_told_by_its_text():
    fresh = Section(("Contact", "Visits"), "You must bring a passport to the front desk.")
    old, new = page(), page(obligation("must", "1", fresh.path), sections=[*page().sections, fresh])
    assert {edit.operation for edit in edits_between(old, new)} == {Operation.SECTION_ADDED}


@pytest.mark.parametrize("scope", [Scope.SITE, Scope.FOREIGN])
def test_a_stamp_that_is_not_the_pages_makes_no_edit_and_no_version(scope):
    old, new = (
        page(Fact(FactKind.REVIEW_DATE, f"2026-0{month}-01", "Last viewed", inside=False, scope=scope))
        for month in (1, 2)
    )
    assert edits_between(old, new) == ()
    assert old.digest == new.digest


offices = st.dictionaries(
    st.sampled_from(["Boston office", "Salem office", "Lynn office", "Press office"]),
    st.tuples(st.sampled_from(["+1", "+2", "+3"]), st.sampled_from(["+7", "+8", "+9"])),
)


def directory(kept):
    stated = [
        Fact(FactKind.PHONE, number, label, number, ("Contact", name), owner=name)
        for name, numbers in kept
        for label, number in zip(("Phone", "Fax"), numbers, strict=True)
    ]
    return page(*stated, sections=[Section(("Contact", name), f"How the {name} is reached.") for name, _ in kept])


def fact_edits_of(old, new):
    return sorted(
        (edit.operation, edit.label, edit.owner, edit.old or "", edit.new or "", edit.old_path, edit.path)
        for edit in edits_between(old, new)
        if edit.fact_kind
    )


@UNHURRIED
@given(offices, offices, st.randoms(use_true_random=False))
def test_the_order_of_offices_changes_no_edit_of_theirs(old, new, source):
    before, after = list(old.items()), list(new.items())
    shuffled = source.sample(after, len(after))
    assert {each[:5] for each in fact_edits_of(directory(before), directory(after))} == {
        each[:5] for each in fact_edits_of(directory(before), directory(shuffled))
    }


@UNHURRIED
@given(offices, offices)
def test_facts_lost_one_way_are_gained_the_other(old, new):
    before, after = directory(list(old.items())), directory(list(new.items()))
    turned = {
        Operation.FACT_ADDED: Operation.FACT_REMOVED,
        Operation.FACT_REMOVED: Operation.FACT_ADDED,
    }
    there = [
        (turned.get(operation, operation), label, now, was)
        for operation, label, _, was, now, _, _ in fact_edits_of(before, after)
    ]
    back = [(operation, label, was, now) for operation, label, _, was, now, _, _ in fact_edits_of(after, before)]
    assert sorted(there) == sorted(back)


def two_desks(level: int) -> Extraction:
    desk = f"<h{level}>Inbox desk</h{level}><p>The desk answers in a week.</p><h3>Write to it</h3><p>{{}}</p>"
    mail = "Send it to <a href='mailto:desk@ferry.example'>desk@ferry.example</a>."
    return read_page(f"<h2>Privacy of visitors</h2><p>{mail}</p>{desk.format(mail)}")


def read_page(markup: str) -> Extraction:
    prose = "<p>The ferry line keeps what visitors send to it for a year and then destroys all of it at once.</p>"
    return extract(f"<main><h1>Privacy</h1>{prose * 3}{markup}</main>".encode(), "https://ferry.example/privacy")


def test_a_heading_that_changes_its_level_takes_no_contact_away():
    for old, new in ((2, 3), (3, 2)):
        assert [edit for edit in compare(two_desks(old), two_desks(new)).edits if edit.fact_kind] == []


def test_one_of_two_equal_contacts_of_a_section_goes():
    old = [phone("+12025550100", path=A), replace(phone("+12025550100", path=A), owner="Night desk")]
    assert told(old, old[:1]) == [(Operation.FACT_REMOVED, "", "+12025550100", None)]
