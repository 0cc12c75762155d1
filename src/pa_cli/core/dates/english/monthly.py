"""English recurrences by days of the month: the last Friday of each month, every 15th."""

from pa_cli.core.dates.english.days import nth
from pa_cli.core.dates.english.months import month_name
from pa_cli.core.dates.english.weekdays import weekday_name
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import english_ordinal
from pa_cli.core.dates.pieces import Every, Hit

OF_THE_MONTH = ("of the month", "of each month", "of every month", "in the month", "in each month")


def nth_weekdays(reader: Reader, i: int) -> tuple[tuple[tuple[int, int], ...], int] | None:
    """First and third Tuesday; last Friday."""
    numbers = []
    while which := nth(reader, i):
        numbers.append(which[0])
        i = reader.any_phrase(which[1], "and the", "and", ", and", ",") or which[1]
        if i == which[1]:
            break
    name = weekday_name(reader, i, sure=True) if numbers else None
    return (tuple((number, name[0]) for number in numbers), name[1]) if name else None


def every_ordinal_day(reader: Reader, i: int) -> Hit | None:
    """Every 15th."""
    ordinal = english_ordinal(reader, reader.phrase(i, "the") or i)
    if not ordinal or not 1 <= ordinal[0] <= 31:
        return None
    end = reader.any_phrase(ordinal[1], "of the month", "of each month", "day of the month")
    if not end and reader[i].value < 0:
        return None
    return hit_of(Every("MONTHLY", month_days=(ordinal[0],)), end or ordinal[1])


def day_of_each_month(reader: Reader, every: Every, i: int) -> int:
    """Set which day of the month; the index after it, or 0."""
    at = reader.phrase(i, "the") or i
    if end := reader.any_phrase(at, "last day", "end"):
        every.month_days = (-1,)
        return end
    if which := nth_weekdays(reader, at):
        every.weekdays = which[0]
        return which[1]
    days, end = [], 0
    while (number := english_ordinal(reader, at)) and 1 <= number[0] <= 31:
        days.append(number[0])
        end = reader.phrase(number[1], "day") or number[1]
        at = reader.any_phrase(end, ", and the", "and the", "and", ",") or end
    every.month_days = tuple(days)
    return end


def nth_of_each(reader: Reader, i: int) -> Hit | None:
    """Second Tuesday of each month, the last day of every month, the 15th of each month."""
    at = reader.any_phrase(i, "on the", "the", "on") or i
    every = Every("MONTHLY")
    end = day_of_each_month(reader, every, at)
    if not end:
        return None
    if reader.low(at) == "last" or reader.phrase(end, "and"):
        second = reader.phrase(end, "and the") or reader.phrase(end, "and")
        more = Every("MONTHLY")
        after = day_of_each_month(reader, more, second) if second else 0
        if after:
            every.weekdays += more.weekdays
            end = after
    if quarter := reader.any_phrase(end, "of each quarter", "of every quarter", "each quarter"):
        every.frequency, every.months = "YEARLY", (1, 4, 7, 10)
        return hit_of(every, quarter)
    of = reader.any_phrase(
        end, "of each month", "of every month", "each month", "every month", "monthly"
    )
    if of:
        return hit_of(every, of)
    if other := reader.any_phrase(end, "of every other month", "of every second month"):
        every.interval = 2
        return hit_of(every, other)
    each_year = reader.any_phrase(end, "of each", "of every")
    return None if not each_year else of_named_month(reader, every, each_year)


def of_named_month(reader: Reader, every: Every, i: int) -> Hit | None:
    """The last Friday of every November."""
    name = month_name(reader, i)
    if name is None:
        return None
    every.frequency, every.months = "YEARLY", (name[0],)
    return hit_of(every, name[1])


def hit_of(every: Every, end: int) -> Hit:
    """A recurrence without anything else."""
    return Hit(end, "every", every=every)
