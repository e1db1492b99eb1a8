"""The decision records are in order, in one shape, and name every library the wheel needs."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_records_are_numbered_without_gaps():
    assert [path.name[:4] for path in RECORDS] == [f"{number:04}" for number in range(1, len(RECORDS) + 1)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_record_says_what_a_reader_in_a_year_will_ask(record):
    text = record.read_text(encoding="utf-8")
    assert text.startswith(f"# {record.name[:4]} ")
    titles = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert [title for title in titles if title != "Measured"] == ["Context", "Decision", "Consequences", "Alternatives"]
    assert re.search(r"^Status: ", text, flags=re.MULTILINE)


def test_every_runtime_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]}
    rows = re.findall(r"^\| ([a-z0-9][a-z0-9, -]*) \|", RECORDS[0].read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {name for row in rows for name in row.split(", ")} - {"library"} == needed
