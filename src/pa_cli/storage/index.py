"""The disposable index: one SQLite file that is rebuilt whenever anything about it is wrong."""

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pa_cli.core.index_entry import IndexEntry
from pa_cli.core.segmentation import fold, segment
from pa_cli.storage.paths import make_private_folder

T = TypeVar("T")

SCHEMA_VERSION = 4
_BUSY_SECONDS = 5.0
_CACHE_KIB = -16384  # negative: KiB, not pages

_SCHEMA = """
CREATE TABLE source (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, root TEXT NOT NULL,
    walked REAL NOT NULL DEFAULT 0
);
CREATE TABLE folder (
    source INTEGER NOT NULL, path TEXT NOT NULL, mtime_ns INTEGER NOT NULL,
    stamps INTEGER, files INTEGER NOT NULL, PRIMARY KEY (source, path)
) WITHOUT ROWID;
CREATE TABLE file (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, folder TEXT NOT NULL, path TEXT NOT NULL,
    mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL, size INTEGER NOT NULL,
    is_settled INTEGER NOT NULL, digest BLOB NOT NULL, UNIQUE (source, path)
);
CREATE INDEX file_by_folder ON file (source, folder);
CREATE TABLE item (
    id INTEGER PRIMARY KEY, file INTEGER NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL,
    title TEXT NOT NULL, title_key TEXT NOT NULL, created REAL NOT NULL, modified REAL NOT NULL,
    path TEXT NOT NULL, problem TEXT NOT NULL, tags TEXT NOT NULL, fields TEXT NOT NULL,
    is_split INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX item_by_file ON item (file);
CREATE INDEX item_by_ref ON item (kind, ref);
CREATE INDEX item_by_title ON item (kind, title_key);
CREATE INDEX item_by_modified ON item (kind, modified DESC);
CREATE INDEX item_by_created ON item (kind, created DESC);
CREATE INDEX item_to_split ON item (kind) WHERE is_split = 0;
CREATE INDEX item_open ON item (kind, json_extract(fields, '$.due'))
    WHERE json_extract(fields, '$.done') IS NULL;
CREATE INDEX item_problem ON item (kind, path, problem) WHERE problem != '';
CREATE TABLE tag (key TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (key, item)) WITHOUT ROWID;
CREATE INDEX tag_by_item ON tag (item);
CREATE TABLE name (key TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (key, item)) WITHOUT ROWID;
CREATE INDEX name_by_item ON name (item);
CREATE TABLE link (
    item INTEGER NOT NULL, position INTEGER NOT NULL, target TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (item, position)
) WITHOUT ROWID;
CREATE INDEX link_by_key ON link (key);
CREATE TABLE occ (
    item INTEGER NOT NULL, start_utc INTEGER NOT NULL, end_utc INTEGER NOT NULL,
    start_wall TEXT NOT NULL, tz TEXT NOT NULL, all_day INTEGER NOT NULL,
    PRIMARY KEY (item, start_utc)
) WITHOUT ROWID;
CREATE INDEX occ_by_time ON occ (start_utc, end_utc);
CREATE INDEX occ_long ON occ (end_utc) WHERE end_utc - start_utc > 2764800;
CREATE TABLE series (
    item INTEGER PRIMARY KEY, covered_from INTEGER NOT NULL, covered_to INTEGER NOT NULL
);
CREATE VIRTUAL TABLE text USING fts5 (
    title, tags, body, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL, kind TEXT NOT NULL, first_line INTEGER,
    last_line INTEGER, page INTEGER, headings TEXT NOT NULL, body TEXT NOT NULL,
    digest BLOB NOT NULL
);
CREATE INDEX passage_by_item ON passage (item);
CREATE INDEX passage_by_kind ON passage (kind);
CREATE VIRTUAL TABLE passage_text USING fts5 (
    title, headings, body, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE passage_word USING fts5vocab (passage_text, row);
CREATE TABLE vector (
    id INTEGER PRIMARY KEY, model TEXT NOT NULL, digest BLOB NOT NULL, numbers BLOB NOT NULL,
    UNIQUE (model, digest)
);
"""


class Index:
    """The index file; opened on first use.

    Args:
        path: Where it lies; its folder is created when missing.
        notice: Told when the index cannot be kept and the work is done in memory.
    """

    def __init__(self, path: Path, notice: Callable[[str], None] = lambda _: None) -> None:
        self._path = path
        self._notice = notice
        self._connection: sqlite3.Connection | None = None

    def run(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Do `action`, which brings the index up to date before it asks.

        A broken index is thrown away and built again; one that cannot be written is built in
        memory for this once.
        """
        try:
            return action(self._open())
        except sqlite3.Error as error:
            self._close()
            if not _is_busy(error) or self._is_empty():
                self._discard()
        try:
            return action(self._open())
        except sqlite3.Error as error:
            self._close()
            self._notice(f"The index {self._path} cannot be used ({error}): going on without it.")
        self._connection = _prepare(sqlite3.connect(":memory:", isolation_level=None))
        return action(self._connection)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                make_private_folder(self._path.parent)
                os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            except OSError as error:
                raise sqlite3.OperationalError(error.strerror or str(error)) from error
            connection = sqlite3.connect(
                self._path, timeout=_BUSY_SECONDS, isolation_level=None, cached_statements=64
            )
            try:
                self._connection = _prepare(connection)
            except BaseException:
                connection.close()
                raise
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _is_empty(self) -> bool:
        """Whether the file was emptied under somebody who still has it open, and so keeps it busy."""
        try:
            return self._path.stat().st_size == 0
        except OSError:
            return False

    def _discard(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{self._path}{suffix}").unlink()


class UnusableIndexError(sqlite3.DatabaseError):
    """The index was made by another version."""


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; waits for another writer as long as the connection allows."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextlib.contextmanager
def bulk_work(connection: sqlite3.Connection) -> Iterator[None]:
    """More memory and fewer checkpoints while very much is put in."""
    connection.execute("PRAGMA cache_size = -49152")
    connection.execute("PRAGMA wal_autocheckpoint = 16000")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {_CACHE_KIB}")
        connection.execute("PRAGMA wal_autocheckpoint = 1000")


def insert_items(
    connection: sqlite3.Connection,
    file_id: int,
    path: str,
    modified: float,
    entries: Sequence[IndexEntry],
) -> None:
    """Put the items of one file in; the old ones must have been removed."""
    from pa_cli.core.note import link_key

    for entry in entries:
        cursor = connection.execute(
            "INSERT INTO item (file, kind, ref, title, title_key, created, modified, path, problem,"
            " tags, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                file_id,
                entry.kind,
                entry.ref,
                entry.title,
                fold(entry.title),
                entry.created,
                modified,
                path,
                entry.problem,
                json.dumps(entry.tags, ensure_ascii=False),
                json.dumps(entry.fields, ensure_ascii=False) if entry.fields else "{}",
            ),
        )
        item = cursor.lastrowid
        connection.execute(
            "INSERT INTO text (rowid, title, tags, body) VALUES (?, ?, ?, ?)",
            (item, segment(entry.title), segment(" ".join(entry.tags)), segment(entry.text)),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO tag (key, item) VALUES (?, ?)",
            [(fold(tag), item) for tag in entry.tags],
        )
        connection.executemany(
            "INSERT OR IGNORE INTO name (key, item) VALUES (?, ?)",
            [(name, item) for name in entry.names],
        )
        connection.executemany(
            "INSERT INTO link (item, position, target, key) VALUES (?, ?, ?, ?)",
            [(item, position, link, link_key(link)) for position, link in enumerate(entry.links)],
        )
        if item is not None:
            insert_occurrences(connection, item, entry)


def insert_occurrences(connection: sqlite3.Connection, item: int, entry: IndexEntry) -> None:
    """Put the occurrences of one item in; the old ones must have been removed."""
    connection.executemany(
        "INSERT OR IGNORE INTO occ (item, start_utc, end_utc, start_wall, tz, all_day)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(item, o.start, o.end, o.start_wall, o.zone, o.is_all_day) for o in entry.occurrences],
    )
    if entry.covered is not None:
        connection.execute(
            "INSERT OR REPLACE INTO series (item, covered_from, covered_to) VALUES (?, ?, ?)",
            (item, *entry.covered),
        )


def remove_items(connection: sqlite3.Connection, file_id: int) -> None:
    """Take the items of one file out; the row of the file stays."""
    items = connection.execute("SELECT id FROM item WHERE file = ?", (file_id,)).fetchall()
    for table, column in (
        ("text", "rowid"),
        ("tag", "item"),
        ("name", "item"),
        ("link", "item"),
        ("occ", "item"),
        ("series", "item"),
    ):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", items)  # noqa: S608
    connection.executemany(
        "DELETE FROM passage_text WHERE rowid IN (SELECT id FROM passage WHERE item = ?)", items
    )
    connection.executemany("DELETE FROM passage WHERE item = ?", items)
    connection.execute("DELETE FROM item WHERE file = ?", (file_id,))


def _prepare(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Set the connection up; make the tables of an empty file.

    Raises:
        UnusableIndexError: The file has tables of another version.
    """
    connection.execute(f"PRAGMA cache_size = {_CACHE_KIB}")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == SCHEMA_VERSION:
        return connection
    if version or connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise UnusableIndexError("the index has another version")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    with transaction(connection):
        if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
            for statement in _SCHEMA.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return connection


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "") in {"SQLITE_BUSY", "SQLITE_LOCKED"}
