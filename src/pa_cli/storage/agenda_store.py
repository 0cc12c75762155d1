"""Events as `.ics` files in a vdir, listed through the index; no iCalendar is read for that."""

import os
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

from pa_cli.core.errors import NotFoundError, StorageError, UsageError
from pa_cli.core.event import Event, EventDraft
from pa_cli.core.icalendar import events
from pa_cli.core.icalendar.events import Series, planned_wall
from pa_cli.core.icalendar.zones import find_zone
from pa_cli.core.index_entry import IndexedItem
from pa_cli.core.segmentation import fold
from pa_cli.core.short_id import is_id, is_id_start
from pa_cli.storage import event_queries, item_queries
from pa_cli.storage.event_queries import OccurrenceRow
from pa_cli.storage.event_source import KIND, EventSource, ref_of
from pa_cli.storage.indexed_folder import IndexedFolder
from pa_cli.storage.item_queries import ItemFilter
from pa_cli.storage.occurrences import Window, expand

_DAY = 86_400
_LONGEST_NAME_BYTES = 200


class VdirAgendaStore:
    """See `core.agenda_ports.AgendaStore`.

    Args:
        folder: The events and their index.
        source: The folder of the events.
        zone: The user's time zone; None is the system's.
    """

    def __init__(self, folder: IndexedFolder, source: EventSource, zone: tzinfo | None) -> None:
        self._folder = folder
        self.source = source
        self._zone = zone

    @property
    def root(self) -> Path:
        """The folder of the events."""
        return self.source.root

    def between(self, start: datetime, end: datetime) -> Sequence[Event]:
        """The occurrences that touch the time from `start` to before `end`, in order."""
        # days and floating times are in the index as if they were in UTC, hence a day more
        low, high = int(start.timestamp()) - _DAY, int(end.timestamp()) + _DAY
        window = Window(start.date() - timedelta(days=1), end.date() + timedelta(days=1))
        rows = self._folder.ask(
            lambda db: event_queries.occurrences_between(db, self.source, low, high, window)
        )
        paths: dict[str, Path] = {}
        found = [self._event(row, paths) for row in rows]
        shown = [event for event in found if _touches(event, start, end)]
        return sorted(shown, key=_order)

    def candidates(self, ref: str) -> Sequence[Event]:
        """The events that `ref` may mean, each as its first occurrence."""
        rows = self._folder.ask(lambda db: self._candidates(db, ref))
        return [self._event(row) for row in rows]

    def _candidates(self, db: sqlite3.Connection, ref: str) -> Sequence[OccurrenceRow]:
        items: list[IndexedItem] = []
        if is_id(ref):
            items = item_queries.items_with_ref(db, KIND, ref)
        if not items:
            titled = item_queries.items_with_title(db, KIND, ref)
            exact = [item for item in titled if fold(item.title) == fold(ref)]
            by_id = item_queries.items_with_ref(db, KIND, ref) if is_id_start(ref) else []
            items = exact or [*by_id, *(item for item in titled if item not in by_id)]
        found: dict[tuple[str, str], OccurrenceRow] = {}
        for item in sorted(items, key=lambda one: bool(one.fields.get("replaces"))):
            if (item.ref, item.path) not in found:
                found[item.ref, item.path] = event_queries.first_occurrence(db, item)
        return list(found.values())

    def occurrences(self, event: Event, start: datetime, end: datetime) -> Sequence[Event]:
        """The occurrences of one event in a stretch of time."""
        return [e for e in self.between(start, end) if (e.id, e.path) == (event.id, event.path)]

    def broken(self) -> Sequence[tuple[Path, str]]:
        """The files that could not be understood, and why."""
        rows = self._folder.ask(lambda db: event_queries.problems(db, KIND))
        return [(self.root / path, problem) for path, problem in rows]

    def calendars(self) -> Sequence[str]:
        """The names of the calendars."""
        try:
            names = [entry.name for entry in os.scandir(self.root) if entry.is_dir()]
        except OSError:
            return ()
        return sorted(name for name in names if not name.startswith("."))

    def draft_occurrences(self, draft: EventDraft, until: date) -> Sequence[Event]:
        """When a draft would take place, up to a day."""
        component = events.new_event(draft, "draft", datetime.now(UTC)).components()[0]
        series = events.read_series(component.components("VEVENT")[0], find_zone)
        first = draft.start.date() if isinstance(draft.start, datetime) else draft.start
        try:
            found = expand(series, Window(first, max(until, first))).occurrences
        except ValueError as error:
            raise UsageError(str(error), hint="Example: --rrule FREQ=WEEKLY;COUNT=8") from None
        item = IndexedItem(KIND, "", draft.title, "", 0, 0, draft.tags)
        return [self._event(event_queries.row_of(item, one)) for one in found]

    def count_before(self, series: Series, planned: datetime) -> int:
        """How many occurrences a rule gives before the one planned for `planned` (naive)."""
        first = planned_wall(series.start, series).date()
        found = expand(series, Window(first, planned.date())).occurrences
        return sum(datetime.fromisoformat(one.start_wall) < planned for one in found)

    def check(self) -> None:
        """Raise StorageError when the folder has vanished, as with a disk that is not mounted."""
        self._folder.check()

    def read(self, path: Path) -> bytes:
        """The content of a file; raises NotFoundError or StorageError."""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise NotFoundError(f"The file {path} is not there any more.") from None
        except OSError as error:
            raise StorageError(f"Could not read {path}: {error.strerror or error}.") from error

    def new_path(self, calendar: str, uid: str) -> Path:
        """Where a new file goes; raises UsageError for a calendar that would lie elsewhere."""
        return new_item_path(self.root, calendar, uid, what="calendar")

    def path_of(self, uid: str) -> Path | None:
        """The file of the item with this UID; None when there is none."""
        items = self._folder.ask(lambda db: item_queries.items_with_ref(db, KIND, ref_of(uid)))
        found = [item for item in items if item.fields.get("uid") == uid]
        return self.root / found[0].path if found else None

    def files(self) -> Sequence[Path]:
        """All files, in order."""
        wanted = ItemFilter((KIND,))
        items = self._folder.ask(
            lambda db: item_queries.list_items(db, wanted, sort="created", limit=None)
        )
        return sorted({self.root / item.path for item in items})

    def has_changed(self) -> None:
        """Something was written: the next question looks at the files again."""
        self._folder.has_changed()

    def _event(self, row: OccurrenceRow, paths: dict[str, Path] | None = None) -> Event:
        item = row.item
        known = {} if paths is None else paths
        path = known.get(item.path) or known.setdefault(item.path, self.root / item.path)
        values = item.fields
        start, end = self._times(row)
        reminders = values.get("reminders")
        planned = str(values.get("replaces") or row.start_wall) if values.get("recurs") else None
        return Event(
            id=item.ref,
            title=item.title,
            start=start,
            end=end,
            all_day=row.all_day,
            tz=row.tz or None,
            rrule=_text(values.get("rrule")),
            where=_text(values.get("where")),
            note=_text(values.get("note")),
            tags=item.tags,
            reminders=tuple(reminders) if isinstance(reminders, list) else (),
            calendar=item.path.rpartition("/")[0],
            status=str(values.get("status", "confirmed")),
            free=bool(values.get("free")),
            occurrence=planned,
            uid=str(values.get("uid", "")),
            path=path,
            problem=item.problem or None,
        )

    def _times(self, row: OccurrenceRow) -> tuple[date | datetime, date | datetime]:
        """Start and end in local time; of days the last one included."""
        if row.all_day:
            last = max(row.end - _DAY, row.start)
            return _utc(row.start).date(), _utc(last).date()
        if not row.tz:
            floating = (_utc(moment).replace(tzinfo=None) for moment in (row.start, row.end))
            return tuple(self._local(moment) for moment in floating)  # type: ignore[return-value]
        return self._shown(row.start), self._shown(row.end)

    def _shown(self, moment: int) -> datetime:
        return _utc(moment, self._zone)

    def _local(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self._zone) if self._zone else wall.astimezone()


def new_item_path(root: Path, folder: str, uid: str, *, what: str) -> Path:
    """`root/folder/uid.ics`; raises UsageError for a folder that is not directly in `root`."""
    if folder.startswith(".") or any(char in folder for char in '/\\\0:*?"<>|'):
        raise UsageError(f"{folder!r} cannot be the name of a {what}.")
    if len(folder.encode("utf-8", "replace")) > _LONGEST_NAME_BYTES:
        raise UsageError(f"The name of the {what} is too long.")
    return root / folder / f"{uid}.ics"


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
