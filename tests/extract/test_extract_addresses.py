"""Links: absolute, freed of what changes without meaning, and only those of the content."""

import pytest

from extract import FactKind
from extract.reading import extract

FILLER = "<p>The bureau publishes notices, charts and tables for mariners on every working day of the year.</p>"


def links(markup: str, url: str = "https://harbor.example.gov/a/b?page=2", head: str = "") -> list[str]:
    body = (
        f"<html><head>{head}</head><body><nav><a href='/menu'>Menu</a></nav><main>{FILLER}{markup}</main></body></html>"
    )
    return [fact.value for fact in extract(body.encode(), url).facts if fact.kind is FactKind.LINK]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("c", "https://harbor.example.gov/a/c"),
        ("b?page=2", "https://harbor.example.gov/a/b?page=2"),  # this page: that it leads to itself no more is told
        ("../c#part", "https://harbor.example.gov/c#part"),
        ("?page=3", "https://harbor.example.gov/a/b?page=3"),
        ("//other.example.gov", "https://other.example.gov/"),
        ("HTTPS://Other.Example.GOV/X", "https://other.example.gov/X"),
        ("/c;jsessionid=9A?x=1", "https://harbor.example.gov/c?x=1"),
        ("/c?utm_source=a&id=7&PHPSESSID=1", "https://harbor.example.gov/c?id=7"),
        ("/c.pdf?ver=2024-1", "https://harbor.example.gov/c.pdf"),
        ("/c?v=2", "https://harbor.example.gov/c?v=2"),
        (" /c\n/d ", "https://harbor.example.gov/c/d"),
    ],
)
def test_an_address_is_made_absolute_and_stable(href, expected):
    assert links(f'<a href="{href}">x</a>') == [expected]


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#top",
        "b?page=2#top",
        "javascript:print()",
        "mailto:a@b.example",
        "tel:1",
        "data:,x",
        "http://[",
        "//[",
    ],
)
def test_what_leads_nowhere_else_is_no_link(href):
    assert links(f'<a href="{href}">x</a>') == []


def test_base_counts_and_a_broken_one_does_not():
    assert links("<a href='c'>x</a>", head="<base href='/docs/'>") == ["https://harbor.example.gov/docs/c"]
    assert links("<a href='c'>x</a>", head="<base href='http://['>") == ["https://harbor.example.gov/a/c"]


def test_a_link_names_its_text_and_its_section():
    body = f"<main><h1>A</h1>{FILLER}<h2><a href='/b'>B &nbsp;<b>b</b></a></h2><p>See <a href='/c'>C</a></p></main>"
    found = extract(body.encode(), "https://harbor.example.gov/").facts
    assert [(fact.value[-1], fact.label, fact.path) for fact in found] == [
        ("b", "B b", ("A", "B b")),
        ("c", "C", ("A", "B b")),
    ]
