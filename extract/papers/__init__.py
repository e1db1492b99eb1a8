"""Documents that are no HTML: PDF, DOCX and plain text, read into the same lines as a page."""

from extract.media import DOCX, PDF, TEXT
from extract.papers.docx import read_docx
from extract.papers.paper import Paper
from extract.papers.pdf import read_pdf
from extract.papers.plain import read_plain

__all__ = ["Paper", "read_paper"]


def read_paper(body: bytes, media_type: str, content_type: str) -> Paper | None:
    """Read a document; None where the media type has no reader or the document holds no text.

    Raises ExtractionError where the document is damaged, encrypted or beyond the limits.
    """
    if media_type == PDF:
        return read_pdf(body)
    if media_type == DOCX:
        return read_docx(body)
    return read_plain(body, content_type) if media_type == TEXT else None
