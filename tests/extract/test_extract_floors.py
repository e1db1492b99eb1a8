"""The gate: every pinned floor of quality holds on the labelled pages; and the gate itself can be trusted."""

import json

import pytest

from bench.extract.__main__ import PINNED, main
from bench.extract.families import FAMILIES, QUALITY
from bench.gate.data import digest_of, is_present
from bench.gate.evaluation import Bench, Score
from bench.gate.floors import Pins, Refused, check_data, figure, load, repinned, save
from bench.table import Bound
from extract.pool import ExtractionPool

needs_data = pytest.mark.skipif(
    not is_present({archive for family in QUALITY for archive in family.archives}),
    reason="the labelled pages of ../shared/data are not on this machine",
)


@pytest.fixture(scope="module")
def bench():
    with ExtractionPool(2) as pool:
        yield Bench(pool, beside_stock=False)


@needs_data
@pytest.mark.parametrize("family", QUALITY, ids=lambda family: family.name)
def test_floors_hold(family, bench):
    pins = load(PINNED)
    check_data(pins, family.archives)
    bench.failures.clear()
    figures = [figure(family.name, score, pins) for score in family.measure(bench)]
    assert [f"{each.name}: {each.measured} {each.note}" for each in figures if each.missed] == []
    assert any(each.floor for each in figures)
    assert bench.failures == []


# -- the gate itself -------------------------------------------------------------------------------------------------


@pytest.fixture
def pinned(tmp_path):
    """A copy of the pins that a test may doctor."""
    file = tmp_path / "floors.json"
    file.write_bytes(PINNED.read_bytes())
    return file


def doctor(file, *, floors=(), data=()):
    pins = load(file)
    save(Pins({**pins.data, **dict(data)}, {**pins.floors, **dict(floors)}), file)


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main(["--only", "seed-pages", "--workers", "1", *map(str, arguments)])
    return ended.value.code


@needs_data
def test_a_floor_out_of_reach_fails_the_run(pinned, capsys):
    doctor(pinned, floors={"seed-pages: word F1": 0.5, "seed-pages: lines under their exact heading path": 0.5})
    assert run("--floors", pinned) == 0
    assert "every floor is kept" in capsys.readouterr().out
    doctor(pinned, floors={"seed-pages: word F1": 1.001})
    assert run("--floors", pinned, "--json") == 1
    figures = json.loads(capsys.readouterr().out)["groups"][0]["figures"]
    assert figures[0]["floor"] == {"bound": "≥", "value": 1.001}


@needs_data
def test_other_data_is_noticed_and_pinned_by_an_update(pinned, capsys):
    doctor(pinned, data={"seed-pages": "0" * 64}, floors={"seed-pages: word F1": 0.5})
    assert run("--floors", pinned) == 2
    assert "seed-pages. Put the pinned data back, or pin this" in capsys.readouterr().err
    assert run("--floors", pinned, "--update") == 0
    assert load(pinned).data["seed-pages"] == digest_of("seed-pages")
    assert load(pinned).floors["seed-pages: word F1"] > 0.9


@needs_data
def test_an_update_lowers_nothing_unless_told_to(pinned, capsys):
    doctor(pinned, floors={"seed-pages: word F1": 1.001})
    doctored = pinned.read_bytes()
    assert run("--floors", pinned, "--update") == 2
    assert "seed-pages: word F1: 1.001 pinned" in capsys.readouterr().err
    assert pinned.read_bytes() == doctored
    assert run("--floors", pinned, "--update", "--allow-regression") == 0
    assert 0.9 < load(pinned).floors["seed-pages: word F1"] <= 1


def test_an_update_of_a_sample_is_refused(pinned, capsys):
    assert run("--floors", pinned, "--update", "--sample", 3) == 2
    assert "without --sample" in capsys.readouterr().err or not is_present(["seed-pages"])


def test_the_pins_hold_every_archive_and_are_sorted(tmp_path):
    save(load(PINNED), tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == PINNED.read_bytes()
    assert {archive for family in FAMILIES for archive in family.archives} <= set(load(PINNED).data)


def test_data_that_was_never_pinned_is_refused():
    if not is_present(["seeds"]):
        pytest.skip("the labelled pages of ../shared/data are not on this machine")
    with pytest.raises(Refused, match="not the data the floors were measured on: seeds"):
        check_data(Pins(), ["seeds"])


def test_a_score_with_a_bound_needs_a_pin():
    with pytest.raises(Refused, match="no floor is pinned for 'a: recall'"):
        figure("a", Score("recall", 1.0, bound=Bound.AT_LEAST), Pins())
    assert figure("a", Score("recall", 1.0), Pins()).floor is None


def test_pins_rise_to_what_was_measured_and_round_towards_mercy():
    scores = [("a", Score("recall", 0.98765, bound=Bound.AT_LEAST)), ("a", Score("size", 4.3211, bound=Bound.AT_MOST))]
    scores += [("a", Score("false", 0, bound=Bound.EXACTLY)), ("a", Score("shown", 3))]
    assert repinned(Pins({}, {"a: recall": 0.9}), {"x": "1"}, scores) == Pins(
        {"x": "1"}, {"a: recall": 0.987, "a: size": 4.322, "a: false": 0}
    )


def test_floors_of_unsteady_scores_stay_where_a_person_put_them():
    fast, slow = (Score("speed", value, bound=Bound.AT_LEAST, steady=False) for value in (9.0, 2.0))
    pins = Pins({}, {"a: speed": 3.0})
    assert repinned(pins, {}, [("a", fast)]) == pins
    with pytest.raises(Refused, match="a: speed: 3 pinned, 2 measured"):
        repinned(pins, {}, [("a", slow)])
    assert repinned(pins, {}, [("a", slow)], allow_regression=True).floors == {"a: speed": 2.0}


@pytest.mark.parametrize(("bound", "worse"), [(Bound.AT_LEAST, 0.8), (Bound.AT_MOST, 1.0), (Bound.EXACTLY, 1.0)])
def test_every_bound_is_held(bound, worse):
    pins = Pins({}, {"a: x": 0.9})
    assert figure("a", Score("x", worse, bound=bound), pins).missed
    assert not figure("a", Score("x", 0.9, bound=bound), pins).missed
    with pytest.raises(Refused, match="allow-regression"):
        repinned(pins, {}, [("a", Score("x", worse, bound=bound))])
