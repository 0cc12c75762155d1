"""One step of a change on disk: what a path holds, and bringing it to what it shall hold."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from pa_cli.core.changes import FileChange, FileState, Step
from pa_cli.core.errors import ConflictError, StorageError
from pa_cli.storage.atomic import sync_folder, write_bytes


def plan(change: FileChange) -> Step:
    """Compare the file with what the caller read; raises ConflictError when it is another."""
    before = state_of(change.path, as_link=change.content is None)
    is_link = before is not None and bool(before.link)
    found = _content_state(change.path) if is_link else before
    expected = None if change.expected is None else FileState(digest_of(change.expected))
    if not is_same(expected, found):
        raise ConflictError(why_changed(Step(change.path, expected, None)))
    if change.content is None:
        return Step(change.path, before, None)
    mode = before.mode if before else 0o600
    return Step(change.path, before, FileState(digest_of(change.content), mode, change.mtime_ns))


def perform(step: Step, content: bytes | None) -> None:
    """Bring one path to `step.after`.

    Raises:
        ConflictError: It changed in the last moment.
        OSError: It could not be done.
    """
    if step.after is None:
        _check_unchanged(step)
        step.path.unlink()
    elif step.after.link:
        step.path.symlink_to(step.after.link)
    else:
        write_bytes(
            step.path,
            content or b"",
            mode=step.after.mode,
            is_new=step.before is None,
            check=lambda: _check_unchanged(step),
            sync_parent=False,
        )
        if step.after.mtime_ns:
            os.utime(step.path, ns=(step.after.mtime_ns, step.after.mtime_ns))


def _check_unchanged(step: Step) -> None:
    if not is_same(step.before, state_of(step.path, like=step.before or step.after)):
        raise ConflictError(why_changed(step))


def sync_folders(steps: Sequence[Step]) -> None:
    """Make what was done in the folders of `steps` survive a power cut."""
    for folder in {Path(os.path.realpath(step.path)).parent for step in steps}:
        sync_folder(folder)


def state_of(
    path: Path, *, like: FileState | None = None, as_link: bool = False
) -> FileState | None:
    """What `path` holds: the link itself when `like` is one, else the content behind it."""
    if (as_link or (like is not None and like.link)) and path.is_symlink():
        target = str(path.readlink())
        return FileState(digest_of(os.fsencode(target)), link=target)
    return _content_state(path)


def _content_state(path: Path) -> FileState | None:
    try:
        status = path.stat()
        return FileState(
            digest_of(path.read_bytes()), status.st_mode & 0o777, mtime_ns=status.st_mtime_ns
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StorageError(f"Could not read {path}: {error.strerror or error}.") from error


def is_same(wanted: FileState | None, found: FileState | None) -> bool:
    """Whether two states have the same content; modes and times are no matter."""
    if wanted is None or found is None:
        return wanted is found
    return wanted.digest == found.digest and wanted.link == found.link


def why_changed(step: Step) -> str:
    """What is said when a path is not as the step expects it."""
    if step.before is None:
        return f"There is already a file called {step.path}."
    if state_of(step.path, like=step.before) is None:
        return f"{step.path} is not there any more."
    return f"{step.path} was changed by another program meanwhile."


def digest_of(content: bytes) -> str:
    """SHA-256, as steps and the trash name contents."""
    return hashlib.sha256(content).hexdigest()
