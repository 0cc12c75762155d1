"""The rows of sources, folders and files in the index."""

import os
import sqlite3
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from pa_cli.storage.index import remove_items, transaction
from pa_cli.storage.index_walk import FolderState, Source, Stamp

_BATCH = 4_000


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as the index has it."""

    id: int
    stamp: Stamp
    is_settled: bool
    digest: bytes


def source_row(connection: sqlite3.Connection, source: Source) -> tuple[int, float]:
    """Id of the source and the time of its last walk; a source that moved starts afresh."""
    root = os.path.realpath(source.root)
    select = "SELECT id, root, walked FROM source WHERE name = ?"
    row = connection.execute(select, (source.name,)).fetchone()
    if row is None or row[1] != root:
        with transaction(connection):
            row = connection.execute(select, (source.name,)).fetchone()
            if row is not None and row[1] != root:
                _forget_source(connection, row[0])
                row = None
            if row is None:
                connection.execute(
                    "INSERT INTO source (name, root) VALUES (?, ?)", (source.name, root)
                )
        row = connection.execute(select, (source.name,)).fetchone()
    return row[0], row[2]


def _forget_source(connection: sqlite3.Connection, source_id: int) -> None:
    files = connection.execute("SELECT id FROM file WHERE source = ?", (source_id,)).fetchall()
    for (file_id,) in files:
        remove_items(connection, file_id)
    connection.execute("DELETE FROM file WHERE source = ?", (source_id,))
    connection.execute("DELETE FROM folder WHERE source = ?", (source_id,))
    connection.execute("DELETE FROM source WHERE id = ?", (source_id,))


def known_files(
    connection: sqlite3.Connection, source_id: int, folder: str
) -> dict[str, KnownFile]:
    """The files of one folder by their paths."""
    rows = connection.execute(
        "SELECT path, id, mtime_ns, ctime_ns, size, is_settled, digest FROM file"
        " WHERE source = ? AND folder = ?",
        (source_id, folder),
    )
    return {
        path: KnownFile(file_id, Stamp(mtime, ctime, size), bool(settled), digest)
        for path, file_id, mtime, ctime, size, settled, digest in rows
    }


def put_file(
    connection: sqlite3.Connection, source_id: int, path: str, row: tuple[object, ...]
) -> tuple[bool, int]:
    """Insert or update the row of a file: whether it is new, and its id."""
    found = connection.execute(
        "SELECT id FROM file WHERE source = ? AND path = ?", (source_id, path)
    ).fetchone()
    if found is not None:
        connection.execute(
            "UPDATE file SET mtime_ns = ?, ctime_ns = ?, size = ?, is_settled = ?, digest = ?"
            " WHERE id = ?",
            (*row, found[0]),
        )
        return False, found[0]
    cursor = connection.execute(
        "INSERT INTO file (mtime_ns, ctime_ns, size, is_settled, digest, source, folder, path)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, source_id, path.rpartition("/")[0], path),
    )
    return True, cursor.lastrowid or 0


def remove_files(connection: sqlite3.Connection, files: Sequence[int]) -> None:
    """Take files out by their ids, with all that was in them."""
    for start in range(0, len(files), _BATCH):
        with transaction(connection):
            for file_id in files[start : start + _BATCH]:
                remove_items(connection, file_id)
                connection.execute("DELETE FROM file WHERE id = ?", (file_id,))


def note_folders(
    connection: sqlite3.Connection, source_id: int, gone: Set[str], new: Mapping[str, FolderState]
) -> None:
    """Remember the folders; nothing is written when nothing changed."""
    if not gone and not new:
        return
    with transaction(connection):
        connection.executemany(
            "DELETE FROM folder WHERE source = ? AND path = ?",
            [(source_id, folder) for folder in gone],
        )
        connection.executemany(
            "INSERT OR REPLACE INTO folder (source, path, mtime_ns, stamps, files)"
            " VALUES (?, ?, ?, ?, ?)",
            [(source_id, f, s.mtime_ns, s.stamps, s.files) for f, s in new.items()],
        )
