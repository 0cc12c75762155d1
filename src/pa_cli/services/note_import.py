"""Taking foreign files in as notes, as one operation that can be undone."""

from collections.abc import Sequence
from pathlib import Path

from pa_cli.core.changes import FileChange
from pa_cli.core.errors import NotFoundError
from pa_cli.core.note import file_stem
from pa_cli.core.note_import import ForeignFile, Imported, NewNote, notes_of
from pa_cli.core.note_ports import NoteStore
from pa_cli.core.ports import ChangeLog, Clock


class NoteImport:
    """Imports into the notes folder.

    Args:
        store: The notes.
        changes: The one way to write.
        now: The clock.
    """

    def __init__(self, store: NoteStore, changes: ChangeLog, now: Clock) -> None:
        self._store = store
        self._changes = changes
        self._now = now

    def run(self, name: str, files: Sequence[ForeignFile]) -> Imported:
        """Write each note that `files` hold, unless the same one is there.

        Args:
            name: Folder for them, under the notes folder; "" is the notes folder itself.
            files: What to import; an existing note of the same name is never replaced.
        """
        place = file_stem(name) if name else ""
        with self._changes.locked():
            changes: list[FileChange] = []
            taken: set[Path] = set()
            unchanged, skipped = 0, []
            for file in files:
                found = list(notes_of(file))
                if not found:
                    skipped.append(file.path)
                for new in found:
                    path = self._free_path(place, new, taken)
                    if path is None:
                        unchanged += 1
                        continue
                    taken.add(path)
                    changes.append(FileChange(path, new.content, None, mtime_ns=new.mtime_ns))
            if changes:
                count = "1 note" if len(changes) == 1 else f"{len(changes)} notes"
                origin = f" from {name}" if name else ""
                self._changes.apply(f"Imported {count}{origin}", changes)
                self._store.has_changed()
        notes = tuple(self._store.read(change.path).note for change in changes)
        return Imported(notes, unchanged, tuple(skipped))

    def _free_path(self, place: str, new: NewNote, taken: set[Path]) -> Path | None:
        """A free name for a note; None when a note of its name and content is there."""
        folder = "/".join(part for part in (place, new.folder) if part)
        number = 1
        while True:
            name = f"{new.stem}.md" if number == 1 else f"{new.stem} {number}.md"
            path = self._store.place(f"{folder}/{name}" if folder else name)
            number += 1
            if path in taken:
                continue
            try:
                if self._store.read(path).content == new.content:
                    return None
            except NotFoundError:
                return path
