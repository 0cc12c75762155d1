"""The folder of the to-dos as the index sees it; see `storage.index_refresh.Source`."""

from collections.abc import Sequence
from pathlib import Path

from pa_cli.core.index_entry import IndexEntry

KIND = "todo"


class TodoSource:
    """Every `.ics` file of a vdir, one or more to-dos in each.

    Args:
        root: The folder; each folder in it is a list.
    """

    name = "todo"

    def __init__(self, root: Path) -> None:
        self.root = root

    def wants(self, name: str) -> bool:
        """Whether a file of this name holds to-dos."""
        return name.lower().endswith(".ics")

    def parse(self, path: str, content: bytes, mtime: float) -> Sequence[IndexEntry]:
        """The to-dos of one file."""
        from pa_cli.storage.todo_entries import read_todos

        return read_todos(path, content, mtime)
