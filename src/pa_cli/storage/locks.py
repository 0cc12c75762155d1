"""One writer at a time: an exclusive lock on a file that is there for nothing else."""

import contextlib
import math
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pa_cli.core.errors import StorageError
from pa_cli.storage.paths import make_private_folder

_POLL_SECONDS = 0.01
_PATIENT_POLL_SECONDS = 0.25
_MOST_HOLDER_BYTES = 200


@contextlib.contextmanager
def exclusive(
    lock_file: Path, *, timeout: float = 5.0, on_wait: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the lock called `lock_file` for the length of the block; freed also when a process dies.

    Args:
        lock_file: Created when missing, never removed: its name is what the writers share. It
            holds the number and the command of its last holder, for the message to those who wait.
        timeout: Seconds to wait for another writer; infinity waits for as long as it takes.
        on_wait: Told once who holds the lock, when it is not free.

    Raises:
        StorageError: Another process held the lock all the time, or the file cannot be made.
    """
    try:
        make_private_folder(lock_file.parent)
        descriptor = os.open(lock_file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError as error:
        reason = error.strerror or error
        raise StorageError(f"Could not write to {lock_file.parent}: {reason}.") from error
    try:
        deadline = time.monotonic() + timeout
        while not _try_lock(descriptor):
            if on_wait is not None:
                on_wait(_holder(lock_file))
                on_wait = None
            if time.monotonic() > deadline:
                raise _still_held(lock_file, timeout)
            time.sleep(_POLL_SECONDS if timeout < math.inf else _PATIENT_POLL_SECONDS)
        _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            os.lseek(descriptor, _MOST_HOLDER_BYTES, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _sign(descriptor: int) -> None:
    """Leave a name for those who wait; a full disk is no reason not to go on."""
    command = " ".join(["pa", *sys.argv[1:3]])
    name = f"{os.getpid()} {command}".encode("utf-8", "replace")[:_MOST_HOLDER_BYTES]
    with contextlib.suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, name)


def _still_held(lock_file: Path, timeout: float) -> StorageError:
    return StorageError(
        f"{_holder(lock_file)} has been writing to {lock_file.parent} for more than {timeout:g} s.",
        hint="Nothing was written; try again when it is done.",
    )


def _holder(lock_file: Path) -> str:
    """The process that holds the lock, as it signed."""
    with contextlib.suppress(OSError):
        number, _, command = lock_file.read_text("utf-8", "replace").partition(" ")
        if number.isdecimal():
            return f"Another pa (process {number}: {command})"
    return "Another pa"
