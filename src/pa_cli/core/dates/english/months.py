"""English months: 20 April 2026, April 20th, in April, the end of next June."""

from datetime import date

from pa_cli.core.dates import resolve
from pa_cli.core.dates.english.words import (
    DOUBTFUL_MONTHS,
    FOLLOWERS,
    MEASURES,
    MONTHS,
    PLURAL_WEEKDAYS,
)
from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.numerals import ORDINALS, english_number, english_ordinal, english_year
from pa_cli.core.dates.pieces import Day

Found = tuple[Day, int]


def month_name(reader: Reader, i: int) -> tuple[int, int] | None:
    """The number of the month named at `i`, and the index after it and its full stop."""
    number = MONTHS.get(reader.low(i))
    if number is None:
        return None
    dot = reader[i + 1]
    short = len(reader.low(i)) <= 4 and dot.low == "." and not dot.spaced and reader.low(i + 2)
    return number, i + 2 if short and reader[i + 2].value >= 0 else i + 1


def month_and_day(reader: Reader, i: int, *, sure: bool = False) -> Found | None:
    """A day of a named month, in either order, perhaps with its year."""
    return _month_first(reader, i, sure=sure) or _day_first(reader, i)


def _month_first(reader: Reader, i: int, *, sure: bool) -> Found | None:
    name = month_name(reader, i)
    if name is None:
        return None
    at = reader.phrase(name[1], "the") or name[1]
    number = english_ordinal(reader, at)
    plain = number is None
    number = number or english_number(reader, at)
    if (
        not number
        or not 1 <= number[0] <= 31
        or (reader[at].value >= 0 and len(reader[at].text) > 2)
    ):
        return None
    token, end = reader[at], number[1]
    if (
        reader.low(end) in {":", ".", "/"}
        and reader[end + 1].value >= 0
        and not reader[end + 1].spaced
    ):
        return None
    if plain and (reader.low(end) in MEASURES or _is_time(reader, end)):
        return None
    doubtful = reader.low(i) in {"may", "march"} and reader[i].text.islower() and not sure
    if doubtful and plain and _is_verb(reader, i, end):
        return None
    return _with_year(reader, name[0], number[0], end) if token.low else None


def _is_time(reader: Reader, i: int) -> bool:
    return reader.low(i) in {"am", "pm", "hours", "hour", "minutes", "min", "days", "weeks"}


def _is_verb(reader: Reader, i: int, end: int) -> bool:
    """You may 5 times retry; they march 20 strong."""
    counts = reader.low(end).endswith("s") and reader.low(end) not in FOLLOWERS
    return counts or reader.low(i - 1) in _SUBJECTS


_SUBJECTS = frozenset("i you he she it we they who that this there to can will".split())


def _may_follow(reader: Reader, i: int) -> bool:
    after = reader.low(i)
    return not after or after in FOLLOWERS or reader[i].value >= 0


def _day_first(reader: Reader, i: int) -> Found | None:
    at = i + 1 if reader.low(i) == "the" else i
    number = english_ordinal(reader, at)
    plain = number is None
    number = number or english_number(reader, at)
    if (
        not number
        or not 1 <= number[0] <= 31
        or (len(reader[at].text) > 2 and reader[at].value >= 0)
    ):
        return None
    before = reader[at - 1]
    if at > 0 and not reader[at].spaced and before.low in set("$€£#.:/"):
        return None
    month = number[1]
    for joint in ("of", "-", "day of", "."):
        month = reader.phrase(number[1], joint) or month
    name = month_name(reader, month)
    if name is None:
        return None
    if plain and reader.low(month) in {"may", "march", "mar", "jan"} and month == number[1]:
        verb = reader[month].text.islower() and not _may_follow(reader, name[1])
        if verb and not english_year(reader, name[1]):
            return None
    return _with_year(reader, name[0], number[0], name[1])


def _with_year(reader: Reader, month: int, day: int, i: int) -> Found | None:
    at = i + 1 if reader.low(i) in {",", "-", "of", "in"} else i
    year = english_year(reader, at)
    if year and reader.low(year[1]) == ":" and reader[year[1] + 1].value >= 0:
        year = None
    if year:
        found = resolve.valid_date(year[0], month, day)
        return (Day(found), year[1]) if found else None
    years = {"this year": 0, "next year": 1, "last year": -1}
    for words, count in years.items():
        if end := reader.phrase(at, words):
            found = resolve.valid_date(reader.today.year + count, month, day)
            return (Day(found), end) if found else None
    single = resolve.month_day(reader.today, month, day, past=reader.past)
    return (single, i) if single else None


def month_span(reader: Reader, i: int, *, sure: bool = False) -> Found | None:
    """A whole month: April 2026, next June, in April."""
    relative = {"next": 1, "last": -1, "this": 0, "early": 0, "late": 0}.get(reader.low(i))
    name = month_name(reader, i if relative is None else i + 1)
    if name is None:
        return None
    month, end = name
    at = i if relative is None else i + 1
    year = english_year(reader, end + 1 if reader.low(end) in {",", "of"} else end)
    if year:
        return resolve.month_of(date(year[0], month, 1)), year[1]
    if relative is None and not _is_meant(reader, at, end, sure=sure):
        return None
    today = reader.today
    first = today.replace(month=month, day=1)
    if relative == -1 or (relative is None and reader.past):
        whole = resolve.month_of(first, 0 if first < today.replace(day=1) else -12)
    elif first.month < today.month or (relative == 1 and first.month == today.month):
        whole = resolve.month_of(first, 12)
    else:
        whole = resolve.month_of(first)
    return whole, end


def year_span(reader: Reader, i: int) -> Found | None:
    """In 2027."""
    year = english_year(reader, i) if reader.low(i - 1) in _BEFORE_YEAR else None
    if not year or (reader.low(year[1]) and reader.low(year[1]) not in FOLLOWERS):
        return None
    return resolve.year_of(date(year[0], 1, 1)), year[1]


_BEFORE_YEAR = frozenset("in during until till since throughout".split())


def follows_rule(reader: Reader, i: int) -> bool:
    """Whether something that repeats stands before token `i`: every Sunday from April."""
    return any(reader.low(n) in _RULES or reader.low(n) in PLURAL_WEEKDAYS for n in range(i))


_RULES = frozenset("every each daily weekly biweekly fortnightly monthly weekdays weekends".split())


def _is_meant(reader: Reader, i: int, end: int, *, sure: bool) -> bool:
    """Whether a bare name of a month is the month, and no verb, person or possessive."""
    after = reader.low(end)
    before = reader.low(i - 1)
    numbered = 0 < reader[end].value < 100 or (
        before == "of"
        and (reader.low(i - 2) in {"st", "nd", "rd", "th"} or reader.low(i - 2) in ORDINALS)
    )
    if numbered:
        return False
    joints = ("to", "through", "until", "till", "-")
    if (joint := reader.any_phrase(end, *joints)) and month_name(reader, joint):
        return True
    if before in joints and month_name(reader, i - 2):
        return True
    if after == "'" or not (
        sure or before in {"in", "of", "until", "till", "since", "through", "during"}
    ):
        return False
    if (
        before in {"for", "to", "from", "on", "with", "at", "and"}
        and reader.low(i) in DOUBTFUL_MONTHS
        and not (before == "from" and follows_rule(reader, i))
    ):
        return False
    if (
        before == "by"
        and reader.low(i) in {"may", "march", "june", "april", "august", "jan"}
        and reader[i].text.islower()
    ):
        return True
    return not after or after in FOLLOWERS or not reader[end].text[:1].isupper()
