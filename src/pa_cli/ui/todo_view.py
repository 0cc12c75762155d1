"""To-dos on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from pa_cli.core.dates.wording import format_day, format_distance, format_rule
from pa_cli.core.todo import Todo
from pa_cli.core.voice import ENGLISH, Voice
from pa_cli.ui.console import Output
from pa_cli.ui.event_view import doubts, minutes_text, moment_text
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, terminal_columns

if TYPE_CHECKING:
    from pa_cli.core.dates.result import DateReading


_NARROW = 50
_MARKS = {"high": "!!!", "medium": "!!", "low": "!"}


def todo_record(todo: Todo) -> dict[str, object]:
    """A to-do as JSON has it."""
    return {
        "id": todo.id or None,
        "title": todo.title,
        "due": todo.due,
        "all_day": todo.due is not None and not isinstance(todo.due, datetime),
        "priority": todo.priority,
        "done": todo.done,
        "completed": todo.completed,
        "status": todo.status,
        "rrule": todo.rrule,
        "note": todo.note,
        "tags": todo.tags,
        "reminders": todo.reminders,
        "list": todo.list,
        "created": todo.created,
        "uid": todo.uid or None,
        "path": todo.path,
        "problem": todo.problem,
    }


def show_list(
    output: Output, shown: Sequence[Todo], total: int, now: datetime, *, as_json: bool
) -> None:
    """To-dos, numbered, one a line; `total` is how many there are."""
    if as_json:
        output.write(to_json([todo_record(todo) for todo in shown]))
        return
    if not shown:
        output.notice_terminal("Nothing to do. Add something: pa todo add TEXT")
        return
    if not output.stdout_is_terminal:
        output.write("".join("\t".join(_fields(todo)) + "\n" for todo in shown))
        return
    digits = len(str(len(shown)))
    columns = terminal_columns()
    for number, todo in enumerate(shown, start=1):
        output.write(cut(f"{number:>{digits}}  {todo_line(todo, now)}", columns) + "\n")
    if total > len(shown):
        output.notice(f"{total - len(shown)} more: pa todo list -n {total}, or | less")


def todo_line(todo: Todo, now: datetime, voice: Voice = ENGLISH) -> str:
    """A to-do at a glance: box, priority, title, when it is due."""
    parts = ["[x]" if todo.done else "[ ]", _MARKS.get(todo.priority or "", "")]
    parts.append(clean_line(todo.title))
    if todo.due is not None:
        due = due_text(todo, now, voice)
        parts.append(voice.pick(f"({due})", f"（{due}）"))
    parts += [clean_line(f"#{tag}") for tag in todo.tags]
    if todo.rrule:
        parts.append(voice.pick("(repeats)", "（重复）"))
    if todo.problem:
        parts.append(f"! {clean_line(todo.problem)}")
    return " ".join(part for part in parts if part)


def due_text(todo: Todo, now: datetime, voice: Voice = ENGLISH) -> str:
    """When a to-do is due, and whether that is over: late, Mon 9 Mar 2026, 2 days ago."""
    if todo.due is None:
        return ""
    late = [voice.pick("late", "已过期")] if todo.is_late(now) else []
    due = voice.when(todo.due, None, now)
    return voice.comma.join([*late, due, voice.distance(todo.due, now)])


def when_text(moment: date | datetime) -> str:
    """A day, or a day with its time."""
    if isinstance(moment, datetime):
        return f"{format_day(moment)}, {moment:%H:%M}"
    return format_day(moment)


def show_todo(output: Output, todo: Todo, now: datetime, *, as_json: bool) -> None:
    """One to-do with everything that is known of it."""
    if as_json:
        output.write(to_json(todo_record(todo)))
        return
    output.write("\n".join(_details(todo, now)) + "\n")


def _details(todo: Todo, now: datetime) -> list[str]:
    facts = {
        "due": due_text(todo, now),
        "done": when_text(todo.completed) if todo.completed else "yes" if todo.done else "",
        "repeats": format_rule(todo.rrule, now) if todo.rrule else "",
        "priority": todo.priority,
        "tags": " ".join(f"#{tag}" for tag in todo.tags),
        "remind": ", ".join(minutes_text(m) for m in todo.reminders),
        "list": todo.list,
        "id": todo.id,
        "file": str(todo.path),
        "problem": todo.problem,
    }
    lines = [clean_line(todo.title)]
    lines += [f"{name}: {clean_line(text)}" for name, text in facts.items() if text]
    return [*lines, "", todo.note] if todo.note else lines


def show_change(output: Output, todo: Todo, what: str, now: datetime, *, as_json: bool) -> None:
    """What was done to a to-do, and what to call it from now on."""
    if as_json:
        output.write(to_json(todo_record(todo)))
    else:
        output.write(f"{what} {todo.id}  {todo_line(todo, now)}\n")


def show_added(
    output: Output,
    todo: Todo,
    reading: "DateReading | None",
    now: datetime,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """What was added, and how its words were read."""
    if as_json:
        from pa_cli.ui.date_view import reading_record

        record = todo_record(todo)
        record["reading"] = None if reading is None else reading_record(reading)
        record["dry_run"] = dry_run
        output.write(to_json(record))
        return
    lines = [f"{'Would add' if dry_run else f'Added {todo.id}'}  {todo_line(todo, now)}"]
    if todo.rrule:
        lines.append(format_rule(todo.rrule, now))
    lines += [f"reminder {minutes_text(minutes)}" for minutes in todo.reminders]
    output.write("\n".join([*lines, *doubts(reading, now)]) + "\n")


def show_done(
    output: Output,
    done: Sequence[tuple[Todo, date | datetime | None]],
    now: datetime,
    *,
    as_json: bool,
) -> None:
    """What is done, and when it comes back."""
    if as_json:
        records = [{**todo_record(todo), "next_due": due} for todo, due in done]
        output.write(to_json(records))
        return
    for todo, due in done:
        again = f"  Again: {when_text(due)}, {format_distance(due, now)}" if due else ""
        output.write(f"Done {todo.id}  {clean_line(todo.title)}{again}\n")


def show_removed(output: Output, removed: Sequence[Todo], *, as_json: bool) -> None:
    """What was moved to the trash."""
    if as_json:
        output.write(to_json([todo_record(todo) for todo in removed]))
        return
    for todo in removed:
        output.write(f"Removed {todo.id}  {clean_line(todo.title)}\n")
    output.notice_terminal("To bring back: pa undo")


def show_lists(output: Output, lists: Sequence[tuple[str, int, int]], *, as_json: bool) -> None:
    """The lists with how many to-dos are in them."""
    if as_json:
        output.write(to_json([{"name": n, "open": o, "done": d} for n, o, d in lists]))
        return
    if not lists:
        output.notice_terminal("There are no lists yet. Add a to-do: pa todo add TEXT")
    for name, is_open, done in lists:
        shown = clean_line(name) or "(none)"
        if output.stdout_is_terminal:
            output.write(f"{shown}  {is_open} open, {done} done\n")
        else:
            output.write(f"{shown}\t{is_open}\t{done}\n")


def describe(todo: Todo, now: datetime, voice: Voice = ENGLISH) -> str:
    """A to-do in one line, for a question."""
    return f"{todo.id}  {todo_line(todo, now, voice)}"


def _fields(todo: Todo) -> list[str]:
    return [
        todo.id,
        "done" if todo.done else "open",
        "" if todo.due is None else moment_text(todo.due),
        todo.priority or "",
        clean_line(todo.title),
        clean_line(" ".join(f"#{tag}" for tag in todo.tags)),
        clean_line(todo.list),
    ]
