"""The English phrases: which words before a moment say what it is for."""

from dataclasses import replace
from datetime import timedelta

from pa_cli.core.dates.english.clock import clock
from pa_cli.core.dates.english.moments import RANGE_JOINTS, join_parts, moment, part_of_day
from pa_cli.core.dates.english.months import follows_rule
from pa_cli.core.dates.english.ranges import time_range
from pa_cli.core.dates.english.repeats import exception, repeat
from pa_cli.core.dates.english.shifts import shift
from pa_cli.core.dates.english.spans import span
from pa_cli.core.dates.english.words import BOOKED, FOLLOWERS, LABELS, UNITS
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import english_number
from pa_cli.core.dates.pieces import Day, Hit, Moment, Span
from pa_cli.core.dates.resolve import add_months

Found = tuple[Moment, int]

_DEADLINES = (
    "no later than",
    "not later than",
    "due by",
    "due on",
    "due",
    "deadline :",
    "deadline",
    "by the",
    "by",
    "before",
)
_STARTS = (
    "starting from",
    "starting in",
    "beginning in",
    "starting on",
    "starting at",
    "starting",
    "beginning on",
    "beginning",
    "as of",
    "from",
)
_UNTIL = (
    "up until",
    "up to and including",
    "until",
    "till",
    "til",
    "through",
    "thru",
    "ending on",
    "ending",
)
_CLOCK_WORDS = frozenset(
    {"at", "@", "by", "from", "before", "after", "until", "till", "around", "about", "between"}
)


def phrase(reader: Reader, i: int) -> Hit | None:
    """The phrase of date and time that begins at token `i`."""
    return (
        repeat(reader, i)
        or exception(reader, i)
        or _all_day(reader, i)
        or _count(reader, i)
        or _until(reader, i)
        or _length(reader, i)
        or time_range(reader, i)
        or _introduced(reader, i, "deadline", _DEADLINES)
        or _since(reader, i)
        or _plain(reader, i)
    )


def _all_day(reader: Reader, i: int) -> Hit | None:
    end = reader.any_phrase(i, "all day long", "all day", "all - day", "the whole day", "whole day")
    return Hit(end, "all day") if end else None


def _count(reader: Reader, i: int) -> Hit | None:
    at = reader.phrase(i, "for") or i
    number = english_number(reader, at)
    if not number or not 1 <= number[0] <= 999:
        return None
    end = reader.any_phrase(
        number[1], "times", "occurrences", "sessions" if at > i else "occurrences"
    )
    if reader.any_phrase(end, "a", "per", "each"):
        return None
    return Hit(end, "count", count=number[0]) if end else None


def _until(reader: Reader, i: int) -> Hit | None:
    at = reader.any_phrase(i, *_UNTIL)
    found = moment(reader, at, sure=True, loose=True) if at else None
    if found is None:
        return None
    day_found = found[0].day
    if day_found and day_found.last and reader.low(at - 1) in {"through", "thru", "including"}:
        found[0].day = Day(day_found.last)
    return Hit(found[1], "until", found[0])


def _length(reader: Reader, i: int) -> Hit | None:
    """For 45 minutes; and the 10 min of "10 min break", which stays in the title."""
    at = reader.any_phrase(i, "for about", "for", "lasting")
    if at:
        found = span(reader, at)
        whole = found and not reader.any_phrase(found[1], "'", "ago", "from now", "after", "before")
        return Hit(found[1], "length", span=found[0]) if found and whole else None
    if reader.low(i) in {"a", "an"}:
        return None
    number = english_number(reader, i)
    if number and 0 < number[0] < 100 and reader.low(number[1]) == "nights":
        return Hit(number[1] + 1, "length", span=Span(days=number[0] + 1), keep=True)
    found = None if clock(reader, i) else span(reader, i)
    if (
        not found
        or reader.any_phrase(found[1], *_NOT_A_LENGTH)
        or reader.low(i - 1) in _NO_LENGTH_BEFORE
    ):
        return None
    after = reader[found[1]]
    single = reader.low(found[1] - 1) in {"minute", "hour", "day", "week", "month"}
    bare = not after.low or (after.low in FOLLOWERS and not (single and after.low.isalpha()))
    return Hit(found[1], "length", span=found[0], keep=not bare)


_NOT_A_LENGTH = (
    "before",
    "after",
    "early",
    "prior",
    "ago",
    "from",
    "later",
    "per",
    "a",
    "earlier",
    "in advance",
    "old",
)
_NO_LENGTH_BEFORE = frozenset("every in within last next past the each first".split()) | LABELS


def _introduced(reader: Reader, i: int, role: str, words: tuple[str, ...]) -> Hit | None:
    at = reader.any_phrase(i, *words)
    if at and reader.low(i) in {"before", "after"} and reader.low(i - 1) in _COUNTED_FROM:
        return None
    found = moment(reader, at, sure=True, loose=True) if at else None
    if found is None and reader.low(at - 1) == "the":
        found = moment(reader, at - 1, sure=True, loose=True)
    if not found or _names_a_number(reader, i, found) or _begins_an_amount(reader, i, found):
        return None
    return Hit(found[1], role, found[0])


# The week before Christmas is not due by Christmas.
_COUNTED_FROM = frozenset(UNITS) | frozenset("weekend evening night morning afternoon".split())


def _begins_an_amount(reader: Reader, i: int, found: Found) -> bool:
    """The 3 of "from 3 to 5 people", which was no range of hours."""
    bare = found[0].clock is not None and found[1] == i + 2
    return bare and reader.low(i) == "from" and bool(reader.any_phrase(found[1], *RANGE_JOINTS))


def _names_a_number(reader: Reader, i: int, found: Found) -> bool:
    """The 5 of "multiply by 5", "improve by 3": no hour without anything else that says so."""
    bare = found[0].clock is not None and found[0].clock.half_open and found[1] == i + 2
    return bare and reader.low(i) in {"by", "from", "before"} and reader.low(i - 1) in _ARITHMETIC


_ARITHMETIC = frozenset(
    "multiply multiplied divide divided increase increased decrease decreased reduce reduced grow grew off "
    "improve improved up down minus plus subtract subtracted times step went".split()
)


def _since(reader: Reader, i: int) -> Hit | None:
    if at := reader.phrase(i, "since"):
        was, reader.past = reader.past, True
        found = moment(reader, at, sure=True, loose=True)
        reader.past = was
        return Hit(found[1], "since", found[0]) if found else None
    if reader.low(i) == "after":
        return _introduced(reader, i, "after", ("after",))
    hit = _introduced(reader, i, "at", _STARTS)
    if (
        hit
        and (on := reader.any_phrase(hit.end, "onwards", "onward", "on"))
        and not moment(reader, on)
    ):
        hit.end = on  # from Monday on
    begins = reader.low(i) != "from" or follows_rule(reader, i)
    if hit and hit.moment.day and hit.moment.day.last and begins:
        hit.moment.day = Day(hit.moment.day.first)
    return hit


def _roughly(reader: Reader, i: int) -> Hit | None:
    """First thing tomorrow, early Monday morning, mid April, later today."""
    at = reader.any_phrase(i, "first thing", "early", "late", "later", "mid -", "mid", "sometime")
    found = moment(reader, at, sure=True) if at else None
    if not found or not (found[0].day or found[0].part):
        return None
    day_found = found[0].day
    if day_found and day_found.last and reader.low(i) == "later":
        day_found.first = max(day_found.first, reader.today)
    return Hit(found[1], "at", found[0])


def _names_a_thing(reader: Reader, i: int, found: Found) -> bool:
    """The midnight of "midnight snack", which is no time of its own."""
    named = reader.low(i) in {"noon", "midday", "midnight"} and found[1] == i + 1
    after = reader.low(i + 1)
    return named and after.isalpha() and after not in FOLLOWERS


def _plain(reader: Reader, i: int) -> Hit | None:
    """A moment, with the preposition that leads to it."""
    if roughly := _roughly(reader, i):
        return roughly
    if part_of_day(reader, i, joined=False) and (found := moment(reader, i)):
        return Hit(found[1], "at", found[0])
    at = reader.any_phrase(
        i, "at around", "at about", "at exactly", "on the coming", "on the", "in the", "at", "@", "on",
        "during", "over", "around", "for", "in", "of", "this coming", "about",
    )  # fmt: skip
    word = reader.low(i)
    if at and reader.low(at - 1) == "the":
        found = moment(reader, at, sure=True) if word == "in" else moment(reader, at - 1, sure=True)
        found = found or moment(reader, at, sure=True)
    elif at:
        found = moment(
            reader, at, sure=word not in {"about", "of"}, loose=word in _CLOCK_WORDS - {"about"}
        )
        if word in {"about", "of", "around"} and found and not (found[0].day or word == "around"):
            found = None
    else:
        found = moment(reader, i)
    if found is None:
        found, at = _shifted(reader, i), i
    if found is None:
        found, at = _hour_before_day(reader, i), i
    if found is None or _looks_at(reader, i, at, found) or _names_a_thing(reader, i, found):
        return None
    within = reader.low(i) == "within" and found[0].shift and not found[0].shift.timed
    return Hit(found[1], "deadline" if within else "at", found[0])


def _hour_before_day(reader: Reader, i: int) -> Found | None:
    """The 3 of "for 3 today" and "meeting 3 tomorrow"."""
    at = reader.any_phrase(i, "for", "on") or i
    before = reader.low(i - 1)
    if i > 0 and before not in (BOOKED if at == i else _SET_FOR):
        return None
    found = clock(reader, at, loose=True)
    if not found:
        return None
    whole = moment(reader, at, loose=True)
    # A table for 4 on Friday is for four people.
    if whole and at > i and reader.low(found[1]) == "on":
        return None
    # An alarm is for an hour; anything else may be for as many people.
    if whole and (whole[0].day or whole[0].part or (at > i and before == "alarm")):
        return whole
    return None


_SET_FOR = frozenset(
    "alarm reminder appointment meeting it me call scheduled set up booked".split()
)


def _looks_at(reader: Reader, i: int, at: int, found: Found) -> bool:
    """The 3 of "look at 3": a number of things after a verb that takes "at"."""
    bare = found[1] == at + 1 and found[0].clock is not None and found[0].clock.half_open
    return (
        bare
        and reader.low(i) == "at"
        and reader.low(i - 1) in {"look", "looking", "looked", "arrive", "aim", "stands"}
    )


def _shifted(reader: Reader, i: int) -> Found | None:
    found = shift(reader, i)
    if not found:
        return None
    amount, end, base = found
    first = Moment(shift=amount)
    if base:
        moved = add_months(base.first, amount.months)
        first = Moment(day=replace(base, first=moved + timedelta(days=amount.days), step=""))
    if not amount.timed:
        return join_parts(reader, first, end, joint=False)
    return first, end
