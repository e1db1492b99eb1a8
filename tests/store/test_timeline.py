from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.kinds import Access
from store.timeline import Sight, steps

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


def sights(letters):
    """Build sights from a string: a letter is a version, `-` a 404, `!` a 410, `>` a redirect, `#` a block."""
    fates = {"-": Access.GONE, "!": Access.GONE, ">": Access.REDIRECTED, "#": Access.BLOCKED}
    return [
        Sight(
            number,
            START + timedelta(days=number),
            None if letter in fates else ord(letter),
            410 if letter == "!" else None,
            fates.get(letter, Access.OK),
        )
        for number, letter in enumerate(letters)
    ]


def told(letters):
    def name(version_id):
        return chr(version_id) if version_id else "∅"

    def came_to(step):
        signs = {Access.GONE: "∅", Access.REDIRECTED: ">", Access.BLOCKED: "#"}
        return name(step.to_version_id) if step.to_version_id else signs[step.after.fate]

    return [
        f"{name(step.from_version_id)}{'⇒' if step.back else '→'}{came_to(step)}"
        f"@{step.before.capture_id if step.before else ''}..{step.after.capture_id}"
        for step in steps(sights(letters))
    ]


def test_the_first_sight_is_a_step_from_nothing():
    assert told("aaa") == ["∅→a@..0"]


def test_a_change_is_dated_by_the_last_sight_before_and_the_first_after():
    assert told("aabb") == ["∅→a@..0", "a→b@1..2"]


def test_going_back_is_a_change_of_its_own():
    assert told("aba") == ["∅→a@..0", "a→b@0..1", "b→a@1..2"]


def test_one_miss_is_no_removal():
    assert told("a-a") == ["∅→a@..0"]
    assert told("a-b") == ["∅→a@..0", "a→b@0..2"]


def test_a_page_is_gone_when_it_has_lasted_and_dated_by_its_first_miss():
    assert told("aa---") == ["∅→a@..0", "a→∅@1..2"]


def test_the_servers_own_word_for_gone_counts_at_once():
    assert told("a!") == ["∅→a@..0", "a→∅@0..1"]


def test_a_page_that_comes_back_is_compared_with_what_it_was():
    assert told("a--a") == ["∅→a@..0", "a→∅@0..1", "a⇒a@2..3"]
    assert told("a--b") == ["∅→a@..0", "a→∅@0..1", "a⇒b@2..3"]


def test_an_address_that_never_answered_has_no_steps():
    assert told("----") == []


def test_a_redirect_and_a_block_count_when_they_have_lasted():
    assert told("a>a#a") == ["∅→a@..0"]
    assert told("aa>>>") == ["∅→a@..0", "a→>@1..2"]
    assert told("a##b") == ["∅→a@..0", "a→#@0..1", "a⇒b@2..3"]


def test_what_is_in_between_does_not_keep_a_fate_from_lasting():
    assert told("a-#-") == ["∅→a@..0", "a→∅@0..1"]
    assert told("a#-#a") == ["∅→a@..0", "a→#@0..1", "a⇒a@3..4"]


def test_one_fate_may_follow_another_but_a_block_hides_what_is_known():
    assert told("a-->>") == ["∅→a@..0", "a→∅@0..1", "a→>@2..3"]
    assert told("a##--") == ["∅→a@..0", "a→#@0..1", "a→∅@2..3"]
    assert told("a--##") == ["∅→a@..0", "a→∅@0..1"]
    assert told("a--##a") == ["∅→a@..0", "a→∅@0..1", "a⇒a@2..5"]


@given(st.text("ab-!>#", max_size=30))
def test_every_step_leads_from_where_the_last_one_ended(letters):
    state = None
    for step in steps(sights(letters)):
        is_further_fate = state is None and step.to_version_id is None
        assert step.back or is_further_fate or step.from_version_id == state
        assert step.before is None or step.before.at < step.after.at
        state = step.to_version_id
