"""VTODO: read into values, made from a draft, changed without touching what is not ours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from pa_cli.core.icalendar.alarms import reminders_of, write_reminders
from pa_cli.core.icalendar.events import (
    new_calendar,
    put_tags,
    put_text,
    tags_of,
    text_of,
    title_of,
)
from pa_cli.core.icalendar.lines import Component, make_line
from pa_cli.core.icalendar.values import FindZone, moment_line, moment_of, read_duration
from pa_cli.core.icalendar.zones import zones_of
from pa_cli.core.todo import PRIORITIES, TodoDraft, priority_name

_OVER = {"completed", "cancelled"}


@dataclass(frozen=True, slots=True)
class Task:
    """A VTODO as its file has it; see `core.todo.Todo`."""

    uid: str
    title: str
    due: date | datetime | None
    priority: str | None
    status: str
    done: bool
    completed: datetime | None
    rrule: str
    note: str
    tags: tuple[str, ...]
    reminders: tuple[int, ...]


def read_task(component: Component, find_zone: FindZone) -> Task:
    """What a VTODO says; a date that cannot be read is as if it were not there."""
    due = _due_of(component, find_zone)
    completed = _moment(component, "COMPLETED", find_zone)
    status = text_of(component, "STATUS").lower()
    percent = text_of(component, "PERCENT-COMPLETE").strip()
    done = status in _OVER or completed is not None or percent == "100"
    number = text_of(component, "PRIORITY").strip()
    rule = component.line("RRULE")
    return Task(
        uid=text_of(component, "UID"),
        title=title_of(component),
        due=due,
        priority=priority_name(int(number)) if number.isdecimal() else None,
        status=status or ("completed" if done else "needs-action"),
        done=done,
        completed=completed if isinstance(completed, datetime) else None,
        rrule=rule.value.strip() if rule else "",
        note=text_of(component, "DESCRIPTION"),
        tags=tags_of(component),
        reminders=reminders_of(component, due, due, find_zone),
    )


def _due_of(component: Component, find_zone: FindZone) -> date | datetime | None:
    due = _moment(component, "DUE", find_zone)
    start, length = _moment(component, "DTSTART", find_zone), component.line("DURATION")
    if due is None and start is not None and length is not None:
        try:
            return start + read_duration(length.value)
        except (ValueError, OverflowError):
            return None
    return due


def _moment(component: Component, name: str, find_zone: FindZone) -> date | datetime | None:
    line = component.line(name)
    try:
        return None if line is None else moment_of(line, find_zone)
    except ValueError:
        return None


def new_task(draft: TodoDraft, uid: str, now: datetime) -> Component:
    """A file with a new to-do."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    component = Component(
        "VTODO",
        [
            make_line("UID", uid),
            make_line("DTSTAMP", stamp),
            make_line("CREATED", stamp),
            make_line("LAST-MODIFIED", stamp),
            make_line("STATUS", "NEEDS-ACTION"),
        ],
    )
    write_task(component, draft)
    write_due(component, draft.due, draft.rrule)
    write_reminders(component, draft.reminders, draft.title)
    return new_calendar(component, zones_of(draft.due))


def write_task(component: Component, draft: TodoDraft) -> None:
    """Title, description, tags and priority; what is unset goes."""
    put_text(component, "SUMMARY", draft.title)
    put_text(component, "DESCRIPTION", draft.note)
    put_tags(component, draft.tags)
    if draft.priority is None:
        component.drop("PRIORITY")
    else:
        number = text_of(component, "PRIORITY").strip()
        if not number.isdecimal() or priority_name(int(number)) != draft.priority:
            component.put(make_line("PRIORITY", str(PRIORITIES[draft.priority])))


def write_due(component: Component, due: date | datetime | None, rrule: str | None) -> None:
    """When it is due and how it repeats; a rule needs a start, which is the due date."""
    component.drop("DUE", "DURATION", "RRULE", *(["DTSTART"] if rrule or due is None else []))
    if due is None:
        return
    if rrule:
        component.put(moment_line("DTSTART", due))
    component.put(moment_line("DUE", due))
    if rrule:
        component.put(make_line("RRULE", rrule))
    else:
        _drop_later_start(component, due)


def _drop_later_start(component: Component, due: date | datetime) -> None:
    """A start that is not before the due date, or of the other kind, is not allowed."""
    start = component.line("DTSTART")
    if start is not None:
        is_day = start.parameters.get("VALUE", "").upper() == "DATE" or len(start.value) == 8
        text = f"{due:%Y%m%d}" if is_day else f"{due:%Y%m%dT%H%M%S}"
        if is_day == isinstance(due, datetime) or start.value[: len(text)] >= text:
            component.drop("DTSTART")


def write_done(component: Component, now: datetime) -> None:
    """Mark it as done."""
    component.put(make_line("STATUS", "COMPLETED"))
    component.put(make_line("PERCENT-COMPLETE", "100"))
    component.put(make_line("COMPLETED", f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"))


def write_open(component: Component) -> None:
    """Mark it as still to be done."""
    component.put(make_line("STATUS", "NEEDS-ACTION"))
    component.drop("PERCENT-COMPLETE", "COMPLETED")
