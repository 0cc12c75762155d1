"""To-dos that come back: the next date of their rule, and a record of what was done."""

import os
import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from pa_cli.core.changes import FileChange
from pa_cli.core.icalendar import alarms, events, lines, todos
from pa_cli.core.icalendar.zones import find_zone, zones_of

if TYPE_CHECKING:
    from pa_cli.core.icalendar.lines import Component
    from pa_cli.core.todo import Todo, TodoStore


def following(
    store: "TodoStore", component: "Component", now: datetime
) -> tuple[date | datetime, str] | None:
    """The next date of a recurring to-do and its rule from then on."""
    task = todos.read_task(component, find_zone)
    if not task.rrule or task.due is None:
        return None
    found = store.next_due(task.due, task.rrule, now)
    if found is None:
        return None
    due, passed = found
    count = re.search(r"COUNT=(\d+)", task.rrule, re.IGNORECASE)
    if count is None:
        return due, task.rrule
    left = int(count[1]) - passed
    return due, task.rrule[: count.start(1)] + str(left) + task.rrule[count.end(1) :]


def kept_as_done(
    store: "TodoStore", todo: "Todo", component: "Component", now: datetime
) -> FileChange:
    """A record of what was done, beside the to-do that comes back."""
    uid = os.urandom(16).hex()
    copy = component.copy()
    copy.put(lines.make_line("UID", uid))
    copy.drop("RRULE", "RDATE", "EXDATE", "DTSTART")
    todos.write_done(copy, now)
    alarms.write_reminders(copy, (), "")
    task = todos.read_task(copy, find_zone)
    root = events.new_calendar(copy, zones_of(task.due))
    path = store.new_path(todo.list, uid)
    return FileChange(path, root.text().encode(), None)
