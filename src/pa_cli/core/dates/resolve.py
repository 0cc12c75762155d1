"""Calendar arithmetic: from what was said to days, and from wall time to moments."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, tzinfo

from pa_cli.core.dates.options import DateOptions
from pa_cli.core.dates.pieces import Clock, Day, Span

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return monthrange(year, month)[1]


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the last of the month when that has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, days_in_month(years, month + 1)))


def add_span(day: date, span: Span) -> date:
    """`day` moved by the calendar part of `span`."""
    return add_months(day, span.months) + timedelta(days=span.days)


def week_of(day: date, options: DateOptions, weeks: int = 0) -> Day:
    """The week of `day`, or one `weeks` later, as a span of days."""
    first = day - timedelta(days=(day.weekday() - options.week_start) % 7) + timedelta(weeks=weeks)
    return Day(first, first + timedelta(days=6), loose=True)


def month_of(day: date, months: int = 0) -> Day:
    """The month of `day`, or one `months` later, as a span of days."""
    first = add_months(day.replace(day=1), months)
    return Day(first, first.replace(day=days_in_month(first.year, first.month)), loose=True)


def year_of(day: date, years: int = 0) -> Day:
    """The year of `day`, or one `years` later, as a span of days."""
    return Day(date(day.year + years, 1, 1), date(day.year + years, 12, 31), loose=True)


def quarter_of(day: date, quarters: int = 0) -> Day:
    """The quarter of `day`, or one `quarters` later, as a span of days."""
    first = add_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * quarters)
    return Day(first, month_of(first, 2).last, loose=True)


def weekend_of(day: date, options: DateOptions, *, following: bool = False) -> Day:
    """The coming or running weekend (Saturday and Sunday), or the one of next week."""
    sunday = day.weekday() == 6
    saturday = day - timedelta(days=1) if sunday else day + timedelta(days=5 - day.weekday())
    coming = Day(saturday, saturday + timedelta(days=1), loose=True)
    if not following:
        return coming
    later = Day(saturday + timedelta(days=7), saturday + timedelta(days=8), loose=True)
    first, second = (coming, later) if options.nearest_next and day < saturday else (later, coming)
    if day < saturday:
        first.other = second
        first.difference = "the coming weekend" if first is later else "the weekend of next week"
    return first


def coming_weekday(today: date, weekday: int) -> Day:
    """The next such day, today included; a week on when that is past."""
    return Day(today + timedelta(days=(weekday - today.weekday()) % 7), step="week")


def past_weekday(today: date, weekday: int, *, strictly_last_week: bool = False) -> Day:
    """The most recent such day before today."""
    day = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if strictly_last_week and day >= today - timedelta(days=today.weekday()):
        return Day(
            day,
            other=Day(day - timedelta(days=7)),
            difference=f"the {_NAMES[weekday]} of last week",
        )
    return Day(day)


def weekday_of_week(today: date, weekday: int, options: DateOptions, weeks: int) -> Day:
    """The weekday in the week that is `weeks` after this one."""
    first = week_of(today, options, weeks).first
    return Day(first + timedelta(days=(weekday - options.week_start) % 7))


def next_weekday(today: date, weekday: int, options: DateOptions) -> Day:
    """What "next Friday" is: of next week, or the coming one where the user wants that."""
    near = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    far = weekday_of_week(today, weekday, options, 1).first
    if near == far:
        return Day(near)
    name = _NAMES[weekday]
    if options.nearest_next:
        return Day(near, other=Day(far), difference=f"the {name} of next week")
    return Day(far, other=Day(near), difference=f"the coming {name}")


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth (-1 is the last) such weekday of a month, if there is one."""
    if nth < 0:
        last = date(year, month, days_in_month(year, month))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else None


def valid_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    if not (1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= days_in_month(year, month)):
        return None
    return date(year, month, day)


def month_day(today: date, month: int, day: int, *, past: bool = False) -> Day | None:
    """The next such day from today on, or the last one when `past`; 29 February waits."""
    steps = range(0, -9, -1) if past else range(9)
    for years in steps:
        found = valid_date(today.year + years, month, day)
        if found and (found <= today if past else found >= today):
            return Day(found, step="year")
    return None


def day_of_month(today: date, day: int, *, past: bool = False) -> Day | None:
    """The next such day of a month from today on, or the last one when `past`."""
    steps = range(0, -4, -1) if past else range(4)
    for months in steps:
        first = add_months(today.replace(day=1), months)
        found = valid_date(first.year, first.month, day)
        if found and (found <= today if past else found >= today):
            return Day(found, step="month")
    return None


def place(day: date, clock: Clock, zone: tzinfo) -> tuple[datetime, str, datetime | None]:
    """A wall time as a moment.

    Returns:
        The moment, a sentence when the clocks are changed then, and the second moment of that
        wall time when there are two.
    """
    extra, hour = divmod(clock.hour, 24)
    naive = datetime(day.year, day.month, day.day, hour, clock.minute, clock.second)  # noqa: DTZ001 - the zone follows
    wall = (naive + timedelta(days=extra)).replace(tzinfo=zone)
    late = wall.replace(fold=1)
    if wall.utcoffset() == late.utcoffset():
        return wall, "", None
    real = wall.astimezone(UTC).astimezone(zone)
    if real.replace(tzinfo=None) != wall.replace(tzinfo=None):
        sentence = f"{wall:%H:%M} does not exist on that day: moved to {real:%H:%M}"
        return real, sentence, None
    return wall, f"{wall:%H:%M} comes twice that night: the first one is taken", late


def is_before(one: date | datetime, other: date | datetime) -> bool:
    """Whether one moment or day comes before another of its kind."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.astimezone(UTC) < other.astimezone(UTC)
    return one < other


def later(start: datetime, seconds: int) -> datetime:
    """`start` and so many seconds of real time."""
    return (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(start.tzinfo)


def roll(day: Day, first: date) -> date:
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
