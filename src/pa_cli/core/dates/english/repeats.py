"""English recurrences: every other Tuesday, daily, the last Friday of each month, weekdays."""

from pa_cli.core.dates.english.clock import clock
from pa_cli.core.dates.english.days import holiday, nth
from pa_cli.core.dates.english.months import month_and_day, month_name
from pa_cli.core.dates.english.ranges import bare_hours
from pa_cli.core.dates.english.weekday_lists import WEEKEND, WORKDAYS, weekday_list
from pa_cli.core.dates.english.weekdays import weekday_name
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
        or _nth_of_each(reader, i)
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
    if not days or len(days[0]) < 2:
        return None
    joints = {"-", "to", "through", "thru"}
    through = any(reader.low(n) in joints for n in range(at, days[1]))
    hour = reader.any_phrase(days[1], ",", "at", "from") or days[1]
    if through and not clock(reader, hour) and not bare_hours(reader, hour):
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
        return _hit(Every("MONTHLY", month_days=(-1,)), last)
    which = _nth_weekdays(reader, end)
    if which and (of := reader.any_phrase(which[1], *_OF_THE_MONTH)):
        return _hit(Every("MONTHLY", weekdays=which[0]), of)
    ordinal = english_ordinal(reader, end)
    if ordinal and 0 < ordinal[0] < 100 and reader.low(ordinal[1]) in _UNITS | WEEKDAYS:
        return _ordinal_every(reader, ordinal)
    number = english_number(reader, end)
    if number and 1 <= number[0] <= 999:
        return _unit(reader, number[1], number[0]) or _weekdays(reader, number[1], number[0])
    return (
        _named_group(reader, end)
        or _unit(reader, end, 1)
        or _weekdays(reader, end, 1)
        or _year_day(reader, end)
        or _every_ordinal_day(reader, end)
    )


def _ordinal_every(reader: Reader, ordinal: tuple[int, int]) -> Hit | None:
    """Every second week."""
    count, at = ordinal
    return _unit(reader, at, count) or _weekdays(reader, at, count)


_OF_THE_MONTH = ("of the month", "of each month", "of every month", "in the month", "in each month")


def _nth_weekdays(reader: Reader, i: int) -> tuple[tuple[tuple[int, int], ...], int] | None:
    """First and third Tuesday; last Friday."""
    numbers = []
    while which := nth(reader, i):
        numbers.append(which[0])
        i = reader.any_phrase(which[1], "and the", "and", ", and", ",") or which[1]
        if i == which[1]:
            break
    name = weekday_name(reader, i, sure=True) if numbers else None
    return (tuple((number, name[0]) for number in numbers), name[1]) if name else None


def _every_ordinal_day(reader: Reader, i: int) -> Hit | None:
    """Every 15th."""
    ordinal = english_ordinal(reader, reader.phrase(i, "the") or i)
    if not ordinal or not 1 <= ordinal[0] <= 31 or reader[i].value < 0:
        return None
    end = (
        reader.any_phrase(ordinal[1], "of the month", "of each month", "day of the month")
        or ordinal[1]
    )
    return _hit(Every("MONTHLY", month_days=(ordinal[0],)), end)


def _named_group(reader: Reader, i: int) -> Hit | None:
    word = reader.low(i)
    if word in {"weekday", "weekdays", "workday", "workdays"} or reader.any_phrase(
        i, "business day", "working day", "work day"
    ):
        return _hit(
            Every("WEEKLY", weekdays=WORKDAYS), i + (1 if word.startswith(("week", "workd")) else 2)
        )
    if word in {"weeknight", "weeknights"}:
        return _hit(Every("WEEKLY", weekdays=WORKDAYS, part="tonight"), i + 1)
    if word in {"weekend", "weekends"}:
        return _hit(Every("WEEKLY", weekdays=WEEKEND), i + 1)
    if word in PARTS:
        return _hit(Every("DAILY", part=PARTS[word]), i + 1)
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
        end = _day_of_each_month(reader, every, at) or end
    elif every.frequency == "YEARLY":
        return _day_of_each_year(reader, every, at) or _hit(every, end)
    return _hit(every, end)


def _day_of_each_year(reader: Reader, every: Every, i: int) -> Hit | None:
    """Every year on March 3rd, on the second Sunday of May."""
    if hit := _year_day(reader, i):
        hit.every = every
        return hit
    which = _nth_weekdays(reader, reader.phrase(i, "the") or i)
    of = reader.any_phrase(which[1], "of", "in") if which else 0
    if not which or not of:
        return None
    every.weekdays = which[0]
    return _of_named_month(reader, every, of)


def _day_of_each_month(reader: Reader, every: Every, i: int) -> int:
    """Set which day of the month; the index after it, or 0."""
    at = reader.phrase(i, "the") or i
    if end := reader.any_phrase(at, "last day", "end"):
        every.month_days = (-1,)
        return end
    if which := _nth_weekdays(reader, at):
        every.weekdays = which[0]
        return which[1]
    days, end = [], 0
    while (number := english_ordinal(reader, at)) and 1 <= number[0] <= 31:
        days.append(number[0])
        end = reader.phrase(number[1], "day") or number[1]
        at = reader.any_phrase(end, ", and the", "and the", "and", ",") or end
    every.month_days = tuple(days)
    return end


def _weekdays(reader: Reader, i: int, interval: int) -> Hit | None:
    days = weekday_list(reader, i, spaced=True)
    return _hit(Every("WEEKLY", interval, weekdays=days[0]), days[1]) if days else None


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
    short = _TIMETABLE.get(group)
    if short and (clock(reader, at + 1) or bare_hours(reader, at + 1)):
        return _hit(Every("WEEKLY", weekdays=tuple((0, day) for day in short)), at + 1)
    if group in {"weekdays", "workdays", "weekends"}:
        group_days = WORKDAYS if group != "weekends" else WEEKEND
        return _hit(Every("WEEKLY", weekdays=group_days), at + 1)
    if group not in PLURAL_WEEKDAYS:
        return None
    days = weekday_list(reader, at)
    if days and (
        at > i
        or days[1] > at + 1
        or reader.low(at + 1) in {"at", "from", "until", "till", "for", ""}
        or reader.low(at + 1) in PARTS
        or bare_hours(reader, at + 1)
    ):
        return _hit(Every("WEEKLY", weekdays=days[0]), days[1])
    return None


def _nth_of_each(reader: Reader, i: int) -> Hit | None:
    """Second Tuesday of each month, the last day of every month, the 15th of each month."""
    at = reader.any_phrase(i, "on the", "the", "on") or i
    every = Every("MONTHLY")
    end = _day_of_each_month(reader, every, at)
    if not end:
        return None
    if reader.low(at) == "last" or reader.phrase(end, "and"):
        second = reader.phrase(end, "and the") or reader.phrase(end, "and")
        more = Every("MONTHLY")
        after = _day_of_each_month(reader, more, second) if second else 0
        if after:
            every.weekdays += more.weekdays
            end = after
    if quarter := reader.any_phrase(end, "of each quarter", "of every quarter", "each quarter"):
        every.frequency, every.months = "YEARLY", (1, 4, 7, 10)
        return _hit(every, quarter)
    of = reader.any_phrase(
        end, "of each month", "of every month", "each month", "every month", "monthly"
    )
    if of:
        return _hit(every, of)
    each_year = reader.any_phrase(end, "of each", "of every")
    return None if not each_year else _of_named_month(reader, every, each_year)


def _of_named_month(reader: Reader, every: Every, i: int) -> Hit | None:
    """The last Friday of every November."""
    name = month_name(reader, i)
    if name is None:
        return None
    every.frequency, every.months = "YEARLY", (name[0],)
    return _hit(every, name[1])


def _hit(every: Every, end: int) -> Hit:
    return Hit(end, "every", every=every)
