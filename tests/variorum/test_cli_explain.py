"""`show --explain` and the setting it lets one check."""

import re

import pytest

from variorum.config import ConfigError, load_config
from variorum.demo import NIGHTS
from variorum.exits import Exit

PATTERN = r"\bBureau of (Sheltered) Waters"


def test_show_explains_how_a_page_was_read(watched, agency):
    said = watched.run("show", f"{agency.url}/contact/", "--explain").out
    for expected in ("How it was read", "route landmark", "what kind of page", "phone", "Outside the content"):
        assert expected in said


def test_an_explanation_is_printed_as_json(watched, agency):
    told = watched.run("show", f"{agency.url}/contact/", "--explain", "--json").json
    found = watched.run("show", f"{agency.url}/contact/", "--json").json["extraction"]
    how = told["explanation"]
    assert told["access"] == "ok"
    assert (how["route"], how["selection"], how["sections"]) == (
        found["route"],
        found["selection"],
        len(found["sections"]),
    )
    assert sum(count["facts"] for count in how["facts"]) == len(found["facts"])


def test_a_page_that_answers_otherwise_now_is_explained_as_it_was_read_last(watched, agency):
    agency.night = NIGHTS
    watched.run("crawl")
    told = watched.run("show", f"{agency.url}/contact/", "--explain", "--json").json
    assert told["access"] == "ok"
    assert told["explanation"]["sections"] > 3


def test_a_setting_masks_and_the_explanation_shows_it(desk, agency):
    desk.watch(agency.url, f"[site.agency.extract]\nvolatile = ['{PATTERN}']\n")
    for command in ("upgrade", "crawl", "process"):
        assert desk.run(command).exit == Exit.OK
    url = f"{agency.url}/about/"
    masked = desk.run("show", url, "--explain", "--json").json["explanation"]["masked"]
    assert {(each["pattern"], each["text"]) for each in masked} >= {(PATTERN, "Sheltered")}
    assert "Masked, for it moves by itself" in desk.run("show", url, "--explain").out
    said = desk.run("show", url).out
    assert "Bureau of ⟨masked⟩ Waters" in said


def test_a_new_pattern_reads_pages_again_and_reports_no_change(watched, agency):
    assert watched.run("crawl").exit == Exit.OK
    watched.watch(agency.url, f"[site.agency.extract]\nvolatile = ['{PATTERN}']\n")
    done = watched.run("process", "--json").json
    assert done["extracted"]["upgraded"] > 0
    assert done["compared"]["changes"] == 0


def test_explanations_are_asked_for_alone(watched, agency):
    for other in ("--raw", "--facts"):
        ran = watched.run("show", f"{agency.url}/contact/", "--explain", other)
        assert (ran.exit, "choose one" in ran.err) == (Exit.USAGE, True)
    assert watched.run("show", f"{agency.url}/nowhere/", "--explain").exit == Exit.NOT_FOUND


@pytest.mark.parametrize(
    ("patterns", "said"),
    [
        ('["("]', ":6: site.agency.extract.volatile: '(' is no RE2 pattern: missing ): ("),
        ('["x*"]', ":6: site.agency.extract.volatile: 'x*' matches nothing at all"),
        ('["(?=x)y"]', ":6: site.agency.extract.volatile: '(?=x)y' is no RE2 pattern"),
        ("[7]", ":6: site.agency.extract.volatile.0: input should be a valid string"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_named_with_its_line(tmp_path, patterns, said):
    path = tmp_path / "variorum.toml"
    path.write_text(
        '[site.agency]\nseeds = ["https://agency.gov/"]\ncontact = "mailto:me@lab.example"\n\n[site.agency.extract]\n'
        f"volatile = {patterns}\n",
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match=re.escape(said)):
        load_config(path, {})


def test_another_setting_of_the_table_is_refused_with_the_known_one(tmp_path):
    path = tmp_path / "variorum.toml"
    path.write_text(
        '[site.agency]\nseeds = ["https://agency.gov/"]\ncontact = "mailto:me@lab.example"\nextract = { volatil = [] }\n',
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match="is no setting: known here are volatile"):
        load_config(path, {})
