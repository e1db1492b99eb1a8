"""Papers made by the tests themselves: PDFs byte by byte, DOCX through python-docx."""

import io
import textwrap
import zipfile
from collections.abc import Callable, Mapping, Sequence

import docx
import pytest
from docx.document import Document

FONTS = ("Helvetica", "Helvetica-Bold")
STYLES = {"h1": (2, 20, 24), "h2": (2, 14, 17), "bold": (2, 0, 0), "p": (1, 0, 0)}
"""Kind of block to font, size and leading; 0 is the size of running text."""


class Makers:
    """Documents of every kind, by their content."""

    def objects(self, objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
        """A PDF of numbered objects; the first is the catalog."""
        out, offsets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
        for number, content in enumerate(objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        size = len(objects) + 1
        return out + (
            b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n"
            % (size, table, size, trailer, len(out))
        )

    def pdf(
        self,
        pages: Sequence[bytes],
        title: str = "",
        links: Mapping[int, Sequence[tuple[tuple[int, int, int, int], str]]] = {},
        producer: str = "",
    ) -> bytes:
        """A PDF of content streams, one a page; links by page as rectangle and address."""
        fonts = [b"<</Type/Font/Subtype/Type1/BaseFont/%b/Encoding/WinAnsiEncoding>>" % name.encode() for name in FONTS]
        info = b"<</Title(%b)/Producer(%b)>>" % (escaped(title), escaped(producer))
        objects = [b"<</Type/Catalog/Pages 2 0 R/Lang(en-US)>>", b"", *fonts, info]
        kids = []
        for number, stream in enumerate(pages):
            annotations = b"".join(
                b"<</Type/Annot/Subtype/Link/Rect[%d %d %d %d]/A<</S/URI/URI(%b)>>>>" % (*place, escaped(href))
                for place, href in links.get(number, ())
            )
            objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream))
            objects.append(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
                b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Annots[%b]>>" % (len(objects), annotations)
            )
            kids.append(b"%d 0 R" % len(objects))
        objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
        return self.objects(objects, b"/Info 5 0 R")

    def typeset(
        self,
        blocks: Sequence[tuple[str, str]],
        width: int = 80,
        size: float = 11,
        head: str = "",
        foot: str = "",
        title: str = "",
        hyphens: bool = False,
    ) -> bytes:
        """Blocks as (kind, text) set in lines of a width in characters, on as many pages as they need."""
        pages: list[list[bytes]] = [[]]
        at = 710.0
        for kind, text in blocks:
            font, height, leading = STYLES[kind]
            height, leading = height or size, leading or 1.2 * size
            for line in lines_of(text, width if kind == "p" else 50, hyphens=hyphens):
                if at < 90:
                    pages.append([])
                    at = 710.0
                pages[-1].append(shown(font, height, 72, at, line))
                at -= leading
            at -= 0.7 * size
        for number, page in enumerate(pages, 1):
            for text, height in ((head, 760), (foot, 40)):
                if text:
                    page.append(shown(1, 9, 72, height, text.format(page=number, pages=len(pages))))
        return self.pdf([b"\n".join(page) for page in pages], title)

    def docx(self, fill: Callable[[Document], object]) -> bytes:
        """A DOCX as python-docx writes it."""
        document = docx.Document()
        fill(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def packed(self, parts: Mapping[str, bytes]) -> bytes:
        """A zip of parts; a DOCX if they are named like one."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return out.getvalue()

    def word(self, body: bytes, prolog: bytes = b"", **parts: bytes) -> bytes:
        """The smallest DOCX around the XML of a body; `parts` are further ones of the folder word."""
        document = b'%b<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%b'
        content = {"word/document.xml": document % (prolog, body) + b"</w:body></w:document>"}
        return self.packed(content | {f"word/{name}.xml": part for name, part in parts.items()})


def shown(font: int, size: float, left: float, baseline: float, text: str) -> bytes:
    """The operators that show one line of text."""
    return b"BT /F%d %g Tf %g %g Td (%b) Tj ET" % (font, size, left, baseline, escaped(text))


def escaped(text: str) -> bytes:
    """A string as PDF writes it between parentheses."""
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def lines_of(text: str, width: int, *, hyphens: bool) -> list[str]:
    """Text in lines; with hyphens, a word that does not fit is parted where the line ends."""
    if not hyphens:
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    lines = [""]
    for word in text.split():
        room = width - len(lines[-1]) - 1
        if len(word) <= room:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif word.isalpha() and 4 <= room <= len(word) - 3:
            lines[-1] = f"{lines[-1]} {word[: room - 1]}-"
            lines.append(word[room - 1 :])
        else:
            lines.append(word)
    return lines


@pytest.fixture(scope="session")
def make() -> Makers:
    """Papers by their content."""
    return Makers()
