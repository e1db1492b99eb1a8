"""Captures of a bundle as pages, the ends of their runs, and changes beside the versions that people selected."""

from datetime import UTC, date, datetime, timedelta

from bench.diff.bundles import Kept
from bench.diff.ota import EXPLAINED, Explained, Outcome, Told, explained_in, outcome_of, scores_of
from bench.diff.watched import Read, ends_of_runs, pages_in

START = datetime(2024, 3, 1, 12, tzinfo=UTC)


def kept(path: str, day: int, address: str = "") -> Kept:
    return Kept(f"c{day}", START + timedelta(days=day), path, "Record new changes", address)


def told(first: int, last: int) -> Told:
    return Told(START + timedelta(days=first), START + timedelta(days=last), 0.4)


def scores(outcome: Outcome, explained: list[Explained]) -> dict[str, float]:
    return {score.name: score.measured for score in scores_of(outcome, explained, 2.0)}


def test_documents_of_one_address_are_one_page() -> None:
    captures = [
        kept("Ferry/Fares.html", 3, "https://ferry.example/legal"),
        kept("Ferry/Terms of Use.html", 1),
        kept("Ferry/Terms of Use.html", 4, "https://ferry.example/legal"),
        kept("Port/Rules.html", 2),
    ]
    ferry, port = pages_in(captures)
    assert (ferry.name, ferry.address) == ("ferry", "https://ferry.example/legal")
    assert [each.commit for each in ferry.captures] == ["c1", "c3", "c4"]
    assert (port.name, port.address, port.documents) == ("port-rules", "https://port-rules/", ("Port/Rules.html",))
    assert [len(page.captures) for page in pages_in(captures, 2)] == [2, 1]


def test_of_captures_that_read_alike_the_first_and_the_last_are_kept() -> None:
    marks = [b"a", b"a", b"a", b"b", b"a", b"", b"", b"c", b"c"]
    captures = [Read(kept("p", day), b"", mark) for day, mark in enumerate(marks)]
    assert [each.kept.commit for each in ends_of_runs(captures)] == ["c0", "c2", "c3", "c4", "c5", "c6", "c7", "c8"]
    assert list(ends_of_runs([])) == []


def test_a_change_meets_the_version_that_was_recorded_between_its_two_observations() -> None:
    selected = {"ferry": [START + timedelta(days=3), START + timedelta(days=20)]}
    outcome = outcome_of({"ferry": [told(2, 4), told(9, 10)], "port": [told(2, 4)]}, selected)
    assert outcome.unselected == (("ferry", date(2024, 3, 11)), ("port", date(2024, 3, 5)))
    assert (outcome.missed, outcome.met) == ((("ferry", date(2024, 3, 21)),), 1)


def test_only_what_nobody_explained_counts_and_an_explanation_of_nothing_is_told() -> None:
    day = date(2024, 3, 5)
    outcome = Outcome((("ferry", day), ("port", day)), (("ferry", day),), 4)
    assert list(scores(outcome, []).values()) == [1.0, 1, 0, 2, 1]
    explained = [Explained("ferry", day, True, "A new fare."), Explained("ferry", day, False, "Markup alone.")]
    assert list(scores(outcome, explained).values()) == [0.5, 0, 0, 2, 1]
    stale = Explained("port", date(2024, 3, 6), True, "Nothing any more.")
    assert list(scores(outcome, [*explained, stale]).values()) == [0.5, 0, 1, 2, 1]


def test_every_explanation_says_something_and_is_given_once() -> None:
    explained = explained_in(EXPLAINED)
    assert len({(each.page, each.day, each.told) for each in explained}) == len(explained)
    assert all(each.says.endswith(".") and len(each.says) > 20 for each in explained)
