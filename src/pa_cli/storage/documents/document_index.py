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
from pa_cli.core.ports import Progress, ProgressTask
from pa_cli.core.sizes import human_size
from pa_cli.storage.documents.document_rows import (
    SOURCE,
    KnownFile,
    ReadFile,
    known_files,
    put_files,
    remove_files,
    source_id,
)
from pa_cli.storage.documents.text_files import parse_text
from pa_cli.storage.documents.unreadable import UnreadableError
from pa_cli.storage.documents.walk import FoundDocuments, find_documents
from pa_cli.storage.index_walk import Stamp, stamp_of

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
            or self._is_worth_another_try(old)
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

    def _is_worth_another_try(self, old: KnownFile) -> bool:
        if old.retry == "extra":
            return self._has_extra()
        return old.retry == "size" and old.stamp.size <= self._max_bytes

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
            stack.callback(self._parser.close)
            stack.callback(lambda: put_files(db, source, held))
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
                    put_files(db, source, held)
                    held.clear()
                    size, flushed = 0, time.monotonic()
                if task is not None:
                    task.update(number)

    def _read(
        self, path: str, stamp: Stamp, old: KnownFile | None, tally: _Tally
    ) -> ReadFile | None:
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
                return ReadFile(path, stamp, digest, kind, None)
            parsed = (
                parse_text(path, kind, content)
                if kind in TEXT_KINDS
                else self._parser.parse(path, kind)
            )
            read = ReadFile(path, stamp, digest, kind, parsed, parsed.problem)
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = f"It cannot be read: {error.strerror or error}."
            read = ReadFile(path, stamp, digest, kind, ParsedDocument(), reason)
        except UnreadableError as error:
            read = ReadFile(path, stamp, digest, kind, ParsedDocument(), error.reason, error.retry)
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


def _size(stamps: Mapping[str, Stamp]) -> int:
    return sum(stamp.size for stamp in stamps.values())


def _is_more(stamps: Mapping[str, Stamp], limits: Limits) -> bool:
    return len(stamps) > limits.files or _size(stamps) > limits.size


def _is_away(path: str, found: FoundDocuments) -> bool:
    """Whether a file belongs to a root that is not there now, as on a disk that is not mounted."""
    places = (*found.missing, *found.unreadable)
    return any(path == place or path.startswith(f"{place}{os.sep}") for place in places)
