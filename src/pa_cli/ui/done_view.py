"""Answers to requests in plain words: what there is, and what was done."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pa_cli.core.dates.wording import format_day, format_distance, format_when
from pa_cli.core.event import Event, Slot
from pa_cli.core.note import NoteHit
from pa_cli.core.proposal import (
    AddEvent,
    AddTodo,
    ChangeEvent,
    Done,
    Proposal,
    Remember,
    RemoveEvents,
    RemoveTodos,
    ShowEvents,
    ShowFree,
    ShowLists,
    ShowNotes,
    ShowTodos,
    Tell,
)
from pa_cli.core.todo import Todo
from pa_cli.ui import todo_view
from pa_cli.ui.event_view import day_of, describe_when, event_line, event_record, minutes_text
from pa_cli.ui.note_view import hit_record
from pa_cli.ui.sanitize import clean, clean_line
from pa_cli.ui.todo_view import todo_record

_LONG_AHEAD = timedelta(days=60)


def answer_lines(proposal: Proposal, now: datetime) -> Iterator[str]:
    """The answer to a question about the user's data, each item with a number where it is listed."""
    match proposal.plan:
        case ShowEvents(events, start, end, about):
            yield from _event_lines(events, start, end, about, now)
        case ShowFree(busy, slots, start, end):
            yield from _free_lines(busy, slots, start, end, now)
        case ShowTodos(todos, list_name, about):
            yield from _todo_lines(todos, list_name, about, proposal, now)
        case ShowLists(lists):
            yield from [] if lists else ["There are no lists yet."]
            yield from (f"{clean_line(n) or '(none)'}  {o} open, {d} done" for n, o, d in lists)
        case ShowNotes(hits, query):
            yield from _note_lines(hits, query)
        case Tell(text):
            yield clean(text)
        case _:
            return


def _note_lines(hits: Sequence[NoteHit], query: str) -> Iterator[str]:
    if not hits:
        yield f"Nothing in your notes about {clean_line(query)!r}."
    digits = len(str(len(hits)))
    for number, hit in enumerate(hits, start=1):
        yield f"{number:>{digits}}  {clean_line(hit.note.title)}  ({hit.note.id})"
        line = clean_line(hit.line or "")
        if line and line.lstrip("# ") != clean_line(hit.note.title):
            yield f"{' ' * (digits + 2)}{line}"


def _event_lines(
    events: Sequence[Event], start: datetime, end: datetime, about: str, now: datetime
) -> Iterator[str]:
    if not events:
        what = f"Nothing like {clean_line(about)!r}" if about else "Nothing"
        yield f"{what} planned: {_span_text(start, end, now)}."
        return
    last = None
    digits = len(str(len(events)))
    for number, event in enumerate(events, start=1):
        day = max(day_of(event.start), start.date())
        if day != last:
            yield f"{format_day(day)}, {format_distance(day, now)}"
            last = day
        yield f"{number:>{digits}}  {event_line(event, day)}"


def _free_lines(
    busy: Sequence[Event],
    slots: Sequence[Slot],
    start: datetime,
    end: datetime,
    now: datetime,
) -> Iterator[str]:
    if not busy:
        yield f"Yes, nothing takes that time: {_span_text(start, end, now)}."
        return
    yield f"Not all of it: {_span_text(start, end, now)}."
    for event in busy:
        yield f"  {format_when(event.start, event.end, now)}  {clean_line(event.title)}"
    free = [f"  {format_when(slot.start, slot.end, now)}" for slot in slots]
    yield "Free:" if free else "No free time is left in it."
    yield from free


def _todo_lines(
    todos: Sequence[Todo], list_name: str, about: str, proposal: Proposal, now: datetime
) -> Iterator[str]:
    where = f" on the list {clean_line(list_name)}" if list_name else ""
    if not todos:
        what = f"Nothing like {clean_line(about)!r}" if about else "Nothing"
        due = f" that is due {clean_line(proposal.call.when)}" if proposal.call.when else ""
        yield f"{what} to do{where}{due}."
        return
    digits = len(str(len(todos)))
    for number, todo in enumerate(todos, start=1):
        yield f"{number:>{digits}}  {todo_view.todo_line(todo, now)}"


def _span_text(start: datetime, end: datetime, now: datetime) -> str:
    """A stretch of time: a day, days, or hours of a day; a long one is "so far"."""
    if end - start > _LONG_AHEAD:
        return "from now on"
    last = end - timedelta(microseconds=1)
    whole = start.time() == datetime.min.time() and end.time() == datetime.min.time()
    if not whole:
        return format_when(start, end, now)
    if start.date() == last.date():
        return f"{format_day(start.date())}, {format_distance(start.date(), now)}"
    return f"{format_day(start.date())} to {format_day(last.date())}"


def done_lines(done: Done, now: datetime) -> Iterator[str]:
    """What was done, and what to call it from now on."""
    match done.proposal.plan:
        case AddEvent(_, _, _, overlaps):
            event = _event(done)
            yield f"Added {event.id}  {clean_line(event.title)}"
            more = f"  @ {clean_line(event.where)}" if event.where else ""
            more += "".join(f"  reminder {minutes_text(m)}" for m in event.reminders)
            yield describe_when(event, now) + more
            for other in overlaps:
                when = format_when(other.start, other.end, now)
                yield f"overlaps: {clean_line(other.title)}, {when}"
        case ChangeEvent():
            event = _event(done)
            yield f"Changed {event.id}  {clean_line(event.title)}"
            yield describe_when(event, now)
        case RemoveEvents(chosen):
            for event, scope in chosen:
                when = format_when(event.start, event.end, now)
                alone = " (this one alone)" if scope == "this" and event.occurrence else ""
                yield f"Removed {event.id}  {clean_line(event.title)}  {when}{alone}"
        case _:
            yield from (_item_line(done, item, now) for item in done.items)


def _item_line(done: Done, item: object, now: datetime) -> str:
    found = getattr(item, "todo", item)
    if not isinstance(found, Todo):
        what = getattr(item, "title", "") or getattr(item, "text", "")
        verb = "Remembered" if isinstance(done.proposal.plan, Remember) else "Added note"
        return f"{verb} {getattr(item, 'id', '')}  {clean_line(str(what))}"
    match done.proposal.plan:
        case AddTodo():
            where = f"  list {clean_line(found.list)}" if found.list else ""
            return f"Added {found.id}  {todo_view.todo_line(found, now)}{where}"
        case RemoveTodos():
            return f"Removed {found.id}  {clean_line(found.title)}"
        case _:
            return f"Done {found.id}  {clean_line(found.title)}"


def _event(done: Done) -> Event:
    event = done.items[0]
    if not isinstance(event, Event):
        raise TypeError(f"{type(event).__name__} is no event")
    return event


def done_record(done: Done) -> list[object]:
    """The items that something was done with, as JSON has them."""
    records: list[object] = []
    for item in done.items:
        todo = getattr(item, "todo", item)
        if isinstance(todo, Event):
            records.append(event_record(todo))
        elif isinstance(todo, Todo):
            records.append(todo_record(todo))
        else:
            records.append(todo)
    return records


def shown_record(proposal: Proposal) -> list[object]:
    """The items that were asked for, as JSON has them."""
    match proposal.plan:
        case ShowEvents(events):
            return [event_record(event) for event in events]
        case ShowTodos(todos):
            return [todo_record(todo) for todo in todos]
        case ShowNotes(hits):
            return [hit_record(hit) for hit in hits]
        case ShowFree(_, slots):
            return [{"start": s.start, "end": s.end, "minutes": s.minutes} for s in slots]
        case ShowLists(lists):
            return [{"name": n, "open": o, "done": d} for n, o, d in lists]
        case Tell(text):
            return [{"text": text}]
        case _:
            return []
