"""Review dates: every phrasing met on real pages, and what must not be taken for one."""

import pytest

from extract import Extraction, FactKind
from extract.reading import extract

FILLER = "<p>Vessels that lie at the pier keep their lights on from sunset until the sun has risen again.</p>"


def read(markup: str, language: str = "en") -> Extraction:
    body = f"<html lang='{language}'><body><main><h1>Lights</h1>{FILLER}{markup}</main></body></html>"
    return extract(body.encode(), "https://harbor.example.gov/lights", "text/html; charset=utf-8")


def stamps(markup: str, language: str = "en") -> list[tuple[str, str]]:
    facts = read(markup, language).facts
    return [(fact.value, fact.label) for fact in facts if fact.kind is FactKind.REVIEW_DATE]


@pytest.mark.parametrize(
    ("markup", "value", "label"),
    [
        ("<p>Last Reviewed/Updated: 07/10/2018</p>", "2018-07-10", "Last Reviewed/Updated"),
        ("<div class=x><b>Updated:</b> <time>07/06/2021</time></div>", "2021-07-06", "Updated"),
        (
            "<div><div>Updated:</div> <time datetime='2021-07-06T13:05Z'>07/06/2021</time></div>",
            "2021-07-06",
            "Updated",
        ),
        ("<p>last reviewed / modified on May 7, 2015</p>", "2015-05-07", "last reviewed / modified"),
        ("<h2>Content current as of:</h2><p><time>03/28/2018</time></p>", "2018-03-28", "Content current as of"),
        ("<p>Page last modified: Sept. 2, 2019</p>", "2019-09-02", "Page last modified"),
        ("<div>Date Last Reviewed:</div><div>June 4, 2021</div>", "2021-06-04", "Date Last Reviewed"),
        ("<p>Last Updated: June 2022</p>", "2022-06", "Last Updated"),
        ("<p>Last Reviewed April 2017</p>", "2017-04", "Last Reviewed"),
        ("<p>Last revised: 2017</p>", "2017", "Last revised"),
        ("<p>Last updated 06/2022</p>", "2022-06", "Last updated"),
        (
            "<p>This page was last updated on Sunday, January 5, 2025.</p>",
            "2025-01-05",
            "This page was last updated",
        ),
        ("<dl><dt>Date modified:</dt><dd><time>2024-07-10</time></dd></dl>", "2024-07-10", "Date modified"),
        ("<p>Reviewed: 8 October 2020</p>", "2020-10-08", "Reviewed"),
        ("<p>Site Last Updated: May 1, 2023</p>", "2023-05-01", "Site Last Updated"),
        ("<table><tr><th>Last updated</th><td>1 March 2020</td></tr></table>", "2020-03-01", "Last updated"),
        (
            "<p>Last updated: <time datetime='2020-03-01T08:00:00Z'>three days ago</time></p>",
            "2020-03-01",
            "Last updated",
        ),
        ("<p>Posted 5/1/2020 | Updated 5/2/2020</p>", "2020-05-02", "Updated"),
        ("<p>Last update: 12/31/19</p>", "2019-12-31", "Last update"),
        ("<p>Current as of January 3rd, 2024</p>", "2024-01-03", "Current as of"),
    ],
)
def test_a_stamp_is_read(markup, value, label):
    assert stamps(markup) == [(value, label)]


@pytest.mark.parametrize(
    ("markup", "language", "value"),
    [
        ("<p>Última actualización: 3 de abril de 2023</p>", "es", "2023-04-03"),
        ("<p>Fecha de la última revisión: 03/04/2023</p>", "es", "2023-04-03"),
        ("<p>Actualizado el 5 mayo 2021</p>", "es", "2021-05-05"),
        ("<dl><dt>Date de modification :</dt><dd>2023-04-03</dd></dl>", "fr", "2023-04-03"),
        ("<p>Dernière mise à jour le 1er août 2022</p>", "fr", "2022-08-01"),
        ("<p>Mis à jour le 08/10/2020</p>", "fr", "2020-10-08"),
        ("<p>Last updated: 08/10/2020</p>", "en-GB", "2020-10-08"),
        ("<p>Last updated: 08/10/2020</p>", "en-CA", "2020-10-08"),
        ("<p>Last updated: 08/10/2020</p>", "en-US", "2020-08-10"),
        ("<p>Last updated: 25/10/2020</p>", "en", "2020-10-25"),
        ("<p>Última actualización: 08/10/2020</p>", "es-US", "2020-08-10"),
    ],
)
def test_language_decides_order_and_words(markup, language, value):
    assert [found for found, _ in stamps(markup, language)] == [value]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Last Viewed by First Circuit Library on 01/12/2022</p>",
        "<p>Copyright 2024 Harbor Safety Bureau. Updated content every day.</p>",
        "<p>© 2019 - 2024</p>",
        "<p>The Bureau reviewed 2015 permits and changed 14 of them.</p>",
        "<p>Applications previewed on May 3, 2020</p>",
        "<p>Congress changed May 2015 rules in the spring.</p>",
        "<p>Last updated: 13/13/2020</p>",
        "<p>Updated</p><p>The pier opened on May 3, 2020.</p>",
        "<p>Posted: May 3, 2020</p>",
        "<p>unchanged 2020</p>",
    ],
)
def test_what_is_no_stamp(markup):
    assert stamps(markup) == []


def test_a_stamp_of_a_section_keeps_its_path():
    extraction = read(
        "<h2>Privacy</h2><p><em>The above content was last reviewed / modified on May 7, 2015.</em></p>"
        "<h2>Links</h2><p>Last Reviewed/Updated: 07/10/2018</p>"
    )
    found = {fact.value: (fact.label, fact.path, fact.inside) for fact in extraction.facts}
    assert found == {
        "2015-05-07": ("The above content was last reviewed / modified", ("Lights", "Privacy"), True),
        "2018-07-10": ("Last Reviewed/Updated", ("Lights", "Links"), True),
    }


def test_a_stamp_outside_the_content_is_marked_so():
    body = f"<main><h1>Lights</h1>{FILLER}</main><footer><p>Page last updated: May 7, 2015</p></footer>"
    (fact,) = extract(body.encode(), "https://harbor.example.gov/").facts
    assert (fact.value, fact.path, fact.inside) == ("2015-05-07", (), False)
