"""Priority: what ranks above what, that the terms add up, and that nothing leaves 0 to 1."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diff.compare import compare
from diff.priority import Term, priority_of, priority_of_change, terms_of, terms_of_change
from diff.values import Edit, Finding, Hunk
from diff.weights import COSMETIC, FINDING_WEIGHTS, FURTHER_EDITS, HOME_PAGE
from extract.values import Extraction, Fact, FactKind, PageKind, Route, Scope, Section
from store.kinds import Aspect, Kind, Operation

UNHURRIED = settings(deadline=None, max_examples=80)

PATH = ("Refunds", "How to ask")
RULE = "The operator must refund the fare within thirty days of the request, whatever the reason for it was."
PROSE = (
    "Offices are open to everybody who wishes to read the records of a case.\n"
    "Copies are made while you wait, and the clerk will help you to find what you need.\n"
    "Those who cannot come in person may write to the office that decided the case."
)


def page(text, *more, facts=(), kind=PageKind.OTHER):
    sections = (Section(PATH, text), *(Section((*PATH[:1], f"Part {n}"), each) for n, each in enumerate(more)))
    return Extraction("t", "en", Route.LANDMARK, sections, tuple(facts), kind=kind)


def phone(value):
    return Fact(FactKind.PHONE, value, "", value, PATH, owner="Boston field office")


def rank(old, new):
    return compare(old, new, "https://www.example.gov/refunds").priority


def edit(*found, hunks=(), operation=Operation.SECTION_EDITED, **more):
    return Edit(
        operation, PATH, PATH, "old", "new", hunks=hunks, findings=tuple(Finding(*pair) for pair in found), **more
    )


def run(length):
    return (Hunk(0, "Kept "), Hunk(-1, "a" * length), Hunk(1, "b" * length), Hunk(0, " kept."))


def test_a_weakened_must_ranks_above_ten_typos():
    typos = PROSE.replace("everybody", "evrybody").replace("records", "recrods").replace("Copies", "Copeis")
    typos = typos.replace("person", "preson").replace("office", "ofice").replace("decided", "decidde")
    weakened = rank(page(RULE), page(RULE.replace("must", "may")))
    assert weakened > rank(page(PROSE), page(typos))
    assert weakened > 0.5


def test_a_changed_phone_ranks_above_a_paragraph_reworded_by_as_much():
    old, new = (f"Call {number} to ask." for number in ("800-555-0142", "800-555-0187"))
    called = rank(page(old, facts=[phone("+18005550142")]), page(new, facts=[phone("+18005550187")]))
    reworded = rank(page(PROSE), page(PROSE.replace("while you wait", "at the desk")))
    assert called > reworded
    assert called > 0.5


def test_a_changed_number_ranks_above_a_changed_comma_and_a_reworded_line():
    number = rank(page(RULE), page(RULE.replace("thirty days", "sixty days")))
    comma = rank(page(RULE), page(RULE.replace("request, whatever", "request whatever")))
    assert (
        number > rank(page(RULE), page(RULE.replace("whatever the reason for it was", "for whatever reason"))) > comma
    )
    assert comma < 0.1


def test_a_section_that_is_gone_ranks_above_the_same_one_that_came():
    gone, came = rank(page(RULE, PROSE), page(RULE)), rank(page(RULE), page(RULE, PROSE))
    assert gone > came > 0.1


def test_a_date_bump_ranks_lowest_and_an_equal_page_has_no_priority():
    stamps = [
        Fact(FactKind.REVIEW_DATE, value, "Last reviewed", raw, PATH, scope=Scope.PAGE)
        for value, raw in (("2021-03-03", "March 3, 2021"), ("2021-10-12", "October 12, 2021"))
    ]
    old, new = (page(f"{PROSE}\nLast reviewed {stamp.raw}", facts=[stamp]) for stamp in stamps)
    assert 0 < rank(old, new) < 0.1
    assert rank(old, old) == 0


def test_a_data_set_taken_out_ranks_above_a_link_taken_out():
    removed = edit((Kind.LINK, Aspect.REMOVED), operation=Operation.LINK_REMOVED)
    data = edit((Kind.DOCUMENT, Aspect.DATA), operation=Operation.LINK_REMOVED)
    assert priority_of(data) > 0.5 > priority_of(removed)


def test_what_was_seen_before_or_never_stands_still_ranks_lower():
    plain = edit((Kind.NUMBER, Aspect.CHANGED), hunks=run(40))
    back = replace(plain, findings=(*plain.findings, Finding(Kind.FLIP_FLOP, Aspect.RETURNED)))
    restless = replace(plain, findings=(*plain.findings, Finding(Kind.VOLATILE, Aspect.REPEATED)))
    assert priority_of(plain) > priority_of(back) > priority_of(restless)


def test_text_that_was_replaced_ranks_below_text_that_is_gone():
    gone = edit((Kind.REMOVAL, Aspect.REMOVED), hunks=(Hunk(-1, "a" * 200),))
    replaced = edit((Kind.REMOVAL, Aspect.REMOVED), (Kind.ADDITION, Aspect.ADDED), hunks=run(200))
    assert priority_of(gone) > priority_of(replaced)


def test_the_longer_run_ranks_higher_and_looks_have_no_length():
    lengths = [priority_of(edit((Kind.TEXT, Aspect.REWORDED), hunks=run(length))) for length in (1, 10, 100, 1_000)]
    assert all(less < more for less, more in pairwise(lengths))
    for aspect in COSMETIC:
        assert priority_of(edit((Kind.WORDING, aspect), hunks=run(500))) == 0
    signs = (Hunk(-1, "e-mail, "), Hunk(1, "E mail "))
    assert priority_of(edit((Kind.TEXT, Aspect.REWORDED), hunks=signs)) == 0


def test_a_finding_counts_once_however_often_it_was_made():
    once = edit((Kind.NUMBER, Aspect.CHANGED))
    twice = edit((Kind.NUMBER, Aspect.CHANGED, "2 → 3"), (Kind.NUMBER, Aspect.CHANGED, "4 → 5"))
    assert terms_of(once) == terms_of(twice) == (Term("number changed", FINDING_WEIGHTS[Kind.NUMBER, Aspect.CHANGED]),)


def test_a_change_is_its_weightiest_edit_and_a_little_of_the_others():
    edits = [edit(priority=0.5), edit(priority=0.2)]
    alone = priority_of_change(edits[:1], (), PageKind.OTHER)
    assert alone == 0.5
    assert alone < priority_of_change(edits, (), PageKind.OTHER) < alone + FURTHER_EDITS
    assert priority_of_change([edits[0], *edits[1:] * 500], (), PageKind.OTHER) <= alone + FURTHER_EDITS
    assert [term.name for term in terms_of_change(edits, (), PageKind.OTHER)] == ["weightiest edit", "1 further edit"]


def test_a_home_page_ranks_lower_by_one_named_term():
    edits = [edit(priority=0.5)]
    assert Term("home page", HOME_PAGE) in terms_of_change(edits, (), PageKind.HOME)
    assert priority_of_change(edits, (), PageKind.HOME) == pytest.approx(0.5 + HOME_PAGE)
    assert terms_of_change((), (), PageKind.HOME) == ()


found = st.builds(Finding, st.sampled_from(Kind), st.sampled_from(Aspect), st.just("said"))
hunks = st.lists(
    st.builds(Hunk, st.sampled_from((-1, 0, 1)), st.text("abc, .\n", min_size=1, max_size=300)), max_size=6
)
edits = st.builds(
    Edit,
    st.sampled_from(Operation),
    old=st.none() | st.text("ab ", max_size=50),
    new=st.none() | st.text("ab ", max_size=50),
    hunks=hunks.map(tuple),
    findings=st.lists(found, max_size=8).map(tuple),
)


@UNHURRIED
@given(edits)
def test_the_terms_of_an_edit_add_up_and_are_held(edited):
    terms = terms_of(edited)
    assert priority_of(edited) == pytest.approx(min(1.0, max(0.0, sum(term.value for term in terms))), abs=1e-4)
    assert 0 <= priority_of(edited) <= 1
    assert terms == terms_of(edited)
    assert len({term.name for term in terms}) == len(terms)
    assert all(term.name and term.value for term in terms)


@UNHURRIED
@given(st.lists(edits, max_size=5), st.lists(found, max_size=3), st.sampled_from(PageKind))
def test_the_terms_of_a_change_add_up_and_are_held(edited, findings, kind):
    weighed = [replace(each, priority=priority_of(each)) for each in edited]
    terms = terms_of_change(weighed, findings, kind)
    whole = priority_of_change(weighed, findings, kind)
    assert whole == pytest.approx(min(1.0, max(0.0, sum(term.value for term in terms))), abs=1e-4)
    assert whole == priority_of_change(list(reversed(weighed)), findings, kind)
