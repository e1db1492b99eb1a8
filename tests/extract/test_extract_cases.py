"""Every folder of cases/ is a page and what must come out of it."""

import json
from pathlib import Path

import pytest

from extract import Extraction
from extract.reading import extract

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


def plain(extraction: Extraction, url: str) -> dict[str, object]:
    """An extraction in the shape of expected.json."""
    return {
        "url": url,
        "title": extraction.title,
        "language": extraction.language,
        "route": extraction.route.value,
        "sections": [
            [list(section.path), section.text.split("\n") if section.text else []] for section in extraction.sections
        ],
        "facts": [[fact.kind.value, fact.value, fact.label, list(fact.path), fact.inside] for fact in extraction.facts],
        "surroundings": list(extraction.surroundings),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_reads_as_expected(case):
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    body = (case / "input.html").read_bytes()
    found = extract(body, expected["url"], "text/html; charset=utf-8")
    assert plain(found, expected["url"]) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_line_endings_change_nothing(case):
    body = (case / "input.html").read_bytes()
    unix = extract(body, "https://a.example.gov/", "text/html; charset=utf-8")
    dos = extract(body.replace(b"\n", b"\r\n"), "https://a.example.gov/", "text/html; charset=utf-8")
    assert (dos.digest, dos.surroundings) == (unix.digest, unix.surroundings)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_encodings_change_nothing(case, encoding):
    text = (case / "input.html").read_text(encoding="utf-8")
    assert (
        extract(text.encode(encoding), "https://a.example.gov/").digest
        == extract(text.encode(), "https://a.example.gov/", "text/html; charset=utf-8").digest
    )


def test_a_new_template_is_no_new_version():
    accordion, details = (
        extract((CASES[0].parent / name / "input.html").read_bytes(), "https://harbor.example.gov/contact/")
        for name in ("accordion", "swap-details")
    )
    assert accordion.digest == details.digest
    assert accordion.surroundings_digest != details.surroundings_digest
