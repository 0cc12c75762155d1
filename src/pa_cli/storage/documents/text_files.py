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

NOT_UTF_8 = "It is not UTF-8; it was read as Western European (Windows-1252)."
_MOST_WESTERN = 0.3
_SAMPLE = 65_536
_CONTROLS = bytes({*range(1, 32), 127} - {*b"\t\n\f\r\x1b"})
# the commonest characters, in both ways to write them: text read in a wrong character set has few
_COMMON = frozenset(
    "的一是不了在有人我他这這大来來上国國个個到说說们們为為和你地出要以时時年得就那下会會自着著去之月日号號元"
)
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
    elif (wide := _wide_encoding(content)) is not None:
        text = content.decode(wide, "replace")
    else:
        sample = content[:_SAMPLE]
        printed = len(sample.translate(None, _CONTROLS))
        if b"\0" in sample or printed < 0.95 * len(sample):
            raise UnreadableError("It is binary, not text.")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text, problem = _guess(content)
    return text.replace("\r\n", "\n").replace("\r", "\n"), problem


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark, as far as its text is mostly Latin: then every other byte is zero."""
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    first, second = sample[::2].count(0), sample[1::2].count(0)
    if second > 0.7 * half and not first:
        return "utf-16-le"
    return "utf-16-be" if first > 0.7 * half and not second else None


def _guess(content: bytes) -> tuple[str, str]:
    """Text that is not UTF-8: Chinese files are often GB18030 or Big5; else what can be read of it."""
    chinese = [text for name in ("gb18030", "big5") if (text := _as_chinese(content, name))]
    if chinese:
        return max(chinese, key=lambda text: sum(c in _COMMON for c in text)), ""
    if sum(byte > 0x7F for byte in content[:_SAMPLE]) > _MOST_WESTERN * len(content[:_SAMPLE]):
        raise UnreadableError("It is binary, or text in a character set that pa does not know.")
    return content.decode("cp1252", "replace"), NOT_UTF_8


def _as_chinese(content: bytes, encoding: str) -> str:
    """The text, when it looks Chinese in this character set, else ""."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return ""
    wide = [character for character in text if ord(character) > 0x7F]
    usual = sum(
        "\u4e00" <= character <= "\u9fa5" or character in "，。、：；！？“”（）《》「」"
        for character in wide
    )
    common = sum(character in _COMMON for character in wide)
    is_chinese = usual >= 0.9 * len(wide) and len(wide) * 20 > len(text) and common * 30 > len(wide)
    return text if is_chinese else ""
