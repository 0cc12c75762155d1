"""The agenda: events added, found and removed; every change goes through the change log."""

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.services.agenda_reading import (
    SEARCHED_DAYS,
    AgendaReading,
    Range,
    day_of,
    midnight,
)
from pa_cli.services.item_refs import summary_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pa_cli.core.agenda_ports import AgendaStore, Scope
    from pa_cli.core.changes import FileChange
    from pa_cli.core.dates.result import DateReading
    from pa_cli.core.event import Event, EventDraft, EventEdit
    from pa_cli.core.note_ports import LastLists
    from pa_cli.core.ports import ChangeLog
    from pa_cli.services.dates import DatesService
    from pa_cli.services.event_drafts import EventDrafts, EventRequest
    from pa_cli.services.event_edits import EventEdits


__all__ = ["Added", "AgendaService", "Range"]

_OVERLAP_DAYS = 60
_MOST_OVERLAPS = 5


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


class AgendaService(AgendaReading):
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
        super().__init__(store, last_lists, dates)
        self._changes = changes
        self._calendar = calendar

    @property
    def _drafts(self) -> "EventDrafts":
        from pa_cli.services.event_drafts import EventDrafts

        return EventDrafts(self._dates)

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
        first = self._store.draft_occurrences(draft, day_of(draft.start))[0]
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
        day = midnight(day_of(draft.start), self._dates.now()) - timedelta(days=1)
        return self._store.at(path, day, day + timedelta(days=3))[0]

    def overlaps(self, draft: "EventDraft", besides: str = "") -> "tuple[Event, ...]":
        """What takes place at the same time as a draft, in the coming weeks of its rule."""
        until = day_of(draft.start) + timedelta(days=_OVERLAP_DAYS if draft.rrule else 0)
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
        middle = day_of(event.start)
        for days in (8, SEARCHED_DAYS):
            start = midnight(middle - timedelta(days=days), now)
            end = midnight(middle + timedelta(days=days), now)
            found = [e for e in self._store.between(start, end) if e.path == path]
            same = [e for e in found if e.occurrence == event.occurrence]
            if found:
                return (same or found)[0]
        return candidates[0] if candidates else event
