"""The folder of the events as the index sees it; see `storage.index_refresh.Source`."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePosixPath

from pa_cli.core.icalendar import events, lines
from pa_cli.core.icalendar.events import Series, planned_wall
from pa_cli.core.icalendar.lines import Component
from pa_cli.core.icalendar.values import read_moment
from pa_cli.core.icalendar.zones import find_zone
from pa_cli.core.index_entry import IndexEntry
from pa_cli.core.short_id import short_id
from pa_cli.storage.occurrences import Expansion, Window, expand, occurrence

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
        try:
            found = read_components(content, "VEVENT")
        except ValueError as error:
            return () if b"VTODO" in content else (broken_entry(KIND, path, mtime, str(error)),)
        entries: list[IndexEntry] = []
        problem = ""
        series: list[tuple[Component, Series]] = []
        for component in found:
            try:
                series.append((component, events.read_series(component, find_zone)))
            except (ValueError, OverflowError) as error:
                problem = str(error)
        for component, one in series:
            rest = [other for _, other in series if other.uid == one.uid and other is not one]
            entry = _entry(path, one, rest, window)
            created = created_of(component, mtime)
            entries.append(replace(entry, created=created, problem=problem or entry.problem))
        if problem and not entries:
            return (broken_entry(KIND, path, mtime, problem),)
        return entries


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
    return IndexEntry(kind, ref_of(path), stem, "", mtime, problem=problem)


def ref_of(uid: str) -> str:
    """The short id of an item."""
    return short_id(hashlib.blake2b(uid.encode("utf-8", "replace"), digest_size=8).digest())


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


def _entry(path: str, series: Series, rest: Sequence[Series], window: Window) -> IndexEntry:
    problem = ""
    replaced = frozenset(planned_wall(o.replaces, series) for o in rest if o.replaces is not None)
    try:
        expansion = (
            Expansion((occurrence(series, planned_wall(series.start, series)),))
            if series.replaces is not None
            else expand(series, window, replaced)
        )
    except (ValueError, OverflowError) as error:
        problem = str(error)
        expansion = Expansion((occurrence(series, planned_wall(series.start, series)),))
    return IndexEntry(
        kind=KIND,
        ref=ref_of(series.uid or path),
        title=series.title or "(no title)",
        text="\n".join(part for part in (series.where, series.note) if part),
        created=0,
        tags=series.tags,
        problem=problem,
        fields=_fields(series, rest),
        occurrences=expansion.occurrences,
        covered=expansion.covered,
    )


def _fields(series: Series, rest: Sequence[Series]) -> dict[str, object]:
    """What lists need besides; what is unset is left out."""
    main = next((o for o in rest if o.replaces is None), series)
    planned = ""
    if series.replaces is not None:
        wall = planned_wall(series.replaces, main)
        planned = wall.date().isoformat() if main.all_day else wall.isoformat()
    is_first = series.replaces is None or main is series
    fields: dict[str, object] = {
        "uid": series.uid,
        "rrule": (series if is_first else main).rrule,
        "recurs": bool(main.rrule or main.extra),
        "where": series.where,
        "note": series.note,
        "reminders": list(series.reminders),
        "status": "" if series.status == "confirmed" else series.status,
        "free": series.free,
        "replaces": planned,
    }
    return {name: value for name, value in fields.items() if value}
