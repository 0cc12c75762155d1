"""A day on a terminal, in a pipe and as JSON."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pa_cli.core.dates.wording import format_day, format_distance
from pa_cli.core.event import Event
from pa_cli.core.today import Day
from pa_cli.core.todo import Todo
from pa_cli.ui.console import Output
from pa_cli.ui.event_view import day_of, event_line, event_record
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, screenful, terminal_columns
from pa_cli.ui.todo_view import todo_line, todo_record, when_text

_NARROW = 50
_LEAST = 3
_HEADINGS = 10  # the day, its sections, and what says that there is more


def show_day(output: Output, day: Day, now: datetime, *, as_json: bool) -> None:
    """What is on, what is due or late, what is next."""
    if as_json:
        output.write(to_json(_record(day)))
        return
    columns = terminal_columns() if output.stdout_is_terminal else 10_000
    most = _room(day, screenful() if output.stdout_is_terminal else 10**6)
    lines = _lines(day, now, columns, most)
    output.write("".join(f"{cut(line, columns)}\n" for line in lines))


def _record(day: Day) -> dict[str, object]:
    return {
        "date": day.date,
        "events": [event_record(event) for event in day.events],
        "late": [todo_record(todo) for todo in day.late],
        "due": [todo_record(todo) for todo in day.due],
        "next": [event_record(event) for event in day.next],
        "next_due": [todo_record(todo) for todo in day.next_due],
    }


def _room(day: Day, rows: int) -> tuple[int, int, int]:
    """How many events, late and due to-dos are shown, so that all of it fits on a screen."""
    sizes = [len(day.events), len(day.due), len(day.late)]
    shown = [min(size, _LEAST) for size in sizes]
    left = rows - sum(shown) - len(day.next) - len(day.next_due) - _HEADINGS
    for place, size in enumerate(sizes):
        more = max(min(size - shown[place], left), 0)
        shown[place] += more
        left -= more
    return shown[0], shown[2], shown[1]


def _lines(day: Day, now: datetime, columns: int, most: tuple[int, int, int]) -> Iterator[str]:
    events, late, due = most
    yield f"{format_day(day.date)}, {format_distance(day.date, now)}"
    yield ""
    if day.is_empty:
        free = "today" if day.date == now.date() else "that day"
        yield from textwrap.wrap(f"Nothing planned {free}: it is all yours.", columns)
    yield from _events(day.events[:events], day.date)
    if len(day.events) > events:
        yield f"     {len(day.events) - events} more: pa agenda list {day.date}"
    for name, todos, count in (("Late", day.late, late), ("Due", day.due, due)):
        if todos:
            yield from ("", name) if day.events or (name == "Due" and day.late) else (name,)
            number = 0 if name == "Late" else len(day.late)
            yield from _todos(todos[:count], number, now)
            if len(todos) > count:
                yield f"     {len(todos) - count} more: pa todo list"
    yield from _next(day, is_narrow=columns < _NARROW)


def _events(events: Sequence[Event], day: date) -> Iterator[str]:
    for number, event in enumerate(events, start=1):
        yield f"{number:>3}  {event_line(event, day)}"


def _todos(todos: Sequence[Todo], before: int, now: datetime) -> Iterator[str]:
    for number, todo in enumerate(todos, start=before + 1):
        yield f"{number:>3}  {todo_line(todo, now)}"


def _next(day: Day, *, is_narrow: bool) -> Iterator[str]:
    """The first things of the next two weeks, events and to-dos in one order."""
    coming = [(day_of(e.start), False, e.start, e.title) for e in day.next]
    coming += [(day_of(t.due), True, t.due, t.title) for t in day.next_due if t.due is not None]
    if coming:
        yield ""
        yield "Next"
    for _, is_todo, when, title in sorted(coming, key=lambda one: one[:2]):
        shown = f"{'[ ] ' if is_todo else ''}{clean_line(title)}"
        yield f"{when:%m-%d} {shown}" if is_narrow else f"     {when_text(when)}  {shown}"
