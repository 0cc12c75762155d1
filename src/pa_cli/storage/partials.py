"""Finished pieces of long work, kept so that an interrupted command goes on where it was."""

import contextlib
import os
from pathlib import Path

from pa_cli.storage.atomic import write_bytes

_MOST_FILES = 8_192
_MOST_BYTES = 32 * 2**20
_SWEEP_EVERY = 512


class PartialStore:
    """A private, bounded cache of texts; safe to delete.

    Args:
        folder: Holds one file a text; created with the first one.
        most_files: When there are more, the ones used longest ago go.
    """

    def __init__(self, folder: Path, *, most_files: int = _MOST_FILES) -> None:
        self._folder = folder
        self._most_files = most_files
        self._until_sweep = 0

    def get(self, key: str) -> str | None:
        """The text kept under `key`, None when there is none."""
        path = self._folder / key
        try:
            text = path.read_bytes().decode("utf-8")
            os.utime(path)
        except (OSError, UnicodeDecodeError):
            return None
        return text

    def put(self, key: str, text: str) -> None:
        """Keep `text`; it is on disk when this returns.

        Raises:
            StorageError: It could not be written.
        """
        if self._until_sweep == 0:
            self._sweep()
            self._until_sweep = _SWEEP_EVERY
        self._until_sweep -= 1
        write_bytes(self._folder / key, text.encode("utf-8"))

    def _sweep(self) -> None:
        """Drop the texts used longest ago until a tenth of the room is free."""
        with contextlib.suppress(OSError):
            files = sorted(
                ((entry.stat().st_mtime_ns, entry.stat().st_size, entry.path))
                for entry in os.scandir(self._folder)
            )
            count, size = len(files), sum(size for _, size, _ in files)
            if count <= self._most_files and size <= _MOST_BYTES:
                return
            for _, bytes_freed, path in files:
                if count <= self._most_files * 0.9 and size <= _MOST_BYTES * 0.9:
                    break
                os.unlink(path)  # noqa: PTH108 - a path as scandir gives it
                count, size = count - 1, size - bytes_freed
