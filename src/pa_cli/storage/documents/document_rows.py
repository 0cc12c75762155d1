"""Rows of documents in the index: files, what was read of them, and their passages."""

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass

from pa_cli.core.document import ParsedDocument
from pa_cli.core.document_formats import TEXT_KINDS
from pa_cli.core.index_entry import IndexEntry
from pa_cli.core.passage import PassageKind
from pa_cli.core.short_id import short_id
from pa_cli.storage.index import insert_items, remove_items, transaction
from pa_cli.storage.index_walk import UNSETTLED_NS, Stamp
from pa_cli.storage.passage_queries import put_passages

KIND: PassageKind = "document"
SOURCE = "documents"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What the index knows of a file; `retry` says what would make it readable, "" for nothing."""

    id: int
    stamp: Stamp
    is_settled: bool
    digest: bytes
    retry: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: `parsed` is None when its content is what it was."""

    path: str
    stamp: Stamp
    digest: bytes
    kind: str
    parsed: ParsedDocument | None
    problem: str = ""
    retry: str = ""


def put_files(db: sqlite3.Connection, source: int, files: Sequence[ReadFile]) -> None:
    """Put what was read into the index, in one short transaction."""
    if not files:
        return
    now = time.time_ns()
    with transaction(db):
        for file in files:
            is_settled = now - max(file.stamp.mtime_ns, file.stamp.ctime_ns) > UNSETTLED_NS
            row = (*_stamp_values(file.stamp), is_settled, file.digest)
            found = db.execute(
                "SELECT id FROM file WHERE source = ? AND path = ?", (source, file.path)
            ).fetchone()
            if found is None:
                cursor = db.execute(
                    "INSERT INTO file (mtime_ns, ctime_ns, size, is_settled, digest, source,"
                    " folder, path) VALUES (?, ?, ?, ?, ?, ?, '', ?)",
                    (*row, source, file.path),
                )
                file_id = cursor.lastrowid or 0
            else:
                file_id = found[0]
                db.execute(
                    "UPDATE file SET mtime_ns = ?, ctime_ns = ?, size = ?, is_settled = ?,"
                    " digest = ? WHERE id = ?",
                    (*row, file_id),
                )
            if file.parsed is not None:
                remove_items(db, file_id)
                _put_item(db, file_id, file, file.parsed)
            else:
                modified = file.stamp.mtime_ns / 1e9
                db.execute("UPDATE item SET modified = ? WHERE file = ?", (modified, file_id))


def _put_item(db: sqlite3.Connection, file_id: int, file: ReadFile, parsed: ParsedDocument) -> None:
    name = os.path.basename(file.path)  # noqa: PTH119
    title = parsed.title or (name if file.kind in TEXT_KINDS else os.path.splitext(name)[0])  # noqa: PTH122
    modified = file.stamp.mtime_ns / 1e9
    fields: dict[str, object] = {"kind": file.kind, "chunks": len(parsed.pieces)}
    if parsed.pages is not None:
        fields["pages"] = parsed.pages
    if file.retry:
        fields["retry"] = file.retry
    entry = IndexEntry(
        kind=KIND,
        ref=document_id(file.path),
        title=title,
        text="",
        created=modified,
        problem=file.problem,
        fields=fields,
    )
    insert_items(db, file_id, file.path, modified, [entry])
    (item,) = db.execute("SELECT id FROM item WHERE file = ?", (file_id,)).fetchone()
    put_passages(db, item, KIND, f"{title}\n{name}", parsed.pieces)


def document_id(path: str) -> str:
    """The short id of a document: it stays as long as its path does."""
    return short_id(hashlib.blake2b(os.fsencode(path), digest_size=8).digest())


def remove_files(db: sqlite3.Connection, files: Sequence[int]) -> None:
    """Take files out of the index, by their numbers there."""
    if files:
        with transaction(db):
            for file_id in files:
                remove_items(db, file_id)
                db.execute("DELETE FROM file WHERE id = ?", (file_id,))


def source_id(db: sqlite3.Connection) -> int:
    """The number of the documents among the sources of the index."""
    db.execute("INSERT OR IGNORE INTO source (name, root) VALUES (?, '')", (SOURCE,))
    (found,) = db.execute("SELECT id FROM source WHERE name = ?", (SOURCE,)).fetchone()
    return int(found)


def known_files(
    db: sqlite3.Connection, source: int, paths: Sequence[str] | None = None
) -> dict[str, KnownFile]:
    """The files in the index by their paths: all, or those of `paths`."""
    query = (
        "SELECT file.path, file.id, mtime_ns, ctime_ns, size, is_settled, digest,"
        " json_extract(fields, '$.retry') FROM file LEFT JOIN item ON item.file = file.id"
        " WHERE source = ?"
    )
    values: tuple[object, ...] = (source,)
    if paths is not None:
        query += " AND file.path IN (SELECT value FROM json_each(?))"
        values += (json.dumps(list(paths)),)
    return {
        path: KnownFile(file_id, Stamp(mtime, ctime, size), bool(settled), digest, retry or "")
        for path, file_id, mtime, ctime, size, settled, digest, retry in db.execute(query, values)
    }


def _stamp_values(stamp: Stamp) -> tuple[int, int, int]:
    return stamp.mtime_ns, stamp.ctime_ns, stamp.size
