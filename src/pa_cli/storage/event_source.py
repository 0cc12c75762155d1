"""The folder of the events as the index sees it; see `storage.index_refresh.Source`."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from pa_cli.core.index_entry import IndexEntry
from pa_cli.storage.occurrences import Window

KIND = "event"
_BACK = timedelta(days=366)
_AHEAD = timedelta(days=2 * 366)


class EventSource:
    """Every `.ics` file of a vdir, one or more events in each.

    Args:
        root: The folder; each folder in it is a calendar.
        today: The present day.
    """

    name = "agenda"

    def __init__(self, root: Path, today: Callable[[], date]) -> None:
        self.root = root
        self._today = today

    def usual_window(self) -> Window:
        """The time for which recurring events are spelled out."""
        today = self._today()
        return Window(today - _BACK, today + _AHEAD)

    def wants(self, name: str) -> bool:
        """Whether a file of this name holds events."""
        return name.lower().endswith(".ics")

    def parse(self, path: str, content: bytes, mtime: float) -> Sequence[IndexEntry]:
        """The events of one file, with their occurrences."""
        return self.parse_within(path, content, mtime, self.usual_window())

    def parse_within(
        self, path: str, content: bytes, mtime: float, window: Window
    ) -> Sequence[IndexEntry]:
        """The events of one file, with their occurrences in `window`."""
        from pa_cli.storage.event_entries import read_events

        return read_events(path, content, mtime, window)
