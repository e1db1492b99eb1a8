"""HTML, Markdown and JSON show the whole story, and what a page says cannot become markup in any of them."""

import json
import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from lxml import html as lxml_html

from diff.report import render_html, render_json, render_markdown
from diff.report.markdown_inline import code, link, plain
from diff.values import Edit
from extract.values import FactKind
from store.kinds import Access, Operation

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\u202egnp.exe {{ 7*7 }} & \"'"


@pytest.fixture
def hostile(rows, edits):
    """A report in which every text that can come from a page is an attack."""
    fact, edited = edits
    page = rows.page(f"harbor{HOSTILE}", f"javascript:alert('{HOSTILE}')")
    before = rows.capture(page, 1, note=HOSTILE)
    after = rows.capture(page, 2, note=HOSTILE)
    for capture, lines in ((before, ["a"]), (after, ["a", HOSTILE])):
        rows.read(capture, lines, rows.version(page, capture, HOSTILE))
    rows.capture(page, 3, Access.BLOCKED, 403, HOSTILE)
    rows.change(
        page, before, after,
        fact(FactKind.PHONE, HOSTILE, "javascript:alert(3)", HOSTILE, (HOSTILE,)),
        edited((HOSTILE,), (0, HOSTILE), (-1, HOSTILE), (1, HOSTILE)),
        Edit(Operation.SECTION_ADDED, path=(HOSTILE,), new=HOSTILE * 60),
        Edit(Operation.SECTION_REMOVED, old_path=(HOSTILE,), old=HOSTILE),
        Edit(Operation.SECTION_RENAMED, path=(HOSTILE,), old_path=(HOSTILE, "x")),
        Edit(Operation.SECTION_MOVED, path=(HOSTILE,), old_path=(HOSTILE, "x")),
        Edit(Operation.LINK_ADDED, fact_kind=FactKind.LINK, label=HOSTILE, new=f"javascript:{HOSTILE}"),
        Edit(Operation.LINK_ADDED, fact_kind=FactKind.LINK, label=HOSTILE, new="https://x.example/\"><script>"),
        title=HOSTILE,
    )  # fmt: skip
    return rows.report()


def tree(report):
    return lxml_html.document_fromstring(render_html(report))


def test_hostile_text_makes_no_element_and_no_address(hostile):
    page = tree(hostile)
    assert not page.xpath("//script | //img | //iframe | //object | //*[@onerror] | //form | //link | //base")
    assert len(page.xpath("//style")) == 1
    for address in page.xpath("//@href"):
        assert address.startswith(("#", "https://x.example/"))
    assert "{{ 7*7 }}" in page.text_content()
    assert "49" not in page.xpath("//h3")[0].text_content()


def test_hostile_text_cannot_reorder_what_is_read(hostile):
    for shown in (render_html(hostile), render_markdown(hostile)):
        assert "\u202e" not in shown
        assert "⟨U+202E⟩" in shown


def test_hostile_text_makes_no_markdown(hostile):
    text = render_markdown(hostile)
    fenced = re.sub(r"(`+).*?\1(?!`)", "", text)
    assert not re.search(r"(?<!\\)<(?!https://)", fenced)
    assert "](<javascript" not in text
    assert "\n#" not in text.replace("\n# Change", "").replace("\n## ", "").replace("\n### ", "")


def test_json_keeps_hostile_text_to_the_letter_and_is_ascii(hostile):
    text = render_json(hostile)
    assert text.isascii()
    edit = json.loads(text)["changes"][0]["pages"][0]["changes"][0]["edits"][1]
    assert edit["hunks"] == [[0, HOSTILE], [-1, HOSTILE], [1, HOSTILE]]


def test_the_file_asks_for_nothing(story):
    page = tree(story.report())
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not page.xpath("//@src | //link | //script | //@style | //use | //image")
    assert "url(" not in page.xpath("string(//style)")
    assert "@import" not in page.xpath("string(//style)")
    assert all("noreferrer" in rel for rel in page.xpath("//a[starts-with(@href, 'http')]/@rel"))


def test_the_document_is_well_built(story):
    page = tree(story.report())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {address[1:] for address in page.xpath("//@href[starts-with(., '#')]")} <= set(ids)
    assert {name for names in page.xpath("//@aria-labelledby") for name in names.split()} <= set(ids)
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert [page.xpath(f"count(//{landmark})") for landmark in ("main", "nav")] == [1, 1]
    assert page.get("lang") == "en"
    assert all(cell.get("scope") for cell in page.xpath("//th"))


def test_every_change_links_to_both_its_captures(story):
    report = story.report()
    page = tree(report)
    steps = [change.step for site in report.changes for entry in site.pages for change in entry.changes]
    for step in steps:
        links = set(page.xpath(f"//*[@id='change-{step.change}']//@href"))
        captures = {f"#capture-{number}" for number in (step.before_capture, step.after_capture) if number}
        assert captures <= links
    shown = " ".join(page.xpath("string(//*[@id='capture-1'])").split())
    assert "variorum show https://www.harbor.example/moorings --at 2026-03-01T03:00:00Z" in shown
    assert report.evidence[0].digest in shown


def test_the_chart_can_be_read_aloud(story):
    page = tree(story.report())
    assert page.xpath("//*[name()='desc']")[0].text_content() == (
        "2 Mar 2026: 13 (12 high, 1 low); 3 Mar 2026: 4 (1 high, 3 low); 5 Mar 2026: 2 (1 high, 1 low); "
        "6 Mar 2026: 1 (1 low)"
    )


@pytest.mark.parametrize("render", [render_html, render_markdown])
def test_the_story_is_told(story, render):
    text = render(story.report())
    told = " ".join((lxml_html.fromstring(text).text_content() if render is render_html else text).split())
    for said in (
        "20 changes on 18 pages of 2 sites",
        "97 captures of 18 pages observed in the window, 18 captures failed or refused (recorded, not compared).",
        "Event 1: 12 pages of harbor",
        "between 2 Mar 2026 03:03 and 3 Mar 2026 03:05 UTC",
        "Page appeared",
        "Page gone",
        "Page returned",
        "15 of 15 pages answered blocked (403): recorded, not compared",
        "the crawl failed: found 0 of 2 known pages",
        "Not listed as changes: 1 technical upgrade (the same page read by a newer extractor) and 1 version",
        "not counted as page changes",
        "© 2025 Office of Harbor Safety",
    ):
        assert said in told, said


def test_redlines_keep_old_and_new_apart(story):
    report = story.report()
    policy = tree(report).xpath("//h3[contains(., 'Policies')]/..//*[@class='text redline']")[0]
    assert [(node.tag, node.text.strip()) for node in policy] == [
        ("span", "…"),
        ("del", "must"),
        ("ins", "may"),
        ("span", "…"),
    ]
    assert policy.text_content().strip().startswith("… the harbor master and applies to owners")
    assert "crews alike. Masters ~~must~~ **may** report a fuel spill" in render_markdown(report)


def test_nothing_changed_reads_well(rows):
    page = rows.page("harbor", "a")
    for night in (1, 2):
        rows.capture(page, night)
    report = rows.report()
    said = "No changes between 1 Mar 2026 00:00 and 6 Mar 2026 06:00 UTC; 1 page was observed 2 times."
    assert said in tree(report).text_content()
    assert said in render_markdown(report)
    assert json.loads(render_json(report))["summary"]["changes"] == 0
    empty = rows.report(since=datetime(2026, 3, 5, tzinfo=UTC))
    assert "nothing was observed in that time" in tree(empty).text_content()
    assert "nothing was observed in that time" in render_markdown(empty)


def test_json_keys(story):
    report = json.loads(render_json(story.report()))
    assert list(report) == [
        "format", "window", "made_at", "sites", "kinds", "priority", "summary", "events", "changes", "calendars",
        "surroundings", "not_compared", "unread", "failed_crawls", "evidence",
    ]  # fmt: skip
    assert report["window"] == {"since": "2026-03-01T00:00:00Z", "until": "2026-03-06T06:00:00Z"}
    assert report["summary"]["signs"] == {"silent-edit label-stayed": 13, "review-date bumped": 1}
    assert report["events"][0]["pages"] == 12
    assert set(report["evidence"][0]) == {
        "capture", "url", "at", "status", "access", "note", "digest", "size", "command",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*a* _b_ [c](d) <e> `f`", r"\*a\* \_b\_ \[c\](d) \<e\> \`f\`"),
        ("1. first", r"1\. first"),
        ("- item", r"\- item"),
        ("# head", r"\# head"),
        ("a | b", r"a \| b"),
        ("see https://x.example and www.x.example", r"see https\://x.example and www\.x.example"),
        ("two\n\n# lines", r"two \# lines"),
    ],
)
def test_markdown_text_stays_text(text, shown):
    assert plain(text) == shown


def test_markdown_links_and_code():
    assert link("https://x.example/a>b|c&d", "t]") == r"[t\]](<https://x.example/a%3Eb%7Cc&amp;d>)"
    assert link("javascript:alert(1)", "t") == "t javascript:alert(1)"
    assert code("a ``b`` `") == "``` a ``b`` ` ```"
