"""One day at a glance: what is on, what is due or late, what is next."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError
from pa_cli.core.today import Day
from pa_cli.services.agenda import Range

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from pa_cli.core.event import Event
    from pa_cli.services.agenda import AgendaService
    from pa_cli.services.dates import DatesService
    from pa_cli.services.todos import TodosService


_NEAR_DAYS = 3
_NEXT_DAYS = 14
_MOST_NEXT = 3


class TodayService:
    """What `pa today` does.

    Args:
        agenda: The events.
        todos: The to-dos.
        dates: Reads dates, and knows the present.
    """

    def __init__(
        self, agenda: "AgendaService", todos: "TodosService", dates: "DatesService"
    ) -> None:
        self._agenda = agenda
        self._todos = todos
        self._dates = dates

    def now(self) -> datetime:
        """The present."""
        return self._dates.now()

    def day(self, text: str = "") -> Day:
        """The day that `text` names, the present one without a text.

        Raises:
            UsageError: It names no day.
        """
        now = self._dates.now()
        day = self._day_named(text, now) if text.strip() else now.date()
        start = datetime.combine(day, time(), tzinfo=now.tzinfo)
        end = datetime.combine(day + timedelta(days=1), time(), tzinfo=now.tzinfo)
        on = self._agenda.list(Range(start, end))
        after = self._next(day, {event.id for event in on}, now)
        last = end.date() + timedelta(days=_NEXT_DAYS)
        todos = self._todos.due_before(last)
        is_today = day == now.date()
        late = [t for t in todos if is_today and t.is_late(now)]
        due = [t for t in todos if t.due_day == day and t not in late]
        coming = [t for t in todos if t.due_day and t.due_day > day]
        return Day(
            day,
            tuple(on),
            tuple(late),
            tuple(due),
            tuple(after[:_MOST_NEXT]),
            tuple(coming[:_MOST_NEXT]),
        )

    def _next(self, day: date, on: "Set[str]", now: datetime) -> "Sequence[Event]":
        """The next events that begin after `day`, each recurring one once."""
        found: dict[str, Event] = {}
        for days in (_NEAR_DAYS, _NEXT_DAYS):
            first, last = (
                datetime.combine(day + timedelta(days=n), time(), tzinfo=now.tzinfo)
                for n in (1, days)
            )
            for event in self._agenda.list(Range(first, last)):
                start = event.start.date() if isinstance(event.start, datetime) else event.start
                if start > day and event.id not in on:
                    found.setdefault(event.id, event)
            if len(found) >= _MOST_NEXT:
                break
        return list(found.values())

    def remember(self, day: Day) -> None:
        """This day was just shown; its events and its to-dos are numbered from 1 each."""
        self._agenda.remember(day.events)
        self._todos.remember([*day.late, *day.due])

    def _day_named(self, text: str, now: datetime) -> date:
        reading = self._dates.read_range(text)
        if reading.start is None:
            raise UsageError(
                f"{text!r} names no day.", hint="Examples: tomorrow, friday, 2026-03-12, 明天."
            )
        start = reading.start
        return start.astimezone(now.tzinfo).date() if isinstance(start, datetime) else start
