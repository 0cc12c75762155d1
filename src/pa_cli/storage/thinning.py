"""Forgetting the oldest changes, so that the journal and the trash do not grow without end."""

import contextlib
import json
import os
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pa_cli.storage.atomic import write_bytes


@dataclass(frozen=True, slots=True)
class Keep:
    """What is kept: all of the last `days`, and what came before as long as it fits.

    Attributes:
        days: Changes of so many days can be undone, however large they are.
        max_bytes: Room for the journal and the old contents.
    """

    days: int
    max_bytes: int


def thin(journal: Path, objects: Path, *, since: datetime, max_bytes: int) -> int:
    """Forget the oldest changes from before `since` until the rest fits into `max_bytes`.

    The journal is replaced before any old content goes, so that a crash in between leaves content
    that nothing names, never a change whose content is gone. Other writers must be locked out.

    Args:
        journal: The journal.
        objects: Old contents, named by their hash.
        since: What was done at or after it stays.
        max_bytes: Room for both together.

    Returns:
        How many old contents were removed.

    Raises:
        OSError: Something could not be read.
        StorageError: The journal could not be replaced; nothing was forgotten.
    """
    sizes = {path.name: path.stat().st_size for path in objects.glob("??/*")}
    lines = journal.read_bytes().splitlines(keepends=True) if journal.exists() else []
    if sum(sizes.values()) + sum(map(len, lines)) <= max_bytes:
        return 0
    records = [_read(line) for line in lines]
    first = _whole_groups(records, _first_kept(lines, records, sizes, since, max_bytes))
    if first:
        write_bytes(journal, b"".join(lines[first:]))
    named = {digest for record in records[first:] for digest in _digests(record)}
    return _remove_all_but(named, objects, sizes.keys())


def _first_kept(
    lines: Sequence[bytes],
    records: Sequence[dict[str, Any]],
    sizes: dict[str, int],
    since: datetime,
    max_bytes: int,
) -> int:
    """The first line that stays, seen from the end of the journal."""
    left = max_bytes
    counted: set[str] = set()
    for index in range(len(lines) - 1, -1, -1):
        record = records[index]
        new = set(_digests(record)) - counted
        counted |= new
        left -= len(lines[index]) + sum(sizes.get(digest, 0) for digest in new)
        if left < 0 and "steps" in record and not _is_since(record, since):
            return index + 1
    return 0


def _whole_groups(records: Sequence[dict[str, Any]], first: int) -> int:
    """`first`, or an earlier line where it would cut through operations that are read as one."""
    place = {r["op"]: index for index, r in enumerate(records) if "steps" in r and "op" in r}
    for record in records[first:]:
        parts = [place[part] for part in record.get("join", ()) if part in place]
        if parts and min(parts) < first:
            return _whole_groups(records, min(parts))
    return first


def _remove_all_but(named: Set[str], objects: Path, found: Set[str]) -> int:
    gone = found - named
    for digest in gone:
        with contextlib.suppress(OSError):  # what stays now goes the next time
            (objects / digest[:2] / digest).unlink()
    for folder in {digest[:2] for digest in gone}:
        with contextlib.suppress(OSError):
            os.rmdir(objects / folder)  # noqa: PTH106 - fails while something is in it
    return len(gone)


def _read(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _digests(record: dict[str, Any]) -> Iterator[str]:
    """What the steps of an operation replaced or removed."""
    steps = record.get("steps")
    for step in steps if isinstance(steps, list) else ():
        before = step.get("before") if isinstance(step, dict) else None
        if isinstance(before, dict) and isinstance(before.get("digest"), str):
            yield before["digest"]


def _is_since(record: dict[str, Any], since: datetime) -> bool:
    """Whether an operation is too young to be forgotten; one whose time cannot be read is."""
    try:
        return datetime.fromisoformat(record["time"]) >= since
    except (KeyError, TypeError, ValueError):
        return True
