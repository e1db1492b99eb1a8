"""The truth of planted edits and made-up directories: what the generators say happened did happen, every time alike."""

import random

import pytest

from bench.diff.offices import Fate, Style, directories, page_of
from bench.diff.planted import Tally, linked
from bench.diff.planting import Plant, planted
from bench.diff.worst import CASES, cases
from diff.align import Alignment, align
from extract.values import Section

WORDS = [f"word{number}" for number in range(2_000)]


def page(seed, size=30):
    source = random.Random(seed)

    def text():
        return " ".join(source.choices(WORDS, k=45)) + ". " + "Also " + " ".join(source.choices(WORDS, k=20)) + "."

    return [
        Section((f"Title {seed}",), text()),
        *(Section((f"Title {seed}", f"Part {seed}, {n}"), text()) for n in range(size)),
    ]


def trial(number):
    return planted(page(1), page(2), random.Random(number))


@pytest.mark.parametrize("number", range(40))
def test_every_place_has_its_links_or_was_inserted_or_deleted(number):
    made = trial(number)
    came = {j for j, plant in made.new_plants.items() if plant is Plant.INSERT}
    went = {i for i, plant in made.old_plants.items() if plant is Plant.DELETE}
    assert {j for _, j in made.links} == set(range(len(made.new))) - came
    assert {i for i, _ in made.links} == set(range(len(made.old))) - went
    for i, j in made.links:
        if i not in made.old_plants and j not in made.new_plants:
            assert made.old[i].text == made.new[j].text


def test_the_same_numbers_plant_the_same():
    assert trial(7) == trial(7)
    assert trial(7) != trial(8)


def test_everything_is_planted_somewhere():
    plants = {plant for number in range(60) for made in [trial(number)] for plant in made.new_plants.values()}
    deleted = {plant for number in range(60) for made in [trial(number)] for plant in made.old_plants.values()}
    assert plants | deleted == set(Plant)


def test_the_tally_knows_right_from_wrong():
    made = trial(3)
    truth, blind = Tally(), Tally()
    touched = {(i, j) for i, j in made.links if i in made.old_plants or j in made.new_plants}
    truth.add(made, Alignment(tuple(sorted(made.links)), (), (), ()))
    blind.add(made, Alignment((), (), (), ()))
    assert (truth.told, truth.right, truth.true) == (len(touched),) * 3
    assert (blind.told, blind.right, blind.true) == (0, 0, len(touched))


def test_what_is_planted_in_ordinary_text_is_found():
    tally = Tally()
    for number in range(25):
        made = trial(number)
        tally.add(made, align(made.old, made.new))
    assert tally.right / tally.told >= 0.99
    assert tally.right / tally.true >= 0.98


def test_links_are_pairs_and_parts():
    assert linked(Alignment(((0, 0), (2, 2)), (), (), (), ((0, 1),), ((1, 2),))) == {(0, 0), (2, 2), (0, 1), (1, 2)}


@pytest.mark.parametrize("style", Style)
def test_in_each_directory_every_fate_befalls_one_office(style):
    for directory in directories(style, 3):
        assert [fate for fate, *_ in directory.fates].count(Fate.REPLACED) == 1
        assert {fate for fate, *_ in directory.fates} == set(Fate)
        assert len(directory.new) == len(directory.old) + 1
        for fate, was, now in directory.fates:
            assert was is None or was in directory.old
            assert now in directory.new
            assert (fate is Fate.NEW) == (was is None)
            assert now.phone.encode() in page_of(directory, directory.new)
        assert len({office.phone for office in directory.new}) == len(directory.new)


def test_worst_cases_beyond_the_bound_say_what_they_gave_up():
    for name, (old, new) in cases(2_002):
        longer = max(len(old), len(new))
        if longer > 2_000:
            assert align(old, new).given_up[0].startswith(f"{longer:,} sections:"), name
    assert len(CASES) == 9
