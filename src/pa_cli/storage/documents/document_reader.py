"""One document read within its limits: its bytes, and what a parser makes of them."""

import hashlib
import os
from collections.abc import Callable
from typing import Protocol

from pa_cli.core.document import ParsedDocument
from pa_cli.core.document_formats import TEXT_KINDS, DocumentKind, kind_of
from pa_cli.core.sizes import human_size
from pa_cli.storage.documents.document_rows import KnownFile, ReadFile
from pa_cli.storage.documents.text_files import parse_text
from pa_cli.storage.documents.unreadable import UnreadableError
from pa_cli.storage.index_walk import Stamp

_BLOCK = 2**20


class Parser(Protocol):
    """Reads what is no plain text."""

    def parse(self, path: str, kind: str) -> ParsedDocument:
        """The passages of a file; raises UnreadableError."""
        ...

    def close(self) -> None:
        """No more files for now."""
        ...


class DocumentReader:
    """Reads documents one after the other.

    Args:
        parser: Reads what is no plain text.
        has_extra: Whether everything that parsers need is installed.
        max_bytes: Larger files are not read.
    """

    def __init__(self, parser: Parser, *, has_extra: Callable[[], bool], max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._parser = parser
        self._has_extra = has_extra

    def close(self) -> None:
        """No more files for now."""
        self._parser.close()

    def is_worth_another_try(self, old: KnownFile) -> bool:
        """Whether what kept a file from being read is gone, although the file is as it was."""
        if old.retry == "extra":
            return self._has_extra()
        return old.retry == "size" and old.stamp.size <= self.max_bytes

    def read(self, path: str, stamp: Stamp, old: KnownFile | None) -> ReadFile | None:
        """One file, also when it is unreadable; None when it vanished meanwhile."""
        kind: DocumentKind = kind_of(path) or "text"
        digest = b""
        try:
            self._check_size(stamp.size)
            content, digest = _content(path, is_kept=kind in TEXT_KINDS)
            if old is not None and old.digest == digest and not self.is_worth_another_try(old):
                return ReadFile(path, stamp, digest, kind, None)
            parsed = (
                parse_text(path, kind, content)
                if kind in TEXT_KINDS
                else self._parser.parse(path, kind)
            )
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = f"It cannot be read: {error.strerror or error}."
            return ReadFile(path, stamp, digest, kind, ParsedDocument(), reason)
        except UnreadableError as error:
            return ReadFile(path, stamp, digest, kind, ParsedDocument(), error.reason, error.retry)
        return ReadFile(path, stamp, digest, kind, parsed, parsed.problem)

    def _check_size(self, size: int) -> None:
        if size > self.max_bytes:
            raise UnreadableError(
                f"It is too large: {human_size(size)}, and docs.max_file_bytes is"
                f" {human_size(self.max_bytes)}.",
                retry="size",
            )


def _content(path: str, *, is_kept: bool) -> tuple[bytes, bytes]:
    """The bytes of a file, when they are to be kept, and their digest."""
    digest = hashlib.blake2b(digest_size=16)
    blocks = []
    # non-blocking, because since the look at it the file may have become a pipe
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with os.fdopen(descriptor, "rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            if is_kept:
                blocks.append(block)
    return b"".join(blocks), digest.digest()
