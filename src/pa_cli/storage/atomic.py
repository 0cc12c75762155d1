"""The one way to replace a file: temporary file in the same folder, fsync, rename, fsync the folder."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from pa_cli.core.errors import ConflictError, StorageError
from pa_cli.storage.paths import make_private_folder

TEMPORARY_PREFIX = ".pa-tmp-"


def write_bytes(
    path: Path,
    content: bytes,
    *,
    mode: int = 0o600,
    is_new: bool = False,
    check: Callable[[], None] | None = None,
    sync_parent: bool = True,
) -> None:
    """Replace `path` with `content`; afterwards it is all old or all new, whatever happens.

    A symbolic link stays a link and its target is replaced; an existing file keeps its mode.

    Args:
        path: The file; its folder is created when missing.
        content: All of the new content.
        mode: Permission bits of a new file.
        is_new: There must be no such file yet, also not one that appears meanwhile.
        check: Called last before the file is replaced; what it raises leaves the old one in place.
        sync_parent: Make the rename last at once; who writes many files does it once a folder.

    Raises:
        ConflictError: `is_new`, and the file is there.
        StorageError: The file could not be written; the old one is untouched.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f"{TEMPORARY_PREFIX}{os.urandom(8).hex()}")
    try:
        _create_folders(target.parent)
        with contextlib.suppress(FileNotFoundError):
            mode = target.stat().st_mode & 0o777
        _write_all(temporary, content, mode)
        if check is not None:
            check()
        if is_new:
            _move_to_new_name(temporary, target)
        else:
            temporary.replace(target)
        if sync_parent:
            sync_folder(target.parent)
    except FileExistsError as error:
        raise ConflictError(f"There is already a file called {path}.") from error
    except OSError as error:
        raise StorageError(f"Could not write {path}: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(temporary: Path, content: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, mode)
    try:
        if os.name != "nt":
            os.fchmod(descriptor, mode)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _move_to_new_name(temporary: Path, target: Path) -> None:
    """Like a rename, but a file of that name makes it fail; links are how POSIX offers that."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        temporary.replace(target)


def _create_folders(folder: Path) -> None:
    """Create what is missing of `folder`, and make it last."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        make_private_folder(new)
        sync_folder(new.parent)
