"""What to do next, from deadlines, free time, habits and notes."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from pa_cli.core.event import Event, Slot
from pa_cli.core.note import Note
from pa_cli.core.suggestion import (
    HABIT_WEEKS,
    Doing,
    Suggestion,
    SuggestionSource,
    from_events,
    from_habits,
    from_note,
    from_todos,
    rank,
)
from pa_cli.core.todo import Todo
from pa_cli.services.agenda import AgendaService, Range
from pa_cli.services.free_time import free_slots
from pa_cli.services.notes import NotesService
from pa_cli.services.todos import TodosService

_HOURS = (time(9), time(21))
_LEAST_MINUTES = 30
_RECENT_DAYS = 14
_MOST_NOTES = 50
"""Notes that are read: the ones changed last, within two weeks."""


class SuggestionService:
    """Chooses what to suggest; no model is asked.

    Args:
        agenda: The events.
        todos: The to-dos.
        notes: The notes.
    """

    def __init__(self, agenda: AgendaService, todos: TodosService, notes: NotesService) -> None:
        self._agenda = agenda
        self._todos = todos
        self._notes = notes

    def suggest(self, most: int = 5) -> list[Suggestion]:
        """The `most` urgent things to do next, the most urgent first."""
        now = self._agenda.now()
        midnight = datetime.combine(now.date(), time(), tzinfo=now.tzinfo)
        tomorrow = midnight + timedelta(days=1)
        todos = self._todos.list(done=True)
        events = self._agenda.list(Range(midnight - timedelta(weeks=HABIT_WEEKS), tomorrow))
        notes = self._notes.list(since=midnight - timedelta(weeks=HABIT_WEEKS))
        still_open = [todo for todo in todos if not todo.done]
        of_today = [event for event in events if _ends_after(event, midnight)]
        planned = [todo.title for todo in still_open] + [event.title for event in of_today]
        found = [
            *from_todos(still_open, now),
            *from_events(of_today, now),
            *from_habits(_doings(todos, events, notes, midnight), planned, now.date()),
            *self._from_notes(notes, now),
        ]
        return rank(found, self._free(of_today, now, tomorrow), most)

    def _from_notes(self, notes: Sequence[Note], now: datetime) -> Iterator[Suggestion]:
        since = now - timedelta(days=_RECENT_DAYS)
        recent = [note for note in notes if note.modified >= since][:_MOST_NOTES]
        for note in recent:
            read = self._notes.read(note)
            if read is None:
                continue
            source = _note_source(read.note)
            changed = read.note.modified.astimezone(now.tzinfo).date()
            text = read.content.decode("utf-8", "replace")
            yield from from_note(text, source, changed, now.date())

    def _free(self, events: Sequence[Event], now: datetime, until: datetime) -> Sequence[Slot]:
        begin = now.replace(second=0, microsecond=0)
        if minutes := begin.minute % 15:
            begin += timedelta(minutes=15 - minutes)
        return list(free_slots(events, begin, until, _HOURS, _LEAST_MINUTES))


def _doings(
    todos: Sequence[Todo], events: Sequence[Event], notes: Sequence[Note], midnight: datetime
) -> Iterator[Doing]:
    zone = midnight.tzinfo
    for todo in todos:
        if todo.completed is not None and todo.status != "cancelled":
            source = SuggestionSource("todo", todo.id, todo.title, str(todo.path))
            yield Doing(todo.title, todo.completed.astimezone(zone).date(), source)
    for event in events:
        source = SuggestionSource("event", event.id, event.title, str(event.path))
        start = event.start
        day = start.astimezone(zone).date() if isinstance(start, datetime) else start
        # what repeats by itself needs no reminding
        if event.rrule is None and event.status != "cancelled":
            yield Doing(event.title, day, source)
    for note in notes:
        yield Doing(note.title, note.created.astimezone(zone).date(), _note_source(note))


def _note_source(note: Note) -> SuggestionSource:
    return SuggestionSource("note", note.id, note.title, str(note.path))


def _ends_after(event: Event, moment: datetime) -> bool:
    if isinstance(event.end, datetime):
        return event.end > moment
    return event.end >= moment.date()
