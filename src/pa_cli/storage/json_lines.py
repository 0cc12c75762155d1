"""Append-only files of JSON lines: every line is whole or not there."""

import errno
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pa_cli.core.errors import StorageError


def append_records(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Append `records` with one write and one fsync; what cannot be written whole is taken back.

    The caller holds the lock of the file. A line that a crash has torn stays alone on its line.

    Raises:
        StorageError: The disk is full or the file cannot be written; it holds what it held.
    """
    content = b"".join(map(_encode, records))
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags, 0o600)
        try:
            _append(descriptor, content)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise StorageError(f"Could not write {path}: {error.strerror or error}.") from error


def _append(descriptor: int, content: bytes) -> None:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size:
        os.lseek(descriptor, size - 1, os.SEEK_SET)
        if os.read(descriptor, 1) != b"\n":
            content = b"\n" + content
    try:
        _write_whole(descriptor, content)
        os.fsync(descriptor)
    except BaseException:
        os.ftruncate(descriptor, size)
        raise


def _write_whole(descriptor: int, content: bytes) -> None:
    if os.write(descriptor, content) != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def parse_line(line: bytes) -> dict[str, Any] | None:
    """The record in `line`; None for what is no record, such as a line torn by a crash."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _encode(record: Mapping[str, Any]) -> bytes:
    try:
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return text.encode() + b"\n"
    except UnicodeEncodeError:  # half of a surrogate pair: kept as an escape
        return json.dumps(record, separators=(",", ":")).encode() + b"\n"
