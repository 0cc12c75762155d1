"""The English phrases: which words before a moment say what it is for."""

from dataclasses import replace
from datetime import timedelta

from pa_cli.core.dates.english.clock import clock, meridiem
from pa_cli.core.dates.english.days import day, shift, weekday_name
from pa_cli.core.dates.english.months import month_name
from pa_cli.core.dates.english.repeats import repeat
from pa_cli.core.dates.english.spans import span
from pa_cli.core.dates.english.words import FOLLOWERS, LABELS, MEASURES, PARTS
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import CARDINALS, english_number, english_ordinal
from pa_cli.core.dates.numeric import read_figures, read_month_day
from pa_cli.core.dates.pieces import Clock, Day, Hit, Moment
from pa_cli.core.dates.resolve import add_months
from pa_cli.core.dates.zones import read_zone

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
_RANGE_JOINTS = ("-", ". .", "to", "until", "till", "til", "through", "thru", "~")
_BOOKED = frozenset(
    "meeting call lunch dinner breakfast brunch alarm appointment standup sync drinks coffee reminder for".split()
)


def phrase(reader: Reader, i: int) -> Hit | None:
    """The phrase of date and time that begins at token `i`."""
    return (
        repeat(reader, i)
        or _all_day(reader, i)
        or _count(reader, i)
        or _until(reader, i)
        or _length(reader, i)
        or _range(reader, i)
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
    at = reader.any_phrase(i, "for about", "for the next", "for", "lasting", "over the next")
    if at:
        found = span(reader, at)
        whole = found and not reader.any_phrase(found[1], "'", "ago", "from now", "after", "before")
        return Hit(found[1], "length", span=found[0]) if found and whole else None
    if reader.low(i) in {"a", "an"}:
        return None
    found = span(reader, i)
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


def _range(reader: Reader, i: int) -> Hit | None:
    """From 3 to 5pm, between two and three, Monday to Wednesday, March 3-5."""
    at = reader.any_phrase(i, "from", "between", "on", "at", "for") or i
    if days := _days_of_month(reader, at):
        return days
    framed = reader.low(i) in {"from", "between"}
    if reader.low(i) == "between" and (hours := _two_hours(reader, at)):
        return hours
    loose = framed or reader.low(i) == "at" or _bare_hours(reader, at)
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
        and _is_bare(reader, at)
        and not _has_evidence(reader, second, first[0])
    ):
        return None
    return Hit(end, "range", first[0], second[0])


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
    if not _bare_hours(reader, at):
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
    if end := reader.any_phrase(i, *_RANGE_JOINTS):
        return end
    if between:
        return reader.phrase(i, "and") or (i if english_number(reader, i) else 0)
    return 0


def _bare_hours(reader: Reader, i: int) -> bool:
    """Whether `9-10:30` or `9 to 5` may begin here: an hour, a joint, another hour."""
    first = english_number(reader, i)
    if not first or not 0 < first[0] < 25 or reader.low(i - 1) in LABELS:
        return False
    if i > 0 and not reader[i].spaced and reader.low(i - 1) in {"-", ".", "/"}:
        return False
    at = reader.any_phrase(first[1], *_RANGE_JOINTS)
    return bool(at) and english_number(reader, at) is not None


def _is_bare(reader: Reader, i: int) -> bool:
    number = english_number(reader, i)
    return (
        bool(number) and reader.low(number[1]) != ":" and not meridiem(reader, number[1])
        if number
        else False
    )


def _has_evidence(reader: Reader, second: Found, first: Moment) -> bool:
    """Whether two bare numbers are hours: one is written as a time, or a day stands beside."""
    known = second[0].clock is not None and not second[0].clock.half_open
    written = any(reader.low(n) == ":" for n in range(second[1] - 2, second[1]))
    return bool(known or written or second[0].day or first.day or second[0].part)


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
        or not month_name_before(reader, i)
    ):
        return None
    day_found = start.day.first
    if day_found.day < number[0] <= 31:
        try:
            last = day_found.replace(day=number[0])
        except ValueError:
            return None
        return Hit(number[1], "range", start, Moment(day=Day(last)))
    return None


def month_name_before(reader: Reader, i: int) -> bool:
    """Whether the day that ends before token `i` was written after its month."""
    return any(month_name(reader, n) for n in range(max(0, i - 4), i - 1))


def _days_of_month(reader: Reader, i: int) -> Hit | None:
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


def _introduced(reader: Reader, i: int, role: str, words: tuple[str, ...]) -> Hit | None:
    at = reader.any_phrase(i, *words)
    found = moment(reader, at, sure=True, loose=True) if at else None
    if found is None and reader.low(at - 1) == "the":
        found = moment(reader, at - 1, sure=True, loose=True)
    if not found or _names_a_number(reader, i, found):
        return None
    return Hit(found[1], role, found[0])


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
    if hit and hit.moment.day and hit.moment.day.last and reader.low(i) != "from":
        hit.moment.day = Day(hit.moment.day.first)
    return hit


def _roughly(reader: Reader, i: int) -> Hit | None:
    """First thing tomorrow, early Monday morning, mid April, later today."""
    at = reader.any_phrase(i, "first thing", "early", "late", "later", "mid -", "mid", "sometime")
    found = moment(reader, at, sure=True) if at else None
    return Hit(found[1], "at", found[0]) if found and (found[0].day or found[0].part) else None


def _names_a_thing(reader: Reader, i: int, found: Found) -> bool:
    """The midnight of "midnight snack", which is no time of its own."""
    named = reader.low(i) in {"noon", "midday", "midnight"} and found[1] == i + 1
    after = reader.low(i + 1)
    return named and after.isalpha() and after not in FOLLOWERS


def _plain(reader: Reader, i: int) -> Hit | None:
    """A moment, with the preposition that leads to it."""
    if roughly := _roughly(reader, i):
        return roughly
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
    return Hit(found[1], "at", found[0])


def _hour_before_day(reader: Reader, i: int) -> Found | None:
    """The 3 of "for 3 today" and "meeting 3 tomorrow"."""
    at = reader.any_phrase(i, "for", "on") or i
    if at == i and reader.low(i - 1) not in _BOOKED and i > 0:
        return None
    found = clock(reader, at, loose=True)
    if not found:
        return None
    whole = moment(reader, at, loose=True)
    return whole if whole and (whole[0].day or (whole[0].part and not whole[0].day)) else None


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
        return _join(reader, first, end, joint=False)
    return first, end


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
    return _join(reader, first[0], first[1], joint=joint)


def _join(reader: Reader, whole: Moment, end: int, *, joint: bool) -> Found:
    while True:
        at = _connector(reader, end, whole)
        asks = reader.low(at - 1) in {"at", "@", "by", "around"} and at > end
        loose = asks or (whole.day is not None and at == end and not whole.day.last and not joint)
        more = _piece(reader, at, sure=at > end or bool(whole.clock), loose=loose, joined=True)
        if (
            more
            and loose
            and not asks
            and _is_bare(reader, at)
            and reader.any_phrase(more[1], *_RANGE_JOINTS)
            and not more[0].day
        ):
            return whole, end
        if not more or not whole.absorb(more[0]):
            return whole, end
        end = more[1]


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
    if part := _part(reader, i, joined=joined):
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


def _part(reader: Reader, i: int, *, joined: bool) -> Found | None:
    """Tonight, this morning, in the evening, tomorrow night's "night"."""
    if end := reader.any_phrase(i, "tonight", "2nite", "tonite"):
        return Moment(day=Day(reader.today), part="tonight"), end
    if end := reader.any_phrase(i, "last night"):
        return Moment(day=Day(reader.today - timedelta(days=1)), part="tonight"), end
    relative = reader.any_phrase(i, "this", "the coming", "in the", "early", "late", "at")
    part = PARTS.get(reader.low(relative or i))
    if not part:
        return None
    end = (relative or i) + 1
    if relative and reader.low(i) == "this":
        return Moment(day=Day(reader.today), part=part), end
    if relative and reader.low(i) == "at" and part != "tonight":
        return None
    return (Moment(part=part), end) if relative or joined else None


def _is_date_pair(reader: Reader, i: int, end: int, *, sure: bool) -> bool:
    """Whether 5/6 is a date: after a preposition, beside a time or weekday, or at the edge."""
    after, before = reader[end], reader[i - 1]
    if after.low in MEASURES or before.low in LABELS or reader.any_phrase(end, "of", "-", "'"):
        return False
    beside = clock(reader, reader.any_phrase(end, "at", ",") or end) or weekday_name(
        reader, i - 1, sure=True
    )
    if sure or beside or (before.low == "," and weekday_name(reader, i - 2, sure=True)):
        return not after.low.isalpha() or after.low in FOLLOWERS or after.low.islower()
    values = reader[i].value, reader[i + 2].value
    fraction = values[0] < values[1] and values[1] in {2, 3, 4, 5, 8, 10, 16, 32}
    edge = i == 0 or end == len(reader)
    return edge and not fraction and values != (24, 7)
