"""A reading in words: Fri 20 Mar 2026, 15:00-16:00, in 9 days."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pa_cli.core.dates.result import Alternative, DateReading


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_NAMES = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), _WEEKDAYS, strict=True))
_UNITS = {"HOURLY": "hour", "DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last"}


def format_reading(reading: "DateReading | Alternative", now: datetime) -> str:
    """When it is, how often, and how far away; "no date" when there is none."""
    if reading.start is None:
        return "no date"
    deadline = getattr(reading, "kind", "") == "deadline"
    parts = ["by " * deadline + format_when(reading.start, reading.end, now)]
    parts.append(format_distance(reading.start, now))
    if reading.rrule:
        parts.append(format_rule(reading.rrule, now))
    return ", ".join(parts)


def format_day(day: date) -> str:
    """Fri 20 Mar 2026, in English whatever the locale."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def format_when(start: date | datetime, end: date | datetime | None, now: datetime) -> str:
    """A day, days, or a day with its times; a foreign zone is named with the local time."""
    if not isinstance(start, datetime) or (end is not None and not isinstance(end, datetime)):
        several = end is not None and end != start
        return format_day(start) + (f" to {format_day(end)}" if several and end else "")
    text = f"{format_day(start)}, {start:%H:%M}"
    if end is not None and end != start:
        night = ends_that_night(start, end)
        text += f"-{end:%H:%M}" if night else f" to {format_day(end)}, {end:%H:%M}"
    return text + _local_time(start, now)


def ends_that_night(start: datetime, end: datetime) -> bool:
    """Whether the day of the end goes without saying: the same, or a night after it."""
    return end.date() == start.date() or end - start <= timedelta(hours=12)


def _local_time(start: datetime, now: datetime) -> str:
    """What a time in another zone is on the user's clock."""
    local = start.astimezone(now.tzinfo)
    if local.utcoffset() == start.utcoffset():
        return ""
    day = "" if local.date() == start.date() else f"{format_day(local)}, "
    return f" {start.tzname()} ({day}{local:%H:%M} here)"


def format_distance(start: date | datetime, now: datetime) -> str:
    """How far away it is: today, tomorrow, in 9 days, 3 days ago, in 25 minutes."""
    if isinstance(start, datetime):
        local = start.astimezone(now.tzinfo)
        minutes = round((start - now).total_seconds() / 60)
        if 0 < minutes < 60:
            return f"in {_plural(minutes, 'minute')}"
        start = local.date()
    days = (start - now.date()).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {_plural(days, 'day')}" if days > 0 else f"{_plural(-days, 'day')} ago"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def format_rule(rrule: str, now: datetime) -> str:
    """An RRULE as `rule_text` writes it: every 2 weeks on Fri until 1 May 2026."""
    parts = dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)
    unit = _UNITS.get(parts.get("FREQ", ""))
    if unit is None:
        return rrule
    interval = int(parts.get("INTERVAL", "1"))
    text = f"every {unit}" if interval == 1 else f"every {interval} {unit}s"
    if days := parts.get("BYDAY"):
        text += " on " + _listed([_day_name(day) for day in days.split(",")])
    if days := parts.get("BYMONTHDAY"):
        text += " on " + _listed([_month_day(day) for day in days.split(",")])
    if months := parts.get("BYMONTH"):
        text += " of " + _listed([_MONTHS[int(month) - 1] for month in months.split(",")])
    if count := parts.get("COUNT"):
        text += f", {_plural(int(count), 'time')}"
    if until := parts.get("UNTIL"):
        text += f" until {_until(until, now)}"
    return text


def _day_name(day: str) -> str:
    which, name = day[:-2], _DAY_NAMES.get(day[-2:], day[-2:])
    return f"the {_ORDINALS.get(which, which)} {name}" if which else name


def _month_day(day: str) -> str:
    number = int(day)
    if number > 0:
        return f"day {day}"
    which = _ORDINALS.get(str(-number), f"{-number}th")
    return "the last day" if number == -1 else f"the {which}-last day"


def _until(until: str, now: datetime) -> str:
    day = datetime.strptime(until[:8], "%Y%m%d").date()  # noqa: DTZ007 - a date has no zone
    if until.endswith("Z"):
        moment = datetime.strptime(until, "%Y%m%dT%H%M%S%z")
        day = moment.astimezone(now.tzinfo).date()
    return format_day(day)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
