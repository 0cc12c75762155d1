"""Word documents (docx): paragraphs, headings, tables and notes."""

import contextlib
import re

from pa_cli.core.document import ParsedDocument
from pa_cli.core.passage_split import Block, split_blocks
from pa_cli.storage.documents.unreadable import UnreadableError
from pa_cli.storage.documents.zip_files import ZipReader, attribute, parse_xml, texts_of

_MAIN = "word/document.xml"
_OLE = b"\xd0\xcf\x11\xe0"


def parse_docx(path: str) -> ParsedDocument:
    """The passages of a Word document.

    Raises:
        UnreadableError: It cannot be read.
    """
    with open(path, "rb") as file:  # noqa: PTH123
        if file.read(4) == _OLE:  # Word wraps what it encrypts into its old format
            raise UnreadableError("It is encrypted, or an old .doc file by another name.")
    archive = ZipReader(path)
    if _MAIN not in archive:
        raise UnreadableError("It is no Word document.")
    levels = _heading_levels(archive)
    blocks = _Body(levels).read(archive.read(_MAIN))
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if part in archive:
            blocks += _Body(levels).read(archive.read(part))
    title = ""
    if "docProps/core.xml" in archive:
        with contextlib.suppress(UnreadableError):
            title = next(texts_of(archive.read("docProps/core.xml"), "title"), "")
    return ParsedDocument(split_blocks(blocks), title or _first_heading(blocks))


def _first_heading(blocks: list[Block]) -> str:
    return next((block.text for block in blocks[:20] if block.level), "")[:300]


def _heading_levels(archive: ZipReader) -> dict[str, int]:
    """The level of each style that is one of headings; their ids differ between languages."""
    levels: dict[str, int] = {}
    style = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal style
        if name == "style":
            style = attribute(attributes, "styleId")
        elif name == "name" and style:
            named = re.fullmatch(r"heading (\d)", attribute(attributes, "val").lower())
            if named is not None:
                levels[style] = min(int(named[1]), 6)
            elif attribute(attributes, "val").lower() == "title":
                levels[style] = 1
        elif name == "outlineLvl" and style:
            level = attribute(attributes, "val")
            if level.isdigit() and int(level) < 6:
                levels.setdefault(style, int(level) + 1)

    if "word/styles.xml" in archive:
        with contextlib.suppress(UnreadableError):
            parse_xml(archive.read("word/styles.xml"), start=start)
    return levels


class _Body:
    """Reads one part of the document."""

    def __init__(self, levels: dict[str, int]) -> None:
        self._levels = levels
        self._blocks: list[Block] = []
        self._words: list[str] = []
        self._rows: list[str] = []
        self._level = 0
        self._is_text = False
        self._skipped = 0
        self._tables = 0

    def read(self, content: bytes) -> list[Block]:
        """The blocks of a part."""
        parse_xml(content, start=self._start, end=self._end, text=self._text)
        return self._blocks

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"Fallback", "del", "moveFrom"} or self._skipped:
            self._skipped += 1
        elif name == "t":
            self._is_text = True
        elif name in {"tab", "br", "cr"} and self._words:
            self._words.append("\t" if name == "tab" else "\n")
        elif name == "pStyle":
            self._level = self._levels.get(attribute(attributes, "val"), 0)
        elif name == "tbl":
            self._tables += 1

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name == "t":
            self._is_text = False
        elif name == "p":
            self._end_paragraph()
        elif name == "tc" and self._tables:
            self._rows.append(" ".join(self._words).strip())
            self._words = []
        elif name == "tr" and self._tables:
            row = " | ".join(cell for cell in self._rows if cell)
            self._rows = []
            if row:
                self._blocks.append(Block(row))
        elif name == "tbl":
            self._tables -= 1

    def _text(self, data: str) -> None:
        if self._is_text and not self._skipped:
            self._words.append(data)

    def _end_paragraph(self) -> None:
        text = "".join(self._words).strip()
        if self._tables:  # the paragraphs of a cell are said when the cell ends
            self._words = [text] if text else []
            self._level = 0
            return
        if text:
            self._blocks.append(Block(text, self._level))
        self._words, self._level = [], 0
