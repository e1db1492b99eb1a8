"""DOCX: the text Word shows, from the parts that hold it; nothing else of the package is unpacked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.packages import Package
from extract.papers.paper import Paper, Writer
from extract.papers.word import Block, WordText
from extract.papers.word_parts import WordParts

_LONGEST_BOLD_HEADING = 120
_NO_HEADING_END = ".,;"


def read_docx(body: bytes) -> Paper | None:
    """A document's text under its headings; None where it holds none.

    Raises ExtractionError where it is damaged, declares entities, or unpacks to more than the limits.
    """
    parts = WordParts(Package(body))
    text = WordText(parts)
    blocks = [block for block in text.blocks(parts.document) if block.text.strip()]
    if not any(block.level for block in blocks):
        blocks = list(_with_bold_headings(blocks))
    writer = Writer()
    for block in blocks:
        _write(block, writer, inside=not block.is_index)
    if not any(line.inside for line in writer.walked.lines):
        return None
    for edge in parts.edges():
        for block in text.blocks(edge):
            _write(replace(block, level=()), writer, inside=False)
    title = parts.title or next((line.text for line in writer.walked.lines if line.level), "")
    return Paper(title, writer.walked, f"{len(blocks):,} paragraphs", parts.language)


def _with_bold_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """In a document without heading styles, short bold paragraphs before others are its headings."""
    for number, block in enumerate(blocks):
        text = block.text.strip()
        follows = number + 1 < len(blocks) and not blocks[number + 1].is_bold
        is_short = len(text) <= _LONGEST_BOLD_HEADING and text[-1] not in _NO_HEADING_END
        is_heading = block.is_bold and follows and is_short and not block.is_index
        yield replace(block, level=(1,)) if is_heading else block


def _write(block: Block, writer: Writer, *, inside: bool) -> None:
    number = writer.next_line
    if block.level:
        writer.heading(block.level, block.text)
    elif inside:
        writer.text(block.text)
    else:
        writer.around(block.text)
    for href, text in block.links:
        writer.link(href, text, number, inside=inside)
