"""The events of a file as the index knows them, spelled out within a window of time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pa_cli.core.icalendar import events
from pa_cli.core.icalendar.events import Series, planned_wall
from pa_cli.core.icalendar.zones import find_zone
from pa_cli.core.index_entry import IndexEntry
from pa_cli.core.short_id import id_of
from pa_cli.storage.calendar_entries import broken_entry, created_of, read_components
from pa_cli.storage.event_source import KIND
from pa_cli.storage.occurrences import Expansion, Window, expand, occurrence

if TYPE_CHECKING:
    from pa_cli.core.icalendar.lines import Component


def read_events(path: str, content: bytes, mtime: float, window: Window) -> Sequence[IndexEntry]:
    """The events of one file, with their occurrences in `window`; never raises."""
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
        ref=id_of(series.uid or path),
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
