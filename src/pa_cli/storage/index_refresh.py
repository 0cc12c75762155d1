"""Keeping the index as fresh as the files: only what changed is read again.

Folder times tell at once what was added, removed or renamed. What was changed in place shows in a
walk over all files: always while they are few, above that at most every so many seconds.
"""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pa_cli.storage.index import bulk_work, insert_items, remove_items, transaction
from pa_cli.storage.index_files import (
    KnownFile,
    known_files,
    note_folders,
    put_file,
    remove_files,
    source_row,
)
from pa_cli.storage.index_walk import (
    UNSETTLED_NS,
    FolderState,
    Source,
    Stamp,
    check_still_there,
    look_at_folders,
    read_content,
    stamp_of,
    walk,
)

if TYPE_CHECKING:
    from pa_cli.core.index_entry import IndexEntry
    from pa_cli.core.ports import Progress

WALK_ALWAYS_FILES = 10_000
_BATCH = 4_000
_BATCH_BYTES = 16 * 2**20
_PROGRESS_FROM = 3_000


def refresh(
    connection: sqlite3.Connection,
    source: Source,
    *,
    walk_every: float,
    progress: "Callable[[], Progress] | None" = None,
    was_emptied: Callable[[], bool] = lambda: False,
) -> bool:
    """Bring the index up to date with the files of `source`.

    Args:
        connection: The index.
        source: The folder.
        walk_every: Least seconds between two walks over more than `WALK_ALWAYS_FILES` files.
        progress: Shows a long build; made when it is needed.
        was_emptied: Whether `pa` itself has just removed files from the folder.

    Returns:
        Whether every file was looked at; else some may have been changed in place.

    Raises:
        VanishedFolderError: The root is missing or wholly empty, but files were there before.
    """
    source_id, walked = source_row(connection, source)
    known_folders = {
        path: FolderState(mtime_ns, stamps, files)
        for path, mtime_ns, stamps, files in connection.execute(
            "SELECT path, mtime_ns, stamps, files FROM folder WHERE source = ?", (source_id,)
        )
    }
    count = sum(state.files for state in known_folders.values())
    if count:
        check_still_there(source.root, count, was_emptied)
    now = time.time()
    is_walk = count <= WALK_ALWAYS_FILES or not 0 <= now - walked < walk_every
    if is_walk:
        seen = walk(source, [""], known_folders)
        gone_folders = set(known_folders.keys() - seen.folders.keys())
    else:
        seen, gone_folders = look_at_folders(source, known_folders)
    known: dict[str, KnownFile] = {}
    for folder in (*seen.changed, *gone_folders):
        known.update(known_files(connection, source_id, folder))
    changed = {
        path: stamp
        for path, stamp in seen.files.items()
        if (old := known.get(path)) is None or old.stamp != stamp or not old.is_settled
    }
    hidden = tuple(f"{folder}/" for folder in seen.unreadable)
    gone_folders = {folder for folder in gone_folders if not f"{folder}/".startswith(hidden)}
    gone = [
        known[path].id
        for path in known.keys() - seen.files.keys()
        if not hidden or not path.startswith(hidden)
    ]
    unread: list[str] = []
    with bulk_work(connection) if len(changed) > _BATCH else contextlib.nullcontext():
        for batch in _with_progress(changed, progress, source.name):
            unread += _read_batch(connection, source, source_id, batch, known)
    for folder in {path.rpartition("/")[0] for path in unread}:  # to be tried again
        seen.folders[folder] = replace(seen.folders[folder], stamps=None)
    new = {f: state for f, state in seen.folders.items() if known_folders.get(f) != state}
    remove_files(connection, gone)
    note_folders(connection, source_id, gone_folders, new)
    if is_walk and (count > WALK_ALWAYS_FILES or len(seen.files) > WALK_ALWAYS_FILES):
        connection.execute("UPDATE source SET walked = ? WHERE id = ?", (now, source_id))
    return is_walk


def refresh_files(
    connection: sqlite3.Connection, source: Source, paths: Sequence[str], *, written: bool = False
) -> bool:
    """Look again at some files; whether any was new, had changed or was gone.

    Args:
        connection: The index.
        source: Their folder.
        paths: The files, relative to it.
        written: They were just written: one whose time may not show that is read in any case.
    """
    source_id, _ = source_row(connection, source)
    seen: dict[str, Stamp] = {}
    known: dict[str, KnownFile] = {}
    gone = []
    for path in paths:
        row = connection.execute(
            "SELECT id, mtime_ns, ctime_ns, size, is_settled, digest FROM file"
            " WHERE source = ? AND path = ?",
            (source_id, path),
        ).fetchone()
        stamp = stamp_of(source.root / path)
        if row is None:
            if stamp is not None:
                seen[path] = stamp
            continue
        old = KnownFile(row[0], Stamp(*row[1:4]), bool(row[4]), row[5])
        if stamp is None:
            gone.append(old.id)
        elif stamp != old.stamp or (written and not old.is_settled):
            seen[path], known[path] = stamp, old
    if not seen and not gone:
        return False
    if seen:
        _read_batch(connection, source, source_id, seen, known)
    remove_files(connection, gone)
    return True


def _with_progress(
    stamps: Mapping[str, Stamp], progress: "Callable[[], Progress] | None", name: str
) -> Iterator[Mapping[str, Stamp]]:
    """Batches that fit into memory, with a bar when there are many files."""
    if progress is None or len(stamps) < _PROGRESS_FROM:
        yield from _batches(stamps)
        return
    done = 0
    with progress().task(f"Indexing {name}", total=len(stamps)) as task:
        for batch in _batches(stamps):
            yield batch
            done += len(batch)
            task.update(done)


def _batches(stamps: Mapping[str, Stamp]) -> Iterator[Mapping[str, Stamp]]:
    batch: dict[str, Stamp] = {}
    size = 0
    for path in sorted(stamps):
        batch[path] = stamps[path]
        size += stamps[path].size
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _read_batch(
    connection: sqlite3.Connection,
    source: Source,
    source_id: int,
    stamps: Mapping[str, Stamp],
    known: Mapping[str, KnownFile],
) -> list[str]:
    """Read files and put them in, in one short transaction; parsing is done before it.

    Returns:
        Those that could not be read.
    """
    from hashlib import blake2b

    now = time.time_ns()
    read: list[tuple[str, Stamp, bytes, Sequence[IndexEntry] | None]] = []
    unread = []
    for path, stamp in stamps.items():
        content = read_content(source.root / path)
        if content is None:
            unread.append(path)
            continue
        digest = blake2b(content, digest_size=16).digest()
        old = known.get(path)
        entries = None
        if old is None or old.digest != digest or old.stamp.mtime_ns != stamp.mtime_ns:
            entries = source.parse(path, content, stamp.mtime_ns / 1e9)
        read.append((path, stamp, digest, entries))
    with transaction(connection):
        for path, stamp, digest, entries in read:
            newest = max(stamp.mtime_ns, stamp.ctime_ns)
            row = (stamp.mtime_ns, stamp.ctime_ns, stamp.size, now - newest > UNSETTLED_NS, digest)
            is_new, file_id = put_file(connection, source_id, path, row)
            if entries is not None:
                if not is_new:
                    remove_items(connection, file_id)
                insert_items(connection, file_id, path, stamp.mtime_ns / 1e9, entries)
    return unread
