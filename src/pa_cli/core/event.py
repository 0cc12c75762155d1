"""Events: what they are to the user, and what a new one is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Event:
    """One event at one time; of a recurring one a single occurrence.

    Attributes:
        id: Short id, the same for all occurrences.
        title: One line.
        start: Local time, or a day when `all_day`.
        end: Local time; of an all-day event its last day, included.
        all_day: Takes whole days.
        tz: IANA name of the zone it was made in, None for floating and all-day events.
        rrule: RFC 5545 rule without its name.
        where: Place.
        note: Description.
        tags: Without `#`.
        reminders: Minutes before the start.
        calendar: Folder below the agenda's, "" for none.
        status: "confirmed", "tentative" or "cancelled".
        free: Takes no time from its owner.
        occurrence: Which one of a recurring event: its planned start, local to its zone.
        uid: Unique id in iCalendar.
        path: Its file.
        problem: Why the file could not be understood whole.
    """

    id: str
    title: str
    start: date | datetime
    end: date | datetime
    all_day: bool
    tz: str | None
    rrule: str | None
    where: str | None
    note: str | None
    tags: tuple[str, ...]
    reminders: tuple[int, ...]
    calendar: str
    status: str
    free: bool
    occurrence: str | None
    uid: str
    path: Path
    problem: str | None = None

    @property
    def ref(self) -> str:
        """What the commands take to mean it: of a recurring event this very occurrence."""
        return f"{self.id}@{self.occurrence}" if self.occurrence else self.id

    @property
    def takes_time(self) -> bool:
        """Whether it keeps its owner busy at certain hours."""
        return not (self.all_day or self.free or self.status == "cancelled")


@dataclass(frozen=True, slots=True)
class EventDraft:
    """A new event, or a changed one.

    Attributes:
        title: One line.
        start: A day when `all_day`, else an aware or floating moment.
        end: As `start`; the last day of an all-day event, included.
        all_day: Takes whole days.
        rrule: RFC 5545 rule without its name.
        where: Place.
        note: Description.
        tags: Without `#`.
        reminders: Minutes before the start.
    """

    title: str
    start: date | datetime
    end: date | datetime
    all_day: bool = False
    rrule: str | None = None
    where: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    reminders: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EventEdit:
    """What is to be changed; None is what stays. "none" takes a place, a note, a rule away.

    Attributes:
        title: A new title.
        start: When it begins; the end moves along. A bare time keeps the day.
        end: When it ends.
        all_day: It takes whole days.
        rrule: A new rule.
        tz: The zone of new times.
        where: Place.
        note: Description.
        tags: More tags.
        untag: Tags to take off.
        reminders: More reminders; "none" takes those there are away.
    """

    title: str | None = None
    start: str | None = None
    end: str | None = None
    all_day: bool = False
    rrule: str | None = None
    tz: str | None = None
    where: str | None = None
    note: str | None = None
    tags: Sequence[str] = ()
    untag: Sequence[str] = ()
    reminders: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of free time."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.end.timestamp() - self.start.timestamp()) // 60)


def one_day_after(day: date) -> date:
    """The next day; the last day there is stays."""
    return day + timedelta(days=1) if day < date.max else day
