"""The documents in the index: what is new or changed is read, what is gone is taken out."""

import contextlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pa_cli.core.document import DocumentRoot, RefreshReport
from pa_cli.core.ports import Progress, ProgressTask
from pa_cli.storage.documents.document_reader import DocumentReader
from pa_cli.storage.documents.document_rows import (
    SOURCE,
    KnownFile,
    ReadFile,
    known_files,
    put_files,
    remove_files,
    source_id,
)
from pa_cli.storage.documents.walk import FoundDocuments, find_documents
from pa_cli.storage.index_walk import Stamp, stamp_of

_PROGRESS_FROM = 20
_PROGRESS_BYTES = 4 * 2**20
_FLUSH_SECONDS = 1.0
_FLUSH_PASSAGES = 400
_FOLDERS_SHOWN_FROM = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read on the way to an answer; the rest waits for `pa docs refresh`."""

    files: int
    size: int


_ON_THE_WAY = Limits(files=25, size=4 * 2**20)


@dataclass(slots=True)
class _Tally:
    read: int = 0
    added: int = 0
    changed: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)

    def add(self, read: ReadFile, *, is_new: bool) -> None:
        """Count a file that was looked into."""
        self.read += bool(read.digest)
        if read.parsed is None:
            return
        self.added += is_new
        self.changed += not is_new
        if read.problem and not read.parsed.pieces:
            self.problems.append((read.path, read.problem))


class DocumentIndex:
    """Keeps the documents in the index.

    Args:
        roots: What was added.
        reader: Reads one file.
        patterns: What is left out besides the usual.
        own: Folders of `pa` itself.
        progress: Shows long work; made when it is needed.
    """

    def __init__(
        self,
        roots: Callable[[], Sequence[DocumentRoot]],
        reader: DocumentReader,
        *,
        patterns: Sequence[str],
        own: Sequence[str],
        progress: Callable[[], Progress] | None = None,
    ) -> None:
        self.roots = roots
        self._reader = reader
        self._patterns = tuple(patterns)
        self._own = tuple(own)
        self._progress = progress

    def catch_up(
        self, db: sqlite3.Connection, freshness: float, *, quick: bool = False
    ) -> RefreshReport:
        """Look for changes on the way to something else, at most every `freshness` seconds.

        A little is read at once; much is only counted as waiting, unless the index knows nothing
        of documents, as after it was deleted: then all is read, when it need not be `quick`.
        """
        roots = self.roots()
        row = db.execute("SELECT root, walked FROM source WHERE name = ?", (SOURCE,)).fetchone()
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
        source = source_id(db)
        found = self._find(roots)
        known = known_files(db, source)
        changed = {
            path: stamp
            for path, stamp in found.files.items()
            if (old := known.get(path)) is None
            or old.stamp != stamp
            or not old.is_settled
            or self._reader.is_worth_another_try(old)
        }
        gone = [path for path in known.keys() - found.files.keys() if not _is_away(path, found)]
        remove_files(db, [known[path].id for path in gone])
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
            closed=tuple(found.unreadable),
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
        source = source_id(db)
        known = known_files(db, source, paths)
        stamps = {path: stamp_of(Path(path)) for path in known}
        changed = {
            path: stamp
            for path, stamp in stamps.items()
            if stamp is not None and stamp != known[path].stamp
        }
        self._read_all(db, source, changed, known, tally := _Tally())
        return tally.changed > 0, [path for path, stamp in stamps.items() if stamp is None]

    def _read_all(
        self,
        db: sqlite3.Connection,
        source: int,
        stamps: Mapping[str, Stamp],
        known: Mapping[str, KnownFile],
        tally: _Tally,
    ) -> None:
        """Read files and put them in, a second's worth at a time, so that Ctrl-C keeps the rest."""
        if not stamps:
            return
        held: list[ReadFile] = []
        size, flushed = 0, time.monotonic()
        is_long = len(stamps) >= _PROGRESS_FROM or _size(stamps) >= _PROGRESS_BYTES
        with contextlib.ExitStack() as stack:
            stack.callback(self._reader.close)
            stack.callback(lambda: put_files(db, source, held))
            task = None
            if self._progress is not None and is_long:
                task = stack.enter_context(
                    self._progress().task("Reading documents", total=len(stamps))
                )
            for number, (path, stamp) in enumerate(stamps.items(), start=1):
                read = self._reader.read(path, stamp, known.get(path))
                if read is not None:
                    tally.add(read, is_new=path not in known)
                    held.append(read)
                    size += len(read.parsed.pieces) if read.parsed else 0
                if size >= _FLUSH_PASSAGES or time.monotonic() - flushed > _FLUSH_SECONDS:
                    put_files(db, source, held)
                    held.clear()
                    size, flushed = 0, time.monotonic()
                if task is not None:
                    task.update(number)

    def _fingerprint(self, roots: Sequence[DocumentRoot]) -> str:
        parts = [[root.path, *root.without] for root in roots]
        return json.dumps([parts, self._patterns, self._reader.max_bytes], ensure_ascii=True)


def _size(stamps: Mapping[str, Stamp]) -> int:
    return sum(stamp.size for stamp in stamps.values())


def _is_more(stamps: Mapping[str, Stamp], limits: Limits) -> bool:
    return len(stamps) > limits.files or _size(stamps) > limits.size


def _is_away(path: str, found: FoundDocuments) -> bool:
    """Whether a file belongs to a root that is not there now, as on a disk that is not mounted."""
    places = (*found.missing, *found.unreadable)
    return any(path == place or path.startswith(f"{place}{os.sep}") for place in places)
