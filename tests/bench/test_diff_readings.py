"""Readings of real edits: how they are drawn, and how verdicts are scored against what is told today."""

import json
import random

import pytest

from bench.diff.precision import scores_of
from bench.diff.readings import Readings, Unjudged, Way, Where, line_of, load
from bench.diff.real_pairs import Source
from bench.diff.sampling import Draw, Found, draw_blind, draw_told
from bench.diff.topics import WHOLE_PAGE, Claim, Told, Topic
from store.kinds import Aspect, Kind

NUMBER = Claim(Topic.NUMBER, Kind.NUMBER, Aspect.CHANGED, "30 → 60")
DATE = Claim(Topic.DATE, Kind.DATE, Aspect.CHANGED, "1 May → 2 May")
PAGE = Told(WHOLE_PAGE, WHOLE_PAGE, "", ())


def found(source, number, *told):
    return Found(source, f"{source}{number}", f"page {number}", (*told, PAGE), is_dated=True)


def told(edit, *claims, changed=10, is_stamp=False):
    return Told(edit, f"place of {edit}", "Fees", claims, changed, is_stamp)


def kept(path, *lines):
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return load(path)


def line(way, unit, claim=None, reading="first", **judged):
    return {**json.loads(line_of(way, Where(reading, Source.NOTES, "notes1", "Fees", unit), claim)), **judged}


def figures(readings, *told_today):
    scores = scores_of(readings, {(Source.NOTES, "notes1"): told_today})
    return {score.name: score.measured for score in scores}


def test_a_claim_is_scored_while_it_stands_and_an_unread_one_is_named(tmp_path):
    readings = kept(
        tmp_path / "verdicts.jsonl",
        line(Way.TOLD, "a", NUMBER, is_right=True),
        line(Way.TOLD, "a", DATE, is_right=False),
    )
    both = figures(readings, told("a", NUMBER, DATE))
    assert both["precision of what was told, the last reading"] == 0.5
    assert both["right claims that are still made"] == 1.0
    mended = figures(readings, told("a", NUMBER))
    assert mended["precision of what was told, the last reading"] == 1.0
    assert mended["wrong claims that are no longer made"] == 1.0
    other = Claim(Topic.NUMBER, Kind.NUMBER, Aspect.CHANGED, "5 → 7")
    lost = figures(readings, told("a", other), told("b", other))
    assert lost["right claims that are still made"] == 0.0
    assert lost["claims on edits that were read, which nobody has read"] == 1


def test_a_section_carries_what_a_reader_found_on_any_of_its_edits(tmp_path):
    readings = kept(tmp_path / "verdicts.jsonl", line(Way.BLIND, "place of a", carries=["number", "link"]))
    figure = figures(readings, told("a", NUMBER), Told("c", "place of a", "Fees", (DATE,)), told("b", DATE))
    assert figure["kinds that a reader found, the last reading: told"] == 0.5
    assert figure["kinds told, the last reading: found by the reader"] == 0.5


def test_only_the_last_reading_has_floors(tmp_path):
    lines = [line(Way.TOLD, "a", NUMBER, reading=name, is_right=name == "second") for name in ("first", "second")]
    readings = kept(tmp_path / "verdicts.jsonl", *lines)
    scores = {score.name: score for score in scores_of(readings, {(Source.NOTES, "notes1"): [told("a", NUMBER)]})}
    assert scores["precision of what was told, reading 'first'"].bound is None
    assert scores["precision of what was told, the last reading"].bound is not None
    assert scores["precision of what was told, the last reading"].measured == 1.0


def test_a_line_without_a_verdict_is_no_reading(tmp_path):
    with pytest.raises(Unjudged, match="notes1"):
        kept(tmp_path / "verdicts.jsonl", line(Way.TOLD, "a", NUMBER))
    assert load(tmp_path / "none.jsonl") == Readings((), ())


def test_a_sample_takes_two_of_a_page_and_of_every_source_in_turn():
    many = [told(f"e{n}", NUMBER) for n in range(9)]
    pages = [found(Source.NOTES, 1, *many), found(Source.NOTES, 2, *many), found(Source.COMMITS, 3, *many)]
    drawn = draw_told(Draw(random.Random(3), ["page 2"]), pages)
    assert sorted(each.key for each, _ in drawn) == ["commits3", "commits3", "notes1", "notes1"]
    assert drawn == draw_told(Draw(random.Random(3), ["page 2"]), pages)


def test_what_nobody_can_judge_is_not_drawn():
    page = found(Source.NOTES, 1, told("long", NUMBER, changed=9_000), told("stamp", is_stamp=True), told("plain"))
    assert draw_told(Draw(random.Random(3), ()), [page]) == []
    assert {each.place for _, each in draw_blind(Draw(random.Random(3), ()), [page])} == {"page", "place of plain"}


def test_the_verdicts_of_the_project_are_all_judged():
    readings = load()
    assert readings.verdicts
    assert all(each.is_right or each.reason for each in readings.verdicts)
    assert all(len(each.claim.evidence) <= 60 for each in readings.verdicts)
