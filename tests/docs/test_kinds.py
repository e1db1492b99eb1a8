"""Every kind has a page that tells its rule, its aspects and an example; the demo's run holds the example to the truth."""

import re
from pathlib import Path

import pytest

from diff.weights import FINDING_WEIGHTS, WEIGHTLESS
from store.kinds import Kind

KINDS = Path(__file__).parents[2] / "docs" / "kinds"
CHAPTERS = ["The rule", "How it shows", "What it is not", "In the demo"]


def chapters_of(kind: Kind) -> dict[str, str]:
    """The chapters of a kind's page by their headings; what stands before the first has none."""
    _, *parts = re.split(r"^## (.+)$", (KINDS / f"{kind}.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_there_is_a_page_for_every_kind_and_no_other():
    assert {path.stem for path in KINDS.glob("*.md")} == {*map(str, Kind), "index"}


@pytest.mark.parametrize("kind", Kind)
def test_a_page_tells_all_there_is_to_tell(kind):
    chapters = chapters_of(kind)
    assert list(chapters) == CHAPTERS
    assert all(len(text.split()) > 10 for text in chapters.values())


@pytest.mark.parametrize("kind", Kind)
def test_a_page_says_what_each_aspect_means(kind):
    said = chapters_of(kind)["How it shows"]
    aspects = {aspect for of, aspect in {*FINDING_WEIGHTS, *WEIGHTLESS} if of is kind}
    assert aspects
    assert {aspect for aspect in aspects if f"**{aspect}**" not in said} == set()


@pytest.mark.parametrize("kind", Kind)
def test_a_page_has_an_example_of_its_kind(kind):
    example = chapters_of(kind)["In the demo"]
    assert re.search(r"^```console\n\$ variorum ", example, flags=re.MULTILINE)
    assert re.search(rf"\b{kind.replace('-', '.')}\b", example)


def test_no_finding_is_weighed_twice():
    assert not WEIGHTLESS & FINDING_WEIGHTS.keys()
