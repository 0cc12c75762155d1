"""Changing an event: all of it, one occurrence, or all from one on."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pa_cli.core.agenda_ports import AgendaStore, Scope
from pa_cli.core.changes import FileChange
from pa_cli.core.errors import UsageError
from pa_cli.core.event import Event, EventDraft, read_minutes
from pa_cli.core.icalendar import events
from pa_cli.core.icalendar.events import Series, planned_wall, read_series
from pa_cli.core.icalendar.lines import Component, make_line
from pa_cli.core.icalendar.values import moment_line
from pa_cli.core.icalendar.zones import find_zone
from pa_cli.core.note import read_tags
from pa_cli.core.segmentation import fold
from pa_cli.services.event_changes import EventFile, planned_of, wall_of
from pa_cli.services.event_drafts import EventDrafts, check_order, own_zone, read_rule, read_zone

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*([ap]m)?", re.IGNORECASE)
_NOTHING = {"", "none"}
_DAY_PARTS = ("BYDAY=", "BYMONTHDAY=", "BYYEARDAY=", "BYWEEKNO=", "BYMONTH=")


@dataclass(frozen=True, slots=True)
class EventEdit:
    """What is to be changed; None is what stays. "none" takes a place, a note, a rule away.

    Attributes:
        title: A new title.
        start: When it begins; the end moves along. A bare time keeps the day.
        end: When it ends.
        all_day: It takes whole days.
        rrule: A new rule.
        tz: The zone of new times.
        where: Place.
        note: Description.
        tags: More tags.
        untag: Tags to take off.
        reminders: More reminders; "none" takes those there are away.
    """

    title: str | None = None
    start: str | None = None
    end: str | None = None
    all_day: bool = False
    rrule: str | None = None
    tz: str | None = None
    where: str | None = None
    note: str | None = None
    tags: Sequence[str] = ()
    untag: Sequence[str] = ()
    reminders: Sequence[str] = ()


class EventEdits:
    """Makes the changed files.

    Args:
        store: The events.
        drafts: Reads dates.
        now: The present.
    """

    def __init__(self, store: AgendaStore, drafts: EventDrafts, now: datetime) -> None:
        self._store = store
        self._drafts = drafts
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

    def _edit_all(self, file: EventFile, event: Event, series: Series, edit: EventEdit) -> None:
        main = file.main(event.uid)
        before = draft_of(series)
        after = self._changed(before, edit, event, series)
        delta = _wall(after.start) - _wall(before.start)
        if delta and series.rrule and after.rrule == before.rrule:
            _check_rule_moves(series.rrule, before, after)
        if self._write(file, event.uid, main, before, after) and delta:
            self._shift(file, event.uid, delta)

    def _edit_one(self, file: EventFile, event: Event, series: Series, edit: EventEdit) -> None:
        if edit.rrule is not None:
            raise UsageError("A single occurrence has no rule.", hint="Use --following or --all.")
        planned = planned_of(event, series)
        component = file.replacement(event)
        if component is not None:
            own = read_series(component, find_zone)
            before = replace(draft_of(own), rrule=None)
            self._write(file, event.uid, component, before, self._changed(before, edit, event, own))
            return
        if planned is None:
            return
        at = _starting_at(series, planned, "")
        before = draft_of(at)
        after = self._changed(before, edit, event, at)
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
        after = self._changed(before, edit, event, rest)
        if after == before:
            return []
        delta = _wall(after.start) - _wall(before.start)
        if delta and after.rrule == before.rrule and rule:
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
        if delta:
            self._shift(later, event.uid, delta)
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

    def _shift(self, file: EventFile, uid: str, delta: timedelta) -> None:
        """Move what names single occurrences along with the start."""
        main = file.main(uid)
        now = read_series(main, find_zone)
        for name, moments in (("EXDATE", now.left_out), ("RDATE", now.extra)):
            if moments:
                main.put(*(moment_line(name, moment + delta) for moment in moments))
        for component in file.components(uid):
            replaces = read_series(component, find_zone).replaces
            if replaces is not None:
                component.put(moment_line("RECURRENCE-ID", replaces + delta))

    def _write(
        self, file: EventFile, uid: str, component: Component, before: EventDraft, after: EventDraft
    ) -> bool:
        """Put a draft into a component; whether anything changed."""
        if after == before:
            return False
        if (after.start, after.end, after.rrule) != (before.start, before.end, before.rrule):
            events.write_when(component, after)
            for zone, year in events.zones_of(after.start, after.end):
                events.ensure_zone(file.calendar_of(uid), zone, year)
        events.write_texts(component, after)
        if after.reminders != before.reminders:
            events.write_reminders(component, after.reminders, after.title)
        events.touch(component, self._now)
        return True

    def _changed(
        self, draft: EventDraft, edit: EventEdit, event: Event, series: Series
    ) -> EventDraft:
        """The draft with what the fields of the edit say."""
        draft = self._moved_to(draft, edit, event, series)
        gone = {fold(tag) for tag in read_tags(list(edit.untag))}
        tags = dict.fromkeys((*draft.tags, *read_tags(list(edit.tags))))
        given = [text.strip().lower() for text in edit.reminders]
        kept = () if _NOTHING & set(given) else draft.reminders
        more = {read_minutes(t, what="a time before") for t in given if t not in _NOTHING}
        if edit.title is not None and not edit.title.strip():
            raise UsageError("The title is empty; nothing was changed.")
        draft = replace(
            draft,
            title=draft.title if edit.title is None else " ".join(edit.title.split()),
            where=_text(draft.where, edit.where),
            note=_text(draft.note, edit.note),
            tags=tuple(tag for tag in tags if fold(tag) not in gone),
            reminders=tuple(sorted({*kept, *more})),
        )
        if edit.rrule is not None:
            none = edit.rrule.strip().lower() in _NOTHING
            draft = replace(draft, rrule=None if none else read_rule(edit.rrule))
            first = draft.start.date() if isinstance(draft.start, datetime) else draft.start
            self._store.draft_occurrences(draft, first)  # a wrong rule is refused here
        check_order(draft)
        return draft

    def _moved_to(
        self, draft: EventDraft, edit: EventEdit, event: Event, series: Series
    ) -> EventDraft:
        if edit.start is not None:
            shown = self._start_for(edit.start, event)
            if isinstance(shown, datetime) != isinstance(series.start, datetime):
                _check_single(series)
                length = self._drafts.read_start(edit.start)[1] - shown
                draft = replace(
                    draft,
                    start=own_zone(shown, self._now),
                    end=own_zone(shown + length, self._now),
                    all_day=not isinstance(shown, datetime),
                )
            else:
                delta = _in_zone_of(shown, series.start) - _in_zone_of(event.start, series.start)
                draft = replace(
                    draft, start=_moved(draft.start, delta), end=_moved(draft.end, delta)
                )
        if edit.all_day and not draft.all_day:
            _check_single(series)
            start, end = _day(draft.start), _day(draft.end)
            draft = replace(draft, start=start, end=end, all_day=True)
        if edit.end is not None:
            draft = replace(draft, end=self._end_for(edit.end, draft))
        if edit.tz and isinstance(draft.start, datetime) and isinstance(draft.end, datetime):
            zone = read_zone(edit.tz)
            draft = replace(
                draft, start=draft.start.replace(tzinfo=zone), end=draft.end.replace(tzinfo=zone)
            )
        return draft

    def _start_for(self, text: str, event: Event) -> date | datetime:
        """A new start; a bare time of day is on the day of the event."""
        clock = _CLOCK.fullmatch(text.strip())
        if clock is None or not isinstance(event.start, datetime):
            return self._drafts.read_start(text)[0]
        hour, minute = int(clock[1]), int(clock[2] or 0)
        if clock[3]:
            hour = hour % 12 + 12 * (clock[3].lower() == "pm")
        if hour > 23 or minute > 59:
            raise UsageError(f"{text!r} is no time of day.", hint="Example: 15:00")
        return event.start.replace(hour=hour, minute=minute)

    def _end_for(self, text: str, draft: EventDraft) -> date | datetime:
        end = self._drafts.read_end(text, draft.start)
        if not (isinstance(end, datetime) and isinstance(draft.start, datetime)):
            if isinstance(end, datetime) or isinstance(draft.start, datetime):
                raise UsageError(f"{text!r} does not fit the start of the event.")
            return end
        if draft.start.tzinfo is None:
            return end.replace(tzinfo=None)
        return end.astimezone(draft.start.tzinfo)


def draft_of(series: Series) -> EventDraft:
    """An event as a draft that can be changed."""
    end = series.end
    if not isinstance(end, datetime):
        end -= timedelta(days=1)
    return EventDraft(
        title=series.title,
        start=series.start,
        end=end,
        all_day=series.all_day,
        rrule=series.rrule or None,
        where=series.where or None,
        note=series.note or None,
        tags=series.tags,
        reminders=series.reminders,
    )


def _check_rule_moves(rule: str, before: EventDraft, after: EventDraft) -> None:
    """A rule that names days does not follow a start that is moved to another day."""
    names_days = any(part.upper().startswith(_DAY_PARTS) for part in rule.split(";"))
    if names_days and _wall(before.start).date() != _wall(after.start).date():
        raise UsageError(
            f"Its rule ({rule}) names days, so it cannot move to another day by --start alone.",
            hint="Give --rrule too, or move a single occurrence with --this.",
        )


def _check_single(series: Series) -> None:
    if series.rrule or series.extra:
        raise UsageError(
            "A recurring event cannot turn from times to whole days, or back.",
            hint="Remove it and add it anew.",
        )


def _reduced(rule: str, passed: int) -> str:
    """The rule for what is left after so many occurrences."""
    found = re.search(r"COUNT=(\d+)", rule, re.IGNORECASE)
    if found is None:
        return rule
    return f"{rule[: found.start(1)]}{max(int(found[1]) - passed, 1)}{rule[found.end(1) :]}"


def _starting_at(series: Series, planned: date | datetime, rule: str) -> Series:
    """The event as if it began at one of its occurrences."""
    length = _wall(series.end) - _wall(series.start)
    return replace(series, start=planned, end=planned + length, rrule=rule)


def _moved(moment: date | datetime, delta: timedelta) -> date | datetime:
    return moment + delta


def _wall(moment: date | datetime) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, datetime.min.time())


def _in_zone_of(moment: date | datetime, like: date | datetime) -> datetime:
    """A moment as naive time in the zone of another one."""
    if isinstance(moment, datetime) and isinstance(like, datetime) and like.tzinfo is not None:
        moment = moment.astimezone(like.tzinfo)
    return _wall(moment)


def _text(before: str | None, after: str | None) -> str | None:
    if after is None:
        return before
    return None if after.strip().lower() in _NOTHING else after


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
