"""Books (epub): the chapters in the order of the book."""

import posixpath
from urllib.parse import unquote

from pa_cli.core.document import ParsedDocument
from pa_cli.core.passage_split import Block, Piece, split_blocks
from pa_cli.storage.documents.html_files import decode_html, read_blocks
from pa_cli.storage.documents.unreadable import UnreadableError
from pa_cli.storage.documents.zip_files import ZipReader, attribute, parse_xml, texts_of

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"


def parse_epub(path: str) -> ParsedDocument:
    """The passages of a book.

    Raises:
        UnreadableError: It cannot be read.
    """
    archive = ZipReader(path)
    package = _package_name(archive)
    content = archive.read(package)
    chapters = _chapters(content, posixpath.dirname(package))
    protected = _protected(archive)
    if any(chapter in protected for chapter in chapters):
        raise UnreadableError("It is protected against copying (DRM).")
    pieces: list[Piece] = []
    missing = 0
    for chapter in chapters:
        if chapter not in archive:
            missing += 1
            continue
        blocks, _ = read_blocks(decode_html(archive.read(chapter))[0])
        bare = [Block(block.text, block.level) for block in blocks]  # lines of a part mean nothing
        pieces += split_blocks(bare)
    title = next(texts_of(content, "title"), "")
    problem = f"{missing} of its {len(chapters)} chapters are missing." if missing else ""
    return ParsedDocument(pieces, title, problem=problem)


def _package_name(archive: ZipReader) -> str:
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "rootfile":
            found.append(attribute(attributes, "full-path"))

    if _CONTAINER in archive:
        parse_xml(archive.read(_CONTAINER), start=start)
    if not found:
        raise UnreadableError("It is no book: it does not say where its text is.")
    return found[0]


def _chapters(package: bytes, folder: str) -> list[str]:
    """The names of the chapters in the archive, in reading order."""
    parts: dict[str, str] = {}
    order: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "item" and "html" in attribute(attributes, "media-type"):
            parts[attribute(attributes, "id")] = attribute(attributes, "href")
        elif name == "itemref":
            order.append(attribute(attributes, "idref"))

    parse_xml(package, start=start)
    hrefs = [parts[name] for name in order if name in parts] or list(parts.values())
    return [posixpath.normpath(posixpath.join(folder, unquote(href))) for href in hrefs]


def _protected(archive: ZipReader) -> set[str]:
    """The parts that are encrypted."""
    found: set[str] = set()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "CipherReference":
            found.add(unquote(attribute(attributes, "URI")))

    if _ENCRYPTION in archive:
        parse_xml(archive.read(_ENCRYPTION), start=start)
    return found
