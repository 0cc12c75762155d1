"""What would be done for a request: as lines to be confirmed, and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pa_cli.core.agenda_ports import Scope
from pa_cli.core.event import Event
from pa_cli.core.memory_item import MemoryProposal
from pa_cli.core.proposal import (
    AddEvent,
    AddNote,
    AddTodo,
    Ask,
    ChangeEvent,
    ChangeTodo,
    FinishTodos,
    Need,
    Proposal,
    Refuse,
    Remember,
    RemoveEvents,
    RemoveTodos,
)
from pa_cli.core.todo import Todo
from pa_cli.core.voice import ENGLISH, Voice
from pa_cli.ui import event_view, todo_view
from pa_cli.ui.event_view import describe_when, doubts, reminder_text
from pa_cli.ui.sanitize import clean, clean_line

_MOST_NOTE_LINES = 12
_LONGEST_NOTE_LINE = 1000
_REPEATS: dict[Scope, tuple[str, str]] = {
    "this": ("this one alone", "只动这一次"),
    "following": ("and all after it", "这一次和以后的"),
    "all": ("with all its repetitions", "全部重复"),
}


def lines_of(proposal: Proposal, now: datetime, voice: Voice = ENGLISH) -> Iterator[str]:
    """What would be done, exactly."""
    plan = proposal.plan
    if isinstance(plan, AddEvent | ChangeEvent | RemoveEvents):
        yield from _event_plan(plan, now, voice)
    elif isinstance(plan, AddTodo | ChangeTodo | FinishTodos | RemoveTodos):
        yield from _todo_plan(plan, now, voice)
    else:
        yield from _other_plan(proposal, now, voice)
    # of a change only the time of day was read: another reading would be of another day
    other = (
        () if isinstance(plan, ChangeEvent | ChangeTodo) else doubts(proposal.reading, now, voice)
    )
    yield from (f"  {line}" for line in other if not _is_note(line))
    note = voice.pick("note: ", "注意：")
    yield from (f"  {note}{clean_line(text)}" for text in proposal.notes)


def _event_plan(
    plan: AddEvent | ChangeEvent | RemoveEvents, now: datetime, voice: Voice
) -> Iterator[str]:
    match plan:
        case AddEvent(_, calendar, event, overlaps):
            yield voice.pick("Add event: ", "添加日程：") + clean_line(event.title)
            yield from _when_lines(event, now, voice)
            if calendar:
                yield voice.pick("  calendar ", "  日历：") + clean_line(calendar)
            yield from overlap_lines(overlaps, now, voice, indent="  ")
        case ChangeEvent(event, scope, _, after, overlaps):
            yield voice.pick("Change event: ", "修改日程：") + clean_line(event.title)
            if after.title != event.title:
                yield voice.pick("  new title: ", "  新名称：") + clean_line(after.title)
            yield voice.pick("  from ", "  原来 ") + voice.when(event.start, event.end, now)
            to = voice.pick("  to   ", "  改为 ")
            yield f"{to}{describe_when(after, now, voice)}{_length(after, voice)}"
            if event.occurrence:
                yield f"  {voice.pick(*_REPEATS[scope])}"
            yield from overlap_lines(overlaps, now, voice, indent="  ")
        case RemoveEvents(chosen):
            count = voice.count(len(chosen), "event", "个日程")
            yield voice.pick(f"Remove {count}:", f"删除{count}：")
            for event, scope in chosen:
                repeats = voice.comma + voice.pick(*_REPEATS[scope]) if event.occurrence else ""
                yield f"  {event_view.describe(event, now, voice)}{repeats}"


def _todo_plan(
    plan: AddTodo | ChangeTodo | FinishTodos | RemoveTodos, now: datetime, voice: Voice
) -> Iterator[str]:
    match plan:
        case AddTodo(_, _, todo):
            yield voice.pick("Add to-do: ", "添加待办：") + todo_view.todo_line(todo, now, voice)
            if todo.rrule:
                yield f"  {voice.rule(todo.rrule, now)}"
            yield from (f"  {reminder_text(m, voice)}" for m in todo.reminders)
            if todo.list:
                yield voice.pick("  list ", "  清单：") + clean_line(todo.list)
            if todo.note:
                yield from _note_lines(todo.note, voice)
            return
        case ChangeTodo(todo, _, after):
            yield from _change_lines(todo, after, now, voice)
            return
        case FinishTodos(todos):
            count = voice.count(len(todos), "to-do", "项待办")
            yield voice.pick(f"Mark {count} as done:", f"完成{count}：")
        case RemoveTodos(todos):
            count = voice.count(len(todos), "to-do", "项待办")
            yield voice.pick(f"Remove {count}:", f"删除{count}：")
    yield from (f"  {todo_view.describe(todo, now, voice)}" for todo in todos)


def _change_lines(todo: Todo, after: Todo, now: datetime, voice: Voice) -> Iterator[str]:
    yield voice.pick("Change to-do: ", "修改待办：") + clean_line(todo.title)
    if after.title != todo.title:
        yield voice.pick("  new title: ", "  新名称：") + clean_line(after.title)
    if after.due is None or after.due == todo.due:
        return
    if todo.due:
        yield voice.pick("  from ", "  原来 ") + voice.when(todo.due, None, now)
    due = voice.pick("  to   ", "  改为 ") if todo.due else voice.pick("  due ", "  期限 ")
    yield f"{due}{voice.when(after.due, None, now)}{voice.comma}{voice.distance(after.due, now)}"


def _is_note(line: str) -> bool:
    """Notes of a reading are those of the proposal too."""
    return line.startswith("note: ")


def _other_plan(proposal: Proposal, now: datetime, voice: Voice) -> Iterator[str]:
    match proposal.plan:
        case AddNote(text, title, tags):
            named = " ".join(clean_line(f"#{tag}") for tag in tags)
            head = voice.pick("Add note: ", "添加笔记：")
            yield f"{head}{clean_line(title)} {named}".rstrip(" :：") + voice.pick(":", "：")
            yield from _note_lines(text, voice)
        case Remember(memory):
            yield clean_line(_memory_line(memory, voice))
        case Need(_, question, choices):
            yield voice.pick("Not clear yet: ", "还不清楚：") + question
            yield from (f"  {choice_line(choice, now, voice)}" for choice in choices)
        case Refuse(message):
            yield clean_line(message)
        case Ask(text):
            yield voice.pick("Ask the model: ", "询问模型：") + clean_line(text)
        case _:
            yield voice.pick("Look up: ", "查询：") + proposal.call.action


def _memory_line(memory: MemoryProposal, voice: Voice) -> str:
    """What remembering it would do, in one line."""
    if not voice.chinese:
        return memory.line
    if memory.known is not None:
        return f"已经记住了：{memory.known.text}"
    kind = "偏好" if memory.kind == "preference" else "事实"
    old = "；".join(item.text for item in memory.replaces)
    return f"记住（{kind}）：{memory.text}" + (f"，取代：{old}" if old else "")


def _note_lines(text: str, voice: Voice) -> Iterator[str]:
    lines = clean(text).splitlines()
    for line in lines[:_MOST_NOTE_LINES]:
        more = len(line) - _LONGEST_NOTE_LINE
        cut = voice.pick(f"… and {more:,} more characters", f"……还有{more}个字符")
        yield f"  {line[:_LONGEST_NOTE_LINE]}{cut if more > 0 else ''}".rstrip()
    if len(lines) > _MOST_NOTE_LINES:
        more = len(lines) - _MOST_NOTE_LINES
        yield voice.pick(f"  and {more} more lines", f"  还有{more}行")


def choice_line(item: Event | Todo, now: datetime, voice: Voice = ENGLISH) -> str:
    """One of several items that may be meant."""
    if isinstance(item, Event):
        repeats = voice.pick(", repeats", "，重复") if item.occurrence else ""
        return f"{clean_line(item.title)}  {voice.when(item.start, item.end, now)}{repeats}"
    return todo_view.todo_line(item, now, voice)


def _when_lines(event: Event, now: datetime, voice: Voice) -> Iterator[str]:
    yield f"  {describe_when(event, now, voice)}{_length(event, voice)}"
    more = [f"@ {clean_line(event.where)}"] if event.where else []
    more += [clean_line(f"#{tag}") for tag in event.tags]
    more += [reminder_text(minutes, voice) for minutes in event.reminders]
    if more:
        yield "  " + "  ".join(more)
    if event.note:
        yield from _note_lines(event.note, voice)


def overlap_lines(
    overlaps: Sequence[Event], now: datetime, voice: Voice, *, indent: str = ""
) -> Iterator[str]:
    """What takes place meanwhile."""
    for other in overlaps:
        when = voice.when(other.start, other.end, now)
        head = voice.pick("overlaps: ", "时间冲突：")
        yield f"{indent}{head}{clean_line(other.title)}{voice.comma}{when}"


def _length(event: Event, voice: Voice) -> str:
    """How long an event takes."""
    start, end = event.start, event.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        hours, minutes = divmod(round((end.timestamp() - start.timestamp()) / 60), 60)
        if voice.chinese:
            said = f"{hours}小时" * bool(hours) + f"{minutes}分钟" * bool(minutes)
            return f"（{said}）" if said else ""
        parts = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes)
        return f" ({' '.join(parts)})" if parts else ""
    days = (event_view.day_of(end) - event_view.day_of(start)).days + 1
    return "" if days == 1 else voice.pick(f" ({days} days)", f"（{days}天）")


def question_of(proposals: Sequence[Proposal], voice: Voice = ENGLISH) -> str:
    """What is asked below the lines."""
    if len(proposals) == 1:
        return voice.pick("Do this?", "确定吗？")
    return voice.pick(f"Do these {len(proposals)}?", f"确定执行这{len(proposals)}项吗？")
