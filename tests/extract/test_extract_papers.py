"""PDF, DOCX and plain text: their headings, paragraphs, tables, links, and what runs along their edges."""

from pathlib import Path

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from extract import ExtractionError, Route
from extract.media import DOCX, PDF, TEXT
from extract.papers import read_paper
from extract.reading import extract
from extract.sections import sections_of

URL = "https://harbor.example.gov/manual"
SEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "seeds"
TEXTS = [
    "The bureau publishes notices to mariners on every working day, and charts once a year in the spring.",
    (
        "Its offices answer calls within two days. Letters are answered by mail, as long-term practice requires, and kept "
        "for seven years. Whoever writes from abroad encloses a reply coupon, which the post offices of most countries sell."
    ),
    (
        "Requests for information under the statute are answered within twenty working days of their arrival at the desk. "
        "Where a request concerns records of another bureau, the desk forwards it without delay and tells the requester."
    ),
    (
        "No fee is charged for the first hundred pages. Copies beyond that cost ten cents each, unless the requester shows "
        "that the copies serve the public, in which case the desk may waive the fee in part or altogether."
    ),
]
MANUAL = [
    ("h1", "Manual of the Harbor Bureau and Its Offices, with All Amendments"),
    ("p", TEXTS[0]),
    ("h2", "1. Purpose"),
    *(("p", text) for text in TEXTS),
    ("h2", "2. Requests"),
    *(("p", f"{number} requests were made. {text}") for number in range(3, 9) for text in TEXTS),
    ("h2", "3. Contact"),
    ("p", "Call (202) 555-0143 or write to desk@harbor.example.gov."),
    ("p", "Last reviewed: May 3, 2024"),
]


def read(body, media_type, content_type=""):
    paper = read_paper(body, media_type, content_type)
    assert paper is not None
    return paper


def shown_at(baseline, text, left=72):
    """The operators that show one line of running text."""
    return b"BT /F1 11 Tf %d %d Td (%b) Tj ET\n" % (left, baseline, text.encode())


def sections(paper):
    return [(section.path, section.text.split("\n")) for section in inside(paper)]


def inside(paper):
    return sections_of(line for line in paper.walked.lines if line.inside)


def around(paper):
    return [line.text for line in paper.walked.lines if not line.inside]


# -- PDF ----------------------------------------------------------------------------------------------------------


def test_a_pdf_has_the_headings_its_sizes_make(make):
    paper = read(make.typeset(MANUAL), PDF)
    top = MANUAL[0][1]
    assert [section.path for section in inside(paper)] == [
        (top,),
        (top, "1. Purpose"),
        (top, "2. Requests"),
        (top, "3. Contact"),
    ]
    assert inside(paper)[1].text.split("\n") == TEXTS
    assert (paper.title, paper.language, paper.extent) == (top, "en-US", "3 pages")


@pytest.mark.parametrize(("width", "size"), [(95, 10), (60, 12), (70, 11), (110, 9)])
def test_a_pdf_set_anew_reads_the_same(make, width, size):
    first, second = (make.typeset(MANUAL, *setting) for setting in ((80, 11), (width, size)))
    assert inside(read(first, PDF)) == inside(read(second, PDF))


def test_what_runs_along_the_edges_is_around_the_text(make):
    body = make.typeset(MANUAL, head="Harbor Bureau - Directive 12", foot="Page {page} of {pages}")
    paper = read(body, PDF)
    assert around(paper) == ["Harbor Bureau - Directive 12", "Page 1 of 3"]
    assert inside(paper) == inside(read(make.typeset(MANUAL), PDF))


def test_a_saved_again_pdf_is_the_same_version(make):
    import io

    import pypdfium2

    body = make.typeset(MANUAL)
    out = io.BytesIO()
    with pypdfium2.PdfDocument(body) as document:
        document.save(out)
    again = out.getvalue()
    assert again != body
    assert extract(again, URL).digest == extract(body, URL).digest


def test_words_parted_at_the_end_of_a_line_are_whole(make):
    blocks = [("p", " ".join(TEXTS) + " The long-term practice is old.")] * 2
    parted = make.typeset(blocks, 44, hyphens=True)
    assert b"-) Tj" in parted
    assert inside(read(parted, PDF)) == inside(read(make.typeset(blocks, 60), PDF))


def test_a_hyphen_that_belongs_to_a_word_stays(make):
    lines = ["Call 202-", "555-0143 for the long-", "term plan of the U.S.-", "Canada office, and the short-", "cut."]
    stream = b"".join(shown_at(700 - 13 * at, line) for at, line in enumerate(lines))
    first = shown_at(740, "A long-term plan, a shortcut.")
    (section,) = inside(read(make.pdf([first + stream]), PDF))
    assert (
        section.text.split("\n")[1]
        == "Call 202-555-0143 for the long-term plan of the U.S.-Canada office, and the shortcut."
    )


def test_a_pdf_without_headings_has_its_pages_as_sections(make):
    paper = read(make.typeset([("p", text) for text in TEXTS * 8]), PDF)
    assert [section.path for section in inside(paper)] == [("Page 1",), ("Page 2",), ("Page 3",)]


def test_bold_lines_of_their_own_are_headings(make):
    paper = read(make.typeset([("bold", "Purpose"), ("p", TEXTS[0]), ("bold", "Scope"), ("p", TEXTS[1])]), PDF)
    assert sections(paper) == [(("Purpose",), [TEXTS[0]]), (("Scope",), [TEXTS[1]])]


def test_short_lines_keep_their_breaks_for_the_facts(make):
    lines = [
        "Harbor Bureau, Desk of Notices and Charts for Mariners and Others",
        "500 Main St",
        "Springfield, IL 62701",
    ]
    stream = b"".join(shown_at(700 - 13 * at, line) for at, line in enumerate(lines))
    wide = shown_at(600, TEXTS[0])
    paper = read(make.pdf([stream + wide]), PDF)
    assert paper.walked.lines[1].text == "\n".join(lines)


def test_cells_of_a_row_are_parted(make):
    stream = b"".join(
        shown_at(at, text, left)
        for at, row in ((700, ("Office", "Telephone")), (680, ("Desk", "7")))
        for left, text in zip((72, 272), row, strict=True)
    )
    assert sections(read(make.pdf([stream]), PDF)) == [(("Page 1",), ["Office | Telephone", "Desk | 7"])]


def test_lines_drawn_in_any_order_read_from_the_top(make):
    lines = [f"Line {number} of the notice, which ends here." for number in range(6)]
    drawn = [shown_at(700 - 40 * at, line) for at, line in enumerate(lines)]
    assert sections(read(make.pdf([b"".join(drawn[::-1])]), PDF)) == [(("Page 1",), lines)]


def test_links_of_a_pdf_are_links(make):
    stream = shown_at(700, "Write to the desk of notices.") + shown_at(600, "Call us.")
    places = {0: [((70, 595, 300, 612), "tel:202-555-0143"), ((70, 695, 300, 712), "https://harbor.example.gov/desk")]}
    found = extract(make.pdf([stream], links=places), URL)
    facts = [(fact.kind, fact.value, fact.label) for fact in found.facts]
    assert ("link", "https://harbor.example.gov/desk", "Write to the desk of notices.") in facts
    assert ("phone", "+12025550143", "Call us.") in facts


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Notice 7", "Notice 7"), ("Microsoft Word - notice7.doc", "Heading"), ("untitled", "Heading"), ("", "Heading")],
)
def test_the_title_is_the_metadata_unless_that_names_a_file(make, title, expected):
    assert read(make.typeset([("h1", "Heading"), ("p", TEXTS[0])], title=title), PDF).title == expected


def test_a_scan_is_opaque(make):
    found = extract(make.pdf([b"0 0 100 100 re f"] * 3), URL)
    assert (found.route, found.sections) == (Route.OPAQUE, ())
    assert found.facts[0].label == PDF


def test_a_pdf_at_the_address_of_a_page_is_what_it_is(make):
    found = extract(make.typeset(MANUAL), "https://harbor.example.gov/index.html", "text/html; charset=utf-8")
    assert found.route is Route.PAPER
    assert (found.facts[0].kind, found.facts[0].value, found.facts[0].raw) == ("document", PDF, "3 pages")
    assert {fact.value for fact in found.facts} >= {"+12025550143", "desk@harbor.example.gov", "2024-05-03"}


@pytest.mark.parametrize(
    ("harm", "outcome"),
    [
        (lambda body: body[:40], "damaged PDF"),
        (lambda body: b"%PDF-1.7\n" + b"\0" * 5_000, "damaged PDF"),
        (lambda body: body.replace(b"/Pages 2 0 R", b"/Pages 9 0 R"), "damaged PDF"),
    ],
)
def test_a_damaged_pdf_is_an_outcome(make, harm, outcome):
    with pytest.raises(ExtractionError) as caught:
        extract(harm(make.typeset(MANUAL[:3])), URL)
    assert caught.value.outcome == outcome


def test_an_encrypted_pdf_is_an_outcome(make):
    body = make.pdf([b""]).replace(
        b"/Info 5 0 R",
        b"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -44/O<%b>/U<%b>>>/ID[<00><00>]" % (b"41" * 32, b"42" * 32),
    )
    with pytest.raises(ExtractionError) as caught:
        extract(body, URL)
    assert caught.value.outcome == "encrypted PDF"


def test_a_pdf_of_too_many_pages_is_an_outcome(make):
    with pytest.raises(ExtractionError) as caught:
        extract(make.pdf([b""] * 2_001), URL)
    assert caught.value.outcome == "more than 2,000 pages"


# -- DOCX ---------------------------------------------------------------------------------------------------------


def linked(paragraph, href, text):
    """A hyperlink at the end of a paragraph: python-docx has no call for it."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link, run, shown = (OxmlElement(f"w:{name}") for name in ("hyperlink", "r", "t"))
    link.set(qn("r:id"), paragraph.part.relate_to(href, kind, is_external=True))
    shown.text = text
    run.append(shown)
    link.append(run)
    paragraph._p.append(link)


def manual(document):
    document.core_properties.title = "Manual"
    document.add_heading("The Manual", 0)
    document.add_heading("1. Purpose", 1)
    paragraph = document.add_paragraph("Write to ")
    linked(paragraph, "mailto:desk@harbor.example.gov", "the desk")
    paragraph.add_run(".").add_break()
    paragraph.add_run("Second line")
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("second", style="List Bullet")
    document.add_heading("Scope", 2)
    table = document.add_table(2, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    table.cell(1, 1).text = ""
    document.sections[0].header.paragraphs[0].text = "Harbor Bureau"
    document.sections[0].footer.paragraphs[0].text = "Last updated: May 3, 2024"


def test_a_docx_reads_as_word_shows_it(make):
    paper = read(make.docx(manual), DOCX)
    assert sections(paper) == [
        (("The Manual",), [""]),
        (("The Manual", "1. Purpose"), ["Write to the desk. Second line", "first", "second"]),
        (("The Manual", "1. Purpose", "Scope"), ["cell 0 | cell 1 | cell 2", "cell 3 | | cell 5"]),
    ]
    assert around(paper) == ["Harbor Bureau", "Last updated: May 3, 2024"]
    assert (paper.title, paper.language, paper.extent) == ("Manual", "en-US", "8 paragraphs")


def test_the_facts_of_a_docx(make):
    found = extract(make.docx(manual), URL, "application/octet-stream")
    assert found.route is Route.PAPER
    facts = {(fact.kind.value, fact.value, fact.inside) for fact in found.facts}
    assert {("email", "desk@harbor.example.gov", True), ("review-date", "2024-05-03", False)} <= facts


def test_a_docx_packed_again_is_the_same_version(make):
    import io
    import zipfile

    body, out = make.docx(manual), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert out.getvalue() != body
    assert extract(out.getvalue(), URL).digest == extract(body, URL).digest


def test_styles_made_from_heading_styles_are_headings(make):
    def fill(document):
        style = document.styles.add_style("Agency Heading", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Heading 2"]
        document.add_paragraph("Own", style=style)
        document.add_paragraph("text")

    assert sections(read(make.docx(fill), DOCX)) == [(("Own",), ["text"])]


def test_short_bold_paragraphs_are_headings_where_no_style_is(make):
    def fill(document):
        for title, text in (("Purpose", "Text of it."), ("Scope", "More of it.")):
            document.add_paragraph().add_run(title).bold = True
            document.add_paragraph(text)

    assert sections(read(make.docx(fill), DOCX)) == [(("Purpose",), ["Text of it."]), (("Scope",), ["More of it."])]


PARAGRAPH = b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (b"<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", ["new"]),
        (b"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>", ["seen"]),
        (b"<w:sdt><w:sdtPr/><w:sdtContent>" + PARAGRAPH % b"control" + b"</w:sdtContent></w:sdt>", ["control"]),
        (
            (b"<w:p><w:r><w:t>Printed </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE \\@ x"
            b"</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>today</w:t></w:r><w:r>"
            b"<w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>here</w:t></w:r></w:p>"),
            ["Printed here"],
        ),
        (b"<w:tbl><w:tr><w:tc>" + PARAGRAPH % b"a frame" + PARAGRAPH % b"around text" + b"</w:tc></w:tr></w:tbl>", ["a frame", "around text"]),
        (
            b"<w:p><w:r><w:t>before</w:t><w:pict><w:txbxContent>" + PARAGRAPH % b"box" + b"</w:txbxContent></w:pict></w:r></w:p>",
            ["before", "box"],
        ),
        (b"<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r></w:p>", ["a b-c"]),
    ],
    ids=["revision", "hidden", "control", "moving-field", "frame", "text-box", "marks"],
)  # fmt: skip
def test_what_word_shows_is_read(make, body, lines):
    (section,) = inside(read(make.word(body), DOCX))
    assert section.text.split("\n") == lines


def test_a_link_made_by_a_field_is_a_link(make):
    body = (
        b"<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText> HYPERLINK \"https://a.example/x\" </w:instrText>"
        b"<w:fldChar w:fldCharType='separate'/><w:t>here</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    )
    (anchor,) = read(make.word(body), DOCX).walked.anchors
    assert (anchor.href, anchor.text, anchor.line, anchor.inside) == ("https://a.example/x", "here", 0, True)


def test_a_docx_without_words_is_opaque(make):
    assert extract(make.word(b"<w:p/>"), URL).route is Route.OPAQUE


@pytest.mark.parametrize(
    ("harm", "outcome"),
    [
        (lambda body: body[: len(body) // 2], "damaged package"),
        (lambda body: body.replace(b"word/document.xml", b"word/documenX.xml"), "damaged DOCX"),
    ],
)
def test_a_damaged_docx_is_an_outcome(make, harm, outcome):
    with pytest.raises(ExtractionError) as caught:
        extract(harm(make.word(PARAGRAPH % b"text")), URL)
    assert caught.value.outcome == outcome


# -- plain text ---------------------------------------------------------------------------------------------------


def test_paragraphs_and_headings_of_a_plain_text():
    text = (
        "Harbor Bureau\n=============\n\nIntro of the text.\nSecond line.\n\nPurpose\n-------\nIt serves.\n\n"
        "CONTACT\nCall (202) 555-0143.\n\n# Marked\n- first\n- second\n"
    )
    paper = read(text.encode(), TEXT)
    top = "Harbor Bureau"
    assert sections(paper) == [
        ((top,), ["Intro of the text. Second line."]),
        ((top, "Purpose"), ["It serves."]),
        ((top, "Purpose", "CONTACT"), ["Call (202) 555-0143."]),
        (("Marked",), ["- first", "- second"]),
    ]
    assert (paper.title, paper.extent) == (top, "9 lines")


@pytest.mark.parametrize(
    "text", ["just one line", "A\n\nB\n\nC", "NOTICE.\n\ntext", "----\ntext", "WORDS IN CAPITALS\nMORE CAPITALS"]
)
def test_what_may_be_no_heading_is_none(text):
    assert [section.path for section in inside(read(text.encode(), TEXT))] == [()]


def test_a_wrapped_text_reads_the_same_at_any_width():
    import textwrap

    texts = ["\n\n".join(textwrap.fill(text, width) for text in TEXTS) for width in (60, 72, 90)]
    assert len({tuple(inside(read(text.encode(), TEXT))) for text in texts}) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_plain_text_reads_the_same_in_any_encoding(encoding, end):
    body = end.join(["Harbor caf\xe9", "", "Call (202) 555-0143."]).encode(encoding)
    found = extract(body, URL, "text/plain")
    assert found.route is Route.PAPER
    assert found.sections[0].text == "Harbor caf\xe9\nCall (202) 555-0143."


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed captures are not here")
def test_captured_texts_are_read_line_by_line():
    for path in sorted(SEEDS.glob("*.txt")):
        body = path.read_bytes()
        found = extract(body, URL, "text/plain; charset=utf-8")
        words = "\n".join("\n".join((*section.path[-1:], section.text)) for section in found.sections).split()
        assert found.route is Route.PAPER
        assert len(words) >= 0.99 * len(body.decode().replace("#", "").split())
