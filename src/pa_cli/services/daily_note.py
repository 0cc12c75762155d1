"""One note a day, with a line and its time for each thing."""

from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.changes import FileChange
from pa_cli.core.errors import NotFoundError
from pa_cli.services.notes import while_others_write

if TYPE_CHECKING:
    from pa_cli.core.note import Note, NoteText
    from pa_cli.core.note_ports import NoteStore
    from pa_cli.core.ports import ChangeLog, Clock


class DailyNote:
    """Today's note.

    Args:
        store: The notes on disk and their index.
        changes: The one way to write.
        now: The clock.
        pattern: Its file in the notes folder; `strftime` fields stand for the date.
    """

    def __init__(
        self, store: "NoteStore", changes: "ChangeLog", now: "Clock", pattern: str
    ) -> None:
        self._store = store
        self._changes = changes
        self._now = now
        self._pattern = pattern

    def append(self, text: str) -> "Note":
        """Add a line with the time to today's note; makes the note when it is not there."""
        return while_others_write(lambda: self._append(text))

    def _append(self, text: str) -> "Note":
        now = self._now()
        path = self.path()
        first, *rest = text.strip("\n").splitlines() or [""]
        lines = [f"- {now:%H:%M} {first}".rstrip(), *(f"  {line}".rstrip() for line in rest)]
        with self._changes.locked():
            found = self.read()
            old = None if found is None else found.content
            newline = "\r\n" if old and b"\r\n" in old else "\n"
            entry = "".join(line + newline for line in lines).encode("utf-8", "replace")
            if old is None:
                entry = self.draft().content + entry
            elif old and not old.endswith(b"\n"):
                entry = newline.encode() + entry
            content = (old or b"") + entry
            note = self._store.parse(path, content, now).note
            self._changes.apply(f"Added to note {note.title!r}", [FileChange(path, content, old)])
            self._store.has_changed()
        return note

    def read(self) -> "NoteText | None":
        """Today's note; None when there is none yet."""
        try:
            return self._store.read(self.path())
        except NotFoundError:
            return None

    def draft(self) -> "NoteText":
        """Today's note, or the beginning of one that is not written yet."""
        now = self._now()
        heading = f"# {now:%Y-%m-%d %A}\n\n".encode()
        return self.read() or self._store.parse(self.path(), heading, now)

    def path(self) -> Path:
        """The file of today's note, which need not be there."""
        return self._store.place(self._now().strftime(self._pattern))
