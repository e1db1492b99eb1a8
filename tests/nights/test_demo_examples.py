"""The examples on the pages of the kinds are what the demo says: ports, times and numbers of versions apart."""

import re
import shlex
from pathlib import Path

import pytest

from variorum.cli import main

KINDS = Path(__file__).parents[2] / "docs" / "kinds"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
LEFT_OUT = "⋮"
# What differs from run to run, and how wide a table is drawn for it.
VARYING = (
    (ADDRESS, "http://agency"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ"), "MOMENT"),
    (re.compile(r"(?<=first seen on )\d{4}-\d\d-\d\d|\b\d{1,2} [A-Z][a-z]{2} 20\d\d\b"), "DAY"),
    (re.compile(r"\b\d+\.\.\d+\b|\b\d+\.\.(?!\S)|(?<!\S)\.\.\d+\b"), "VERSIONS"),
    (re.compile(r" +"), " "),
    (re.compile("─+"), "─"),
)


def examples():
    """Every command of the pages of the kinds, with what is shown under it."""
    for page in sorted(KINDS.glob("*.md")):
        for block in re.findall(r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            for piece in re.split(r"^\$ variorum ", block, flags=re.MULTILINE)[1:]:
                command, _, shown = piece.partition("\n")
                yield pytest.param(command, shown, id=f"{page.stem}: {command}")


def steady(text):
    for pattern, word in VARYING:
        text = pattern.sub(word, text)
    return [line.strip() for line in text.split("\n") if line.strip()]


def holds(shown, said):
    """Whether what is shown is what was said, but for the lines left out where it says so."""
    pattern = "".join(r"(?:[^\n]*\n)*" if line == LEFT_OUT else re.escape(f"{line}\n") for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in said)) is not None


@pytest.mark.parametrize(("command", "shown"), list(examples()))
def test_an_example_is_what_the_demo_says(demo_folder, capsys, monkeypatch, command, shown):
    monkeypatch.setenv("COLUMNS", "160")  # as wide as a file, whatever the terminal of the tests
    config = demo_folder / "variorum.toml"
    (address,) = set(ADDRESS.findall(config.read_text(encoding="utf-8")))
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["--config", str(config), *shlex.split(ADDRESS.sub(address, command))])
    said = steady(capsys.readouterr().out)
    assert not ended.value.code
    assert holds(steady(shown), said), "the demo says:\n" + "\n".join(said)


@pytest.mark.parametrize(
    ("shown", "is_held"),
    [
        ("a b c", True),
        ("a ⋮", True),
        ("⋮ c", True),
        ("a ⋮ c", True),
        ("b ⋮", False),
        ("b c", False),
        ("a c", False),
        ("a ⋮ b", False),
    ],
)
def test_lines_may_be_left_out_only_where_it_is_said(shown, is_held):
    assert holds(shown.split(), ["a", "b", "c"]) is is_held
