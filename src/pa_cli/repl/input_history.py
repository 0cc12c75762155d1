"""What was typed at the chat prompt, for the user's eyes only."""

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit.history import FileHistory

from pa_cli.storage.paths import make_private_folder


class PrivateHistory(FileHistory):
    """A history file with mode 0600; a chat goes on when it cannot be kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        super().__init__(str(path))

    def load_history_strings(self) -> Iterable[str]:
        """What was typed, newest first."""
        with contextlib.suppress(OSError):
            if self._path.exists() and self._make_private():
                return list(super().load_history_strings())
        return []

    def store_string(self, string: str) -> None:
        """Keep one entry."""
        with contextlib.suppress(OSError):
            if self._make_private():
                # half of a surrogate pair cannot be written
                super().store_string(string.encode("utf-8", "replace").decode("utf-8"))

    def _make_private(self) -> bool:
        """Create the file with mode 0600, or tighten it; False when it is no regular file."""
        make_private_folder(self._path.parent)
        flags = os.O_RDONLY | os.O_CREAT | os.O_NONBLOCK if os.name != "nt" else os.O_CREAT
        descriptor = os.open(self._path, flags, 0o600)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return False
            if os.name != "nt" and status.st_mode & 0o077:
                os.fchmod(descriptor, 0o600)
        finally:
            os.close(descriptor)
        return True
