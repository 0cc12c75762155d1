"""Agenda and to-dos in sentences, English or Chinese, for answers that no model words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from pa_cli.core.dates.wording import format_day
from pa_cli.core.event import Event, Slot
from pa_cli.core.todo import Todo
from pa_cli.services.agenda import Range

_ZH_WEEKDAYS = "一二三四五六日"
_ZH_PRIORITY = {"high": "高", "medium": "中", "low": "低"}
_MOST_ITEMS = 50


def one_line(text: str) -> str:
    """`text` on one line."""
    return " ".join(text.split())


def day_text(day: date, *, chinese: bool) -> str:
    """Thu 12 Mar 2026, 2026年3月12日周四."""
    if chinese:
        return f"{day.year}年{day.month}月{day.day}日周{_ZH_WEEKDAYS[day.weekday()]}"
    return format_day(day)


def near_name(day: date, now: datetime, *, chinese: bool) -> str:
    """today, tomorrow, yesterday; "" for days that are farther away."""
    names = ("昨天", "今天", "明天") if chinese else ("yesterday", "today", "tomorrow")
    distance = (day - now.date()).days
    return names[distance + 1] if -1 <= distance <= 1 else ""


def when_text(when: Range, now: datetime, *, chinese: bool) -> str:
    """A stretch of time as a sentence has it: tomorrow, Thu 12 Mar 2026."""
    first, last = when.start.date(), last_day(when)
    if first != last:
        begin, end = day_text(first, chinese=chinese), day_text(last, chinese=chinese)
        return f"{begin}至{end}" if chinese else f"from {begin} to {end}"
    near, day = near_name(first, now, chinese=chinese), day_text(first, chinese=chinese)
    hours = "" if is_whole_day(when) else hours_text(when.start, when.end)
    if chinese:
        shown = f"{near}（{day}）" if near else day
        return f"{shown}{hours}"
    shown = f"{near}, {day}" if near else f"on {day}"
    return f"{shown}, {hours}" if hours else shown


def last_day(when: Range) -> date:
    """The last day of a stretch of time whose end is not included."""
    return (when.end - timedelta(seconds=1)).date()


def is_whole_day(when: Range) -> bool:
    """Whether it begins and ends at midnight."""
    return (when.start.hour, when.start.minute, when.end.hour, when.end.minute) == (0, 0, 0, 0)


def hours_text(start: datetime, end: datetime) -> str:
    """09:00-10:00; the end of a day is 24:00."""
    at_midnight = (end.hour, end.minute) == (0, 0) and end > start
    return f"{start:%H:%M}-" + ("24:00" if at_midnight else f"{end:%H:%M}")


def event_lines(
    events: Sequence[Event], *, dated: bool, chinese: bool, now: datetime
) -> Iterator[str]:
    """Each event on a line.

    Args:
        events: In order.
        dated: Each line begins with the day.
        chinese: In Chinese.
        now: The present.
    """
    for event in events[:_MOST_ITEMS]:
        yield f"- {event_text(event, dated=dated, chinese=chinese, now=now)}"
    if len(events) > _MOST_ITEMS:
        more = len(events) - _MOST_ITEMS
        yield f"- 还有 {more} 项" if chinese else f"- and {more} more: pa agenda list"


def event_text(event: Event, *, dated: bool, chinese: bool, now: datetime) -> str:
    """An event: its time, its title, its place."""
    parts = [_times(event, dated=dated, chinese=chinese, now=now), one_line(event.title)]
    if event.where:
        where = one_line(event.where)
        parts.append(f"（地点：{where}）" if chinese else f"(at {where})")
    if event.status != "confirmed":
        names = {"cancelled": "已取消", "tentative": "待定"}
        parts.append(
            f"（{names.get(event.status, event.status)}）" if chinese else f"({event.status})"
        )
    return " ".join(part for part in parts if part)


def _times(event: Event, *, dated: bool, chinese: bool, now: datetime) -> str:
    if not (isinstance(event.start, datetime) and isinstance(event.end, datetime)):
        whole = "全天" if chinese else "all day"
        if event.end != event.start:
            until = day_text(_day(event.end), chinese=chinese)
            whole = f"全天，到{until}" if chinese else f"all day until {until}"
        return f"{day_text(_day(event.start), chinese=chinese)} {whole}" if dated else whole
    start, end = event.start.astimezone(now.tzinfo), event.end.astimezone(now.tzinfo)
    hours = hours_text(start, end) if end > start else f"{start:%H:%M}"
    if end - start >= timedelta(days=1):
        until = f"{day_text(end.date(), chinese=chinese)} {end:%H:%M}"
        hours = f"{start:%H:%M} 到{until}" if chinese else f"{start:%H:%M} to {until}"
        dated = True
    return f"{day_text(start.date(), chinese=chinese)} {hours}" if dated else hours


def todo_lines(todos: Sequence[Todo], *, chinese: bool, now: datetime) -> Iterator[str]:
    """Each to-do on a line, with when it is due."""
    for todo in todos[:_MOST_ITEMS]:
        yield f"- {todo_text(todo, chinese=chinese, now=now)}"
    if len(todos) > _MOST_ITEMS:
        more = len(todos) - _MOST_ITEMS
        yield f"- 还有 {more} 项" if chinese else f"- and {more} more: pa todo list"


def todo_text(todo: Todo, *, chinese: bool, now: datetime) -> str:
    """A to-do: its title, when it is due, how urgent it is."""
    facts = []
    if todo.due is not None:
        due = todo.due
        day = day_text(_day(due), chinese=chinese)
        near = near_name(_day(due), now, chinese=chinese)
        at = f" {due:%H:%M}" if isinstance(due, datetime) else ""
        late = todo.is_late(now)
        if chinese:
            facts.append(f"{near or day}{at}到期" + "，已过期" * late)
        else:
            facts.append(f"due {near or day}{at}" + ", late" * late)
    if todo.priority:
        facts.append(f"优先级{_ZH_PRIORITY[todo.priority]}" if chinese else todo.priority)
    title = one_line(todo.title)
    if not facts:
        return title
    return f"{title}（{'，'.join(facts)}）" if chinese else f"{title} ({', '.join(facts)})"


def count_text(count: int, noun: str) -> str:
    """1 event, 2 events."""
    return f"{count} {noun}" + "s" * (count != 1)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def agenda_head(count: int, shown: str, *, chinese: bool, is_past: bool) -> str:
    """How much is on in a stretch of time, before the events."""
    if chinese:
        return f"{shown}有 {count} 项安排：" if count else f"{shown}没有安排。"
    if not count:
        return f"Nothing {'was' if is_past else 'is'} on your agenda {shown}."
    return f"You {'had' if is_past else 'have'} {count_text(count, 'event')} {shown}:"


def free_head(busy: int, shown: str, *, chinese: bool) -> str:
    """Whether a time is free."""
    if chinese:
        return f"{shown}有安排：" if busy else f"有空：{shown}没有安排。"
    return f"You are busy {shown}:" if busy else f"You are free {shown}."


def slots_text(slots: Sequence[Slot], *, dated: bool, chinese: bool) -> str:
    """What is free, in hours."""
    if not slots:
        return "没有空闲时间。" if chinese else "No free time is left."
    texts = [
        (f"{day_text(s.start.date(), chinese=chinese)} " if dated else "")
        + hours_text(s.start, s.end)
        for s in slots
    ]
    return f"空闲：{'，'.join(texts)}。" if chinese else f"Free: {', '.join(texts)}."
