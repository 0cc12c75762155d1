"""What the agenda says, and to-dos with it, in sentences: the answers of code, and what models are told."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from pa_cli.core.data_question import subject_words
from pa_cli.core.dates.result import DateReading
from pa_cli.core.event import Event
from pa_cli.core.grounding import Source
from pa_cli.core.segmentation import fold
from pa_cli.core.todo import Todo
from pa_cli.services import data_wording as wording
from pa_cli.services.agenda import AgendaService, Range
from pa_cli.services.dates import DatesService
from pa_cli.services.free_time import free_slots
from pa_cli.services.todo_lookup import LATE_HEAD, Finding, TodoLookup, todo_sources
from pa_cli.services.todos import TodosService

if TYPE_CHECKING:
    from pa_cli.services.find import FindService

_WAKING = (time(8), time(22))
_SHORTEST_SLOT = 30
_MOST_WHEN = 5


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
        self.todos = TodoLookup(todos, dates)
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
        due = self.todos.due_in(when) if wording.is_whole_day(when) else []
        late = [t for t in due if t.is_late(now)]
        due = [t for t in due if t not in late]
        several = when.start.date() != wording.last_day(when)
        shown = wording.when_text(when, now, chinese=chinese)
        lines = [wording.agenda_head(len(events), shown, chinese=chinese, is_past=when.end <= now)]
        lines += wording.event_lines(events, dated=several, chinese=chinese, now=now)
        if not events and not due and not late and wording.is_whole_day(when):
            return Finding(
                f"{shown}没有安排，也没有到期的待办。"
                if chinese
                else f"Nothing is on your agenda {shown}, and no to-do is due."
            )
        for head, todos in ((_DUE, due), (LATE_HEAD, late)):
            if todos:
                lines += [head[chinese], *wording.todo_lines(todos, chinese=chinese, now=now)]
        return Finding("\n".join(lines), (*_events(events), *todo_sources([*due, *late])))

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

    def free(self, when: Range | None, *, chinese: bool = False) -> Finding:
        """Whether a time is free, and what takes it; without a time the rest of this day."""
        now = self._dates.now()
        when = when or Range(now, self.today().end)
        busy = [event for event in self._agenda.list(when) if event.takes_time]
        others = [event for event in self._agenda.list(when) if event.all_day]
        shown = wording.when_text(when, now, chinese=chinese)
        several = when.start.date() != wording.last_day(when)
        lines = [wording.free_head(len(busy), shown, chinese=chinese)]
        lines += wording.event_lines(busy, dated=several, chinese=chinese, now=now)
        if busy:
            start = max(when.start, now) if when.end > now else when.start
            hours = _WAKING if wording.is_whole_day(when) else (time(0), time.max)
            slots = list(free_slots(busy, start, when.end, hours, _SHORTEST_SLOT))
            lines.append(wording.slots_text(slots, dated=several, chinese=chinese))
        if others:
            lines.append("全天：" if chinese else "All day:")
            lines += wording.event_lines(others, dated=several, chinese=chinese, now=now)
        return Finding("\n".join(lines), _events([*busy, *others]))

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
            return Finding(lines[0].removeprefix("- "), (*_events(events), *todo_sources(todos)))
        return Finding("\n".join(lines), (*_events(events), *todo_sources(todos)))

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
