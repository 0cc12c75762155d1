"""Dates and times in figures, which all languages write alike."""

from collections.abc import Callable

from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.pieces import Clock, Day, Moment
from pa_cli.core.dates.resolve import month_day, month_of, valid_date
from pa_cli.core.dates.zones import named_zone, read_offset

_SEPARATORS = ("/", "-", ".")


def read_figures(reader: Reader, i: int) -> tuple[Moment, int] | None:
    """An ISO stamp or a date with its year: 2026-03-20T15:00Z, 2026/3/20, 20.03.2026."""
    if reader[i].value < 0 or _glued(reader, i):
        return None
    for separator in _SEPARATORS:
        values = reader.shape(i, separator, separator)
        if values and not _continues(reader, i + 5, separator):
            day = _full_date(reader, i, values, separator)
            return _with_time(reader, day, i + 5) if day else None
    values = reader.shape(i, "-")
    if values and len(reader[i].text) == 4 and len(reader[i + 2].text) == 2:
        first = valid_date(values[0], values[1], 1) if 1900 <= values[0] < 2200 else None
        if first and not _continues(reader, i + 3, "-"):
            return Moment(day=month_of(first)), i + 3
    return None


def _glued(reader: Reader, i: int, signs: str = "/-.:+#_$€£=") -> bool:
    """Whether the figures are the rest of something longer: v1.2, #12/5, 555-2026."""
    before, token = reader[i - 1], reader[i]
    if before.low == "." and reader.low(i - 2) == ".":
        return False
    return (
        not token.spaced
        and i > 0
        and (before.low in signs or (before.text.isalpha() and before.low != "t"))
        and (before.text < "\u3400")
    )


def _continues(reader: Reader, i: int, separator: str) -> bool:
    sign = reader[i]
    follows = not sign.spaced and not reader[i + 1].spaced and reader[i + 1].value >= 0
    return follows and sign.low in {separator, "/", "-", "."}


def _full_date(reader: Reader, i: int, values: tuple[int, ...], separator: str) -> Day | None:
    if len(reader[i].text) == 4:
        found = valid_date(*values) if 1900 <= values[0] < 2200 else None
        return Day(found) if found else None
    digits = len(reader[i + 4].text)
    if digits not in {2, 4} or (digits == 2 and separator != "/"):
        return None
    year = values[2] if digits == 4 else 2000 + values[2]
    if not 1900 <= year < 2200:
        return None
    if separator == "." and (written := _dated(year, values[1], values[0])):
        return written
    return _in_order(
        reader.options.date_order, values[0], values[1], lambda m, d: _dated(year, m, d)
    )


def _dated(year: int, month: int, day: int) -> Day | None:
    found = valid_date(year, month, day)
    return Day(found) if found else None


def _in_order(order: str, a: int, b: int, make: Callable[[int, int], Day | None]) -> Day | None:
    month_first, day_first = make(a, b), make(b, a)
    wanted, spare = (day_first, month_first) if order == "dmy" else (month_first, day_first)
    if wanted and spare and a != b:
        wanted.other = spare
        wanted.difference = f"{spare.first.day} {spare.first:%B}"
    return wanted or spare


def _with_time(reader: Reader, day: Day, i: int) -> tuple[Moment, int]:
    """Add the time of an ISO stamp, when there is one."""
    moment = Moment(day=day)
    start = i + 1 if reader.low(i) == "t" and not reader[i].spaced else i
    clock = read_clock(reader, start, seconds=True)
    if start == i or clock is None:
        return moment, i
    moment.clock, end = clock
    moment.clock.half_open = False
    if reader.low(end) == "z" and not reader[end].spaced:
        moment.zone, end = named_zone("UTC"), end + 1
    elif offset := read_offset(reader, end):
        moment.zone, end = offset
    return moment, end


def read_month_day(reader: Reader, i: int) -> tuple[Day, int] | None:
    """A pair such as 5/6, read in the user's order, and in the other where that is no date."""
    pair = reader.shape(i, "/")
    if not pair:
        return None
    # 4/20-4/22 are two dates, not one long number
    first = reader.low(i + 3) == "-" and reader.shape(i + 4, "/")
    second = reader.low(i - 1) == "-" and reader.shape(i - 4, "/")
    if (_glued(reader, i) and not second) or (_continues(reader, i + 3, "/") and not first):
        return None
    if len(reader[i].text) > 2 or len(reader[i + 2].text) > 2:
        return None
    day = _in_order(
        reader.options.date_order, pair[0], pair[1], lambda m, d: month_day(reader.today, m, d)
    )
    return (day, i + 3) if day else None


def read_day_month(reader: Reader, i: int) -> tuple[Day, int] | None:
    """19.3. as central Europe writes it; of its own it may as well be a number and a full stop."""
    pair = reader.shape(i, ".")
    dot = reader[i + 3]
    if not pair or _glued(reader, i) or dot.low != "." or dot.spaced:
        return None
    day = month_day(reader.today, pair[1], pair[0])
    return (day, i + 4) if day else None


def read_clock(reader: Reader, i: int, *, seconds: bool = False) -> tuple[Clock, int] | None:
    """A time with a colon: 9:05, 15:00; with `seconds` also 06:40:30, else that is a length."""
    values, end = reader.shape(i, ":", ":") if seconds else (), i + 5
    if not values:
        values, end = reader.shape(i, ":"), i + 3
    if (
        not values
        or _glued(reader, i, "/.:#_$€£=")
        or (reader.low(end) == ":" and _continues(reader, end, ":"))
    ):
        return None
    texts = [reader[i + 2 * n].text for n in range(len(values))]
    if len(texts[0]) > 2 or any(len(text) != 2 for text in texts[1:]) or max(values[1:]) > 59:
        return None
    if values[0] > 24 or (values[0] == 24 and any(values[1:])):
        return None
    half_open = (
        (values[0] < 10 or values[0] == 12)
        and values[0] > 0
        and len(values) == 2
        and not texts[0].startswith("0")
    )
    second = values[2] if len(values) == 3 else 0
    return Clock(values[0], values[1], second, half_open=half_open), end
