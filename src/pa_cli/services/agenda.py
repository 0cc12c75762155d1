"""The agenda: events added, found and removed; every change goes through the change log."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.errors import NotFoundError, UsageError
from pa_cli.core.segmentation import fold
from pa_cli.core.tags import has_tags, read_tags
from pa_cli.services.item_refs import from_last_list, summary_of, the_one

if TYPE_CHECKING:
    from pa_cli.core.agenda_ports import AgendaStore, Scope
    from pa_cli.core.changes import FileChange
    from pa_cli.core.dates.result import DateReading
    from pa_cli.core.event import Event, EventDraft, EventEdit
    from pa_cli.core.note_ports import LastLists
    from pa_cli.core.ports import ChangeLog
    from pa_cli.services.dates import DatesService
    from pa_cli.services.event_drafts import EventDrafts, EventRequest
    from pa_cli.services.event_edits import EventEdits


KIND = "event"
_OVERLAP_DAYS = 60
_MOST_OVERLAPS = 5
_SEARCHED_DAYS = 366 * 2


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a request.

    Attributes:
        event: The event, as its first occurrence; without an id when nothing was written.
        overlaps: What takes place at the same time.
        reading: How its words, or those of its start, were read.
        dry_run: Nothing was written.
    """

    event: "Event"
    overlaps: "tuple[Event, ...]"
    reading: "DateReading | None"
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From `start` to before `end`; `text` is what the user called it."""

    start: datetime
    end: datetime
    text: str = ""


class AgendaService:
    """Everything that can be done with events.

    Args:
        store: The events on disk and their index.
        changes: The one way to write.
        last_lists: What the numbers of the last list mean.
        dates: Reads dates, and knows the present.
        calendar: Where new events go.
    """

    def __init__(
        self,
        store: "AgendaStore",
        changes: "ChangeLog",
        last_lists: "LastLists",
        dates: "DatesService",
        calendar: str,
    ) -> None:
        self._store = store
        self._changes = changes
        self._last_lists = last_lists
        self._dates = dates
        self._calendar = calendar

    @property
    def _drafts(self) -> "EventDrafts":
        from pa_cli.services.event_drafts import EventDrafts

        return EventDrafts(self._dates)

    @property
    def folder(self) -> Path:
        """The folder of the events."""
        return self._store.root

    @property
    def problems(self) -> Sequence[tuple[Path, str]]:
        """The files that could not be understood, and why."""
        return self._store.broken()

    def calendars(self) -> Sequence[str]:
        """The names of the calendars."""
        return self._store.calendars()

    def now(self) -> datetime:
        """The present."""
        return self._dates.now()

    def add(self, request: "EventRequest", *, dry_run: bool = False) -> Added:
        """Add an event.

        Raises:
            UsageError: It has no date, or a field cannot be read.
        """
        draft, reading = self._drafts.make(request)
        return self.add_draft(draft, request.calendar, reading, dry_run=dry_run)

    def draft(self, title: str, reading: "DateReading") -> "EventDraft":
        """A draft of what is called `title` and takes place when `reading` says.

        Raises:
            UsageError: There is no title, or no date.
        """
        return self._drafts.make_from(title, reading)

    def add_draft(
        self,
        draft: "EventDraft",
        calendar: str = "",
        reading: "DateReading | None" = None,
        *,
        dry_run: bool = False,
    ) -> Added:
        """Add an event that was drafted before; `reading` says how its words were read."""
        from pa_cli.core.changes import FileChange
        from pa_cli.core.icalendar import events

        calendar = calendar or self._calendar
        overlaps = self.overlaps(draft)
        uid = os.urandom(16).hex()
        path = self._store.new_path(calendar, uid)
        content = events.new_event(draft, uid, self._dates.now()).text().encode()
        if dry_run:
            return Added(self._as_drafted(draft, path, calendar), overlaps, reading, dry_run=True)
        self._store.check()
        self._changes.apply(f"Added event {draft.title!r}", [FileChange(path, content, None)])
        self._store.has_changed()
        return Added(self._written(path, draft), overlaps, reading)

    def _as_drafted(self, draft: "EventDraft", path: Path, calendar: str) -> "Event":
        first = self._store.draft_occurrences(draft, _day_of(draft.start))[0]
        return replace(
            first,
            id="",
            where=draft.where,
            note=draft.note,
            rrule=draft.rrule,
            reminders=draft.reminders,
            calendar=calendar,
            path=path,
        )

    def _written(self, path: Path, draft: "EventDraft") -> "Event":
        day = _midnight(_day_of(draft.start), self._dates.now()) - timedelta(days=1)
        found = self._store.between(day, day + timedelta(days=3))
        return next(event for event in found if event.path == path)

    def overlaps(self, draft: "EventDraft", besides: str = "") -> "tuple[Event, ...]":
        """What takes place at the same time as a draft, in the coming weeks of its rule."""
        until = _day_of(draft.start) + timedelta(days=_OVERLAP_DAYS if draft.rrule else 0)
        planned = [e for e in self._store.draft_occurrences(draft, until) if e.takes_time]
        if not planned:
            return ()
        first, last = planned[0].start, planned[-1].end
        if not (isinstance(first, datetime) and isinstance(last, datetime)):
            return ()
        others = [e for e in self._store.between(first, last) if e.takes_time and e.id != besides]
        found = [
            other
            for other in others
            if any(other.start < one.end and other.end > one.start for one in planned)
        ]
        return tuple(found[:_MOST_OVERLAPS])

    def new_overlaps(self, before: "Event", after: "Event") -> "tuple[Event, ...]":
        """What an event collides with since it was moved; nothing when it was not."""
        from pa_cli.core.event import EventDraft

        if (before.start, before.end, before.rrule) == (after.start, after.end, after.rrule):
            return ()
        rule = after.rrule if after.occurrence else None
        draft = EventDraft(
            after.title, after.start, after.end, all_day=not after.takes_time, rrule=rule
        )
        return self.overlaps(draft, after.id) if after.takes_time else ()

    def range_of(self, text: str) -> Range:
        """The stretch of time that `text` names; without a text this day and the six after it.

        Raises:
            UsageError: It names none.
        """
        now = self._dates.now()
        today = _midnight(now.date(), now)
        if not text.strip():
            return Range(today, _midnight(now.date() + timedelta(days=7), now), "")
        reading = self._dates.read_range(text)
        if reading.start is None:
            raise UsageError(
                f"{text!r} names no day or days.",
                hint='Examples: today, tomorrow, "this week", 2026-04, "next 10 days", 下周.',
            )
        start, end = reading.start, reading.end
        if isinstance(start, datetime):
            if not isinstance(end, datetime):
                end = start + timedelta(hours=1)
            return Range(start, end, text)
        last = end if end is not None and not isinstance(end, datetime) else start
        return Range(_midnight(start, now), _midnight(last + timedelta(days=1), now), text)

    @property
    def week_start(self) -> int:
        """The first day of the week; 0 is Monday."""
        return self._dates.options.week_start

    def day_in(self, text: str) -> date:
        """The first day that `text` names, the present one without a text."""
        return self.range_of(text or "today").start.astimezone(self._dates.now().tzinfo).date()

    def days(self, first: date, last: date) -> Range:
        """Whole days, both included."""
        now = self._dates.now()
        return Range(_midnight(first, now), _midnight(last + timedelta(days=1), now))

    def list(self, when: Range, *, tags: Sequence[str] = ()) -> "Sequence[Event]":
        """What takes place in a stretch of time, in order."""
        wanted = [fold(tag) for tag in read_tags(list(tags))]
        found = self._store.between(when.start, when.end)
        return [event for event in found if has_tags(event.tags, wanted)]

    def remember(self, shown: "Sequence[Event]") -> None:
        """These events were just shown, numbered from 1."""
        refs = [f"{e.id}@{e.occurrence}" if e.occurrence else e.id for e in shown]
        self._last_lists.remember(KIND, refs)

    def find(self, ref: str) -> "Event":
        """The event that the user calls `ref`; of a recurring one the next occurrence.

        `REF@2026-03-12` is the occurrence planned for that day.

        Raises:
            NotFoundError: There is none, or several; those are named.
        """
        ref = from_last_list(ref, KIND, self._last_lists)
        name, _, planned = ref.rpartition("@") if "@" in ref else (ref, "", "")
        if name and not _is_planned(planned):
            name, planned = ref, ""
        event = the_one(
            name or ref, self._store.candidates, noun="event", list_command="pa agenda list"
        )
        if not event.occurrence:
            return event
        return self._planned(event, planned) if planned else self._next(event)

    def _planned(self, event: "Event", planned: str) -> "Event":
        now = self._dates.now()
        day = date.fromisoformat(planned[:10])
        for days in (2, _SEARCHED_DAYS):
            start, end = day - timedelta(days=days), day + timedelta(days=days)
            found = self._store.occurrences(event, _midnight(start, now), _midnight(end, now))
            for one in found:
                if one.occurrence and one.occurrence.startswith(planned):
                    return one
        raise NotFoundError(
            f"{event.title!r} does not take place on {planned}.",
            hint=f"See when it does: pa agenda show {event.id}",
        )

    def _next(self, event: "Event") -> "Event":
        """The next occurrence, else the last known one."""
        now = self._dates.now()
        for days in (40, _SEARCHED_DAYS):
            end = _midnight(now.date() + timedelta(days=days), now)
            for one in self._store.occurrences(event, now, end):
                return one
        start = _midnight(now.date() - timedelta(days=_SEARCHED_DAYS), now)
        past = self._store.occurrences(event, start, now)
        return past[-1] if past else event

    def coming(self, event: "Event", count: int = 5) -> "Sequence[Event]":
        """The next occurrences of a recurring event."""
        now = self._dates.now()
        end = _midnight(now.date() + timedelta(days=_SEARCHED_DAYS), now)
        return self._store.occurrences(event, now, end)[:count] if event.occurrence else ()

    def remove(self, chosen: "Sequence[tuple[Event, Scope]]") -> None:
        """Move events, or some of their occurrences, to the trash, as one operation."""
        from pa_cli.services.event_changes import EventFile

        with self._changes.locked():
            files: dict[Path, EventFile] = {}
            for event, scope in chosen:
                file = files.get(event.path)
                if file is None:
                    file = files[event.path] = EventFile(event.path, self._store.read(event.path))
                file.remove(event, scope, self._dates.now())
            summary = summary_of("Removed event", [event.title for event, _ in chosen])
            self._changes.apply(summary, [file.change() for file in files.values()])
            self._store.has_changed()

    def preview_edit(self, event: "Event", edit: "EventEdit") -> Added:
        """An occurrence as an edit would make it, and what it would collide with.

        Raises:
            UsageError: A field cannot be read, or does not fit.
        """
        draft = self._edits().preview(event, edit)
        shown = self._as_drafted(draft, event.path, event.calendar)
        after = replace(
            shown, id=event.id, uid=event.uid, rrule=event.rrule, occurrence=event.occurrence
        )
        return Added(after, self.overlaps(draft, event.id), None, dry_run=True)

    def edit(self, event: "Event", scope: "Scope", edit: "EventEdit") -> "Event | None":
        """Change an event, or some of its occurrences; None when nothing was changed.

        Raises:
            UsageError: A field cannot be read, or does not fit.
        """
        edits = self._edits()
        with self._changes.locked():
            changes = edits.changes(event, scope, edit)
            if not changes:
                return None
            self._changes.apply(f"Edited event {event.title!r}", changes)
            self._store.has_changed()
        return self._edited(event, changes)

    def _edits(self) -> "EventEdits":
        from pa_cli.services.event_edits import EventEdits

        return EventEdits(self._store, self._drafts, self._dates.now())

    def _edited(self, event: "Event", changes: "Sequence[FileChange]") -> "Event":
        """The occurrence as it is now, or the first one of what was written."""
        path = changes[-1].path
        candidates = self._store.candidates(event.id) if path == event.path else ()
        now = self._dates.now()
        middle = _day_of(event.start)
        for days in (8, _SEARCHED_DAYS):
            start = _midnight(middle - timedelta(days=days), now)
            end = _midnight(middle + timedelta(days=days), now)
            found = [e for e in self._store.between(start, end) if e.path == path]
            same = [e for e in found if e.occurrence == event.occurrence]
            if found:
                return (same or found)[0]
        return candidates[0] if candidates else event


def _is_planned(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(), tzinfo=now.tzinfo)


def _day_of(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
