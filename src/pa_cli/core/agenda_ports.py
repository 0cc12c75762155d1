"""The port of the agenda: the events on disk."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol

from pa_cli.core.event import Event, EventDraft
from pa_cli.core.icalendar.events import Series

# which occurrences of a recurring event are meant
Scope = Literal["this", "following", "all"]


class AgendaStore(Protocol):
    """The events on disk, and what the index knows of them."""

    @property
    def root(self) -> Path:
        """The folder of the events."""
        ...

    def between(self, start: datetime, end: datetime) -> Sequence[Event]:
        """The occurrences that touch the time from `start` to before `end`, in order."""
        ...

    def at(self, path: Path, start: datetime, end: datetime) -> Sequence[Event]:
        """The occurrences of the events in one file, which was just written."""
        ...

    def candidates(self, ref: str) -> Sequence[Event]:
        """The events that `ref` may mean, each as its first occurrence."""
        ...

    def holding(self, text: str) -> Sequence[tuple[str, str]]:
        """Ids and titles of a few whose title holds `text`."""
        ...

    def occurrences(self, event: Event, start: datetime, end: datetime) -> Sequence[Event]:
        """The occurrences of one event in a stretch of time."""
        ...

    def broken(self) -> Sequence[tuple[Path, str]]:
        """The files that could not be understood, and why."""
        ...

    def calendars(self) -> Sequence[str]:
        """The names of the calendars."""
        ...

    def draft_occurrences(self, draft: EventDraft, until: date) -> Sequence[Event]:
        """When a draft would take place, up to a day; raises UsageError for a wrong rule."""
        ...

    def count_before(self, series: Series, planned: datetime) -> int:
        """How many occurrences a rule gives before the one planned for `planned`."""
        ...

    def check(self) -> None:
        """Raise StorageError when the folder has vanished, as with a disk that is not mounted."""
        ...

    def read(self, path: Path) -> bytes:
        """The content of a file; raises NotFoundError or StorageError."""
        ...

    def new_path(self, calendar: str, uid: str) -> Path:
        """Where a new file goes; raises UsageError for a calendar that would lie elsewhere."""
        ...

    def has_changed(self) -> None:
        """Something was written: the next question looks at the files again."""
        ...
