"""What stores of events and of to-dos have in common: `.ics` files in folders of one vdir."""

import os
import unicodedata
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from pa_cli.core.errors import UsageError
from pa_cli.core.short_id import id_of
from pa_cli.storage import item_queries
from pa_cli.storage.indexed_folder import IndexedFolder, read_item
from pa_cli.storage.item_queries import ItemFilter

_LONGEST_NAME_BYTES = 200


class VdirStore:
    """The files of one kind of item.

    Args:
        folder: The files and their index.
        zone: The user's time zone; None is the system's.
    """

    kind: str
    folder_noun: str

    def __init__(self, folder: IndexedFolder, zone: tzinfo | None) -> None:
        self._folder = folder
        self._zone = zone

    @property
    def root(self) -> Path:
        """The folder of the items."""
        return self._folder.source.root

    def folders(self) -> Sequence[str]:
        """The names of the folders in it, also of empty ones."""
        try:
            names = [entry.name for entry in os.scandir(self.root) if entry.is_dir()]
        except OSError:
            return ()
        return sorted(name for name in names if not name.startswith("."))

    def check(self) -> None:
        """Raise StorageError when the folder has vanished, as with a disk that is not mounted."""
        self._folder.check()

    def read(self, path: Path) -> bytes:
        """The content of a file; raises NotFoundError or StorageError."""
        return read_item(path)

    def new_path(self, folder: str, uid: str) -> Path:
        """Where a new file goes; raises UsageError for a folder that would lie elsewhere."""
        folder = unicodedata.normalize("NFC", folder)
        if folder.startswith(".") or any(char in folder for char in '/\\\0:*?"<>|'):
            raise UsageError(f"{folder!r} cannot be the name of a {self.folder_noun}.")
        if len(folder.encode("utf-8", "replace")) > _LONGEST_NAME_BYTES:
            raise UsageError(f"The name of the {self.folder_noun} is too long.")
        return self.root / folder / f"{uid}.ics"

    def path_of(self, uid: str) -> Path | None:
        """The file of the item with this UID; None when there is none."""
        items = self._folder.ask(lambda db: item_queries.items_with_ref(db, self.kind, id_of(uid)))
        found = [item for item in items if item.fields.get("uid") == uid]
        return self.root / found[0].path if found else None

    def files(self) -> Sequence[Path]:
        """All files, in order."""
        wanted = ItemFilter((self.kind,))
        items = self._folder.ask(
            lambda db: item_queries.list_items(db, wanted, sort="created", limit=None)
        )
        return sorted({self.root / item.path for item in items})

    def holding(self, text: str) -> Sequence[tuple[str, str]]:
        """Ids and titles of a few whose title holds `text`."""
        return self._folder.ask(lambda db: item_queries.titles_holding(db, self.kind, text))

    def has_changed(self) -> None:
        """Something was written: the next question looks at the files again."""
        self._folder.has_changed()
