"""Documents that are text: Markdown, plain text, source code, tables."""

import codecs
import os

from pa_cli.core.code_split import split_code, split_table
from pa_cli.core.document import ParsedDocument
from pa_cli.core.document_formats import DocumentKind
from pa_cli.core.front_matter import split
from pa_cli.core.note import title_of
from pa_cli.core.passage_split import split_markdown, split_plain
from pa_cli.storage.documents.unreadable import UnreadableError

REPLACED = "It is not UTF-8; unreadable bytes are shown as \ufffd."
# source code with lines longer than this on the average was made by a program
_LONGEST_AVERAGE = 500
_MINIFIED_FROM = 50_000


def parse_text(path: str, kind: DocumentKind, content: bytes) -> ParsedDocument:
    """The passages of a text file.

    Raises:
        UnreadableError: It is no text, or not one that a person wrote.
    """
    text, problem = decode(content)
    name = os.path.basename(path)  # noqa: PTH119
    average = len(text) / (1 + text.count("\n"))
    if kind == "code" and len(text) > _MINIFIED_FROM and average > _LONGEST_AVERAGE:
        raise UnreadableError("It looks minified or generated: its lines have no end.")
    if kind == "markdown":
        document = split(text)
        above = document.head.count("\n")
        title = title_of(document.body, os.path.splitext(name)[0])  # noqa: PTH122
        return ParsedDocument(
            split_markdown(document.body, first_line=above + 1), title, problem=problem
        )
    if kind == "code":
        return ParsedDocument(split_code(text), name, problem=problem)
    if kind == "csv":
        delimiter = "\t" if name.lower().endswith(".tsv") else ""
        return ParsedDocument(split_table(text, delimiter), name, problem=problem)
    return ParsedDocument(split_plain(text), name, problem=problem)


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file, and what is wrong with it ("" when nothing is); line ends become newlines.

    Raises:
        UnreadableError: It is binary.
    """
    problem = ""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", "replace")
    else:
        if b"\0" in content[:65_536]:
            raise UnreadableError("It is binary, not text.")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text, problem = _guess(content)
    return text.replace("\r\n", "\n").replace("\r", "\n"), problem


def _guess(content: bytes) -> tuple[str, str]:
    """Text that is not UTF-8: Chinese files are often GB18030; else what can be read of it."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return content.decode("utf-8", "replace"), REPLACED
    wide = [character for character in text if ord(character) > 0x7F]
    # the two thousand commonest characters stand below; Latin text read so gives rare ones
    usual = sum(
        "\u4e00" <= character <= "\u9fa5" or character in "，。、：；！？“”（）《》"
        for character in wide
    )
    if usual >= 0.9 * len(wide) and len(wide) * 20 > len(text):
        return text, ""
    return content.decode("utf-8", "replace"), REPLACED
