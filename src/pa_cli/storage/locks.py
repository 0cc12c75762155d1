"""One writer at a time: an exclusive lock on a file that is there for nothing else."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from pa_cli.core.errors import StorageError
from pa_cli.storage.paths import make_private_folder

_POLL_SECONDS = 0.01


@contextlib.contextmanager
def exclusive(lock_file: Path, *, timeout: float = 5.0) -> Iterator[None]:
    """Hold the lock called `lock_file` for the length of the block; freed also when a process dies.

    Args:
        lock_file: Created when missing, never removed: its name is what the writers share.
        timeout: Seconds to wait for another writer.

    Raises:
        StorageError: Another process held the lock all the time, or the file cannot be made.
    """
    make_private_folder(lock_file.parent)
    if os.name == "nt":
        with _exclusive_on_windows(lock_file, timeout):
            yield
        return
    import fcntl

    descriptor = os.open(lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + timeout
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise _still_held(lock_file) from None
                time.sleep(_POLL_SECONDS)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _exclusive_on_windows(lock_file: Path, timeout: float) -> Iterator[None]:
    import filelock

    try:
        with filelock.FileLock(lock_file, timeout=timeout):
            yield
    except filelock.Timeout:
        raise _still_held(lock_file) from None


def _still_held(lock_file: Path) -> StorageError:
    return StorageError(
        f"Another pa is writing to {lock_file.parent} and does not finish.",
        hint="Nothing was written; try again when it is done.",
    )
