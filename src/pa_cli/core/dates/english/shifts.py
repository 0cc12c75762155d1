"""English days that are counted from another one: in 2 weeks, three days ago, a week from Friday."""

from pa_cli.core.dates.english.days import bare_weekday, day, near, weekday
from pa_cli.core.dates.english.spans import span
from pa_cli.core.dates.english.weekdays import weekday_name
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import english_number
from pa_cli.core.dates.pieces import Day, Span

# How far, the index after it, and the day that it is counted from when that is not today.
Shift = tuple[Span, int, Day | None]


def shift(reader: Reader, i: int) -> Shift | None:
    """In 90 minutes, 2 weeks from now, three days ago, a week from Friday."""
    if at := reader.any_phrase(i, "in another", "in about", "in the next", "within", "in"):
        return _ahead(reader, at)
    if weeks := _weekdays_on(reader, i):
        return weeks
    one_day = reader.any_phrase(i, "the day", "day")
    length = (Span(days=1), one_day) if one_day else span(reader, i)
    if not length:
        return None
    amount, end = length
    if at := reader.any_phrase(end, "from now", "later", "hence", "from today"):
        return amount, at, None
    if at := reader.any_phrase(end, "ago"):
        return -amount, at, None
    return None if amount.timed else _from_day(reader, amount, end) or _week_today(reader, i, end)


def _weekdays_on(reader: Reader, i: int) -> Shift | None:
    """Two Mondays from now: the second one that comes."""
    number = english_number(reader, i)
    name = weekday_name(reader, number[1], sure=True) if number else None
    end = reader.any_phrase(name[1], "from now", "from today") if name else 0
    if not number or not name or not end or not 0 < number[0] < 100:
        return None
    return Span(days=7 * (number[0] - 1)), end, bare_weekday(reader, name[0])


def _ahead(reader: Reader, i: int) -> Shift | None:
    """The 2 weeks of "in 2 weeks", "in 2 weeks' time", "in two weeks on Thursday"."""
    length = span(reader, i)
    if not length:
        return None
    amount, end = length
    if reader.low(end) in {"time", "'"} or _goes_on(reader, end):
        after = reader.any_phrase(end, "' time", "time")
        return (amount, after, None) if after else None
    on = reader.phrase(end, "on")
    name = weekday_name(reader, on, sure=True) if on and not amount.timed else None
    if name:
        return amount, name[1], bare_weekday(reader, name[0])
    return amount, end, None


def _from_day(reader: Reader, amount: Span, i: int) -> Shift | None:
    """A week from Friday, two weeks on Monday, three days before Christmas."""
    word = reader.low(i)
    if word in {"from", "after", "on"}:
        base = near(reader, i + 1) or weekday(reader, i + 1, sure=True)
        if base:
            return amount, base[1], base[0]
    if word in {"before", "after"}:
        base = day(reader, i + 1, sure=True)
        if base and not base[0].last:
            return (amount if word == "after" else -amount), base[1], base[0]
    return None


def _week_today(reader: Reader, i: int, end: int) -> Shift | None:
    """A week today, a fortnight tomorrow, a week Friday."""
    if reader.low(i) != "a" or reader.low(end - 1) not in {"week", "fortnight"}:
        return None
    base = near(reader, end) or weekday(reader, end, sure=False)
    if not base or base[0].first < reader.today or reader.low(i - 1) in {"in", "for", "every"}:
        return None
    return Span(days=7 if reader.low(end - 1) == "week" else 14), base[1], base[0]


def _goes_on(reader: Reader, i: int) -> bool:
    """Whether the span belongs to another word: in 2 minutes' walk, in 3 days before, a row."""
    return bool(
        reader.any_phrase(
            i, "or less", "before", "prior", "after", "of", "flat", "per", "each", "a row"
        )
    )
