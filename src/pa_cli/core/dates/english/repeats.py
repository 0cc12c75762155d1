"""English recurrences: every other Tuesday, daily, the last Friday of each month, weekdays."""

from pa_cli.core.dates.english.clock import clock
from pa_cli.core.dates.english.days import holiday
from pa_cli.core.dates.english.monthly import (
    OF_THE_MONTH,
    day_of_each_month,
    every_ordinal_day,
    hit_of,
    nth_of_each,
    nth_weekdays,
    of_named_month,
)
from pa_cli.core.dates.english.months import month_and_day
from pa_cli.core.dates.english.ranges import bare_hours, days_of_month
from pa_cli.core.dates.english.weekdays import WEEKEND, WORKDAYS, weekday_list, weekday_name
from pa_cli.core.dates.english.words import PARTS, PLURAL_WEEKDAYS, WEEKDAYS
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import english_number, english_ordinal
from pa_cli.core.dates.pieces import Every, Hit, Moment
from pa_cli.core.dates.resolve import coming_weekday

_ADVERBS = {
    "daily": ("DAILY", 1),
    "everyday": ("DAILY", 1),
    "nightly": ("DAILY", 1),
    "hourly": ("HOURLY", 1),
    "weekly": ("WEEKLY", 1),
    "biweekly": ("WEEKLY", 2),
    "fortnightly": ("WEEKLY", 2),
    "monthly": ("MONTHLY", 1),
    "quarterly": ("MONTHLY", 3),
    "yearly": ("YEARLY", 1),
    "annually": ("YEARLY", 1),
}
_UNITS = {
    "hour": ("HOURLY", 1),
    "day": ("DAILY", 1),
    "night": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}


def repeat(reader: Reader, i: int) -> Hit | None:
    """A recurrence at token `i`."""
    hit = (
        _every(reader, i)
        or _adverb(reader, i)
        or _plural(reader, i)
        or nth_of_each(reader, i)
        or _some_weekdays(reader, i)
    )
    plain = hit is not None and hit.every is not None and not hit.keep and not hit.every.part
    if hit and hit.every and plain and reader.low(hit.end) in PARTS:
        hit.every.part = PARTS[reader.low(hit.end)]
        hit.end += 1
    return hit


def exception(reader: Reader, i: int) -> Hit | None:
    """Every day at 8 except Sunday: the days that are left out."""
    at = reader.any_phrase(i, "except on", "except for", "except", "but not on", "excluding")
    if not at:
        return None
    end = reader.any_phrase(at, "weekends", "the weekends", "the weekend", "weekend")
    days = (WEEKEND, end) if end else weekday_list(reader, at)
    return Hit(days[1], "except", every=Every("WEEKLY", weekdays=days[0])) if days else None


def _some_weekdays(reader: Reader, i: int) -> Hit | None:
    """Mon, Wed and Fri without "every": each of them once."""
    at = reader.phrase(i, "on") or i
    days = weekday_list(reader, at, spaced=True)
    if not days or len(days[0]) < 2 or any(reader.low(n) == "or" for n in range(at, days[1])):
        return None  # Monday or Tuesday is one of them
    joints = {"-", "to", "through", "thru"}
    through = any(reader.low(n) in joints for n in range(at, days[1]))
    hour = reader.any_phrase(days[1], ",", "at", "from") or days[1]
    timed = clock(reader, hour) or bare_hours(reader, hour)
    if through and (not timed or days_of_month(reader, days[1])):
        return None  # Monday to Wednesday is one event of three days
    first = weekday_name(reader, at, sure=True)
    begin = Moment(day=coming_weekday(reader.today, first[0])) if first and through else Moment()
    every = Every("WEEKLY", weekdays=days[0])
    return Hit(days[1], "every", begin, every=every, count=len(days[0]))


def _every(reader: Reader, i: int) -> Hit | None:
    end = reader.any_phrase(
        i, "on every", "every single", "every", "each", "once every", "once a", "once per"
    )
    alternate = reader.any_phrase(i, "on alternate", "alternate")
    if not end and not alternate:
        return None
    if other := reader.phrase(end, "other") or alternate:
        return _unit(reader, other, 2) or _weekdays(reader, other, 2)
    if reader.low(i) == "once" and reader.low(end - 1) in {"a", "per"}:
        return _unit(reader, end, 1)
    if last := reader.any_phrase(end, "last day of the month", "last day of each month"):
        return hit_of(Every("MONTHLY", month_days=(-1,)), last)
    which = nth_weekdays(reader, end)
    if which and (of := reader.any_phrase(which[1], *OF_THE_MONTH)):
        return hit_of(Every("MONTHLY", weekdays=which[0]), of)
    ordinal = english_ordinal(reader, end)
    if ordinal and 0 < ordinal[0] < 100 and reader.low(ordinal[1]) in _UNITS | WEEKDAYS:
        return _ordinal_every(reader, ordinal)
    number = english_number(reader, end)
    if number and not ordinal and 1 <= number[0] <= 999:
        return _unit(reader, number[1], number[0]) or _weekdays(reader, number[1], number[0])
    return (
        _named_group(reader, end)
        or _unit(reader, end, 1)
        or _weekdays(reader, end, 1)
        or _year_day(reader, end)
        or every_ordinal_day(reader, end)
    )


def _ordinal_every(reader: Reader, ordinal: tuple[int, int]) -> Hit | None:
    """Every second week."""
    count, at = ordinal
    return _unit(reader, at, count) or _weekdays(reader, at, count)


def _named_group(reader: Reader, i: int) -> Hit | None:
    word = reader.low(i)
    if word in {"weekday", "weekdays", "workday", "workdays"} or reader.any_phrase(
        i, "business day", "working day", "work day"
    ):
        return hit_of(
            Every("WEEKLY", weekdays=WORKDAYS), i + (1 if word.startswith(("week", "workd")) else 2)
        )
    if word in {"weeknight", "weeknights"}:
        return hit_of(Every("WEEKLY", weekdays=WORKDAYS, part="tonight"), i + 1)
    if word in {"weekend", "weekends"}:
        return hit_of(Every("WEEKLY", weekdays=WEEKEND), i + 1)
    if word in PARTS:
        return hit_of(Every("DAILY", part=PARTS[word]), i + 1)
    return None


def _unit(reader: Reader, i: int, interval: int) -> Hit | None:
    """Every 2 weeks [on Friday], every month [on the 15th]."""
    found = _UNITS.get(reader.low(i).removesuffix("s"))
    if found is None:
        return None
    every = Every(found[0], found[1] * interval)
    if reader.low(i) == "night":
        every.part = "tonight"
    return _on(reader, every, i + 1)


def _on(reader: Reader, every: Every, end: int) -> Hit:
    """The days that follow the unit."""
    at = reader.any_phrase(end, ", on", "on", "of", ",") or end
    if every.frequency == "WEEKLY" and (days := weekday_list(reader, at)):
        every.weekdays, end = days
    elif every.frequency == "MONTHLY":
        end = day_of_each_month(reader, every, at) or end
    elif every.frequency == "YEARLY":
        return _day_of_each_year(reader, every, at) or hit_of(every, end)
    return hit_of(every, end)


def _day_of_each_year(reader: Reader, every: Every, i: int) -> Hit | None:
    """Every year on March 3rd, on the second Sunday of May."""
    if hit := _year_day(reader, i):
        hit.every = every
        return hit
    which = nth_weekdays(reader, reader.phrase(i, "the") or i)
    of = reader.any_phrase(which[1], "of", "in") if which else 0
    if not which or not of:
        return None
    every.weekdays = which[0]
    return of_named_month(reader, every, of)


def _weekdays(reader: Reader, i: int, interval: int) -> Hit | None:
    days = weekday_list(reader, i, spaced=True)
    return hit_of(Every("WEEKLY", interval, weekdays=days[0]), days[1]) if days else None


def _year_day(reader: Reader, i: int) -> Hit | None:
    """Every March 3rd, every Christmas Eve."""
    found = month_and_day(reader, i, sure=True) or holiday(reader, i, sure=True)
    return Hit(found[1], "every", Moment(day=found[0]), every=Every("YEARLY")) if found else None


def _adverb(reader: Reader, i: int) -> Hit | None:
    """Daily at 8, weekly on Tuesday, monthly on the first Monday; not "daily report"."""
    at = reader.phrase(i, "bi - weekly")
    found = ("WEEKLY", 2) if at else _ADVERBS.get(reader.low(i))
    end = at or i + 1
    if found is None or reader.low(i - 1) in {"twice", "thrice", "times"}:
        return None
    hit = _on(reader, Every(*found), end)
    if hit.end == end and reader.low(i) != "everyday":
        after = reader.low(end)
        noun = after.isalpha() and after not in _AFTER_ADVERB and reader[end].value < 0
        hit.keep = noun
        if noun and after not in _HELD_REGULARLY:
            return None
    return hit


# "daily standup at 9" recurs; the "weekly report by Friday" is due once.
_HELD_REGULARLY = frozenset(
    """standup stand meeting sync call class lesson scrum check checkin catchup practice training
    reminder alarm appointment event lunch dinner workout""".split()
)
_AFTER_ADVERB = frozenset(
    "at from until till for on in starting beginning with to by after before except".split()
)


# As timetables write them, before a time.
_TIMETABLE = {
    "mw": (0, 2),
    "mwf": (0, 2, 4),
    "mtwth": (0, 1, 2, 3),
    "mtwthf": (0, 1, 2, 3, 4),
    "tth": (1, 3),
    "tuth": (1, 3),
    "tuethu": (1, 3),
}


def _plural(reader: Reader, i: int) -> Hit | None:
    """On Mondays and Thursdays, Tuesdays at 7, on weekdays, weekends, MWF 10am."""
    at = reader.phrase(i, "on") or i
    group = reader.low(at)
    if at == i and english_number(reader, i - 1):
        return None  # in 2 weekends, two Mondays from now
    short = _TIMETABLE.get(group)
    if short and (clock(reader, at + 1) or bare_hours(reader, at + 1)):
        return hit_of(Every("WEEKLY", weekdays=tuple((0, day) for day in short)), at + 1)
    if group in {"weekdays", "workdays", "weekends"}:
        group_days = WORKDAYS if group != "weekends" else WEEKEND
        return hit_of(Every("WEEKLY", weekdays=group_days), at + 1)
    days = weekday_list(reader, at)
    if days and reader.low(days[1]) in PARTS and reader.low(days[1]).endswith("s"):
        return hit_of(Every("WEEKLY", weekdays=days[0]), days[1])  # Wednesday nights
    if group not in PLURAL_WEEKDAYS:
        return None
    if days and (
        at > i
        or days[1] > at + 1
        or reader.low(at + 1) in {"at", "from", "until", "till", "for", ""}
        or reader.low(at + 1) in PARTS
        or bare_hours(reader, at + 1)
        or clock(reader, at + 1)
    ):
        return hit_of(Every("WEEKLY", weekdays=days[0]), days[1])
    return None
