"""English days: tomorrow, next Friday, 20 April 2026, the 21st, the last Friday of the month."""

from datetime import date, timedelta

from pa_cli.core.dates import resolve
from pa_cli.core.dates.english.months import month_and_day, month_span, year_span
from pa_cli.core.dates.english.spans import span
from pa_cli.core.dates.english.units import (
    RELATIVE_UNITS,
    any_month,
    number_of_units,
    relative_unit,
    unit_of,
)
from pa_cli.core.dates.english.weekdays import possessive, weekday_name
from pa_cli.core.dates.english.words import (
    COUNTED,
    FOLLOWERS,
    HOLIDAY_STARTS,
    NUMBER_RELATIVES,
    PARTS,
    PLURAL_WEEKDAYS,
    TODAY_WORDS,
)
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import ORDINALS, english_number, english_ordinal
from pa_cli.core.dates.pieces import Day

Found = tuple[Day, int]


def day(reader: Reader, i: int, *, sure: bool = False) -> Found | None:
    """A day or a span of days at token `i`; `sure` when a preposition before it asks for one."""
    return (
        near(reader, i)
        or holiday(reader, i, sure=sure)
        or _nth_weekday(reader, i)
        or weekday(reader, i, sure=sure)
        or _edge(reader, i)
        or month_and_day(reader, i, sure=sure)
        or _week_of(reader, i)
        or _of_month(reader, i, sure=sure)
        or number_of_units(reader, i)
        or relative_unit(reader, i)
        or month_span(reader, i, sure=sure)
        or year_span(reader, i)
    )


def holiday(reader: Reader, i: int, *, sure: bool) -> Found | None:
    """A holiday; their table is read only for a text that can name one."""
    if reader.low(i) not in HOLIDAY_STARTS:
        return None
    from pa_cli.core.dates.english.holidays import holiday as named

    return named(reader, i, sure=sure)


def near(reader: Reader, i: int) -> Found | None:
    """Today, tomorrow, the day after tomorrow, and the like."""
    if end := reader.any_phrase(i, "the day after tomorrow", "day after tomorrow", "overmorrow"):
        return Day(reader.today + timedelta(days=2)), end
    if end := reader.any_phrase(i, "the day before yesterday", "day before yesterday"):
        return Day(reader.today - timedelta(days=2)), end
    if end := reader.any_phrase(i, "the same day"):
        return None
    days = TODAY_WORDS.get(reader.low(i))
    if days is None:
        return None
    return Day(reader.today + timedelta(days=days)), possessive(reader, i + 1)


def weekday(reader: Reader, i: int, *, sure: bool) -> Found | None:
    """Friday, this Friday, next Friday, Friday next week, Friday 20 March."""
    at = (
        i + 1
        if reader.low(i) == "the"
        and (
            reader.low(i + 1) in {"coming", "following", "next", "last"}
            or reader.phrase(i + 2, "after next")
        )
        else i
    )
    relative = NUMBER_RELATIVES.get(reader.low(at)) if reader.low(at) in NUMBER_RELATIVES else None
    name = weekday_name(reader, at + (relative is not None), sure=sure or relative is not None)
    if name is None:
        return None
    number, end = name
    if reader.low(at) in PLURAL_WEEKDAYS and (
        (i and reader.low(i - 1) == "on") or not reader.low(end)
    ):
        return None
    if relative is not None:
        return _relative_weekday(reader, number, reader.low(at)), end
    return (
        _dated_weekday(reader, number, end)
        or _weekday_of_week(reader, number, end)
        or (bare_weekday(reader, number), end)
    )


def bare_weekday(reader: Reader, number: int) -> Day:
    """The coming such weekday, or the past one where the text speaks of what was."""
    if reader.past:
        return resolve.past_weekday(reader.today, number)
    return resolve.coming_weekday(reader.today, number)


def _relative_weekday(reader: Reader, number: int, word: str) -> Day:
    if word in {"next", "following"}:
        return resolve.next_weekday(reader.today, number, reader.options)
    if word in {"last", "past", "previous"}:
        return resolve.past_weekday(reader.today, number, strictly_last_week=word == "last")
    return resolve.coming_weekday(reader.today, number)


def _dated_weekday(reader: Reader, number: int, end: int) -> Found | None:
    """Friday 20 March, Friday the 20th: the date counts, and a wrong weekday is said."""
    bracket = reader.low(end) == "("
    at = end + 1 if reader.low(end) in {",", ".", "("} else end
    found = month_and_day(reader, at, sure=True)
    if found is None:
        ordinal = reader.low(at) == "the" or reader[at].value > 0
        found = _of_month(reader, at, sure=True) if ordinal else None
        if found and found[0].first.weekday() != number:
            return _friday_the(reader, number, found)
    closed = reader.phrase(found[1], ")") if found and bracket else 0
    if found is None or (bracket and not closed):
        return None
    said = found[0]
    if said.first.weekday() != number:
        name = f"{resolve.past_weekday(reader.today, number).first:%A}"
        said.note = f"{said.first:%d %B %Y} is a {said.first:%A}, not a {name}".lstrip("0")
        said.other = resolve.coming_weekday(reader.today, number)
        said.difference = f"the coming {name}"
    return said, closed or found[1]


def _friday_the(reader: Reader, number: int, found: Found) -> Found:
    """The next month in which that number is that weekday."""
    wanted = found[0].first.day
    for months in range(36):
        first = resolve.add_months(reader.today.replace(day=1), months)
        day_found = resolve.valid_date(first.year, first.month, wanted)
        if day_found and day_found >= reader.today and day_found.weekday() == number:
            return Day(day_found), found[1]
    return found


def _weekday_of_week(reader: Reader, number: int, end: int) -> Found | None:
    if at := reader.phrase(end, "week"):  # Friday week: a week after Friday
        return Day(resolve.coming_weekday(reader.today, number).first + timedelta(days=7)), at
    if at := reader.any_phrase(end, "next week", "of next week"):
        return resolve.weekday_of_week(reader.today, number, reader.options, 1), at
    if at := reader.any_phrase(end, "fortnight"):
        return Day(resolve.coming_weekday(reader.today, number).first + timedelta(days=14)), at
    if at := reader.any_phrase(end, "of the week after next", "the week after next"):
        return resolve.weekday_of_week(reader.today, number, reader.options, 2), at
    if at := reader.any_phrase(end, "after next"):
        return Day(resolve.coming_weekday(reader.today, number).first + timedelta(days=7)), at
    if at := reader.any_phrase(end, "this week", "of this week"):
        return resolve.weekday_of_week(reader.today, number, reader.options, 0), at
    if at := reader.any_phrase(end, "last week", "of last week"):
        return resolve.weekday_of_week(reader.today, number, reader.options, -1), at
    if at := reader.any_phrase(end, "in"):
        length = span(reader, at)
        if length and not length[0].timed and length[0].days:
            base = resolve.coming_weekday(reader.today, number).first
            return Day(base + timedelta(days=length[0].days)), length[1]
    return None


def _edge(reader: Reader, i: int) -> Found | None:
    """End of the month, the beginning of next week, last day of April."""
    at = i + 1 if reader.low(i) == "the" else i
    if end := reader.any_phrase(at, "end of", "last day of", "last day in"):
        last = True
    elif end := reader.any_phrase(at, "start of", "beginning of", "first day of", "first day in"):
        last = False
    elif end := reader.any_phrase(at, "eom"):
        return Day(resolve.month_of(reader.today).last or reader.today), end
    elif end := reader.any_phrase(at, "eow"):
        return Day(resolve.week_of(reader.today, reader.options).last or reader.today), end
    else:
        return None
    whole = _whole(reader, end)
    if whole is None or whole[0].last is None:
        return None
    return Day(whole[0].last if last else whole[0].first, step=whole[0].step), whole[1]


def _whole(reader: Reader, i: int) -> Found | None:
    """A week, month or year that something is the end or the third Friday of."""
    found = relative_unit(reader, i) or month_span(reader, i, sure=True)
    if found:
        return found
    at = i + 1 if reader.low(i) == "the" else i
    return unit_of(reader, "this", at) if reader.low(at) in RELATIVE_UNITS else None


def _week_of(reader: Reader, i: int) -> Found | None:
    """The week of April 6."""
    at = i + 1 if reader.low(i) == "the" or reader.phrase(i, "this past") else i
    weekend = reader.any_phrase(at, "weekend of", "weekend beginning", "weekend starting")
    end = weekend or reader.any_phrase(at, "week of", "week beginning", "week starting")
    day_in = (
        (month_and_day(reader, end, sure=True) or _of_month(reader, end, sure=True))
        if end
        else None
    )
    if not day_in:
        return None
    if weekend:
        saturday = resolve.weekend_of(day_in[0].first, reader.options).first
        return Day(saturday, saturday + timedelta(days=1)), day_in[1]
    return resolve.week_of(day_in[0].first, reader.options), day_in[1]


def nth(reader: Reader, i: int) -> tuple[int, int] | None:
    """Which one: second, 3rd, last."""
    if reader.low(i) == "last":
        return -1, i + 1
    found = english_ordinal(reader, i)
    return found if found and 1 <= found[0] <= 5 else None


def _nth_weekday(reader: Reader, i: int) -> Found | None:
    """The second Tuesday of April, last Friday of the month."""
    which = nth(reader, i + 1 if reader.low(i) == "the" else i)
    if which and (week := _week_of_month(reader, *which)):
        return week
    is_weekend = which is not None and reader.low(which[1]) == "weekend"
    name = weekday_name(reader, which[1], sure=True) if which else None
    if which and is_weekend:
        name = 5, which[1] + 1
    if not which or not name or reader.low(name[1]) not in {"of", "in"}:
        return None
    whole = _whole(reader, name[1] + 1)
    if not whole:
        return None
    first = whole[0].last if which[0] < 0 and whole[0].last else whole[0].first
    found = resolve.nth_weekday(first.year, first.month, which[0], name[0])
    if found and found < reader.today and any_month(reader, name[1] + 1):
        first = resolve.add_months(first, 1)
        found = resolve.nth_weekday(first.year, first.month, which[0], name[0])
    if found and whole[0].step == "year" and found < reader.today:
        found = resolve.nth_weekday(first.year + 1, first.month, which[0], name[0])
    last = found + timedelta(days=1) if found and is_weekend else None
    return (Day(found, last), whole[1]) if found else None


def _week_of_month(reader: Reader, which: int, i: int) -> Found | None:
    """The first week of May: seven days; the last week: the last seven."""
    of = reader.any_phrase(i, "week of", "week in")
    whole = _whole(reader, of) if of else None
    if not whole or not whole[0].last or (whole[0].last - whole[0].first).days > 30:
        return None
    first, last = whole[0].first, whole[0].last
    begin = last - timedelta(days=6) if which < 0 else first + timedelta(days=7 * (which - 1))
    return Day(begin, min(begin + timedelta(days=6), last)), whole[1]


def _of_month(reader: Reader, i: int, *, sure: bool) -> Found | None:
    """The 21st, the fifteenth of this month, the third."""
    at = i + 1 if reader.low(i) == "the" else i
    ordinal = english_ordinal(reader, at)
    if not ordinal or not 1 <= ordinal[0] <= 31:
        return None
    number, end = ordinal
    if of := reader.any_phrase(end, "of", "in"):
        whole = _whole(reader, of)
        if whole and whole[0].last and (whole[0].last - whole[0].first).days < 31:
            first: date = whole[0].first
            if number < reader.today.day and any_month(reader, of):
                first = resolve.add_months(first, 1)
            found = resolve.valid_date(first.year, first.month, number)
            return (Day(found), whole[1]) if found else None
    if reader.low(end) == "of" or not _stands_alone(reader, at, end, sure=sure, article=at > i):
        return None
    single = resolve.day_of_month(reader.today, number, past=reader.past)
    return (single, end) if single else None


def _stands_alone(reader: Reader, at: int, end: int, *, sure: bool, article: bool) -> bool:
    after = reader.low(end)
    if not (sure or article) or after in COUNTED or (reader.low(at) == "second" and not sure):
        return False
    in_words = reader.low(at) in ORDINALS or reader[at].value < 0
    if in_words and not sure and ORDINALS.get(reader.low(at), 21) < 13:
        return False
    if not after or after in FOLLOWERS or after in PARTS or reader[end].value >= 0:
        return after != "'"
    return bool(sure and not in_words) or english_number(reader, end) is not None
