"""PDF files, page by page, through pypdfium2."""

import importlib.util
import re
from typing import Any

from pa_cli.core.document import ParsedDocument
from pa_cli.core.passage_split import Piece, split_plain
from pa_cli.storage.documents.unreadable import UnreadableError

_MOST_PAGES = 5_000
# what PDFium puts where a word was divided at the end of a line
_HYPHEN = re.compile("[\ufffe\x02]\r?\n?")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
# titles that programs make up
_NO_TITLE = re.compile(
    r"(?i)(untitled|unknown|document\d*|microsoft word - .*|.*\.(docx?|pdf|tex|indd|dvi)|\W*)"
)
_EXTRA = 'To read PDF files: pip install "pa-cli[docs]"'


def can_read_pdf() -> bool:
    """Whether the library for PDF files is installed."""
    return importlib.util.find_spec("pypdfium2") is not None


def parse_pdf(path: str) -> ParsedDocument:
    """The passages of a PDF file, each with its page.

    Raises:
        UnreadableError: It cannot be read.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise UnreadableError(_EXTRA, retry="extra") from error
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("It is encrypted: it opens with a password alone.") from error
        raise UnreadableError("It is damaged, or no PDF file.") from error
    pages = len(document)
    pieces: list[Piece] = []
    broken = 0
    for number in range(min(pages, _MOST_PAGES)):
        text = _page_text(document, number)
        if text is None:
            broken += 1
            continue
        pieces += [
            Piece(piece.text, page=number + 1, headings=piece.headings)
            for piece in split_plain(text)
        ]
    if not pieces:
        raise UnreadableError(
            "It holds no text, only pictures: it was scanned, and pa reads no pictures."
            if pages and broken < pages
            else "None of its pages can be read."
        )
    problems = []
    if pages > _MOST_PAGES:
        problems.append(f"Only the first {_MOST_PAGES} of its {pages} pages were read.")
    if broken:
        problems.append(f"{broken} of its pages cannot be read.")
    return ParsedDocument(pieces, _title(document), pages, " ".join(problems))


def _page_text(document: Any, number: int) -> str | None:  # noqa: ANN401 - the library has no types
    import pypdfium2

    try:
        page = document[number]
        text_page = page.get_textpage()
        text = str(text_page.get_text_bounded())
        text_page.close()
        page.close()
    except pypdfium2.PdfiumError:
        return None
    return _CONTROLS.sub(" ", _HYPHEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))


def _title(document: Any) -> str:  # noqa: ANN401
    title = " ".join(str(document.get_metadata_value("Title") or "").split())
    return "" if _NO_TITLE.fullmatch(title) else title[:300]
