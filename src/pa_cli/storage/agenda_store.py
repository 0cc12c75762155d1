"""Events as `.ics` files in a vdir, listed through the index; no iCalendar is read for that."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError
from pa_cli.core.event import Event
from pa_cli.core.index_entry import IndexedItem
from pa_cli.storage import event_queries, item_queries
from pa_cli.storage.event_source import KIND
from pa_cli.storage.occurrences import Window, expand
from pa_cli.storage.vdir_store import VdirStore

if TYPE_CHECKING:
    from pa_cli.core.event import EventDraft
    from pa_cli.core.icalendar.events import Series
    from pa_cli.storage.event_queries import OccurrenceRow
    from pa_cli.storage.event_source import EventSource
    from pa_cli.storage.indexed_folder import IndexedFolder


_DAY = 86_400


class VdirAgendaStore(VdirStore):
    """See `core.agenda_ports.AgendaStore`.

    Args:
        folder: The events and their index.
        source: The folder of the events.
        zone: The user's time zone; None is the system's.
    """

    kind = KIND
    folder_noun = "calendar"

    def __init__(self, folder: "IndexedFolder", source: "EventSource", zone: tzinfo | None) -> None:
        super().__init__(folder, zone)
        self.source = source

    def between(self, start: datetime, end: datetime) -> Sequence[Event]:
        """The occurrences that touch the time from `start` to before `end`, in order."""
        rows = self._folder.find(self._question(start, end), lambda row: row.item.path)
        return self._shown_between(rows, start, end)

    def at(self, path: Path, start: datetime, end: datetime) -> Sequence[Event]:
        """The occurrences of the events in one file, which was just written."""
        rows = self._folder.ask_about(path, self._question(start, end))
        name = path.relative_to(self.root).as_posix()
        return self._shown_between([row for row in rows if row.item.path == name], start, end)

    def _question(
        self, start: datetime, end: datetime
    ) -> "Callable[[sqlite3.Connection], Sequence[OccurrenceRow]]":
        # days and floating times are in the index as if they were in UTC, hence a day more
        low, high = int(start.timestamp()) - _DAY, int(end.timestamp()) + _DAY
        window = Window(start.date() - timedelta(days=1), end.date() + timedelta(days=1))
        return lambda db: event_queries.occurrences_between(db, self.source, low, high, window)

    def _shown_between(
        self, rows: "Sequence[OccurrenceRow]", start: datetime, end: datetime
    ) -> Sequence[Event]:
        makers: dict[int, Callable[[OccurrenceRow], Event]] = {}  # an item may take place often
        found = []
        for row in rows:
            make = makers.get(id(row.item))
            if make is None:
                make = makers[id(row.item)] = self._maker(row.item)
            found.append(make(row))
        shown = [event for event in found if _touches(event, start, end)]
        return sorted(shown, key=_order)

    def candidates(self, ref: str) -> Sequence[Event]:
        """The events that `ref` may mean, each as its first occurrence."""
        rows = self._folder.ask(lambda db: self._candidates(db, ref))
        return [self._event(row) for row in rows]

    def _candidates(self, db: sqlite3.Connection, ref: str) -> "Sequence[OccurrenceRow]":
        items = item_queries.items_called(db, KIND, ref)
        found: dict[tuple[str, str], OccurrenceRow] = {}
        for item in sorted(items, key=lambda one: bool(one.fields.get("replaces"))):
            if (item.ref, item.path) not in found:
                found[item.ref, item.path] = event_queries.first_occurrence(db, item)
        return list(found.values())

    def occurrences(self, event: Event, start: datetime, end: datetime) -> Sequence[Event]:
        """The occurrences of one event in a stretch of time."""
        return [e for e in self.between(start, end) if (e.id, e.path) == (event.id, event.path)]

    def when(self, item: "IndexedItem", now: datetime) -> date | datetime | None:
        """When an event takes place next, or took place last."""
        row = self._folder.ask(
            lambda db: event_queries.nearest_occurrence(db, item, int(now.timestamp()))
        )
        return None if row is None else self._times(row)[0]

    def broken(self) -> Sequence[tuple[Path, str]]:
        """The files that could not be understood, and why."""
        rows = self._folder.ask(lambda db: event_queries.problems(db, KIND))
        return [(self.root / path, problem) for path, problem in rows]

    def calendars(self) -> Sequence[str]:
        """The names of the calendars."""
        return self.folders()

    def draft_occurrences(self, draft: "EventDraft", until: date) -> Sequence[Event]:
        """When a draft would take place, up to a day.

        Raises:
            UsageError: Its recurrence rule makes no sense.
        """
        from pa_cli.core.icalendar import events
        from pa_cli.core.icalendar.zones import find_zone

        component = events.new_event(draft, "draft", datetime.now(UTC)).components()[0]
        series = events.read_series(component.components("VEVENT")[0], find_zone)
        first = draft.start.date() if isinstance(draft.start, datetime) else draft.start
        try:
            found = expand(series, Window(first, max(until, first))).occurrences
        except ValueError as error:
            raise UsageError(str(error), hint="Example: --rrule FREQ=WEEKLY;COUNT=8") from None
        item = IndexedItem(KIND, "", draft.title, "", 0, 0, draft.tags)
        return [self._event(event_queries.row_of(item, one)) for one in found]

    def count_before(self, series: "Series", planned: datetime) -> int:
        """How many occurrences a rule gives before the one planned for `planned` (naive)."""
        from pa_cli.core.icalendar.events import planned_wall

        first = planned_wall(series.start, series).date()
        found = expand(series, Window(first, planned.date())).occurrences
        return sum(datetime.fromisoformat(one.start_wall) < planned for one in found)

    def _event(self, row: "OccurrenceRow") -> Event:
        return self._maker(row.item)(row)

    def _maker(self, item: "IndexedItem") -> "Callable[[OccurrenceRow], Event]":
        """Makes the events of one item from its times."""
        values = item.fields
        reminders = values.get("reminders")
        recurs, replaces = values.get("recurs"), values.get("replaces")
        rrule, where, note = (_text(values.get(name)) for name in ("rrule", "where", "note"))
        minutes = tuple(reminders) if isinstance(reminders, list) else ()
        calendar = item.path.rpartition("/")[0]
        status, uid = str(values.get("status", "confirmed")), str(values.get("uid", ""))
        free, problem = bool(values.get("free")), item.problem or None
        path = self.root / item.path

        def make(row: "OccurrenceRow") -> Event:
            start, end = self._times(row)
            planned = str(replaces or row.start_wall) if recurs else None
            return Event(
                item.ref, item.title, start, end, bool(row.all_day), row.tz or None, rrule, where, note,
                item.tags, minutes, calendar, status, free, planned, uid, path, problem,
            )  # fmt: skip

        return make

    def _times(self, row: "OccurrenceRow") -> tuple[date | datetime, date | datetime]:
        """Start and end in local time; of days the last one included."""
        if row.all_day:
            last = max(row.end - _DAY, row.start)
            return _utc(row.start).date(), _utc(last).date()
        if not row.tz:
            floating = (_utc(moment).replace(tzinfo=None) for moment in (row.start, row.end))
            return tuple(self._local(moment) for moment in floating)  # type: ignore[return-value]
        return _utc(row.start, self._zone), _utc(row.end, self._zone)

    def _local(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self._zone) if self._zone else wall.astimezone()


def _text(value: object) -> str | None:
    return str(value) if value else None


def _utc(moment: int, zone: tzinfo | None = UTC) -> datetime:
    """A moment in a zone, None is the system's; one that cannot be is the epoch."""
    try:
        found = datetime.fromtimestamp(moment, zone)
    except (ValueError, OverflowError, OSError):
        found = datetime.fromtimestamp(0, zone)
    return found if zone else found.astimezone()


def _touches(event: Event, start: datetime, end: datetime) -> bool:
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        if event.start == event.end:
            return start <= event.start < end
        return event.start < end and event.end > start
    last = (end - timedelta(microseconds=1)).date()
    return event.start <= last and event.end >= start.date()


def _order(event: Event) -> tuple[date, bool, float, str, str]:
    """By day, whole days first, then by time, title and path."""
    if isinstance(event.start, datetime):
        start = event.start
        return start.date(), True, start.timestamp(), event.title, str(event.path)
    return event.start, False, 0.0, event.title, str(event.path)
