"""What agenda and to-dos say, in sentences: the answers of code, and what models are told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from pa_cli.core.data_question import subject_words
from pa_cli.core.dates.result import DateReading
from pa_cli.core.event import Event, Slot
from pa_cli.core.grounding import Source
from pa_cli.core.segmentation import fold
from pa_cli.core.todo import Todo
from pa_cli.services import data_wording as wording
from pa_cli.services.agenda import AgendaService, Range
from pa_cli.services.dates import DatesService
from pa_cli.services.free_time import free_slots
from pa_cli.services.todos import TodosService

if TYPE_CHECKING:
    from pa_cli.services.find import FindService

_WAKING = (time(8), time(22))
_SHORTEST_SLOT = 30
_MOST_WHEN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """What the data says.

    Attributes:
        text: In sentences.
        sources: The items that are named.
    """

    text: str
    sources: tuple[Source, ...] = ()


class DataLookup:
    """Looks into agenda and to-dos.

    Args:
        agenda: The events.
        todos: The to-dos.
        dates: Reads dates, and knows the present.
        find: Gives the search over everything, when it is needed.
    """

    def __init__(
        self,
        agenda: AgendaService,
        todos: TodosService,
        dates: DatesService,
        find: "Callable[[], FindService]",
    ) -> None:
        self._agenda = agenda
        self._todos = todos
        self._dates = dates
        self._find = find

    def range_of(self, reading: DateReading) -> Range | None:
        """The stretch of time that a reading names, None without a date."""
        start, end = reading.start, reading.end
        if start is None:
            return None
        if isinstance(start, datetime):
            zone = self._dates.now().tzinfo
            end = end if isinstance(end, datetime) else start + timedelta(hours=1)
            return Range(start.astimezone(zone), end.astimezone(zone))
        last = end if end is not None and not isinstance(end, datetime) else start
        return self._agenda.days(start, last)

    def range_named(self, text: str) -> Range:
        """The stretch of time that `text` names, as a question means it; the coming week for "".

        Raises:
            UsageError: It names none.
        """
        if text:
            # a question about "tomorrow afternoon" is about all of it, an event takes an hour of it
            reading = self._dates.read(f"What do I have {text}?")
            found = None if reading.rrule else self.range_of(reading)
            if found is not None:
                return found
        return self._agenda.range_of(text)

    def today(self) -> Range:
        """The present day."""
        today = self._dates.now().date()
        return self._agenda.days(today, today)

    def day(
        self, when: Range, *, about: Sequence[str] = (), subject: str = "", chinese: bool = False
    ) -> Finding:
        """What is on and what is due in a stretch of time.

        Args:
            when: The time.
            about: Words of which a title must hold one, none for everything.
            subject: What the user calls that.
            chinese: Answer in Chinese.
        """
        now = self._dates.now()
        events = self._agenda.list(when)
        if about:
            return self._about_subject(when, events, about, subject, chinese=chinese)
        due = self._due_in(when) if wording.is_whole_day(when) else []
        late = [t for t in due if t.is_late(now)]
        due = [t for t in due if t not in late]
        several = when.start.date() != wording.last_day(when)
        shown = wording.when_text(when, now, chinese=chinese)
        lines = [_agenda_head(len(events), shown, chinese=chinese, is_past=when.end <= now)]
        lines += wording.event_lines(events, dated=several, chinese=chinese, now=now)
        if not events and not due and not late and wording.is_whole_day(when):
            return Finding(
                f"{shown}没有安排，也没有到期的待办。"
                if chinese
                else f"Nothing is on your agenda {shown}, and no to-do is due."
            )
        for head, todos in ((_DUE, due), (_LATE, late)):
            if todos:
                lines += [head[chinese], *wording.todo_lines(todos, chinese=chinese, now=now)]
        return Finding("\n".join(lines), (*_events(events), *_todos([*due, *late])))

    def _about_subject(
        self,
        when: Range,
        events: Sequence[Event],
        about: Sequence[str],
        subject: str,
        *,
        chinese: bool,
    ) -> Finding:
        now = self._dates.now()
        fitting = [event for event in events if _holds(event, about)]
        if fitting:
            lines = ["有：" if chinese else "Yes:"]
            lines += wording.event_lines(fitting, dated=True, chinese=chinese, now=now)
            return Finding("\n".join(lines), _events(fitting))
        shown = wording.when_text(when, now, chinese=chinese)
        rest = self.day(when, chinese=chinese)
        said = (
            f"{shown}没有“{subject}”。" if chinese else f"No {subject} is on your agenda {shown}."
        )
        return Finding(f"{said}\n{rest.text}", rest.sources)

    def _due_in(self, when: Range) -> list[Todo]:
        now = self._dates.now()
        first, last = when.start.date(), wording.last_day(when)
        todos = self._todos.due_before(last + timedelta(days=1))
        has_today = first <= now.date() <= last
        return [
            todo
            for todo in todos
            if todo.due_day is not None
            and (first <= todo.due_day <= last or (has_today and todo.is_late(now)))
        ]

    def free(self, when: Range | None, *, chinese: bool = False) -> Finding:
        """Whether a time is free, and what takes it; without a time the rest of this day."""
        now = self._dates.now()
        when = when or Range(now, self.today().end)
        busy = [event for event in self._agenda.list(when) if event.takes_time]
        others = [event for event in self._agenda.list(when) if event.all_day]
        shown = wording.when_text(when, now, chinese=chinese)
        several = when.start.date() != wording.last_day(when)
        lines = [_free_head(len(busy), shown, chinese=chinese)]
        lines += wording.event_lines(busy, dated=several, chinese=chinese, now=now)
        if busy:
            start = max(when.start, now) if when.end > now else when.start
            hours = _WAKING if wording.is_whole_day(when) else (time(0), time.max)
            slots = list(free_slots(busy, start, when.end, hours, _SHORTEST_SLOT))
            lines.append(_slots_text(slots, dated=several, chinese=chinese))
        if others:
            lines.append("全天：" if chinese else "All day:")
            lines += wording.event_lines(others, dated=several, chinese=chinese, now=now)
        return Finding("\n".join(lines), _events([*busy, *others]))

    def todo_list(
        self, name: str = "", when: Range | None = None, *, chinese: bool = False
    ) -> Finding:
        """The open to-dos of all lists or of one, or those that are due in a stretch of time."""
        now = self._dates.now()
        if name:
            found = self._list_called(name)
            if found is None:
                return self._no_list(name, chinese=chinese)
            name = found
        todos = self._due_in(when) if when else self._todos.list(list_name=name or None)
        shown = wording.when_text(when, now, chinese=chinese) if when else ""
        head = _todos_head(len(todos), name, shown, chinese=chinese)
        lines = [head, *wording.todo_lines(todos, chinese=chinese, now=now)]
        return Finding("\n".join(lines), _todos(todos))

    def late(self, *, chinese: bool = False) -> Finding:
        """The to-dos that should have been done before."""
        now = self._dates.now()
        todos = [
            t for t in self._todos.due_before(now.date() + timedelta(days=1)) if t.is_late(now)
        ]
        if not todos:
            return Finding("没有过期的待办。" if chinese else "No to-do is late.")
        lines = [_LATE[chinese], *wording.todo_lines(todos, chinese=chinese, now=now)]
        return Finding("\n".join(lines), _todos(todos))

    def _list_called(self, name: str) -> str | None:
        wanted = fold(name)
        names = [known for known, _, _ in self._todos.lists()]
        exact = [known for known in names if fold(known) == wanted]
        close = [known for known in names if wanted in fold(known) or fold(known) in wanted]
        found = exact or close
        return found[0] if len(found) == 1 else None

    def _no_list(self, name: str, *, chinese: bool) -> Finding:
        known = [f"{known} ({is_open})" for known, is_open, _ in self._todos.lists()]
        if chinese:
            others = f"现有清单：{'、'.join(known)}。" if known else "还没有任何清单。"
            return Finding(f"没有叫“{name}”的清单。{others}")
        others = f"There are: {', '.join(known)}." if known else "There are no lists yet."
        return Finding(f"There is no list called {name!r}. {others}")

    def todo_lists(self, *, chinese: bool = False) -> Finding:
        """Which lists there are, and how many open to-dos each has."""
        lists = self._todos.lists()
        if not lists:
            return Finding("还没有清单。" if chinese else "There are no to-do lists yet.")
        unit = "项未完成" if chinese else "open"
        lines = ["你的清单：" if chinese else "Your lists:"]
        return Finding("\n".join([*lines, *(f"- {n}: {count} {unit}" for n, count, _ in lists)]))

    def next_event(self, *, chinese: bool = False) -> Finding:
        """The next event, within two years."""
        now = self._dates.now()
        for days in (14, 90, 730):
            found = self._agenda.list(Range(now, now + timedelta(days=days)))
            coming = [event for event in found if _begins_after(event, now)]
            if coming:
                text = wording.event_text(coming[0], dated=True, chinese=chinese, now=now)
                head = "接下来是：" if chinese else "Next: "
                return Finding(head + text, _events(coming[:1]))
        return Finding(
            "日程里没有接下来的安排。" if chinese else "Nothing is coming up on your agenda."
        )

    def end_of(self, when: Range, *, last: bool, chinese: bool = False) -> Finding:
        """The first or the last event that begins in a stretch of time; all of it without one."""
        now = self._dates.now()
        events = [
            event
            for event in self._agenda.list(when)
            if isinstance(event.start, datetime) and event.start >= when.start
        ]
        if not events:
            return self.day(when, chinese=chinese)
        event = events[-1 if last else 0]
        head = (
            ("最后一项：" if last else "第一项：") if chinese else ("Last: " if last else "First: ")
        )
        text = wording.event_text(event, dated=True, chinese=chinese, now=now)
        return Finding(head + text, _events([event]))

    def when_is(
        self, subject: str, when: Range | None = None, *, chinese: bool = False
    ) -> Finding | None:
        """When and where something that is named takes place or is due; None when nothing is called that.

        Args:
            subject: What the user calls it.
            when: The time in which it is looked for, any when None.
            chinese: Answer in Chinese.
        """
        words = subject_words(subject)
        now = self._dates.now()
        if not words:
            return self.next_event(chinese=chinese)
        events, todos = self._named(words)
        if when:
            there = self._agenda.list(when)
            events = [event for event in there if all(_holds(event, (word,)) for word in words)]
            todos = [todo for todo in todos if todo.due_day == when.start.date()]
        lines = [
            *wording.event_lines(events, dated=True, chinese=chinese, now=now),
            *wording.todo_lines(todos, chinese=chinese, now=now),
        ]
        if not lines:
            return None
        if len(lines) == 1:
            return Finding(lines[0].removeprefix("- "), (*_events(events), *_todos(todos)))
        return Finding("\n".join(lines), (*_events(events), *_todos(todos)))

    def elsewhere(self, subject: str, when: Range, *, chinese: bool = False) -> Finding | None:
        """When something takes place that does not in this stretch of time; None when never."""
        found = self.when_is(subject, chinese=chinese)
        if found is None:
            return None
        shown = wording.when_text(when, self._dates.now(), chinese=chinese)
        said = (
            f"{shown}没有“{subject}”，但有："
            if chinese
            else f"No {subject} is on your agenda {shown}, but:"
        )
        return Finding(f"{said}\n{found.text}", found.sources)

    def _named(self, words: Sequence[str]) -> tuple[list[Event], list[Todo]]:
        """What bears all of the words in its title, coming first; past events only when alone."""
        query = " ".join(f'"{word}"' for word in words)
        hits = self._find().search(query, places=("agenda", "todo"), limit=20)
        fitting = [hit for hit in hits if all(fold(word) in fold(hit.title) for word in words)]
        events = [self._agenda.find(hit.id) for hit in fitting if hit.kind == "event"]
        todos = [
            t for hit in fitting if hit.kind == "todo" and not (t := self._todos.find(hit.id)).done
        ]
        coming = [event for event in events if _begins_after(event, self._dates.now())]
        coming.sort(key=lambda event: str(event.start))
        return (coming or events[-1:])[:_MOST_WHEN], todos[:_MOST_WHEN]


_DUE = ("To-dos due then:", "到期的待办：")
_LATE = ("Late to-dos:", "已过期的待办：")


def _agenda_head(count: int, shown: str, *, chinese: bool, is_past: bool) -> str:
    if chinese:
        return f"{shown}有 {count} 项安排：" if count else f"{shown}没有安排。"
    if not count:
        return f"Nothing {'was' if is_past else 'is'} on your agenda {shown}."
    return f"You {'had' if is_past else 'have'} {wording.count_text(count, 'event')} {shown}:"


def _free_head(busy: int, shown: str, *, chinese: bool) -> str:
    if chinese:
        return f"{shown}有安排：" if busy else f"有空：{shown}没有安排。"
    return f"You are busy {shown}:" if busy else f"You are free {shown}."


def _todos_head(count: int, name: str, shown: str, *, chinese: bool) -> str:
    if chinese:
        where = f"“{name}”清单上" if name else ""
        due = f"{shown}到期的" if shown else ""
        return f"{where}有 {count} 项{due}待办：" if count else f"{where}没有{due}待办。"
    where = f" on the list {name}" if name else ""
    due = f" due {shown}" if shown else ""
    if not count:
        return f"You have no open to-dos{where}{due}."
    return f"You have {wording.count_text(count, 'open to-do')}{where}{due}:"


def _slots_text(slots: Sequence[Slot], *, dated: bool, chinese: bool) -> str:
    if not slots:
        return "没有空闲时间。" if chinese else "No free time is left."
    texts = [
        (f"{wording.day_text(s.start.date(), chinese=chinese)} " if dated else "")
        + wording.hours_text(s.start, s.end)
        for s in slots
    ]
    return f"空闲：{'，'.join(texts)}。" if chinese else f"Free: {', '.join(texts)}."


def _begins_after(event: Event, now: datetime) -> bool:
    start = event.start
    return start > now if isinstance(start, datetime) else start >= now.date()


def _holds(event: Event, words: Sequence[str]) -> bool:
    text = fold(f"{event.title} {event.where or ''}")
    return any(fold(word) in text for word in words)


def _events(events: Sequence[Event]) -> tuple[Source, ...]:
    return tuple(
        Source("event", wording.one_line(event.title), ref=event.ref, path=str(event.path))
        for event in events
    )


def _todos(todos: Sequence[Todo]) -> tuple[Source, ...]:
    return tuple(
        Source("todo", wording.one_line(todo.title), ref=todo.id, path=str(todo.path))
        for todo in todos
    )
