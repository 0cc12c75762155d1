"""VALARM: the reminders of events and to-dos."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from pa_cli.core.icalendar.lines import Component, Line, make_line
from pa_cli.core.icalendar.values import (
    FindZone,
    duration_text,
    moment_of,
    read_duration,
    text_line,
)


def reminders_of(
    component: Component,
    start: date | datetime | None,
    end: date | datetime | None,
    find_zone: FindZone,
) -> tuple[int, ...]:
    """Minutes before the start (of a to-do: before it is due) of each VALARM."""
    found = set()
    for alarm in component.components("VALARM"):
        trigger = alarm.line("TRIGGER")
        if trigger is None:
            continue
        try:
            if trigger.parameters.get("VALUE", "").upper() == "DATE-TIME":
                moment = moment_of(trigger, find_zone)
                if not (isinstance(moment, datetime) and isinstance(start, datetime)):
                    continue
                before = start.astimezone(UTC) - moment.astimezone(UTC)
            else:
                before = -read_duration(trigger.value)
                is_end = trigger.parameters.get("RELATED", "").upper() == "END"
                if is_end and start is not None and end is not None:
                    before -= end - start
        except (ValueError, OverflowError):
            continue
        found.add(round(before.total_seconds() / 60))
    return tuple(sorted(found))


def write_reminders(component: Component, reminders: Sequence[int], title: str) -> None:
    """VALARMs that show the title so many minutes before; all others go."""
    component.children = [
        c for c in component.children if not (isinstance(c, Component) and c.name == "VALARM")
    ]
    is_todo = component.name == "VTODO"
    for minutes in reminders:
        trigger = duration_text(-timedelta(minutes=minutes))
        related = {"RELATED": "END"} if is_todo else {}
        lines: list[Line | Component] = [
            make_line("ACTION", "DISPLAY"),
            make_line("TRIGGER", trigger, related),
            text_line("DESCRIPTION", title or "Reminder"),
        ]
        component.children.append(Component("VALARM", lines))
