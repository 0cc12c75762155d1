"""One point in English: the parts of it that stand together."""

from dataclasses import replace
from datetime import timedelta

from pa_cli.core.dates.english.clock import clock, meridiem
from pa_cli.core.dates.english.days import day
from pa_cli.core.dates.english.weekdays import weekday_name
from pa_cli.core.dates.english.words import FOLLOWERS, LABELS, MEASURES, PARTS
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import english_number
from pa_cli.core.dates.numeric import read_day_month, read_figures, read_month_day
from pa_cli.core.dates.pieces import Clock, Day, Moment
from pa_cli.core.dates.zones import read_zone

Found = tuple[Moment, int]

RANGE_JOINTS = ("-", ". .", "to", "until", "till", "til", "through", "thru", "~")


def is_bare(reader: Reader, i: int) -> bool:
    """Whether a lone number stands at `i`, without minutes or a half of the day."""
    number = english_number(reader, i)
    return (
        bool(number) and reader.low(number[1]) != ":" and not meridiem(reader, number[1])
        if number
        else False
    )


def moment(
    reader: Reader, i: int, *, sure: bool = False, loose: bool = False, joint: bool = False
) -> Found | None:
    """The parts of one point in time that stand together from token `i`.

    Args:
        reader: The text.
        i: Where to begin.
        sure: A preposition before asks for a date.
        loose: A bare number is an hour.
        joint: Stop before what may join a range.
    """
    first = _piece(reader, i, sure=sure, loose=loose)
    if not first:
        return None
    return join_parts(reader, first[0], first[1], joint=joint)


def join_parts(reader: Reader, whole: Moment, end: int, *, joint: bool) -> Found:
    """`whole` with the parts that follow it from token `end`."""
    while True:
        end = _same_day(reader, end, whole) or end
        at = _connector(reader, end, whole)
        asks = reader.low(at - 1) in {"at", "@", "by", "around"} and at > end
        loose = asks or (whole.day is not None and at == end and not whole.day.last and not joint)
        more = _piece(reader, at, sure=at > end or bool(whole.clock), loose=loose, joined=True)
        if (
            more
            and loose
            and not asks
            and is_bare(reader, at)
            and reader.any_phrase(more[1], *RANGE_JOINTS)
            and not more[0].day
        ):
            return whole, end
        if whole.day and whole.day.step == "week" and (dotted := read_day_month(reader, at)):
            more = Moment(day=dotted[0]), dotted[1]
        if more and reader[at].value >= 0:
            _date_weekday(whole, more[0])
        if not more or not whole.join(more[0]):
            return _with_late_zone(reader, whole, end)
        end = more[1]


def _date_weekday(whole: Moment, more: Moment) -> None:
    """Friday 20/3, Thursday 2026-03-19: the figures say which, and a wrong weekday is said."""
    weekday, dated = whole.day, more.day
    if weekday is None or dated is None or weekday.step != "week" or dated.last:
        return
    if dated.other and dated.other.first.weekday() == weekday.first.weekday():
        dated = more.day = replace(dated.other, other=None, difference="")
    elif dated.first.weekday() == weekday.first.weekday():
        dated.other = None
    else:
        dated.note = f"{dated.first:%d %B %Y} is a {dated.first:%A}, not a {weekday.first:%A}"
        dated.other, dated.difference = weekday, f"the coming {weekday.first:%A}"
    whole.day = None


def _same_day(reader: Reader, i: int, whole: Moment) -> int:
    """The index after the (Sunday) of 12 April (Sunday), where it is the day's own name, else 0."""
    name = weekday_name(reader, i + 1, sure=True) if whole.day and reader.low(i) == "(" else None
    closed = reader.phrase(name[1], ")") if name else 0
    return closed if name and whole.day and whole.day.first.weekday() == name[0] else 0


def _with_late_zone(reader: Reader, whole: Moment, end: int) -> Found:
    """Nine in the morning Tokyo time; 3pm tomorrow UTC."""
    zone = read_zone(reader, end) if whole.clock and not whole.zone else None
    sure = zone and (reader.low(zone[1] - 1) == "time" or reader[end].text.isupper())
    if zone and sure:
        whole.zone, end = zone
    return whole, end


def _connector(reader: Reader, i: int, whole: Moment) -> int:
    if whole.clock or whole.day or whole.shift:
        words = (
            ", at", "at around", "at about", "at", "@", ", on the", ", on", "on the", "on", ", in the", "in the",
            "of", "for", ", around", "around", ",", "the",
        )  # fmt: skip
        if at := reader.any_phrase(i, *words):
            return at if reader.low(at - 1) != "the" or reader.low(at) in PARTS else at - 1
    return i


def _piece(
    reader: Reader, i: int, *, sure: bool, loose: bool, joined: bool = False
) -> Found | None:
    """One part: a stamp, a clock time with its zone, a part of the day, or a day."""
    if figures := read_figures(reader, i):
        return _with_zone(reader, *figures)
    if part := part_of_day(reader, i, joined=joined) or _end_of(reader, i):
        return part
    if (pair := read_month_day(reader, i)) and _is_date_pair(reader, i, pair[1], sure=sure):
        return Moment(day=pair[0]), pair[1]
    found = day(reader, i, sure=sure)
    if found:
        return Moment(day=found[0]), found[1]
    timed = clock(reader, i, loose=loose)
    return _with_zone(reader, Moment(clock=timed[0]), timed[1]) if timed else None


def _with_zone(reader: Reader, found: Moment, end: int) -> Found:
    zone = read_zone(reader, reader.phrase(end, "in") or end) if found.clock else None
    if zone and (reader.low(end) != "in" or reader.low(zone[1] - 1) == "time"):
        found.zone, end = zone
    return found, end


def part_of_day(reader: Reader, i: int, *, joined: bool) -> Found | None:
    """Tonight, this morning, in the evening, tomorrow night's "night"."""
    if end := reader.any_phrase(i, "tonight", "tonights", "2nite", "tonite"):
        return Moment(day=Day(reader.today), part="tonight"), end
    if end := reader.any_phrase(i, "last night"):
        return Moment(day=Day(reader.today - timedelta(days=1)), part="tonight"), end
    relative = reader.any_phrase(
        i, "this", "the coming", "in the", "early", "late", "at", "all of the", "all",
        "the whole", "the entire", "whole", "entire",
    )  # fmt: skip
    part = PARTS.get(reader.low(relative or i))
    if not part:
        return None
    end = (relative or i) + 1
    if relative and reader.low(i) == "this":
        return Moment(day=Day(reader.today), part=part), end
    if relative and reader.low(i) == "at" and part != "tonight":
        return None
    return (Moment(part=part), end) if relative or joined else None


def _end_of(reader: Reader, i: int) -> Found | None:
    """The end of tomorrow, end of Friday: that day at the hour when days end."""
    at = reader.any_phrase(i, "the end of", "end of")
    found = day(reader, at, sure=True) if at else None
    if not found or found[0].last:
        return None
    ends = reader.options.end_of_day
    return Moment(day=found[0], clock=Clock(int(ends), round(ends % 1 * 60))), found[1]


def _is_date_pair(reader: Reader, i: int, end: int, *, sure: bool) -> bool:
    """Whether 5/6 is a date: after a preposition, beside a time or weekday, or at the edge."""
    after, before = reader[end], reader[i - 1]
    if before.low == "-" and not before.spaced:
        return sure
    joint = reader.any_phrase(end, *RANGE_JOINTS)
    last = read_month_day(reader, joint) if joint else None
    if last or (after.low == "-" and not after.spaced):
        return last is not None and reader.low(last[1]) not in MEASURES
    if after.low in MEASURES or before.low in LABELS or reader.any_phrase(end, "of", "'"):
        return False
    hour = reader.any_phrase(end, "at", ",") or end
    beside = clock(reader, hour, loose=reader.low(end) == "at") or weekday_name(
        reader, i - 1, sure=True
    )
    values = reader[i].value, reader[i + 2].value
    fraction = values[0] < values[1] and values[1] in {2, 3, 4, 5, 8, 10, 16, 32}
    if fraction and before.low == "for" and not beside and after.low.isalpha():
        return after.low in FOLLOWERS  # for 1/2 price
    if sure or beside or (before.low == "," and weekday_name(reader, i - 2, sure=True)):
        return not after.low.isalpha() or after.low in FOLLOWERS or after.low.islower()
    edge = (i == 0 or end == len(reader)) and values[0] != values[1]
    return edge and not fraction and values != (24, 7)
