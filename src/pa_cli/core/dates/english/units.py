"""English spans of whole days: next week, this month, the next 10 days."""

from dataclasses import replace
from datetime import timedelta

from pa_cli.core.dates import resolve
from pa_cli.core.dates.english.spans import span
from pa_cli.core.dates.english.weekdays import possessive
from pa_cli.core.dates.english.words import NUMBER_RELATIVES
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.pieces import Day

Found = tuple[Day, int]

RELATIVE_UNITS = frozenset({"week", "month", "year", "quarter", "weekend"})


def relative_unit(reader: Reader, i: int) -> Found | None:
    """This week, next month, last year, the weekend, the week after next, all of next week."""
    if whole := reader.any_phrase(i, "all of", "all"):
        return relative_unit(reader, whole) or _running(reader, whole)
    if end := reader.any_phrase(i, "the week after next", "week after next"):
        return resolve.week_of(reader.today, reader.options, 2), end
    if end := reader.any_phrase(i, "the month after next", "month after next"):
        return resolve.month_of(reader.today, 2), end
    if end := reader.any_phrase(i, "the weekend after next", "weekend after next"):
        return _weekend_after_next(reader), end
    at = i + 1 if reader.low(i) == "the" or reader.phrase(i, "this past") else i
    if reader.low(at) in NUMBER_RELATIVES and _unit_name(reader, at + 1) in RELATIVE_UNITS:
        return unit_of(reader, reader.low(at), at + 1)
    if reader.low(at) == "weekend" and (
        at > i or reader.low(i - 1) in {"on", "at", "over"} or not reader.low(i - 1)
    ):
        return unit_of(reader, "this", at)
    return None


def _weekend_after_next(reader: Reader) -> Day:
    """The one after the coming one, as with "the Saturday after next"; or the one after that."""
    coming = resolve.weekend_of(reader.today, reader.options).first
    nearer, farther = (coming + timedelta(weeks=n) for n in (1, 2))
    other = Day(farther, farther + timedelta(days=1))
    return Day(
        nearer, nearer + timedelta(days=1), other=other, difference="the weekend after next weekend"
    )


def _running(reader: Reader, i: int) -> Found | None:
    """The weekend of "all weekend"; alone it may be anything's."""
    return unit_of(reader, "this", i) if reader.low(i) in {"week", "weekend"} else None


def _unit_name(reader: Reader, i: int) -> str:
    """The unit at `i`, also as speech writes its possessive: "next weeks meetings"."""
    unit = reader.low(i)
    after = reader.low(i + 1)
    possessive_form = after.isalpha() and after not in _NO_NOUNS and reader.low(i - 2) != "the"
    return unit.removesuffix("s") if possessive_form else unit


_NO_NOUNS = frozenset(
    "will would are were is was have has to of and or i we you they before after ago in on for at with as".split()
)


def unit_of(reader: Reader, relative: str, i: int) -> Found:
    """This, next or last, as `relative` says, of the unit at `i`."""
    count, unit, end = NUMBER_RELATIVES[relative], _unit_name(reader, i), possessive(reader, i + 1)
    days = _days_of(reader, unit, count)
    # Next week's plan on Wednesday: the week says which plan, not which Wednesday.
    owns = end > i + 1 or unit != reader.low(i)
    return (replace(days, loose=False) if owns else days), end


def _days_of(reader: Reader, unit: str, count: int) -> Day:
    if unit == "week":
        return resolve.week_of(reader.today, reader.options, count)
    if unit == "month":
        return resolve.month_of(reader.today, count)
    if unit == "quarter":
        return resolve.quarter_of(reader.today, count)
    if unit == "year":
        return resolve.year_of(reader.today, count)
    if count < 0:
        return resolve.weekend_of(reader.today - timedelta(days=7), reader.options)
    return resolve.weekend_of(reader.today, reader.options, following=count > 0)


def number_of_units(reader: Reader, i: int) -> Found | None:
    """The next 10 days, last 2 weeks."""
    at = i + 1 if reader.low(i) == "the" else i
    if reader.low(at) not in {"next", "last", "past", "coming", "previous", "following"}:
        return None
    length = span(reader, at + 1)
    if not length or length[0].timed or reader.low(at + 1) in {"a", "an"}:
        return None
    today, amount = reader.today, length[0]
    if NUMBER_RELATIVES[reader.low(at)] < 0 or reader.low(at) == "past":
        first = resolve.add_span(today, -amount) + timedelta(days=1)
        return Day(first, today, loose=True), length[1]
    return Day(today, resolve.add_span(today, amount) - timedelta(days=1), loose=True), length[1]


def any_month(reader: Reader, i: int) -> bool:
    """Whether "the month" stands at `i`, which may as well be the next one."""
    return bool(reader.any_phrase(i, "the month", "a month"))
