"""English ranges: from 3 to 5pm, 9-10:30, Monday to Wednesday, March 20-22."""

from pa_cli.core.dates.english.days import day
from pa_cli.core.dates.english.moments import RANGE_JOINTS, is_bare, moment
from pa_cli.core.dates.english.months import month_name
from pa_cli.core.dates.english.weekdays import weekday_list
from pa_cli.core.dates.english.words import BOOKED, LABELS, PLURAL_WEEKDAYS, WEEKDAYS
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import CARDINALS, english_number, english_ordinal, english_year
from pa_cli.core.dates.pieces import Clock, Day, Hit, Moment

Found = tuple[Moment, int]

_LONGEST_BARE_HOURS = 10


def time_range(reader: Reader, i: int) -> Hit | None:
    """From 3 to 5pm, between two and three, Monday to Wednesday, March 3-5."""
    at = reader.any_phrase(i, "from", "between", "on", "at", "for") or i
    if days := days_of_month(reader, at) or _named_days(reader, at):
        return days
    framed = reader.low(i) in _RANGE_FRAMES
    if reader.low(i) == "between" and (hours := _two_hours(reader, at)):
        return hours
    loose = framed or reader.low(i) == "at" or bare_hours(reader, at)
    first = moment(reader, at, sure=at > i, loose=loose, joint=True)
    if not first:
        return None
    if first[0].day and not first[0].clock and (hours := _hours_after(reader, first)):
        return hours
    short = _month_end(reader, first)
    if short:
        return short
    joint = _joint(reader, first[1], between=reader.low(i) == "between")
    if not joint:
        return None
    second = moment(reader, joint, sure=True, loose=first[0].clock is not None)
    if not second or not _comparable(first[0], second[0]):
        return None
    end = second[1]
    if (
        first[0].clock
        and not framed
        and is_bare(reader, at)
        and not _has_evidence(reader, second, first[0])
        and not (at == i and (reader.low(i - 1) in BOOKED or _names_days(reader, i - 1)))
    ):
        return None
    if reader.low(i) == "from" and reader.low(0) in _MOVES:
        return Hit(end, "at", second[0])
    return Hit(end, "range", first[0], second[0])


_RANGE_FRAMES = {"from", "between"}
_MOVES = frozenset("move change reschedule shift push postpone update".split())


def _two_hours(reader: Reader, i: int) -> Hit | None:
    """Between eight ten, as speech gives it: two hours without the "and"."""
    hours = CARDINALS.get(reader.low(i), 0), CARDINALS.get(reader.low(i + 1), 0)
    if not all(1 <= hour <= 12 for hour in hours) or reader.low(i + 2) in {"and", "to", "-"}:
        return None
    first, second = (Moment(clock=Clock(hour, half_open=True)) for hour in hours)
    return Hit(i + 2, "range", first, second)


def _hours_after(reader: Reader, first: Found) -> Hit | None:
    """The 9-10 of "Mon 9-10"."""
    start, i = first
    at = reader.any_phrase(i, ",", "at", "from", "between") or i
    if not bare_hours(reader, at):
        return None
    begin, finish = moment(reader, at, loose=True, joint=True), None
    joint = _joint(reader, begin[1], between=False) if begin else 0
    if begin and joint:
        finish = moment(reader, joint, sure=True, loose=True)
    if not begin or not finish or not (begin[0].clock and finish[0].clock) or finish[0].day:
        return None
    return Hit(finish[1], "range", start, finish[0]) if start.absorb(begin[0]) else None


def _joint(reader: Reader, i: int, *, between: bool) -> int:
    """The index after what joins the two ends; between may even go without: "eight ten"."""
    if end := reader.any_phrase(i, *RANGE_JOINTS):
        return end
    if between:
        return reader.phrase(i, "and") or (i if english_number(reader, i) else 0)
    return 0


def bare_hours(reader: Reader, i: int) -> bool:
    """Whether `9-10:30` or `9 to 5` may begin here: an hour, a joint, another hour."""
    first = english_number(reader, i)
    if not first or not 0 < first[0] < 25 or reader.low(i - 1) in LABELS:
        return False
    if i > 0 and not reader[i].spaced and reader.low(i - 1) in {"-", ".", "/"}:
        return False
    at = reader.any_phrase(first[1], *RANGE_JOINTS)
    return bool(at) and english_number(reader, at) is not None


def _has_evidence(reader: Reader, second: Found, first: Moment) -> bool:
    """Whether two bare numbers are hours: one is written as a time, or a day stands beside."""
    known = second[0].clock is not None and not second[0].clock.half_open
    # "won 3-2 on Sunday" is a result, "9-5 on Sunday" a working day.
    hours = (
        ((second[0].clock.hour - first.clock.hour) % 12 or 12)
        if second[0].clock and first.clock
        else 0
    )
    if hours > _LONGEST_BARE_HOURS:
        return False
    written = any(reader.low(n) == ":" for n in range(second[1] - 2, second[1]))
    return bool(known or written or second[0].day or first.day or second[0].part)


def _names_days(reader: Reader, i: int) -> bool:
    """Whether days of a recurrence end at `i`: Monday through Friday 9-5, weekends 10-4."""
    word = reader.low(i)
    return word in WEEKDAYS or word in PLURAL_WEEKDAYS or word in {"weekdays", "weekends", "daily"}


def _comparable(first: Moment, second: Moment) -> bool:
    if first.shift or second.shift:
        return False
    both_clocks = first.clock and second.clock
    both_days = first.day and second.day
    return bool(both_clocks or both_days or (first.part and second.clock and not first.clock))


def _month_end(reader: Reader, first: Found) -> Hit | None:
    """The 5 of "March 3-5"."""
    start, i = first
    joint = (
        reader.any_phrase(i, "-", "to", "through", "until") if start.day and not start.clock else 0
    )
    number = (english_ordinal(reader, joint) or english_number(reader, joint)) if joint else None
    if (
        not number
        or not start.day
        or start.day.last
        or (reader[joint].spaced and reader.low(i) == "-")
    ):
        return None
    follows = reader.low(number[1])
    if (
        follows in {":", "am", "pm"}
        or month_name(reader, number[1])
        or not _month_name_before(reader, i)
    ):
        return None
    day_found, end = start.day.first, number[1]
    year = english_year(reader, end + 1 if reader.low(end) == "," else end)
    if year and start.day.step == "year":
        day_found, end = day_found.replace(year=year[0]), year[1]
        start.day = Day(day_found)
    if day_found.day < number[0] <= 31:
        try:
            last = day_found.replace(day=number[0])
        except ValueError:
            return None
        return Hit(end, "range", start, Moment(day=Day(last)))
    return None


def _month_name_before(reader: Reader, i: int) -> bool:
    """Whether the day that ends before token `i` was written after its month."""
    return any(month_name(reader, n) for n in range(max(0, i - 4), i - 1))


def _named_days(reader: Reader, i: int) -> Hit | None:
    """Mon-Wed 13-15 April: the figures say which."""
    named = weekday_list(reader, i)
    return days_of_month(reader, named[1]) if named and len(named[0]) > 1 else None


def days_of_month(reader: Reader, i: int) -> Hit | None:
    """3-5 April, the 3rd to the 5th of April."""
    at = reader.phrase(i, "the") or i
    first = english_ordinal(reader, at) or english_number(reader, at)
    joint = reader.any_phrase(first[1], "-", "to the", "to", "and the") if first else 0
    if not first or not joint or not 1 <= first[0] <= 31:
        return None
    last = day(reader, joint, sure=True)
    if (
        not last
        or last[0].last
        or last[0].first.day <= first[0]
        or last[0].step not in {"year", "month", ""}
    ):
        return None
    words = [reader.low(n) for n in range(joint, last[1])]
    if not any(month_name(reader, n) for n in range(joint, last[1])) and "of" not in words:
        return None
    return Hit(
        last[1], "range", Moment(day=Day(last[0].first.replace(day=first[0]))), Moment(day=last[0])
    )
