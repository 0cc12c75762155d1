"""The documents in the index: what is new or changed is read, what is gone is taken out."""

import contextlib
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pa_cli.core.document import DocumentRoot, ParsedDocument, RefreshReport
from pa_cli.core.document_formats import TEXT_KINDS, DocumentKind, kind_of
from pa_cli.core.index_entry import IndexEntry
from pa_cli.core.passage import PassageKind
from pa_cli.core.ports import Progress, ProgressTask
from pa_cli.core.short_id import short_id
from pa_cli.core.sizes import human_size
from pa_cli.storage.documents.text_files import parse_text
from pa_cli.storage.documents.unreadable import UnreadableError
from pa_cli.storage.documents.walk import FoundDocuments, find_documents
from pa_cli.storage.index import insert_items, remove_items, transaction
from pa_cli.storage.index_walk import UNSETTLED_NS, Stamp, stamp_of
from pa_cli.storage.passage_queries import put_passages

KIND: PassageKind = "document"
_SOURCE = "documents"
_BLOCK = 2**20
_PROGRESS_FROM = 20
_PROGRESS_BYTES = 4 * 2**20
_FLUSH_SECONDS = 1.0
_FLUSH_PASSAGES = 400
_FOLDERS_SHOWN_FROM = 500


class Parser(Protocol):
    """Reads what is no plain text."""

    def parse(self, path: str, kind: str) -> ParsedDocument:
        """The passages of a file; raises UnreadableError."""
        ...

    def close(self) -> None:
        """No more files for now."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read on the way to an answer; the rest waits for `pa docs refresh`."""

    files: int
    size: int


_ON_THE_WAY = Limits(files=25, size=4 * 2**20)


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    stamp: Stamp
    is_settled: bool
    digest: bytes
    retry: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read: `parsed` is None when its content is what it was."""

    path: str
    stamp: Stamp
    digest: bytes
    kind: str
    parsed: ParsedDocument | None
    problem: str = ""
    retry: str = ""


@dataclass(slots=True)
class _Tally:
    read: int = 0
    added: int = 0
    changed: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)


class DocumentIndex:
    """Keeps the documents in the index.

    Args:
        roots: What was added.
        parser: Reads what is no plain text.
        has_extra: Whether everything that parsers need is installed.
        patterns: What is left out besides the usual.
        own: Folders of `pa` itself.
        max_bytes: Larger files are not read.
        progress: Shows long work; made when it is needed.
    """

    def __init__(
        self,
        roots: Callable[[], Sequence[DocumentRoot]],
        parser: Parser,
        *,
        has_extra: Callable[[], bool],
        patterns: Sequence[str],
        own: Sequence[str],
        max_bytes: int,
        progress: Callable[[], Progress] | None = None,
    ) -> None:
        self.roots = roots
        self._parser = parser
        self._has_extra = has_extra
        self._patterns = tuple(patterns)
        self._own = tuple(own)
        self._max_bytes = max_bytes
        self._progress = progress

    def catch_up(
        self, db: sqlite3.Connection, freshness: float, *, quick: bool = False
    ) -> RefreshReport:
        """Look for changes on the way to something else, at most every `freshness` seconds.

        A little is read at once; much is only counted as waiting, unless the index knows nothing
        of documents, as after it was deleted: then all is read, when it need not be `quick`.
        """
        roots = self.roots()
        row = db.execute("SELECT root, walked FROM source WHERE name = ?", (_SOURCE,)).fetchone()
        if row is None:
            return self.refresh(db, _ON_THE_WAY if quick else None) if roots else RefreshReport()
        if row[0] == self._fingerprint(roots) and 0 <= time.time() - row[1] < freshness:
            return RefreshReport()
        return self.refresh(db, _ON_THE_WAY)

    def refresh(self, db: sqlite3.Connection, limits: Limits | None = None) -> RefreshReport:
        """Read what is new or changed, forget what is gone.

        What was read is kept when the work is interrupted.

        Args:
            db: The index.
            limits: With more than this to read, nothing is, and it is counted as waiting.
        """
        roots = self.roots()
        source = _source_id(db)
        found = self._find(roots)
        known = _known_files(db, source)
        changed = {
            path: stamp
            for path, stamp in found.files.items()
            if (old := known.get(path)) is None
            or old.stamp != stamp
            or not old.is_settled
            or self._is_worth_another_try(old)
        }
        gone = [path for path in known.keys() - found.files.keys() if not _is_away(path, found)]
        _remove(db, [known[path].id for path in gone])
        tally, waiting = _Tally(), 0
        if limits is not None and _is_more(changed, limits):
            waiting = sum(
                path not in known or known[path].stamp != stamp for path, stamp in changed.items()
            )
        else:
            self._read_all(db, source, changed, known, tally)
        db.execute(
            "UPDATE source SET root = ?, walked = ? WHERE id = ?",
            (self._fingerprint(roots), time.time(), source),
        )
        (count,) = db.execute("SELECT count(*) FROM file WHERE source = ?", (source,)).fetchone()
        return RefreshReport(
            documents=count,
            read=tally.read,
            added=tally.added,
            changed=tally.changed,
            removed=len(gone),
            waiting=waiting,
            problems=tuple(tally.problems),
            missing=tuple(found.missing),
        )

    def _find(self, roots: Sequence[DocumentRoot]) -> FoundDocuments:
        """The files that are there; a walk through very many folders is shown."""
        folders = 0
        task: ProgressTask | None = None

        def count(_: str) -> None:
            nonlocal folders, task
            folders += 1
            if folders == _FOLDERS_SHOWN_FROM and self._progress is not None:
                task = stack.enter_context(
                    self._progress().task("Looking for documents", total=None)
                )
            if task is not None:
                task.update(folders)

        with contextlib.ExitStack() as stack:
            return find_documents(roots, patterns=self._patterns, own=self._own, on_folder=count)

    def look_again(
        self, db: sqlite3.Connection, paths: Sequence[str]
    ) -> tuple[bool, Sequence[str]]:
        """Look at files that are about to be shown: whether any was read again, and which are gone."""
        source = _source_id(db)
        known = _known_files(db, source, paths)
        stamps = {path: stamp_of(Path(path)) for path in known}
        changed = {
            path: stamp
            for path, stamp in stamps.items()
            if stamp is not None and stamp != known[path].stamp
        }
        self._read_all(db, source, changed, known, tally := _Tally())
        return tally.changed > 0, [path for path, stamp in stamps.items() if stamp is None]

    def _is_worth_another_try(self, old: _Known) -> bool:
        if old.retry == "extra":
            return self._has_extra()
        return old.retry == "size" and old.stamp.size <= self._max_bytes

    def _read_all(
        self,
        db: sqlite3.Connection,
        source: int,
        stamps: Mapping[str, Stamp],
        known: Mapping[str, _Known],
        tally: _Tally,
    ) -> None:
        """Read files and put them in, a second's worth at a time, so that Ctrl-C keeps the rest."""
        if not stamps:
            return
        held: list[_Read] = []
        size, flushed = 0, time.monotonic()
        is_long = len(stamps) >= _PROGRESS_FROM or _size(stamps) >= _PROGRESS_BYTES
        with contextlib.ExitStack() as stack:
            stack.callback(self._parser.close)
            stack.callback(lambda: _put(db, source, held))
            task = None
            if self._progress is not None and is_long:
                task = stack.enter_context(
                    self._progress().task("Reading documents", total=len(stamps))
                )
            for number, (path, stamp) in enumerate(stamps.items(), start=1):
                read = self._read(path, stamp, known.get(path), tally)
                if read is not None:
                    held.append(read)
                    size += len(read.parsed.pieces) if read.parsed else 0
                if size >= _FLUSH_PASSAGES or time.monotonic() - flushed > _FLUSH_SECONDS:
                    _put(db, source, held)
                    held.clear()
                    size, flushed = 0, time.monotonic()
                if task is not None:
                    task.update(number)

    def _read(self, path: str, stamp: Stamp, old: _Known | None, tally: _Tally) -> _Read | None:
        """One file; None when it vanished meanwhile."""
        kind: DocumentKind = kind_of(path) or "text"
        digest = b""
        try:
            if stamp.size > self._max_bytes:
                raise UnreadableError(  # noqa: TRY301 - one way out for all that cannot be read
                    f"It is too large: {human_size(stamp.size)}, and docs.max_file_bytes is"
                    f" {human_size(self._max_bytes)}.",
                    retry="size",
                )
            content, digest = _content(path, is_kept=kind in TEXT_KINDS)
            tally.read += 1
            if old is not None and old.digest == digest and not self._is_worth_another_try(old):
                return _Read(path, stamp, digest, kind, None)
            parsed = (
                parse_text(path, kind, content)
                if kind in TEXT_KINDS
                else self._parser.parse(path, kind)
            )
            read = _Read(path, stamp, digest, kind, parsed, parsed.problem)
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = f"It cannot be read: {error.strerror or error}."
            read = _Read(path, stamp, digest, kind, ParsedDocument(), reason)
        except UnreadableError as error:
            read = _Read(path, stamp, digest, kind, ParsedDocument(), error.reason, error.retry)
        if read.problem and read.parsed is not None and not read.parsed.pieces:
            tally.problems.append((path, read.problem))
        tally.added += old is None
        tally.changed += old is not None
        return read

    def _fingerprint(self, roots: Sequence[DocumentRoot]) -> str:
        parts = [[root.path, *root.without] for root in roots]
        return json.dumps([parts, self._patterns, self._max_bytes], ensure_ascii=True)


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


def _put(db: sqlite3.Connection, source: int, files: Sequence[_Read]) -> None:
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


def _put_item(db: sqlite3.Connection, file_id: int, file: _Read, parsed: ParsedDocument) -> None:
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


def _remove(db: sqlite3.Connection, files: Sequence[int]) -> None:
    if files:
        with transaction(db):
            for file_id in files:
                remove_items(db, file_id)
                db.execute("DELETE FROM file WHERE id = ?", (file_id,))


def _source_id(db: sqlite3.Connection) -> int:
    db.execute("INSERT OR IGNORE INTO source (name, root) VALUES (?, '')", (_SOURCE,))
    (found,) = db.execute("SELECT id FROM source WHERE name = ?", (_SOURCE,)).fetchone()
    return int(found)


def _known_files(
    db: sqlite3.Connection, source: int, paths: Sequence[str] | None = None
) -> dict[str, _Known]:
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
        path: _Known(file_id, Stamp(mtime, ctime, size), bool(settled), digest, retry or "")
        for path, file_id, mtime, ctime, size, settled, digest, retry in db.execute(query, values)
    }


def _stamp_values(stamp: Stamp) -> tuple[int, int, int]:
    return stamp.mtime_ns, stamp.ctime_ns, stamp.size


def _size(stamps: Mapping[str, Stamp]) -> int:
    return sum(stamp.size for stamp in stamps.values())


def _is_more(stamps: Mapping[str, Stamp], limits: Limits) -> bool:
    return len(stamps) > limits.files or _size(stamps) > limits.size


def _is_away(path: str, found: FoundDocuments) -> bool:
    """Whether a file belongs to a root that is not there now, as on a disk that is not mounted."""
    places = (*found.missing, *found.unreadable)
    return any(path == place or path.startswith(f"{place}{os.sep}") for place in places)
