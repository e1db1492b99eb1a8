"""Plain text as a small valid PDF, the same bytes for the same text."""

LINES_ON_A_PAGE = 24
FIRST_PAGE = 4  # objects 1 to 3 are the catalog, the list of pages and the font


def pdf_of(text: str) -> bytes:
    """Set text in 12-point Helvetica, one line a line, on letter-size pages; the first line is the title."""
    lines = text.splitlines()
    sheets = [lines[at : at + LINES_ON_A_PAGE] for at in range(0, len(lines), LINES_ON_A_PAGE)]
    kids = " ".join(f"{FIRST_PAGE + 2 * number} 0 R" for number in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-US) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode("ascii"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, sheet in enumerate(sheets):
        objects += [_page(FIRST_PAGE + 2 * number + 1), _stream(sheet)]
    objects.append(b"<< /Title (" + _escaped(lines[0]) + b") >>")
    return _assembled(objects)


def _page(content: int) -> bytes:
    return (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
        f"/Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
    ).encode("ascii")


def _stream(lines: list[str]) -> bytes:
    shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
    operators = b"BT\n/F1 12 Tf\n18 TL\n72 720 Td\n" + shown + b"ET"
    return f"<< /Length {len(operators)} >>\nstream\n".encode("ascii") + operators + b"\nendstream"


def _escaped(line: str) -> bytes:
    plain = line.encode("cp1252")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _assembled(objects: list[bytes]) -> bytes:
    # The comment of four high bytes tells transfer programs that the file is binary, as the standard advises.
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    out += b"".join(f"{place:010d} 00000 n \n".encode("ascii") for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    out += f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return bytes(out)
