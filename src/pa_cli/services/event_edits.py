"""Changing an event: all of it, one occurrence, or all from one on."""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from pa_cli.core.agenda_ports import AgendaStore, Scope
from pa_cli.core.changes import FileChange
from pa_cli.core.errors import UsageError
from pa_cli.core.event import Event, EventDraft, EventEdit
from pa_cli.core.icalendar import alarms, events
from pa_cli.core.icalendar.events import Series, planned_wall, read_series
from pa_cli.core.icalendar.lines import Component, make_line
from pa_cli.core.icalendar.values import moment_line
from pa_cli.core.icalendar.zones import ensure_zone, find_zone, zones_of
from pa_cli.services.event_changes import EventFile, planned_of, wall_of
from pa_cli.services.event_drafts import EventDrafts
from pa_cli.services.event_fields import EventFields, draft_of, naive

_DAY_PARTS = ("BYDAY=", "BYMONTHDAY=", "BYYEARDAY=", "BYWEEKNO=", "BYMONTH=")


class EventEdits:
    """Makes the changed files.

    Args:
        store: The events.
        drafts: Reads dates.
        now: The present.
    """

    def __init__(self, store: AgendaStore, drafts: EventDrafts, now: datetime) -> None:
        self._store = store
        self._fields = EventFields(store, drafts, now)
        self._now = now

    def changes(self, event: Event, scope: Scope, edit: EventEdit) -> Sequence[FileChange]:
        """The files that `edit` changes; none when all is as it was.

        Raises:
            UsageError: A field cannot be read, or does not fit the event.
        """
        file = EventFile(event.path, self._store.read(event.path))
        series = file.series(event.uid)
        planned = planned_of(event, series)
        if planned is None or (scope == "following" and planned <= series.start):
            scope = "all"
        if scope == "this":
            self._edit_one(file, event, series, edit)
        elif scope == "following":
            return self._split(file, event, series, edit)
        else:
            self._edit_all(file, event, series, edit)
        return [] if file.content() == file.before else [file.change()]

    def preview(self, event: Event, edit: EventEdit) -> EventDraft:
        """The occurrence `event` as it would be afterwards; nothing is written.

        Raises:
            UsageError: A field cannot be read, or does not fit the event.
        """
        file = EventFile(event.path, self._store.read(event.path))
        series = file.series(event.uid)
        planned = planned_of(event, series)
        component = file.replacement(event)
        if component is not None:
            series = read_series(component, find_zone)
        elif planned is not None:
            series = _starting_at(series, planned, "")
        return self._fields.changed(replace(draft_of(series), rrule=None), edit, event, series)

    def _edit_all(self, file: EventFile, event: Event, series: Series, edit: EventEdit) -> None:
        main = file.main(event.uid)
        before = draft_of(series)
        after = self._fields.changed(before, edit, event, series)
        if series.rrule and edit.rrule is None:
            _check_rule_moves(series.rrule, before, after)
        if self._write(file, event.uid, main, before, after):
            self._shift(file, event.uid, series, after)

    def _edit_one(self, file: EventFile, event: Event, series: Series, edit: EventEdit) -> None:
        if edit.rrule is not None:
            raise UsageError("A single occurrence has no rule.", hint="Use --following or --all.")
        planned = planned_of(event, series)
        component = file.replacement(event)
        if component is not None:
            own = read_series(component, find_zone)
            before = replace(draft_of(own), rrule=None)
            self._write(
                file, event.uid, component, before, self._fields.changed(before, edit, event, own)
            )
            return
        if planned is None:
            return
        at = _starting_at(series, planned, "")
        before = draft_of(at)
        after = self._fields.changed(before, edit, event, at)
        if after == before:
            return
        component = file.main(event.uid).copy()
        component.drop("RRULE", "RDATE", "EXDATE", "EXRULE")
        component.put(moment_line("RECURRENCE-ID", planned))
        events.write_when(component, before)
        file.calendar_of(event.uid).children.append(component)
        self._write(file, event.uid, component, before, after)

    def _split(
        self, file: EventFile, event: Event, series: Series, edit: EventEdit
    ) -> Sequence[FileChange]:
        """End the event before an occurrence, and go on with another one in a file of its own."""
        planned = planned_of(event, series)
        if planned is None:
            return []
        passed = self._store.count_before(series, wall_of(event))
        rule = _reduced(series.rrule, passed)
        rest = _starting_at(series, planned, rule)
        before = draft_of(rest)
        after = self._fields.changed(before, edit, event, rest)
        if after == before:
            return []
        if rule and edit.rrule is None:
            _check_rule_moves(rule, before, after)
        later = EventFile(event.path, file.before)
        for calendar in later.root.components("VCALENDAR"):
            calendar.children = [
                c
                for c in calendar.children
                if not isinstance(c, Component)
                or c.name == "VTIMEZONE"
                or events.text_of(c, "UID") == event.uid
            ]
        self._begin_at(later, event, series, before)
        main = later.main(event.uid)
        self._write(later, event.uid, main, before, after)
        self._shift(later, event.uid, rest, after)
        uid = os.urandom(16).hex()
        for component in later.components(event.uid):
            component.put(make_line("UID", uid))
        file.cut_off(event, series)
        events.touch(file.main(event.uid), self._now)
        path = self._store.new_path(event.calendar, uid)
        return [file.change(), FileChange(path, later.content(), None)]

    def _begin_at(self, file: EventFile, event: Event, series: Series, draft: EventDraft) -> None:
        """Take what comes before the occurrence out of the event."""
        first = wall_of(event)
        main = file.main(event.uid)
        events.write_when(main, draft)
        for name, moments in (("EXDATE", series.left_out), ("RDATE", series.extra)):
            main.drop(name)
            kept = [m for m in moments if planned_wall(m, series) >= first]
            main.put(*(moment_line(name, moment) for moment in kept))
        for component in file.components(event.uid):
            line = component.line("RECURRENCE-ID")
            if line is not None:
                replaces = read_series(component, find_zone).replaces
                if replaces is not None and planned_wall(replaces, series) < first:
                    file.take_out(event.uid, component)

    def _shift(self, file: EventFile, uid: str, before: Series, after: EventDraft) -> None:
        """Move what names single occurrences along with the start, and to days or to times."""
        if after.start == before.start:
            return

        def moved(moment: date | datetime) -> date | datetime:
            wall = naive(after.start) + (planned_wall(moment, before) - naive(before.start))
            if isinstance(after.start, datetime):
                return wall.replace(tzinfo=after.start.tzinfo)
            return wall.date()

        main = file.main(uid)
        now = read_series(main, find_zone)
        for name, moments in (("EXDATE", now.left_out), ("RDATE", now.extra)):
            if moments:
                main.put(*(moment_line(name, moved(moment)) for moment in moments))
        for component in file.components(uid):
            replaces = read_series(component, find_zone).replaces
            if replaces is not None:
                component.put(moment_line("RECURRENCE-ID", moved(replaces)))

    def _write(
        self, file: EventFile, uid: str, component: Component, before: EventDraft, after: EventDraft
    ) -> bool:
        """Put a draft into a component; whether anything changed."""
        if after == before:
            return False
        if (after.start, after.end, after.rrule) != (before.start, before.end, before.rrule):
            events.write_when(component, after)
            for zone, year in zones_of(after.start, after.end):
                ensure_zone(file.calendar_of(uid), zone, year)
        events.write_texts(component, after)
        if after.reminders != before.reminders:
            alarms.write_reminders(component, after.reminders, after.title)
        events.touch(component, self._now)
        return True


def _check_rule_moves(rule: str, before: EventDraft, after: EventDraft) -> None:
    """A rule that names days does not follow a start that is moved to another day."""
    names_days = any(part.upper().startswith(_DAY_PARTS) for part in rule.split(";"))
    if names_days and naive(before.start).date() != naive(after.start).date():
        raise UsageError(
            f"Its rule ({rule}) names days, so it cannot move to another day by --start alone.",
            hint="Give --rrule too, or move a single occurrence with --this.",
        )


def _reduced(rule: str, passed: int) -> str:
    """The rule for what is left after so many occurrences."""
    found = re.search(r"COUNT=(\d+)", rule, re.IGNORECASE)
    if found is None:
        return rule
    return f"{rule[: found.start(1)]}{max(int(found[1]) - passed, 1)}{rule[found.end(1) :]}"


def _starting_at(series: Series, planned: date | datetime, rule: str) -> Series:
    """The event as if it began at one of its occurrences."""
    length = naive(series.end) - naive(series.start)
    return replace(series, start=planned, end=planned + length, rrule=rule)
