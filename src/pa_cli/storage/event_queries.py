"""Questions to the index about times: what is on between two moments."""

import json
import sqlite3
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pa_cli.core.index_entry import IndexedItem
from pa_cli.storage.index import insert_occurrences, transaction
from pa_cli.storage.item_queries import COLUMNS, items_of
from pa_cli.storage.occurrences import Window

if TYPE_CHECKING:
    from pa_cli.core.index_entry import IndexEntry, Occurrence
    from pa_cli.storage.event_source import EventSource


_LONG_SECONDS = 2_764_800  # 32 days; the partial index occ_long knows the longer ones
_MOST_STORED_DAYS = 366 * 8
_TIMES = "occ.start_utc, occ.end_utc, occ.start_wall, occ.tz, occ.all_day"
_COLUMNS = f"{COLUMNS}, {_TIMES}"


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """An item at one of its times; see `core.index_entry.Occurrence`."""

    item: IndexedItem
    start: int
    end: int
    start_wall: str
    tz: str
    all_day: bool


def row_of(item: IndexedItem, one: "Occurrence") -> OccurrenceRow:
    """`item` at the time of `one`."""
    return OccurrenceRow(item, one.start, one.end, one.start_wall, one.zone, one.is_all_day)


def occurrences_between(
    connection: sqlite3.Connection, source: "EventSource", low: int, high: int, window: Window
) -> Sequence[OccurrenceRow]:
    """The occurrences that touch the seconds from `low` to `high`.

    Recurring events that are not spelled out that far are so now: in the index when it is near,
    else for this answer alone.
    """
    late = connection.execute(
        "SELECT item.id, item.path, item.ref, item.modified, covered_from, covered_to,"
        " json_extract(item.fields, '$.replaces') FROM series JOIN item ON item.id = series.item"
        " WHERE covered_to < ? OR covered_from > ?",
        (high, low),
    ).fetchall()
    more: list[OccurrenceRow] = []
    for item_id, path, ref, modified, covered_from, covered_to, _ in late:
        wider, is_kept = _wider(source, window, covered_from, covered_to)
        entry = _entry_of(source, path, ref, modified, wider)
        if entry is None:
            continue
        if is_kept:
            with transaction(connection):
                connection.execute("DELETE FROM occ WHERE item = ?", (item_id,))
                connection.execute("DELETE FROM series WHERE item = ?", (item_id,))
                insert_occurrences(connection, item_id, entry)
        else:
            item = _items_with_ids(connection, {item_id})[item_id]
            outside = (o for o in entry.occurrences if o.start > covered_to or o.end < covered_from)
            more += [row_of(item, o) for o in outside if o.start < high and o.end > low]
    select = f"SELECT {_TIMES}, occ.item FROM occ WHERE "  # noqa: S608
    short = connection.execute(
        select + "occ.start_utc >= ? AND occ.start_utc < ? AND occ.end_utc >= ?"
        " AND occ.end_utc - occ.start_utc <= 2764800",
        (low - _LONG_SECONDS, high, low),
    )
    times = short.fetchall()
    times += connection.execute(
        select + "occ.end_utc - occ.start_utc > 2764800 AND occ.end_utc >= ? AND occ.start_utc < ?",
        (low, high),
    )
    items = _items_with_ids(connection, {row[5] for row in times})
    return [*(OccurrenceRow(items[row[5]], *row[:5]) for row in times), *more]


def first_occurrence(connection: sqlite3.Connection, item: IndexedItem) -> OccurrenceRow:
    """An item at the first of its times that is known."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM occ JOIN item ON item.id = occ.item"  # noqa: S608
        " WHERE item.kind = ? AND item.ref = ? AND item.path = ? ORDER BY"
        " json_extract(item.fields, '$.replaces') IS NOT NULL, occ.start_utc LIMIT 1",
        (item.kind, item.ref, item.path),
    ).fetchone()
    return OccurrenceRow(item, 0, 0, "", "", all_day=False) if row is None else _row(row)


def nearest_occurrence(
    connection: sqlite3.Connection, item: "IndexedItem", now: int
) -> OccurrenceRow | None:
    """An item at the next of its known times, else at the last; `now` is in epoch seconds."""
    select = (
        f"SELECT {_COLUMNS} FROM occ JOIN item ON item.id = occ.item"  # noqa: S608
        " WHERE item.kind = ? AND item.ref = ? AND item.path = ? AND occ.end_utc"
    )
    for rest in ("> ? ORDER BY occ.start_utc LIMIT 1", "<= ? ORDER BY occ.start_utc DESC LIMIT 1"):
        values = (item.kind, item.ref, item.path, now)
        row = connection.execute(f"{select} {rest}", values).fetchone()
        if row is not None:
            return _row(row)
    return None


def problems(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    """The files of a kind that could not be understood whole, and why."""
    return connection.execute(
        "SELECT DISTINCT path, problem FROM item WHERE kind = ? AND problem != '' ORDER BY path",
        (kind,),
    ).fetchall()


def _wider(
    source: "EventSource", window: Window, covered_from: int, covered_to: int
) -> tuple[Window, bool]:
    """The window to spell an event out for, and whether that is worth keeping."""
    del covered_from, covered_to
    usual = source.usual_window()
    both = Window(min(usual.first, window.first), max(usual.last, window.last))
    if (both.last - both.first).days <= _MOST_STORED_DAYS:
        return both, True
    return window, False


def _entry_of(
    source: "EventSource", path: str, ref: str, modified: float, window: Window
) -> "IndexEntry | None":
    try:
        content = (source.root / path).read_bytes()
    except OSError:
        return None
    entries = source.parse_within(path, content, modified, window)
    return next((e for e in entries if e.ref == ref and not e.fields.get("replaces")), None)


def _items_with_ids(connection: sqlite3.Connection, ids: Set[int]) -> dict[int, IndexedItem]:
    """Items by their ids: those that recur are fetched and taken apart once."""
    rows = connection.execute(
        f"SELECT {COLUMNS}, id FROM item WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
        (json.dumps(list(ids)),),
    ).fetchall()
    return dict(zip([row[9] for row in rows], items_of(rows), strict=True))


def _row(row: tuple[Any, ...]) -> OccurrenceRow:
    return OccurrenceRow(items_of([row[:9]])[0], *row[9:])
