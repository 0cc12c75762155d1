"""PDF, Word and EPUB files as one text, for verbs that read a file from beginning to end."""

from collections.abc import Iterator
from pathlib import Path

from pa_cli.core.document import ParsedDocument
from pa_cli.core.document_formats import kind_of
from pa_cli.core.text_spans import PAGE_BREAK
from pa_cli.storage.documents.parser_process import ParserProcess


def parse_whole(path: Path) -> ParsedDocument:
    """What a parser, in a process of its own, makes of a file.

    Raises:
        UnreadableError: It cannot be read.
    """
    parser = ParserProcess()
    try:
        return parser.parse(str(path), str(kind_of(path.name)))
    finally:
        parser.close()


def text_of(document: ParsedDocument) -> Iterator[str]:
    """Its text in blocks; pages begin with a form feed each, but the first."""
    page, gap = 1, ""
    for piece in document.pieces:
        turned = max(0, (piece.page or page) - page)
        page += turned
        yield gap + PAGE_BREAK * turned + piece.text
        gap = "\n\n"
    yield "\n"
