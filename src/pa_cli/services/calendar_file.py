"""A calendar file, taken apart and changed on its lines, so that all else in it stays as it is."""

from pathlib import Path

from pa_cli.core.changes import FileChange
from pa_cli.core.errors import NotFoundError, StorageError
from pa_cli.core.icalendar import events, lines
from pa_cli.core.icalendar.lines import Component


class CalendarFile:
    """One file with items of one kind; others in it are left alone.

    Args:
        path: The file.
        content: What it holds.

    Raises:
        StorageError: It is not UTF-8 or no iCalendar; such a file is never written.
    """

    name: str
    noun: str

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self.before = content
        try:
            self.root = lines.parse(content.decode("utf-8"))
        except ValueError as error:
            raise StorageError(f"{path}: {error} It was left alone.") from error

    def calendar_of(self, uid: str) -> Component:
        """The calendar that holds the item; raises NotFoundError."""
        for calendar in self.root.components("VCALENDAR"):
            if any(events.text_of(c, "UID") == uid for c in calendar.components(self.name)):
                return calendar
        raise NotFoundError(f"The {self.noun} is no longer in {self.path}.")

    def components(self, uid: str) -> list[Component]:
        """The components of one item: itself and what stands for some of its occurrences."""
        found = self.calendar_of(uid).components(self.name)
        return [c for c in found if events.text_of(c, "UID") == uid]

    def take_out(self, uid: str, component: Component) -> None:
        """Take one component out of its calendar."""
        calendar = self.calendar_of(uid)
        calendar.children = [c for c in calendar.children if c is not component]

    def take_all_out(self, uid: str) -> None:
        """Take all of an item out."""
        for component in self.components(uid):
            self.take_out(uid, component)

    def content(self) -> bytes | None:
        """What the file holds now; None when nothing is left."""
        for calendar in self.root.components("VCALENDAR"):
            if calendar.components("VEVENT", "VTODO", "VJOURNAL"):
                return self.root.text().encode("utf-8")
        return None

    def change(self) -> FileChange:
        """The change of the file."""
        return FileChange(self.path, self.content(), self.before)


class TodoFile(CalendarFile):
    """The file of a to-do, taken apart."""

    name = "VTODO"
    noun = "to-do"
