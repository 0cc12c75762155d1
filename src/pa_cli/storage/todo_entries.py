"""The to-dos of a file as the index knows them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from pa_cli.core.icalendar.todos import Task, read_task
from pa_cli.core.icalendar.zones import find_zone
from pa_cli.core.index_entry import IndexEntry
from pa_cli.core.short_id import id_of
from pa_cli.storage.calendar_entries import broken_entry, created_of, read_components
from pa_cli.storage.todo_source import KIND


def read_todos(path: str, content: bytes, mtime: float) -> Sequence[IndexEntry]:
    """The to-dos of one file; never raises."""
    try:
        found = read_components(content, "VTODO")
    except ValueError as error:
        return () if b"VEVENT" in content else (broken_entry(KIND, path, mtime, str(error)),)
    return [
        _entry(path, read_task(component, find_zone), created_of(component, mtime))
        for component in found
        if component.line("RECURRENCE-ID") is None
    ]


def _entry(path: str, task: Task, created: float) -> IndexEntry:
    fields: dict[str, object] = {
        "uid": task.uid,
        "due": _moment_text(task.due),
        "priority": task.priority,
        "status": "" if task.status == "needs-action" else task.status,
        "done": task.done,
        "completed": _moment_text(task.completed),
        "rrule": task.rrule,
        "note": task.note,
        "reminders": list(task.reminders),
    }
    return IndexEntry(
        kind=KIND,
        ref=id_of(task.uid or path),
        title=task.title or "(no title)",
        text=task.note,
        created=created,
        tags=task.tags,
        fields={name: value for name, value in fields.items() if value},
    )


def _moment_text(moment: date | datetime | None) -> str:
    """A day, a floating time, or a moment in UTC."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return "" if moment is None else moment.isoformat()
