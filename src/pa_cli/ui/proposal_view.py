"""What would be done for a request: as lines to be confirmed, and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pa_cli.core.agenda_ports import Scope
from pa_cli.core.dates.wording import format_rule, format_when
from pa_cli.core.event import Event
from pa_cli.core.proposal import (
    AddEvent,
    AddNote,
    AddTodo,
    Ask,
    ChangeEvent,
    FinishTodos,
    Need,
    Proposal,
    Refuse,
    Remember,
    RemoveEvents,
    RemoveTodos,
)
from pa_cli.core.todo import Todo
from pa_cli.ui import event_view, todo_view
from pa_cli.ui.event_view import describe_when, doubts, minutes_text
from pa_cli.ui.sanitize import clean, clean_line

_MOST_NOTE_LINES = 12
_REPEATS: dict[Scope, str] = {
    "this": "this one alone",
    "following": "and all after it",
    "all": "with all its repetitions",
}


def lines_of(proposal: Proposal, now: datetime) -> Iterator[str]:
    """What would be done, exactly."""
    plan = proposal.plan
    if isinstance(plan, AddEvent | ChangeEvent | RemoveEvents):
        yield from _event_plan(plan, now)
    elif isinstance(plan, AddTodo | FinishTodos | RemoveTodos):
        yield from _todo_plan(plan, now)
    else:
        yield from _other_plan(proposal, now)
    yield from (f"  {line}" for line in doubts(proposal.reading, now) if not _is_note(line))
    yield from (f"  note: {clean_line(note)}" for note in proposal.notes)


def _event_plan(plan: AddEvent | ChangeEvent | RemoveEvents, now: datetime) -> Iterator[str]:
    match plan:
        case AddEvent(_, calendar, event, overlaps):
            yield f"Add event: {clean_line(event.title)}"
            yield from _when_lines(event, now)
            if calendar:
                yield f"  calendar {clean_line(calendar)}"
            yield from _overlap_lines(overlaps, now)
        case ChangeEvent(event, scope, _, after, overlaps):
            yield f"Change event: {clean_line(event.title)}"
            if after.title != event.title:
                yield f"  new title: {clean_line(after.title)}"
            yield f"  from {format_when(event.start, event.end, now)}"
            yield f"  to   {describe_when(after, now)}{_length(after)}"
            if event.occurrence:
                yield f"  {_REPEATS[scope]}"
            yield from _overlap_lines(overlaps, now)
        case RemoveEvents(chosen):
            yield f"Remove {_counted(len(chosen), 'event')}:"
            for event, scope in chosen:
                repeats = f", {_REPEATS[scope]}" if event.occurrence else ""
                yield f"  {event_view.describe(event, now)}{repeats}"


def _todo_plan(plan: AddTodo | FinishTodos | RemoveTodos, now: datetime) -> Iterator[str]:
    match plan:
        case AddTodo(_, _, todo):
            yield f"Add to-do: {todo_view.todo_line(todo, now)}"
            if todo.rrule:
                yield f"  {format_rule(todo.rrule, now)}"
            yield from (f"  reminder {minutes_text(m)}" for m in todo.reminders)
            if todo.list:
                yield f"  list {clean_line(todo.list)}"
            if todo.note:
                yield from _note_lines(todo.note)
        case FinishTodos(todos):
            yield f"Mark {_counted(len(todos), 'to-do')} as done:"
            yield from (f"  {todo_view.describe(todo, now)}" for todo in todos)
        case RemoveTodos(todos):
            yield f"Remove {_counted(len(todos), 'to-do')}:"
            yield from (f"  {todo_view.describe(todo, now)}" for todo in todos)


def _is_note(line: str) -> bool:
    """Notes of a reading are those of the proposal too."""
    return line.startswith("note: ")


def _other_plan(proposal: Proposal, now: datetime) -> Iterator[str]:
    match proposal.plan:
        case AddNote(text, title, tags):
            named = " ".join(clean_line(f"#{tag}") for tag in tags)
            yield f"Add note: {clean_line(title)} {named}".rstrip(" :") + ":"
            yield from _note_lines(text)
        case Remember(memory):
            yield clean_line(memory.line)
        case Need(_, question, choices):
            yield f"Not clear yet: {question}"
            yield from (f"  {choice_line(choice, now)}" for choice in choices)
        case Refuse(message):
            yield clean_line(message)
        case Ask(text):
            yield f"Ask the model: {clean_line(text)}"
        case _:
            yield f"Look up: {proposal.call.action}"


def _note_lines(text: str) -> Iterator[str]:
    lines = clean(text).splitlines()
    yield from (f"  {line}".rstrip() for line in lines[:_MOST_NOTE_LINES])
    if len(lines) > _MOST_NOTE_LINES:
        yield f"  and {len(lines) - _MOST_NOTE_LINES} more lines"


def choice_line(item: Event | Todo, now: datetime) -> str:
    """One of several items that may be meant."""
    if isinstance(item, Event):
        repeats = ", repeats" if item.occurrence else ""
        return f"{clean_line(item.title)}  {format_when(item.start, item.end, now)}{repeats}"
    return todo_view.todo_line(item, now)


def _when_lines(event: Event, now: datetime) -> Iterator[str]:
    yield f"  {describe_when(event, now)}{_length(event)}"
    more = [f"@ {clean_line(event.where)}"] if event.where else []
    more += [clean_line(f"#{tag}") for tag in event.tags]
    more += [f"reminder {minutes_text(minutes)}" for minutes in event.reminders]
    if more:
        yield "  " + "  ".join(more)
    if event.note:
        yield from _note_lines(event.note)


def _overlap_lines(overlaps: Sequence[Event], now: datetime) -> Iterator[str]:
    for other in overlaps:
        yield f"  overlaps: {clean_line(other.title)}, {format_when(other.start, other.end, now)}"


def _length(event: Event) -> str:
    """How long an event takes."""
    start, end = event.start, event.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        hours, minutes = divmod(round((end.timestamp() - start.timestamp()) / 60), 60)
        parts = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes)
        return f" ({' '.join(parts)})" if parts else ""
    days = (event_view.day_of(end) - event_view.day_of(start)).days + 1
    return "" if days == 1 else f" ({days} days)"


def question_of(proposals: Sequence[Proposal]) -> str:
    """What is asked below the lines."""
    return "Do this?" if len(proposals) == 1 else f"Do these {len(proposals)}?"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
