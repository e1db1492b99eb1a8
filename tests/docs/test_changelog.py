"""The changelog knows this version, and speaks in the sections of Keep a Changelog."""

import re
from pathlib import Path

from variorum import __version__

CHANGELOG = (Path(__file__).parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
SECTIONS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]


def test_this_version_is_described():
    titles = re.findall(r"^## \[(.+?)\]", CHANGELOG, flags=re.MULTILINE)
    assert "Unreleased" in titles or __version__ in titles


def test_a_released_version_is_dated():
    for version, date in re.findall(r"^## \[(\d.+?)\](.*)$", CHANGELOG, flags=re.MULTILINE):
        assert re.fullmatch(r" - \d{4}-\d{2}-\d{2}", date), version


def test_sections_are_those_of_keep_a_changelog_in_their_order():
    for version in re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]:
        found = re.findall(r"^### (.+)$", version, flags=re.MULTILINE)
        assert found == sorted(found, key=SECTIONS.index)
