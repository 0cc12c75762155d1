"""The one write path of the user's data: lock, compare, journal the inverse, write, fsync.

One operation is one command, however many files it touches. After a crash or a failure every file
is old or new, and the journal tells which.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from pa_cli.core.changes import FileChange, Operation, Step
from pa_cli.core.errors import ConflictError, StorageError
from pa_cli.core.ports import Progress
from pa_cli.core.short_id import short_id
from pa_cli.storage.atomic import TEMPORARY_PREFIX
from pa_cli.storage.journal import Entry, Journal
from pa_cli.storage.locks import exclusive
from pa_cli.storage.steps import (
    is_same,
    perform,
    plan,
    state_of,
    sync_folders,
    why_changed,
)
from pa_cli.storage.thinning import Keep, thin
from pa_cli.storage.trash import Trash

_PROGRESS_FROM = 300
_THIN_SECONDS = 86_400


class WritePath:
    """Writes the user's files, and can take it back; see `core.ports.ChangeLog`.

    Args:
        data: The data folder: holds the lock, the journal and the trash.
        now: The clock.
        lock_timeout: Seconds to wait for another writer.
        progress: Shows an operation on many files; made when it is needed.
        keep: How much of what was changed stays undoable; None is all of it.
    """

    def __init__(
        self,
        data: Path,
        now: Callable[[], datetime],
        *,
        lock_timeout: float = 5.0,
        progress: Callable[[], Progress] | None = None,
        keep: Callable[[], Keep] | None = None,
    ) -> None:
        self._lock_file = data / "lock"
        self._trash = Trash(data / "trash" / "objects")
        self._journal_file = data / "journal.jsonl"
        self._journal = Journal(data / "journal.jsonl", data)
        self._now = now
        self._lock_timeout = lock_timeout
        self._progress = progress
        self._keep = keep
        self._is_locked = False
        self._together: list[Operation] | None = None

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out while something is read, changed and written; may be nested."""
        if self._is_locked:
            yield
            return
        with exclusive(self._lock_file, timeout=self._lock_timeout):
            self._is_locked = True
            try:
                self._recover()
                yield
                self._thin()
            finally:
                self._is_locked = False

    @contextlib.contextmanager
    def together(self, summary: str) -> Iterator[None]:
        """Let everything that is applied in the context be one operation; see `ChangeLog`."""
        if self._together is not None:
            yield
            return
        with self.locked():
            done: list[Operation] = []
            self._together = done
            try:
                yield
            except BaseException:
                self._take_back(done)
                raise
            finally:
                self._together = None
            if len(done) > 1:
                self._journal.join(done, summary, short_id(os.urandom(8)))

    def _take_back(self, done: list[Operation]) -> None:
        """Undo what was done of several operations; what resists stays, and stays undoable."""
        for operation in reversed(tuple(done)):
            steps = [Step(s.path, s.after, s.before) for s in reversed(operation.steps)]
            self.restore(f"Took back: {operation.summary}", steps, undoes=[operation.id])
        if done:
            self._journal.void(done)

    def apply(
        self, summary: str, changes: Sequence[FileChange], *, undoes: Sequence[str] = ()
    ) -> Operation:
        """Do `changes` as one operation: all of them or none.

        Raises:
            ConflictError: A file is not what the caller read; nothing was written.
            StorageError: Something could not be written; what was done is taken back.
        """
        with self.locked():
            steps = [plan(change) for change in changes]
            contents = [change.content for change in changes]
            return self._carry_out(summary, steps, contents, tuple(undoes))

    def restore(
        self, summary: str, steps: Sequence[Step], *, undoes: Sequence[str] = ()
    ) -> Operation:
        """Bring each path to `after`, with content from the trash; it must now be `before`.

        Raises:
            ConflictError: A file has changed since, or its old content is gone.
            StorageError: Something could not be written; what was done is taken back.
        """
        with self.locked():
            for step in steps:
                if not is_same(step.before, state_of(step.path, like=step.before or step.after)):
                    raise ConflictError(why_changed(step))
            contents = [self._trash.content(step.path, step.after) for step in steps]
            current = [
                Step(step.path, state_of(step.path, like=step.before), step.after) for step in steps
            ]
            return self._carry_out(summary, current, contents, tuple(undoes))

    def operations(self) -> Iterator[Operation]:
        """What was done, newest first, each with the steps that were really done."""
        try:
            for entry in self._journal.entries():
                done = _really_done(entry)
                if done:
                    steps = tuple(entry.operation.steps[index] for index in done)
                    yield Operation(
                        entry.operation.id,
                        entry.operation.time,
                        entry.operation.summary,
                        steps,
                        entry.operation.undoes,
                    )
        except OSError as error:
            raise StorageError(f"Could not read the journal: {error.strerror or error}.") from error

    def _recover(self) -> None:
        """Close an operation that a crash left open, and sweep up its temporary files."""
        with contextlib.suppress(OSError, StorageError):  # what cannot be told now can be later
            entry = next(self._journal.entries(), None)
            if entry is None or entry.done is not None:
                return
            for folder in {step.path.parent for step in entry.operation.steps}:
                for orphan in folder.glob(f"{TEMPORARY_PREFIX}*"):
                    orphan.unlink(missing_ok=True)
            self._journal.end(entry.operation, _really_done(entry))

    def _thin(self) -> None:
        """Once a day, forget what is old and takes too much room."""
        objects = self._trash.folder
        stamp = objects.parent / ".thinned"
        with contextlib.suppress(OSError, StorageError):  # tomorrow is another day
            if self._keep is None or not objects.exists():
                return
            if stamp.exists() and abs(time.time() - stamp.stat().st_mtime) < _THIN_SECONDS:
                return
            keep = self._keep()
            since = self._now() - timedelta(days=keep.days)
            thin(self._journal_file, objects, since=since, max_bytes=keep.max_bytes)
            stamp.touch(mode=0o600)

    def _carry_out(
        self,
        summary: str,
        steps: list[Step],
        contents: Sequence[bytes | None],
        undoes: tuple[str, ...],
    ) -> Operation:
        operation = Operation(
            id=short_id(os.urandom(8)),
            time=self._now().isoformat(timespec="seconds"),
            summary=summary,
            steps=tuple(steps),
            undoes=undoes,
        )
        if not steps:
            return operation
        try:
            for step in steps:
                self._trash.keep(step)
            self._journal.begin(operation)
        except OSError as error:
            raise StorageError(
                f"Could not write to {self._lock_file.parent}: {error.strerror or error}.",
                hint="Nothing was changed.",
            ) from error
        done: list[int] = []
        try:
            with self._shown(len(steps)) as show:
                for index, (step, content) in enumerate(zip(steps, contents, strict=True)):
                    perform(step, content)
                    done.append(index)
                    show(len(done))
            sync_folders(steps)
        except (StorageError, OSError) as error:
            done = self._roll_back(steps, len(done))
            self._close(operation, done)
            raise _failure(error, steps) from error
        except BaseException:  # Ctrl-C: what was done so far is kept, and can be undone
            self._close(operation, _really_done(Entry(operation, None)))
            raise
        self._close(operation, done)
        if self._together is not None:
            self._together.append(operation)
        return operation

    @contextlib.contextmanager
    def _shown(self, total: int) -> Iterator[Callable[[int], None]]:
        """A bar while many files are written: each is forced to disk, so that takes its time."""
        if self._progress is None or total < _PROGRESS_FROM:
            yield lambda _: None
            return
        with self._progress().task("Writing files", total=total) as task:
            yield task.update

    def _roll_back(self, steps: Sequence[Step], last: int) -> list[int]:
        """Take back the steps up to `last`, which may be half done; the ones that resist."""
        left = []
        for index in range(min(last, len(steps) - 1), -1, -1):
            step = steps[index]
            try:
                if is_same(step.after, state_of(step.path, like=step.after or step.before)):
                    content = self._trash.content(step.path, step.before)
                    perform(Step(step.path, step.after, step.before), content)
            except (StorageError, OSError):
                left.append(index)
        return sorted(left)

    def _close(self, operation: Operation, done: Sequence[int]) -> None:
        with contextlib.suppress(OSError):  # without it the next writer finds out from the files
            self._journal.end(operation, done)


def _really_done(entry: Entry) -> tuple[int, ...]:
    """The steps that were done; for an operation without an end the files themselves tell."""
    if entry.done is not None:
        return entry.done
    return tuple(
        index
        for index, step in enumerate(entry.operation.steps)
        if is_same(step.after, state_of(step.path, like=step.after or step.before))
    )


def _failure(error: Exception, steps: Sequence[Step]) -> StorageError:
    if isinstance(error, StorageError):
        return error
    path = getattr(error, "filename", None) or steps[0].path
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return StorageError(f"Could not write {path}: {reason}.")
