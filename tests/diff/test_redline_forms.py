"""One redline in four forms: in each, accepting all gives the new text and rejecting all the old."""

import re
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader
from lxml import html as lxml_html
from markdown_it import MarkdownIt

import diff.report
from diff.folding import folded
from diff.report.harmless import visible
from diff.report.markdown_inline import redline as markdown_of
from diff.report.redline import Mark, Piece, pieces_of
from diff.values import Edit, Hunk
from diff.words import redline
from store.kinds import Operation
from variorum.editlines import edit_lines

UNHURRIED = settings(deadline=None, max_examples=40, phases=[Phase.explicit, Phase.generate])
OLD, NEW = {Mark.OLD, Mark.AWAY}, {Mark.NEW, Mark.HERE}

LINES = [
    "Boston | (617) 555-0100 | 9am to 5pm",
    "Boston | (617) 555-0199 | 9am to 5pm",
    "<script>alert(1)</script> & <b>bold</b>",
    "The operator must refund *every* passenger_s ticket.",
    "The operator may refund ~~every~~ passenger_s ticket.",
    "Keep the receipt that we give you [-here-] {+there+}.",
    "1. Apply. # Heading? > quote",
    "https://www.example.gov/a?b=1&c=<2>",
]
texts = st.lists(st.sampled_from(LINES), max_size=6).map("\n".join)


def edit_of(old, new):
    return Edit(Operation.SECTION_EDITED, ("A",), ("A",), old, new, hunks=redline(old, new))


def said(text):
    return "".join(folded(text).split())


def html_of(edit):
    """The redline as the report shows it: the macro of the report's own template."""
    environment = Environment(
        autoescape=True, loader=FileSystemLoader(Path(diff.report.__file__).parent / "templates"), trim_blocks=True
    )
    environment.filters["pieces"] = lambda edit: pieces_of(edit, None)
    return lxml_html.fragment_fromstring(str(environment.get_template("redline.html.j2").module.redline(edit)))


@UNHURRIED
@given(texts, texts)
def test_pieces_without_a_gap_are_both_texts(old, new):
    pieces = pieces_of(edit_of(old, new), None)
    assert "".join(piece.text for piece in pieces if piece.mark not in OLD) == new
    assert said("".join(piece.text for piece in pieces if piece.mark not in NEW)) == said(old)


@UNHURRIED
@given(texts, texts)
def test_html_parsed_back_gives_both_texts(old, new):
    accepted, rejected = html_of(edit_of(old, new)), html_of(edit_of(old, new))
    for tree, tag in ((accepted, "del"), (rejected, "ins")):
        assert {element.tag for element in tree.iter()} <= {"div", "ins", "del"}
        for element in tree.findall(tag):
            element.drop_tree()
    assert said(accepted.text_content()) == said(new)
    assert said(rejected.text_content()) == said(old)


@UNHURRIED
@given(texts, texts)
def test_markdown_parsed_back_gives_both_texts(old, new):
    edit = edit_of(old, new)
    if any(hunk.op == 0 and len(hunk.text.split()) > 20 for hunk in edit.hunks):
        return  # kept text is cut in this form
    shown = markdown_of(edit)
    tree = lxml_html.fragment_fromstring(MarkdownIt("commonmark").enable("strikethrough").render(shown))
    assert {element.tag for element in tree.iter()} <= {"blockquote", "p", "br", "s", "strong", "em"}
    for marked, text in ((("s",), new), (("strong",), old)):
        kept = "".join(
            run.strip() for run in tree.xpath(".//text()") if not {p.tag for p in parents(tree, run)} & {*marked}
        )
        assert said(visible(text)) == said(kept) or "…" in shown


def parents(tree, run):
    element = run.getparent() if run.is_text else run.getparent().getparent()
    return [element, *element.iterancestors()]


@UNHURRIED
@given(texts, texts)
def test_a_terminal_read_back_gives_both_texts(old, new):
    edit = edit_of(old, new)
    shown = "\n".join(line.plain for line in [*edit_lines(edit)][1:])
    if "…" in shown or not any(hunk.op for hunk in edit.hunks):
        return
    accepted = re.sub(r"\[([-~])(?:(?!\1\]).)*\1\]", "", shown, flags=re.DOTALL)
    rejected = re.sub(r"\{([+~])(?:(?!\1\}).)*\1\}", "", shown, flags=re.DOTALL)
    assert said(re.sub(r"\{[+~]|[+~]\}", "", accepted)) == said(re.sub(r"\{\+|\+\}", "", forged(new)))
    assert said(re.sub(r"\[[-~]|[-~]\]", "", rejected)) == said(forged(old))


def forged(text):
    """The text as a terminal shows it: what looks like a mark is spaced."""
    return re.sub(r"(?<=[\[{])(?=[-+~])|(?<=[-+~])(?=[\]}])", " ", text)


def test_a_row_is_kept_beside_its_changed_cell():
    rows = [
        f"Office {number} | 617-555-01{number:02} | open from nine to five on Monday and Friday" for number in range(20)
    ]
    edited = list(rows)
    edited[9] = edited[9].replace("555-0109", "555-0777")
    pieces = pieces_of(edit_of("\n".join(rows), "\n".join(edited)), 4)
    assert pieces == (
        Piece(Mark.GAP, "…\n"),
        Piece(Mark.KEPT, "Office 9 | "),
        Piece(Mark.OLD, "617-555-0109"),
        Piece(Mark.NEW, "617-555-0777"),
        Piece(Mark.KEPT, " | open from nine to five on Monday and Friday"),
        Piece(Mark.GAP, "\n…"),
    )


def test_the_next_line_is_kept_beside_a_whole_one():
    lines = [f"Item {number} of the list" for number in range(9)]
    shown = pieces_of(edit_of("\n".join(lines), "\n".join([*lines[:5], "A new item", *lines[5:]])))
    assert [piece.text for piece in shown] == [
        "…\n", "Item 4 of the list\n", "A new item", "\nItem 5 of the list", "\n…",
    ]  # fmt: skip


def test_moved_text_is_marked_as_moved_in_every_form():
    old = "Apply at any office.\nPay the fee of $30 in cash.\nKeep the receipt we give you."
    new = "Keep the receipt we give you.\nApply at any office.\nPay the fee of $30 in cash."
    edit = edit_of(old, new)
    assert [piece.mark for piece in pieces_of(edit)] == [Mark.HERE, Mark.KEPT, Mark.AWAY]
    moved = html_of(edit)
    assert [(element.tag, element.get("class")) for element in moved.iterdescendants()] == [
        ("ins", "moved"), ("del", "moved"),
    ]  # fmt: skip
    told = [*edit_lines(edit)][1].plain
    assert told.startswith("{~Keep the receipt we give you.\n~}Apply")
    assert told.endswith("[~\nKeep the receipt we give you.~]")


def test_what_only_looks_like_a_mark_is_none():
    edit = Edit(Operation.SECTION_EDITED, hunks=(Hunk(0, "a {+forged+} mark "), Hunk(1, "b")))
    assert [*edit_lines(edit)][1].plain == "a { +forged+ } mark {+b+}"
