"""What index entries of events and of to-dos have in common."""

from datetime import UTC, datetime
from pathlib import PurePosixPath

from pa_cli.core.icalendar import lines
from pa_cli.core.icalendar.lines import Component
from pa_cli.core.icalendar.values import read_moment
from pa_cli.core.index_entry import IndexEntry
from pa_cli.core.short_id import id_of


def read_components(content: bytes, name: str) -> list[Component]:
    """The components called `name` of all calendars in a file.

    Raises:
        ValueError: It is no iCalendar.
    """
    root = lines.parse(content.decode("utf-8", "replace"))
    return [c for calendar in root.components("VCALENDAR") for c in calendar.components(name)]


def broken_entry(kind: str, path: str, mtime: float, problem: str) -> IndexEntry:
    """What stands for a file that cannot be understood."""
    stem = PurePosixPath(path).stem
    return IndexEntry(kind, id_of(path), stem, "", mtime, problem=problem)


def created_of(component: Component, mtime: float) -> float:
    """Epoch seconds of CREATED, else of DTSTAMP, else of the file."""
    for name in ("CREATED", "DTSTAMP"):
        line = component.line(name)
        if line is not None:
            try:
                moment = read_moment(line.value, UTC)
            except ValueError:
                continue
            if isinstance(moment, datetime):
                return moment.timestamp()
    return mtime
