"""Reminders: which are due, each shown once."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

from pa_cli.core.errors import StorageError
from pa_cli.core.event import Event
from pa_cli.core.reminder import Reminder
from pa_cli.services.agenda import AgendaService, Range
from pa_cli.services.todos import TodosService

if TYPE_CHECKING:
    from pa_cli.core.todo import Todo

_LOOK_BACK = timedelta(days=7)
_FIRST_LOOK_BACK = timedelta(days=1)
_FORGET_AFTER = timedelta(days=30)
_LATE_AFTER = timedelta(minutes=5)
_FURTHEST = timedelta(days=35)  # a reminder more than five weeks ahead is looked for no further


class ShownReminders(Protocol):
    """Which reminders were shown, kept between runs."""

    def locked(self) -> AbstractContextManager[None]:
        """Keep other processes from looking at the same time."""
        ...

    def read(self) -> Mapping[str, str] | None:
        """Key to ISO 8601 time at which it was due; None before the first look."""
        ...

    def write(self, shown: Mapping[str, str]) -> None:
        """Replace what is kept; raises StorageError."""
        ...


class RemindersService:
    """What `pa agenda due` does.

    Args:
        agenda: The events.
        todos: The to-dos.
        shown: What was shown before.
        now: The clock.
    """

    def __init__(
        self,
        agenda: AgendaService,
        todos: TodosService,
        shown: ShownReminders,
        now: Callable[[], datetime],
    ) -> None:
        self._agenda = agenda
        self._todos = todos
        self._shown = shown
        self._now = now

    def due(
        self,
        deliver: Callable[[Sequence[Reminder]], None],
        notice: Callable[[str], None] = lambda _: None,
    ) -> Sequence[Reminder]:
        """The reminders that are due and were not shown yet; `deliver` shows them.

        They count as shown only when `deliver` has returned. Where nothing can be kept they are
        shown all the same, and `notice` says that they will be again.

        Raises:
            StorageError: Another process looks at them all the time.
        """
        now = self._now()
        with ExitStack() as held:
            problem = self._try(lambda: held.enter_context(self._shown.locked()))
            before = self._shown.read()
            back = _FIRST_LOOK_BACK if before is None else _LOOK_BACK
            known = before or {}
            found = [r for r in self._all(now - back, now) if r.key not in known]
            found.sort(key=lambda one: (one.at, one.title))
            deliver(found)
            oldest = now - _FORGET_AFTER
            kept = {k: at for k, at in known.items() if datetime.fromisoformat(at) >= oldest}
            fresh = {one.key: one.at.isoformat() for one in found}
            if not problem and (before is None or fresh or len(kept) != len(known)):
                problem = self._try(lambda: self._shown.write({**kept, **fresh}))
        if problem and found:
            notice(f"{problem} What was shown will be shown again.")
        return found

    def _try(self, do: Callable[[], None]) -> str:
        """Do it; what went wrong on disk, "" when nothing did."""
        try:
            do()
        except StorageError as error:
            if not isinstance(error.__cause__, OSError):
                raise
            return error.message
        return ""

    def _all(self, since: datetime, now: datetime) -> list[Reminder]:
        """Every reminder that was to be shown between `since` and now."""
        events = self._agenda.list(Range(since, now + _FURTHEST))
        items: list[Event | Todo] = [e for e in events if e.status != "cancelled"]
        items += self._todos.due_before((now + _FURTHEST).date())
        found = []
        for item in items:
            planned = item.start if isinstance(item, Event) else item.due
            if planned is None:
                continue
            start = _moment(planned, now)
            for minutes in item.reminders:
                at = start - timedelta(minutes=minutes)
                if since < at <= now:
                    key = f"{item.uid}@{start.isoformat()}-{minutes}"
                    late = now - at > _LATE_AFTER
                    where = item.where if isinstance(item, Event) else None
                    kind = "event" if isinstance(item, Event) else "todo"
                    over = start < now
                    found.append(
                        Reminder(kind, item.id, item.title, start, where, at, late, over, key)
                    )
        return found


def _moment(moment: date | datetime, now: datetime) -> datetime:
    """A moment; of a day its beginning."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(), tzinfo=now.tzinfo)
