"""Recurrence rules: their RFC 5545 text, and the first day on which they fall."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from pa_cli.core.dates.pieces import Every, Span

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SEARCHED_DAYS = 366 * 9


def rule_text(every: Every, *, until: str = "", count: int = 0) -> str:
    """The value of an RRULE property.

    Args:
        every: The recurrence.
        until: Its last moment, as `until_text` writes it.
        count: How often; `until` wins.
    """
    parts = [f"FREQ={every.frequency}"]
    if every.interval > 1:
        parts.append(f"INTERVAL={every.interval}")
    if every.months:
        parts.append("BYMONTH=" + ",".join(map(str, every.months)))
    if every.weekdays:
        names = (f"{which or ''}{_DAYS[day]}" for which, day in every.weekdays)
        parts.append("BYDAY=" + ",".join(names))
    if every.month_days:
        parts.append("BYMONTHDAY=" + ",".join(map(str, every.month_days)))
    if until:
        parts.append(f"UNTIL={until}")
    elif count:
        parts.append(f"COUNT={count}")
    return ";".join(parts)


def until_text(last: date | datetime, zone: tzinfo | None, *, all_day: bool) -> str:
    """UNTIL in the form that the start asks for: a date, or a moment in UTC.

    A timed rule that ends with a day ends with its last second.
    """
    if all_day:
        return f"{last:%Y%m%d}"
    if not isinstance(last, datetime):
        last = datetime.combine(last, time(23, 59, 59), tzinfo=zone)
    return f"{last.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def falls_on(every: Every, day: date) -> bool:
    """Whether the BY parts of the rule admit `day`."""
    if every.months and day.month not in every.months:
        return False
    if every.month_days and not any(_is_month_day(day, wanted) for wanted in every.month_days):
        return False
    return not every.weekdays or any(
        day.weekday() == weekday and (not which or _is_nth(day, which))
        for which, weekday in every.weekdays
    )


def _is_month_day(day: date, wanted: int) -> bool:
    if wanted > 0:
        return day.day == wanted
    return (day + timedelta(days=-wanted)).day == 1


def _is_nth(day: date, which: int) -> bool:
    if which < 0:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == which


def first_day(every: Every, start: date) -> date | None:
    """The first day from `start` on that the rule admits; None if there is none for years."""
    if not (every.weekdays or every.month_days or every.months):
        return start
    days = (start + timedelta(days=n) for n in range(_SEARCHED_DAYS))
    return next((day for day in days if falls_on(every, day)), None)


def occurrences_in(every: Every, total: Span) -> int:
    """How often the rule falls within `total`, when that is a whole number of its periods."""
    if every.frequency == "DAILY" and not total.months:
        periods, rest = divmod(total.days, every.interval)
    elif every.frequency == "WEEKLY" and not total.months:
        periods, rest = divmod(total.days, 7 * every.interval)
    elif every.frequency == "MONTHLY" and not total.days:
        periods, rest = divmod(total.months, every.interval)
    elif every.frequency == "YEARLY" and not total.days:
        periods, rest = divmod(total.months, 12 * every.interval)
    else:
        return 0
    each = max(len(every.weekdays), len(every.month_days), 1)
    return 0 if rest else periods * each
