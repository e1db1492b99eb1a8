"""The gate: every pinned floor of the comparison holds on planted and labelled edits."""

import pytest

from bench.diff.__main__ import PINNED
from bench.diff.families import FAMILIES, QUALITY
from bench.gate.data import is_present
from bench.gate.evaluation import Bench
from bench.gate.floors import check_data, figure, load
from extract.pool import ExtractionPool

needs_data = pytest.mark.skipif(
    not is_present({archive for family in QUALITY for archive in family.archives}),
    reason="the labelled edits of ../shared/data are not on this machine",
)


@pytest.fixture(scope="module")
def bench():
    with ExtractionPool(2) as pool:
        yield Bench(pool)


@needs_data
@pytest.mark.parametrize("family", QUALITY, ids=lambda family: family.name)
def test_floors_of_the_comparison_hold(family, bench):
    pins = load(PINNED)
    check_data(pins, family.archives)
    bench.failures.clear()
    figures = [figure(family.name, score, pins) for score in family.measure(bench)]
    assert [f"{each.name}: {each.measured} {each.note}" for each in figures if each.missed] == []
    assert any(each.floor for each in figures)
    assert bench.failures == []


def test_every_pinned_floor_is_of_a_family():
    names = {family.name for family in FAMILIES}
    assert {key.partition(": ")[0] for key in load(PINNED).floors} <= names
