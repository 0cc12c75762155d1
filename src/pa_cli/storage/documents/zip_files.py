"""Members of a zip file, read within limits: a small file may unpack to a very large one."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from pa_cli.storage.documents.unreadable import UnreadableError

MOST_MEMBER_BYTES = 128 * 2**20
_MOST_BYTES = 512 * 2**20
_MOST_MEMBERS = 50_000
_HIGHEST_RATIO = 200
_RATIO_FROM = 8 * 2**20


class ZipReader:
    """A zip file whose sizes are looked at before anything is unpacked.

    Raises:
        UnreadableError: It is no zip file, is encrypted, or would unpack to too much.
    """

    def __init__(self, path: str) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UnreadableError("It is damaged, or not what its name says.") from error
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._read = 0
        if len(self._members) > _MOST_MEMBERS:
            raise UnreadableError("It holds more parts than a document has.")

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """All bytes of a member.

        Raises:
            UnreadableError: There is none, or reading it is refused.
        """
        info = self._members.get(name)
        if info is None:
            raise UnreadableError(f"It is damaged: its part {name[:80]} is missing.")
        if info.flag_bits & 0x1:
            raise UnreadableError("It is encrypted.")
        ratio = info.file_size / max(info.compress_size, 1)
        self._read += info.file_size
        if (
            info.file_size > MOST_MEMBER_BYTES
            or self._read > _MOST_BYTES
            or (info.file_size > _RATIO_FROM and ratio > _HIGHEST_RATIO)
        ):
            raise UnreadableError(
                "It unpacks to far more than a document of its size does, and was not unpacked."
            )
        try:
            with self._zip.open(info) as member:
                content = member.read(info.file_size + 1)
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
        ) as error:
            raise UnreadableError("It is damaged.") from error
        return content[: info.file_size]


def parse_xml(
    content: bytes,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] = lambda _: None,
    text: Callable[[str], None] = lambda _: None,
) -> None:
    """Call back for every element, by its name without prefix, and every text.

    Entities are refused: no document needs them, and a few of them expand to gigabytes.

    Raises:
        UnreadableError: It is not well-formed, or declares entities.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise UnreadableError("It declares entities, as no document needs to.")

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)  # noqa: FBT003 - positional in C
    except expat.ExpatError as error:
        raise UnreadableError("It is damaged: a part of it is not well-formed.") from error


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute by its name without prefix, "" when it is not there."""
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def texts_of(content: bytes, wanted: str) -> Iterator[str]:
    """The text of each element called `wanted`."""
    found: list[str] = []
    depth = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal depth
        if name == wanted:
            found.append("")
            depth += 1

    def end(name: str) -> None:
        nonlocal depth
        depth -= name == wanted

    def text(data: str) -> None:
        if depth:
            found[-1] += data

    parse_xml(content, start=start, end=end, text=text)
    return (re.sub(r"\s+", " ", one).strip() for one in found)
