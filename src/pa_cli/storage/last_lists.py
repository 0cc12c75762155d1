"""The numbers of the lists that were shown last, so that `pa note show 2` means something."""

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path

from pa_cli.core.errors import StorageError
from pa_cli.storage.atomic import write_bytes

_MOST = 1_000


class LastListsFile:
    """See `core.note_ports.LastLists`.

    Args:
        path: A small JSON file: kind to refs.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def remember(self, kind: str, refs: Sequence[str]) -> None:
        """`refs` were shown, numbered from 1; failing to remember is no failure."""
        shown = list(refs[:_MOST])
        lists = self._read()
        if lists.get(kind) == shown:
            return
        lists[kind] = shown
        with contextlib.suppress(StorageError):
            write_bytes(self._path, json.dumps(lists).encode())

    def refs(self, kind: str) -> Sequence[str]:
        """What was shown last, in order."""
        found = self._read().get(kind)
        return [ref for ref in found if isinstance(ref, str)] if isinstance(found, list) else []

    def _read(self) -> dict[str, object]:
        try:
            lists = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return lists if isinstance(lists, dict) else {}
