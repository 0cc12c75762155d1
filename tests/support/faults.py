"""A disk that fails at the n-th call that writes, syncs, renames, links or removes; a held lock."""

import contextlib
import errno
import fcntl
import os

_CALLS = ("write", "fsync", "replace", "rename", "link", "unlink", "open")


class FailingDisk:
    """Makes the n-th mutating system call fail, and counts how many there were.

    Use as a context manager; `fail_at` 0 only counts.
    """

    def __init__(self, monkeypatch, fail_at: int = 0, error: int = errno.EIO) -> None:
        self._patch = monkeypatch
        self._fail_at = fail_at
        self._error = error
        self.count = 0

    def __enter__(self):
        self._context = self._patch.context()
        patch = self._context.__enter__()
        for name in _CALLS:
            patch.setattr(os, name, self._wrap(name, getattr(os, name)))
        return self

    def __exit__(self, *details):
        return self._context.__exit__(*details)

    @property
    def has_failed(self) -> bool:
        return 0 < self._fail_at <= self.count

    def _wrap(self, name, call):
        def run(*args, **kwargs):
            if name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR):
                return call(*args, **kwargs)
            self.count += 1
            if self.count == self._fail_at:
                raise OSError(self._error, os.strerror(self._error), str(args[0]))
            return call(*args, **kwargs)

        return run


@contextlib.contextmanager
def data_locked_by(holder: str, home):
    """The lock of the user's data, held by another program that calls itself `holder`."""
    with (home / "data" / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(holder)
        lock.flush()
        yield
