"""From the pieces of a text to a start, an end and a rule."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from pa_cli.core.dates.halves import PART_BOUNDS, Situation, part_clock, settle, settle_pair
from pa_cli.core.dates.options import DateOptions
from pa_cli.core.dates.pieces import Clock, Day, Draft, Every, Moment, Span
from pa_cli.core.dates.recurrence import first_day, occurrences_in, rule_text, until_text
from pa_cli.core.dates.resolve import add_span, place


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around the text."""

    now: datetime
    options: DateOptions
    query: bool = False
    hint: str = ""


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


def solve(draft: Draft, setting: Setting) -> Solution | None:
    """Work out a draft; None when it names no day that exists."""
    return _Solver(draft, setting).solve()


class _Solver:
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

    def solve(self) -> Solution | None:
        self._tidy()
        start = self.draft.start
        if start.shift and start.shift.timed and not start.day:
            return self._shifted(start.shift)
        if start.shift:
            start.day = Day(add_span(self.today, start.shift))
        if self.draft.every:
            return self._repeating(self.draft.every)
        if start.clock or (start.part and not self.setting.query):
            return self._timed()
        if start.part:
            return self._part_of_day()
        return self._days()

    def _tidy(self) -> None:
        """Bring the pieces to where they belong."""
        draft = self.draft
        start = draft.start = replace(draft.start)
        if draft.finish is None and draft.until and not draft.every:
            draft.finish, draft.until = draft.until, None
            if not start:
                self._from_now(draft.finish)
        finish = draft.finish = replace(draft.finish) if draft.finish else None
        if finish and finish.day and not start.day and start.clock:
            start.day, finish.day = finish.day, None
        if finish and finish.part and not start.part and start.clock:
            start.part = finish.part
        if draft.every and finish and finish.day and finish.clock and not start.clock:
            start.clock, finish.clock = finish.clock, None
        if draft.every and draft.every.part and not start.part:
            start.part = draft.every.part
        if draft.mode == "after" and start.day and not start.clock and not start.part:
            start.day = Day((start.day.last or start.day.first) + timedelta(days=1))

    def _from_now(self, finish: Moment) -> None:
        self.draft.start.day = Day(self.today)
        if finish.clock or finish.part:
            self.draft.start.clock = Clock(self.now.hour, self.now.minute)
            if finish.clock and finish.clock.half_open:
                known = Situation(self.now, today=True, said=False, hint=self.setting.hint)
                finish.clock = settle(finish.clock, finish.part, known)[0]

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
            return _roll(finish.day, first)
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

    def _clocks(self) -> tuple[Clock, Clock | None]:
        """The time of the start and that of the end, if there is one."""
        start, finish = self.draft.start, self.draft.finish
        situation = self._situation(start.day)
        if start.clock is None:
            begin = part_clock(start.part, self.options)
            end = finish.clock if finish else None
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
            last = _roll(finish.day, first or start.date())
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
            return _later(start, length.seconds)
        return _later(start, self.options.default_minutes * 60)

    def _place(self, day: date, clock: Clock) -> datetime:
        moment, note, second = place(day, clock, self.zone)
        if note:
            self.notes.append(note)
        if second:
            self._vary("the second time that night", _take_second)
        if self.draft.mode == "second" and second:
            return second
        return moment

    # Recurrences

    def _repeating(self, every: Every) -> Solution | None:
        draft = self.draft
        self._spread(every)
        timed = bool(draft.start.clock or draft.start.part or every.frequency == "HOURLY")
        if not timed and not self.options.all_day_without_time:
            draft.start.part, timed = "morning", True
        day = draft.start.day
        if day:
            self._vary_day(day)
        if draft.once:
            self._vary("every week", _take_all)
        clock, end_clock = self._rule_clocks(every) if timed else (None, None)
        first = first_day(every, day.first if day else self.today)
        if first is None:
            return None
        if clock and day is None and self._place(first, clock) <= self.now:
            first = first_day(every, first + timedelta(days=1))
        if first is None:
            return None
        start = self._place(first, clock) if clock else first
        rule = self._rule(every, first, all_day=clock is None)
        if not isinstance(start, datetime):
            length = draft.length
            days = (
                add_span(first, length) - timedelta(days=1)
                if length and not length.timed
                else first
            )
            return self._done(first, max(days, first), all_day=True, rrule=rule)
        return self._done(start, self._end(start, end_clock, first), all_day=False, rrule=rule)

    def _spread(self, every: Every) -> None:
        """Monday to Friday every week: the days from the one to the other."""
        first = self.draft.start.day
        last = self.draft.finish.day if self.draft.finish else None
        weekly = every.frequency == "WEEKLY" and not every.weekdays
        if weekly and first and last and first.step == last.step == "week":
            count = (last.first - first.first).days % 7 + 1
            days = sorted((first.first.weekday() + n) % 7 for n in range(count))
            every.weekdays = tuple((0, day) for day in days)
            self.draft.start.day = None
            if self.draft.finish:
                self.draft.finish.day = None

    def _rule_clocks(self, every: Every) -> tuple[Clock, Clock | None]:
        if every.frequency == "HOURLY" and not self.draft.start.clock:
            return Clock(self.local_now.hour + 1), None
        begin, end = self._clocks()
        # The midnight of a rule belongs to the day that it names, or its start would be no
        # occurrence of it.
        return replace(begin, hour=begin.hour % 24), end

    def _rule(self, every: Every, first: date, *, all_day: bool) -> str:
        draft = self.draft
        count, last = draft.count, self._rule_end(first)
        length = draft.length
        if length and not length.timed and not count and not last:
            count = occurrences_in(every, length)
            if count or add_span(first, length) > first + timedelta(days=_PERIODS[every.frequency]):
                last = None if count else add_span(first, length) - timedelta(days=1)
                draft.length = None
        if last and last < first:
            last = _roll(draft.until.day, first) if draft.until and draft.until.day else None
            last = last if last and last >= first else None
        until = until_text(last, self.zone, all_day=all_day) if last else ""
        return rule_text(every, until=until, count=0 if until else count)

    def _rule_end(self, first: date) -> date | None:
        """The last day on which the rule may fall."""
        draft = self.draft
        if draft.until and draft.until.shift:
            return add_span(self.today, draft.until.shift)
        if draft.until and draft.until.day:
            day = draft.until.day
            return day.first - timedelta(days=1) if day.last else day.first
        if draft.finish and draft.finish.day:
            day = draft.finish.day
            draft.finish = replace(draft.finish, day=None) if draft.finish.clock else None
            return _roll(day, first)
        if draft.every and draft.every.frequency == "YEARLY":
            return None  # every year in May: the month says when, not until when
        return draft.start.day.last if draft.start.day else None

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
        has_length = bool(self.draft.finish or self.draft.length or (day and day.last))
        if end is not None and _is_before(end, start):
            end = start
        return Solution(start, end, all_day, rrule, self.notes, self.variants, has_length)


_DAY = timedelta(days=1)
_PERIODS = {"HOURLY": 0, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}


def _is_before(one: date | datetime, other: date | datetime) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.astimezone(UTC) < other.astimezone(UTC)
    return one < other


def _later(start: datetime, seconds: int) -> datetime:
    """`start` and so many seconds of real time."""
    return (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(start.tzinfo)


def _roll(day: Day, first: date) -> date:
    """The last day of a range, which cannot be before its first."""
    last = day.last or day.first
    for _ in range(60):
        if last >= first:
            break
        if day.step == "week":
            last += timedelta(days=7)
        elif day.step:
            last = add_span(last, Span(months=1 if day.step == "month" else 12))
        else:
            break
    return last


def _set_day(draft: Draft, day: Day) -> None:
    draft.start.day = day


def _set_clock(draft: Draft, clock: Clock) -> None:
    draft.start.clock = clock


def _take_all(draft: Draft) -> None:
    draft.count, draft.once = 0, False


def _take_second(draft: Draft) -> None:
    draft.mode = "second"


def _said_clock(clock: Clock) -> str:
    return f"{time(clock.hour % 24, clock.minute):%H:%M}"
