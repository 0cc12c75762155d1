"""From the pieces of a text to a start, an end and a rule."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from pa_cli.core.dates.halves import (
    Situation,
    settle,
)
from pa_cli.core.dates.pieces import Clock, Day, Draft, Every, Moment
from pa_cli.core.dates.recurrence import first_day, occurrences_in, rule_text, until_text
from pa_cli.core.dates.resolve import add_span, roll
from pa_cli.core.dates.solve_moments import MomentSolver, Setting, Solution


def solve(draft: Draft, setting: Setting) -> Solution | None:
    """Work out a draft; None when it names no day that exists."""
    return _Solver(draft, setting).solve()


class _Solver(MomentSolver):
    def solve(self) -> Solution | None:
        self._tidy()
        start = self.draft.start
        if start.shift and start.shift.timed and not start.day:
            return self._shifted(start.shift)
        if start.shift:
            start.day = Day(add_span(self.today, start.shift))
        every = self.draft.every
        if every and start.day and start.day.movable:
            self.notes.append(
                "that day moves from year to year: it is put in once, and does not repeat"
            )
            every = self.draft.every = None
        if every:
            return self._repeating(every)
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
            last = roll(draft.until.day, first) if draft.until and draft.until.day else None
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
            return roll(day, first)
        if draft.every and draft.every.frequency == "YEARLY":
            return None  # every year in May: the month says when, not until when
        return draft.start.day.last if draft.start.day else None


_PERIODS = {"HOURLY": 0, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}


def _take_all(draft: Draft) -> None:
    draft.count, draft.once = 0, False
