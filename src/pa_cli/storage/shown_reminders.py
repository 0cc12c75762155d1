"""Which reminders were shown, in a small JSON file."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from pa_cli.storage.atomic import write_bytes
from pa_cli.storage.locks import exclusive


class ShownRemindersFile:
    """See `services.reminders.ShownReminders`.

    Args:
        path: The file.
        lock_file: Taken while reminders are shown.
    """

    def __init__(self, path: Path, lock_file: Path) -> None:
        self._path = path
        self._lock_file = lock_file

    def locked(self) -> AbstractContextManager[None]:
        """Keep other processes from looking at the same time."""
        return exclusive(self._lock_file)

    def read(self) -> Mapping[str, str] | None:
        """Key to ISO 8601 time at which it was due; None before the first look."""
        try:
            found = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(found, dict):
            return None
        return {key: at for key, at in found.items() if isinstance(at, str) and _is_time(at)}

    def write(self, shown: Mapping[str, str]) -> None:
        """Replace what is kept; raises StorageError."""
        write_bytes(self._path, json.dumps(dict(shown)).encode())


def _is_time(text: str) -> bool:
    from datetime import datetime

    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
