"""Answers to requests in plain words: what there is, and what was done."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pa_cli.core.event import Event
from pa_cli.core.note import NoteHit
from pa_cli.core.proposal import (
    AddEvent,
    AddNote,
    AddTodo,
    ChangeEvent,
    ChangeTodo,
    Done,
    FinishTodos,
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
from pa_cli.core.voice import ENGLISH, Voice
from pa_cli.ui import todo_view
from pa_cli.ui.event_view import day_of, describe_when, event_line, event_record, reminder_text
from pa_cli.ui.note_view import hit_record
from pa_cli.ui.proposal_view import overlap_lines
from pa_cli.ui.sanitize import clean, clean_line
from pa_cli.ui.todo_view import todo_record

_LONG_AHEAD = timedelta(days=60)


def answer_lines(proposal: Proposal, now: datetime, voice: Voice = ENGLISH) -> Iterator[str]:
    """The answer to a question about the user's data, each item with a number where it is listed."""
    match proposal.plan:
        case ShowEvents():
            yield from _event_lines(proposal.plan, now, voice)
        case ShowFree():
            yield from _free_lines(proposal.plan, now, voice)
        case ShowTodos():
            yield from _todo_lines(proposal.plan, proposal, now, voice)
        case ShowLists(lists):
            yield from [] if lists else [voice.pick("There are no lists yet.", "还没有清单。")]
            for name, still, done in lists:
                counts = voice.pick(
                    f"{still} open, {done} done", f"{still}项未完成，{done}项已完成"
                )
                yield f"{clean_line(name) or voice.pick('(none)', '（无）')}  {counts}"
        case ShowNotes(hits, query):
            yield from _note_lines(hits, query, voice)
        case Tell(text):
            yield clean(text)
        case _:
            return


def _note_lines(hits: Sequence[NoteHit], query: str, voice: Voice) -> Iterator[str]:
    if not hits:
        asked = voice.quote(clean_line(query))
        yield voice.pick(f"Nothing in your notes about {asked}.", f"笔记里没有关于{asked}的内容。")
    digits = len(str(len(hits)))
    for number, hit in enumerate(hits, start=1):
        yield f"{number:>{digits}}  {clean_line(hit.note.title)}  ({hit.note.id})"
        line = clean_line(hit.line or "")
        if line and line.lstrip("# ") != clean_line(hit.note.title):
            yield f"{' ' * (digits + 2)}{line}"


def _event_lines(plan: ShowEvents, now: datetime, voice: Voice) -> Iterator[str]:
    events = plan.events
    if not events:
        span = _span_text(plan.start, plan.end, now, voice)
        about = voice.quote(clean_line(plan.about)) if plan.about else ""
        what = f"Nothing like {about}" if about else "Nothing"
        yield voice.pick(f"{what} planned: {span}.", f"{span}没有{about or '任何'}安排。")
        return
    last = None
    digits = len(str(len(events)))
    for number, event in enumerate(events, start=1):
        day = max(day_of(event.start), plan.start.date())
        if day != last:
            yield f"{voice.day(day)}{voice.comma}{voice.distance(day, now)}"
            last = day
        yield f"{number:>{digits}}  {event_line(event, day, voice)}"


def _free_lines(plan: ShowFree, now: datetime, voice: Voice) -> Iterator[str]:
    span = _span_text(plan.start, plan.end, now, voice)
    if not plan.busy:
        yield voice.pick(f"Yes, nothing takes that time: {span}.", f"有空：{span}没有安排。")
        return
    yield voice.pick(f"Not all of it: {span}.", f"不全有空：{span}。")
    for event in plan.busy:
        yield f"  {voice.when(event.start, event.end, now)}  {clean_line(event.title)}"
    if plan.slots:
        yield voice.pick("Free:", "空闲：")
    else:
        yield voice.pick("No free time is left in it.", "这段时间没有空闲了。")
    yield from (f"  {voice.when(slot.start, slot.end, now)}" for slot in plan.slots)


def _todo_lines(plan: ShowTodos, proposal: Proposal, now: datetime, voice: Voice) -> Iterator[str]:
    if not plan.todos:
        yield _no_todos(plan, clean_line(proposal.call.when), voice)
        return
    digits = len(str(len(plan.todos)))
    for number, todo in enumerate(plan.todos, start=1):
        yield f"{number:>{digits}}  {todo_view.todo_line(todo, now, voice)}"


def _no_todos(plan: ShowTodos, when: str, voice: Voice) -> str:
    about = voice.quote(clean_line(plan.about)) if plan.about else ""
    on = clean_line(plan.list)
    if voice.chinese:
        where = f"清单“{on}”里" if on else ""
        return f"{where}没有{f'{when}到期的' if when else ''}{about}待办。"
    what = f"Nothing like {about}" if about else "Nothing"
    where = f" on the list {on}" if on else ""
    return f"{what} to do{where}{f' that is due {when}' if when else ''}."


def _span_text(start: datetime, end: datetime, now: datetime, voice: Voice) -> str:
    """A stretch of time: a day, days, or hours of a day; a long one is "so far"."""
    if end - start > _LONG_AHEAD:
        return voice.pick("from now on", "今后")
    last = (end - timedelta(microseconds=1)).date()
    whole = start.time() == datetime.min.time() and end.time() == datetime.min.time()
    if not whole:
        return voice.when(start, end, now)
    if start.date() == last:
        day, distance = voice.day(last), voice.distance(last, now)
        return voice.pick(f"{day}, {distance}", f"{distance}（{day}）")
    return voice.when(start.date(), last, now)


def done_lines(done: Done, now: datetime, voice: Voice = ENGLISH) -> Iterator[str]:
    """What was done, and what to call it from now on."""
    match done.proposal.plan:
        case AddEvent(_, _, _, overlaps):
            event = _event(done)
            yield f"{voice.pick('Added', '已添加')} {event.id}  {clean_line(event.title)}"
            more = f"  @ {clean_line(event.where)}" if event.where else ""
            more += "".join(f"  {reminder_text(m, voice)}" for m in event.reminders)
            yield describe_when(event, now, voice) + more
            yield from overlap_lines(overlaps, now, voice)
        case ChangeEvent():
            event = _event(done)
            yield f"{voice.pick('Changed', '已修改')} {event.id}  {clean_line(event.title)}"
            yield describe_when(event, now, voice)
        case RemoveEvents(chosen):
            for event, scope in chosen:
                when = voice.when(event.start, event.end, now)
                only = voice.pick(" (this one alone)", "（只这一次）")
                alone = only if scope == "this" and event.occurrence else ""
                verb = voice.pick("Removed", "已删除")
                yield f"{verb} {event.id}  {clean_line(event.title)}  {when}{alone}"
        case _:
            yield from (_item_line(done, item, now, voice) for item in done.items)


def _item_line(done: Done, item: object, now: datetime, voice: Voice) -> str:
    found = getattr(item, "todo", item)
    if not isinstance(found, Todo):
        what = getattr(item, "title", "") or getattr(item, "text", "")
        is_memory = isinstance(done.proposal.plan, Remember)
        verb = (
            voice.pick("Remembered", "已记住")
            if is_memory
            else voice.pick("Added note", "已添加笔记")
        )
        return f"{verb} {getattr(item, 'id', '')}  {clean_line(str(what))}"
    match done.proposal.plan:
        case AddTodo():
            named = voice.pick("  list ", "  清单：") + clean_line(found.list)
            line = todo_view.todo_line(found, now, voice)
            added = f"{voice.pick('Added', '已添加')} {found.id}  {line}"
            return added + (named if found.list else "")
        case ChangeTodo():
            line = todo_view.todo_line(found, now, voice)
            return f"{voice.pick('Changed', '已修改')} {found.id}  {line}"
        case RemoveTodos():
            return f"{voice.pick('Removed', '已删除')} {found.id}  {clean_line(found.title)}"
        case _:
            return f"{voice.pick('Done', '已完成')} {found.id}  {clean_line(found.title)}"


def told_line(done: Done, now: datetime, voice: Voice = ENGLISH) -> str:
    """What was done as one sentence for a model: no id that it could copy."""
    verb = voice.pick(*_TOLD[type(done.proposal.plan)])
    named = [_told_name(getattr(item, "todo", item), now, voice) for item in done.items]
    return f"{verb}{'；'.join(named) if voice.chinese else '; '.join(named)}{voice.pick('.', '。')}"


_TOLD: dict[type, tuple[str, str]] = {
    AddEvent: ("Event added: ", "添加了日程："),
    ChangeEvent: ("Event changed, it is now: ", "修改了日程，现在是："),
    RemoveEvents: ("Event removed: ", "删除了日程："),
    AddTodo: ("To-do added: ", "添加了待办："),
    ChangeTodo: ("To-do changed, it is now: ", "修改了待办，现在是："),
    FinishTodos: ("To-do done: ", "完成了待办："),
    RemoveTodos: ("To-do removed: ", "删除了待办："),
    AddNote: ("Note kept: ", "记下了笔记："),
    Remember: ("Remembered of the user: ", "记住了用户的情况："),
}


def _told_name(item: object, now: datetime, voice: Voice) -> str:
    if isinstance(item, Event):
        return f"{clean_line(item.title)}{voice.comma}{voice.when(item.start, item.end, now)}"
    if isinstance(item, Todo) and item.due is not None:
        due = voice.when(item.due, None, now)
        return clean_line(item.title) + voice.pick(f", due {due}", f"，{due}到期")
    return clean_line(str(getattr(item, "title", "") or getattr(item, "text", "")))


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
