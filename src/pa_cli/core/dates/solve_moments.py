"""The start and the end of a draft: days with a time, and days without."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from pa_cli.core.dates.halves import (
    PART_BOUNDS,
    Situation,
    part_clock,
    settle,
    settle_pair,
    whole_part,
)
from pa_cli.core.dates.options import DateOptions
from pa_cli.core.dates.pieces import Clock, Day, Draft, Span
from pa_cli.core.dates.resolve import add_span, is_before, later, place, roll


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around the text.

    Attributes:
        now: The present.
        options: The user's habits.
        query: The text is a question.
        hint: The half of the day that its words suggest: "morning", "evening" or "".
        fills: A part of the day is meant as a whole.
    """

    now: datetime
    options: DateOptions
    query: bool = False
    hint: str = ""
    fills: bool = False


@dataclass(slots=True)
class Solution:
    """A draft worked out."""

    start: date | datetime
    end: date | datetime | None
    all_day: bool
    rrule: str | None = None
    notes: list[str] = field(default_factory=list)
    variants: list[tuple[str, Draft]] = field(default_factory=list)
    has_length: bool = False


class MomentSolver:
    """Works out when a draft begins and ends; `solve` adds what repeats.

    Args:
        draft: Everything that the text says; brought into order in place.
        setting: What stands around the text.
    """

    def __init__(self, draft: Draft, setting: Setting) -> None:
        self.draft = draft
        self.setting = setting
        self.now = setting.now
        self.options = setting.options
        self.notes: list[str] = []
        self.variants: list[tuple[str, Draft]] = []
        named = draft.start.zone or (draft.finish and draft.finish.zone)
        self.zone: tzinfo = named.tz if named else (setting.now.tzinfo or UTC)
        self.local_now = setting.now.astimezone(self.zone)
        self.today = setting.now.date()

    def _shifted(self, shift: Span) -> Solution:
        moment = self.now.astimezone(UTC) + timedelta(seconds=shift.seconds)
        local = moment.astimezone(self.zone)
        if shift.days or shift.months:
            day = add_span(local.date(), replace(shift, seconds=0))
            local = self._place(day, Clock(local.hour, local.minute, local.second))
        if shift.seconds % 60 == 0:
            local = local.replace(second=0, microsecond=0)
        return self._done(local, self._end(local, None), all_day=False)

    # Days without a time

    def _days(self) -> Solution | None:
        draft = self.draft
        day = draft.start.day
        if day is None:
            return None
        self._vary_day(day)
        if draft.mode == "deadline":
            return self._done(day.first, None, all_day=True)
        first = self._not_today(day)
        if draft.mode == "since":
            return self._done(first, max(self.today, first), all_day=True)
        if not self.options.all_day_without_time and not day.last and not self.setting.query:
            return self._timed_at(day, part_clock("morning", self.options))
        if self.draft.length and self.draft.length.timed and not self.setting.query:
            self.notes.append("a length needs a time of day: taken as the whole day")
        last = self._last_day(first, day)
        return self._done(first, last, all_day=True)

    def _not_today(self, day: Day) -> date:
        """A bare weekday that is today's: the one in a week; asked about, it is today."""
        if day.step != "week" or day.first != self.today or self.setting.query:
            return day.first
        later = day.first + timedelta(days=7)
        self._vary("today", lambda draft: _set_day(draft, Day(self.today)))
        return later

    def _last_day(self, first: date, day: Day) -> date:
        finish, length = self.draft.finish, self.draft.length
        if finish and finish.day:
            return roll(finish.day, first)
        if length and not length.timed and not day.last:
            return add_span(first, length) - timedelta(days=1)
        return day.last or first

    def _vary_day(self, day: Day) -> None:
        if day.note:
            self.notes.append(day.note)
        if day.other is not None:
            other = day.other
            self._vary(day.difference, lambda draft: _set_day(draft, other))

    def _part_of_day(self) -> Solution:
        """A query such as "what's on Sunday evening": from when to when that is."""
        start = self.draft.start
        day = start.day.first if start.day else self.today
        if start.day:
            self._vary_day(start.day)
        begin, finish = PART_BOUNDS[start.part]
        return self._done(
            self._place(day, Clock(begin)), self._place(day, Clock(finish)), all_day=False
        )

    # Days with a time

    def _situation(self, day: Day | None) -> Situation:
        if self.draft.every:
            return Situation(self.local_now, today=False, said=False, hint=self.setting.hint)
        today = day is None or (day.first == self.today and day.step != "week")
        return Situation(self.local_now, today=today, said=day is not None, hint=self.setting.hint)

    @property
    def _fills_part(self) -> bool:
        """Whether a part of the day is taken from its beginning to its end."""
        draft = self.draft
        alone = not (draft.start.clock or draft.finish or draft.length or draft.mode)
        return self.setting.fills and bool(draft.start.part) and alone

    def _clocks(self) -> tuple[Clock, Clock | None]:
        """The time of the start and that of the end, if there is one."""
        start, finish = self.draft.start, self.draft.finish
        situation = self._situation(start.day)
        if start.clock is None and self._fills_part:
            return whole_part(start.part, self.options)
        if start.clock is None:
            begin = part_clock(start.part, self.options)
            end = finish.clock if finish else None
            if finish and finish.part and not end:
                return begin, part_clock(finish.part, self.options)
            return begin, settle_pair(begin, end, "", situation)[1] if end else None
        if finish and finish.clock and not finish.day:
            return settle_pair(start.clock, finish.clock, start.part, situation)
        begin, other = settle(start.clock, start.part, situation)
        if other:
            self._vary(_said_clock(other), lambda draft: _set_clock(draft, other))
        if finish and finish.clock:
            return begin, settle(finish.clock, finish.part, self._situation(finish.day))[0]
        return begin, None

    def _timed(self) -> Solution:
        day = self.draft.start.day
        clock, end_clock = self._clocks()
        return self._timed_at(day, clock, end_clock)

    def _timed_at(self, day: Day | None, clock: Clock, end_clock: Clock | None = None) -> Solution:
        if day:
            self._vary_day(day)
            if clock.hour == 24 and not clock.minute:
                self._vary(
                    "the midnight that begins that day", lambda draft: _set_clock(draft, Clock(0))
                )
        first = day.first if day else self.local_now.date()
        start = self._place(first, clock)
        step = 1 if day is None else 7 if day.step == "week" and first == self.today else 0
        if step and start <= self.now and self.draft.mode != "since":
            first += timedelta(days=step)
            start = self._place(first, clock)
        while day and day.last and start <= self.now and first < min(day.last, self.today) + _DAY:
            first += _DAY
            start = self._place(first, clock)
        if self.draft.mode == "deadline":
            return self._done(start, None, all_day=False)
        return self._done(start, self._end(start, end_clock, first), all_day=False)

    def _end(self, start: datetime, clock: Clock | None, first: date | None = None) -> datetime:
        finish, length = self.draft.finish, self.draft.length
        if finish and finish.day:
            last = roll(finish.day, first or start.date())
            end = self._place(last, clock or Clock(start.hour, start.minute))
            if end > start:
                return end
        elif clock:
            end = self._place(first or start.date(), clock)
            return end if end > start else end + timedelta(days=1)
        if length:
            last = add_span(start.date(), replace(length, seconds=0))
            if last != start.date():
                start = self._place(last, Clock(start.hour, start.minute, start.second))
            return later(start, length.seconds)
        return later(start, self.options.default_minutes * 60)

    def _place(self, day: date, clock: Clock) -> datetime:
        moment, note, second = place(day, clock, self.zone)
        if note:
            self.notes.append(note)
        if second:
            self._vary("the second time that night", _take_second)
        if self.draft.mode == "second" and second:
            return second
        return moment

    # What came out

    def _vary(self, difference: str, change: Callable[[Draft], None]) -> None:
        variant = replace(
            self.draft,
            start=replace(self.draft.start),
            finish=replace(self.draft.finish) if self.draft.finish else None,
        )
        change(variant)
        self.variants.append((difference, variant))

    def _done(
        self,
        start: date | datetime,
        end: date | datetime | None,
        *,
        all_day: bool,
        rrule: str | None = None,
    ) -> Solution:
        day = self.draft.start.day
        has_length = bool(
            self.draft.finish or self.draft.length or (day and day.last) or self._fills_part
        )
        if end is not None and is_before(end, start):
            end = start
        return Solution(start, end, all_day, rrule, self.notes, self.variants, has_length)


_DAY = timedelta(days=1)


def _set_day(draft: Draft, day: Day) -> None:
    draft.start.day = day


def _set_clock(draft: Draft, clock: Clock) -> None:
    draft.start.clock = clock


def _take_second(draft: Draft) -> None:
    draft.mode = "second"


def _said_clock(clock: Clock) -> str:
    return f"{time(clock.hour % 24, clock.minute):%H:%M}"
