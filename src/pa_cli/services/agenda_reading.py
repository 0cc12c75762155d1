"""The agenda, read: what takes place when, and what the user calls it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.errors import NotFoundError, UsageError
from pa_cli.core.segmentation import fold
from pa_cli.core.tags import has_tags, read_tags
from pa_cli.services.item_refs import from_last_list, the_one

if TYPE_CHECKING:
    from pa_cli.core.agenda_ports import AgendaStore
    from pa_cli.core.event import Event
    from pa_cli.core.note_ports import LastLists
    from pa_cli.services.dates import DatesService

KIND = "event"
SEARCHED_DAYS = 366 * 2


@dataclass(frozen=True, slots=True)
class Range:
    """From `start` to before `end`; `text` is what the user called it."""

    start: datetime
    end: datetime
    text: str = ""


class AgendaReading:
    """What can be asked about events; `AgendaService` changes them too.

    Args:
        store: The events on disk and their index.
        last_lists: What the numbers of the last list mean.
        dates: Reads dates, and knows the present.
    """

    def __init__(
        self, store: "AgendaStore", last_lists: "LastLists", dates: "DatesService"
    ) -> None:
        self._store = store
        self._last_lists = last_lists
        self._dates = dates

    @property
    def folder(self) -> Path:
        """The folder of the events."""
        return self._store.root

    @property
    def problems(self) -> Sequence[tuple[Path, str]]:
        """The files that could not be understood, and why."""
        return self._store.broken()

    def calendars(self) -> Sequence[str]:
        """The names of the calendars."""
        return self._store.calendars()

    def now(self) -> datetime:
        """The present."""
        return self._dates.now()

    def range_of(self, text: str) -> Range:
        """The stretch of time that `text` names; without a text this day and the six after it.

        Raises:
            UsageError: It names none.
        """
        now = self._dates.now()
        today = midnight(now.date(), now)
        if not text.strip():
            return Range(today, midnight(now.date() + timedelta(days=7), now), "")
        reading = self._dates.read_range(text)
        if reading.start is None:
            raise UsageError(
                f"{text!r} names no day or days.",
                hint='Examples: today, tomorrow, "this week", 2026-04, "next 10 days", 下周.',
            )
        start, end = reading.start, reading.end
        if isinstance(start, datetime):
            if not isinstance(end, datetime):
                end = start + timedelta(hours=1)
            return Range(start, end, text)
        last = end if end is not None and not isinstance(end, datetime) else start
        return Range(midnight(start, now), midnight(last + timedelta(days=1), now), text)

    @property
    def week_start(self) -> int:
        """The first day of the week; 0 is Monday."""
        return self._dates.options.week_start

    def day_in(self, text: str) -> date:
        """The first day that `text` names, the present one without a text."""
        if not text.strip():
            return self._dates.now().date()
        return self.range_of(text).start.astimezone(self._dates.now().tzinfo).date()

    def days(self, first: date, last: date) -> Range:
        """Whole days, both included."""
        now = self._dates.now()
        return Range(midnight(first, now), midnight(last + timedelta(days=1), now))

    def list(self, when: Range, *, tags: Sequence[str] = ()) -> "Sequence[Event]":
        """What takes place in a stretch of time, in order."""
        wanted = [fold(tag) for tag in read_tags(list(tags))]
        found = self._store.between(when.start, when.end)
        return [event for event in found if has_tags(event.tags, wanted)]

    def remember(self, shown: "Sequence[Event]") -> None:
        """These events were just shown, numbered from 1."""
        self._last_lists.remember(KIND, [event.ref for event in shown])

    def find(self, ref: str) -> "Event":
        """The event that the user calls `ref`; of a recurring one the next occurrence.

        `REF@2026-03-12` is the occurrence planned for that day.

        Raises:
            NotFoundError: There is none, or several; those are named.
        """
        asked, ref = ref, from_last_list(ref, KIND, self._last_lists)
        name, _, planned = ref.rpartition("@") if "@" in ref else (ref, "", "")
        if name and not _is_planned(planned):
            name, planned = ref, ""
        event = the_one(
            name or ref,
            self._store.candidates,
            noun="event",
            list_command="pa agenda list",
            asked=asked,
            holding=self._store.holding,
        )
        if not event.occurrence:
            return event
        return self._planned(event, planned) if planned else self._next(event)

    def _planned(self, event: "Event", planned: str) -> "Event":
        now = self._dates.now()
        day = date.fromisoformat(planned[:10])
        for days in (2, SEARCHED_DAYS):
            start, end = day - timedelta(days=days), day + timedelta(days=days)
            found = self._store.occurrences(event, midnight(start, now), midnight(end, now))
            for one in found:
                if one.occurrence and one.occurrence.startswith(planned):
                    return one
        raise NotFoundError(
            f"{event.title!r} does not take place on {planned}.",
            hint=f"See when it does: pa agenda show {event.id}",
        )

    def _next(self, event: "Event") -> "Event":
        """The next occurrence, else the last known one."""
        now = self._dates.now()
        for days in (40, SEARCHED_DAYS):
            end = midnight(now.date() + timedelta(days=days), now)
            for one in self._store.occurrences(event, now, end):
                return one
        start = midnight(now.date() - timedelta(days=SEARCHED_DAYS), now)
        past = self._store.occurrences(event, start, now)
        return past[-1] if past else event

    def coming(self, event: "Event", count: int = 5) -> "Sequence[Event]":
        """The next occurrences of a recurring event."""
        now = self._dates.now()
        end = midnight(now.date() + timedelta(days=SEARCHED_DAYS), now)
        return self._store.occurrences(event, now, end)[:count] if event.occurrence else ()


def _is_planned(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def midnight(day: date, now: datetime) -> datetime:
    """The beginning of a day in the zone of `now`."""
    return datetime.combine(day, time(), tzinfo=now.tzinfo)


def day_of(moment: date | datetime) -> date:
    """The day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment
