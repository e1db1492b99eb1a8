"""Contacts through versions, as values: intervals, steps, and who is still the same."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from extract import Fact, FactKind
from store.contact_past import State, histories_of
from store.kinds import Cause

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
OLD, NEW = "+12025550142", "+12025550187"


def day(number):
    return START + timedelta(days=number)


def phone(value, label="Phone", owner="Press Office"):
    return Fact(FactKind.PHONE, value, label, value, ("Contact", owner), owner=owner)


def email(value, owner="Press Office"):
    return Fact(FactKind.EMAIL, value, "", value, ("Contact", owner), owner=owner)


def past(*said, causes=()):
    """One state a day, the last day included."""
    return [
        State(causes[number] if causes else Cause.PAGE, day(number), day(number), tuple(facts))
        for number, facts in enumerate(said)
    ]


def told(history):
    return [(each.value, each.first_seen, each.last_seen, each.ended is None) for each in history.intervals]


def steps(history):
    return [(step.kind, step.label, step.old, step.new, step.before, step.after) for step in history.steps]


def test_a_value_that_stays_is_one_interval():
    (history,) = histories_of(past([phone(OLD)], [phone(OLD)], [phone(OLD)]))
    assert told(history) == [(OLD, day(0), day(2), True)]
    assert (history.first_seen, history.last_seen, history.is_current, steps(history)) == (day(0), day(2), True, [])


def test_a_number_that_changes_is_a_step_of_the_same_contact():
    (history,) = histories_of(past([phone(OLD), email("p@a.gov")], [phone(NEW), email("p@a.gov")]))
    assert told(history) == [
        (OLD, day(0), day(0), False),
        ("p@a.gov", day(0), day(1), True),
        (NEW, day(1), day(1), True),
    ]
    assert steps(history) == [(FactKind.PHONE, "Phone", OLD, NEW, day(0), day(1))]


def test_there_and_back_is_two_intervals_and_two_steps():
    (history,) = histories_of(past([phone(OLD)], [phone(NEW)], [phone(OLD)]))
    assert told(history) == [(OLD, day(0), day(0), False), (NEW, day(1), day(1), False), (OLD, day(2), day(2), True)]
    assert [step[2:4] for step in steps(history)] == [(OLD, NEW), (NEW, OLD)]


def test_a_renamed_office_keeps_its_past():
    before = [phone(OLD), email("p@a.gov")]
    after = [phone(OLD, owner="Newsroom"), email("p@a.gov", owner="Newsroom")]
    (history,) = histories_of(past(before, after))
    assert history.name == "Newsroom"
    assert told(history) == [(OLD, day(0), day(1), True), ("p@a.gov", day(0), day(1), True)]
    assert steps(history) == [(None, "name", "Press Office", "Newsroom", day(0), day(1))]


def test_values_are_paired_by_label_before_kind():
    before = [phone(OLD, "Phone"), phone("+12025550100", "Fax")]
    after = [phone("+12025550101", "Fax"), phone(NEW, "Phone")]
    (history,) = histories_of(past(before, after))
    assert {step[1:4] for step in steps(history)} == {("Phone", OLD, NEW), ("Fax", "+12025550100", "+12025550101")}


def test_what_comes_and_goes_alone_is_told_as_that():
    (history,) = histories_of(past([phone(OLD)], [phone(OLD), email("p@a.gov")], [phone(OLD)]))
    assert [step[2:4] for step in steps(history)] == [(None, "p@a.gov"), ("p@a.gov", None)]


def test_another_spelling_or_label_is_no_step():
    (history,) = histories_of(past([phone(OLD, "Phone")], [phone(OLD, "Telephone")]))
    assert told(history) == [(OLD, day(0), day(1), True)]
    assert (history.intervals[0].label, history.steps) == ("Telephone", ())


def test_one_number_with_two_labels_is_one_value():
    (history,) = histories_of(past([phone(OLD, "Phone"), phone(OLD, "Fax")]))
    assert [(each.label, each.value) for each in history.intervals] == [("Phone, Fax", OLD)]


def test_a_contact_that_vanishes_keeps_its_end_and_wakes_as_itself():
    gone = histories_of(past([phone(OLD)], []))
    assert [(history.is_current, told(history)) for history in gone] == [(False, [(OLD, day(0), day(0), False)])]
    (back,) = histories_of(past([phone(OLD)], [], [phone(OLD)]))
    assert (back.is_current, told(back)) == (True, [(OLD, day(0), day(0), False), (OLD, day(2), day(2), True)])
    assert back.steps == ()


def test_a_technical_upgrade_changes_nothing_and_says_so():
    causes = (Cause.PAGE, Cause.TECHNICAL_UPGRADE, Cause.PAGE)
    better = [phone(NEW), email("p@a.gov")]
    (history,) = histories_of(past([phone(OLD)], better, better, causes=causes))
    assert history.steps == ()
    assert [(each.value, each.began, each.ended) for each in history.intervals] == [
        (OLD, Cause.PAGE, Cause.TECHNICAL_UPGRADE),
        (NEW, Cause.TECHNICAL_UPGRADE, None),
        ("p@a.gov", Cause.TECHNICAL_UPGRADE, None),
    ]


def test_a_page_without_contacts_has_no_history():
    assert histories_of([]) == []
    assert histories_of(past([], [])) == []


OFFICES = st.sampled_from(["", "Press Office", "Newsroom", "Library"])
FACTS = st.builds(lambda number, owner: phone(f"+120255501{number:02}", owner=owner), st.integers(0, 9), OFFICES)
SAID = st.lists(FACTS, max_size=6, unique_by=lambda fact: fact.statement)


@given(st.lists(SAID, min_size=1, max_size=6))
def test_the_intervals_say_what_every_state_said(said):
    states = past(*said)
    histories = histories_of(states)
    for state in states:
        stood = [
            each.value
            for history in histories
            for each in history.intervals
            if each.first_seen <= state.first_seen <= each.last_seen
        ]
        assert sorted(stood) == sorted(value for _, value in {(fact.owner, fact.value) for fact in state.facts})
    for history in histories:
        assert list(history.steps) == sorted(history.steps, key=lambda step: step.after)
